export { matchSeats } from "./match-seats.ts";
export { renderCoverage, renderSeatsAt } from "./render-seats.ts";
export * from "./seat-coverage.ts";
export { placesAt, type ShipSeat } from "./ship-seats.ts";
