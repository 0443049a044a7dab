export { expectedChannel, loopsWithTwin, sourceWithTwin } from "./compensated-by-twin.ts";
export { ExpectedReadings, type TwinFlight } from "./expected-readings.ts";
