export { matchSeats } from "./match-seats.ts";
export { renderCoverage, renderSeatsAt } from "./render-seats.ts";
export { renderSeatChart, type SeatBar, seatBars, seatChartSvg } from "./seat-chart.ts";
export * from "./seat-coverage.ts";
export { placesAt, type ShipSeat } from "./ship-seats.ts";
