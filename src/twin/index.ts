export { buildTwin, findElement, type TwinModel } from "./build-twin.ts";
export { sensorQuantity } from "./named-quantities.ts";
export { OrbitLight } from "./orbit-light.ts";
export type { ScenarioAction } from "./scenario.ts";
export { TwinError } from "./twin-error.ts";
export { DEFAULT_EXCHANGE_S, TwinRun, type TwinRunOptions } from "./twin-run.ts";
export type { LimitPassed, TwinState, TwinWarning } from "./twin-state.ts";
