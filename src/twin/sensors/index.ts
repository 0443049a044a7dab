export type { FaultLabel, HubFault, LinkOutage, SensorFault, TelemetryFault } from "./fault.ts";
export type { SampleSink } from "./link.ts";
export { SensorBank, type SensorBankOptions } from "./sensor-bank.ts";
export { telemetryEvents } from "./telemetry-events.ts";
export { type Truth, type TruthStep, truthSteps } from "./truth.ts";
