export { ACCURACIES, type Accuracy, type AccuracyName } from "./accuracy.ts";
export { buildTwin, findElement, type TwinModel } from "./build-twin.ts";
export { sensorQuantity } from "./named-quantities.ts";
export { OrbitLight } from "./orbit-light.ts";
export { runVehicleFile, type VehicleFileCourse, type VehicleFileRun } from "./run-vehicle-file.ts";
export type { ScenarioAction } from "./scenario.ts";
export { TwinError } from "./twin-error.ts";
export { TwinRun, type TwinRunOptions } from "./twin-run.ts";
export type { LimitPassed, TwinState, TwinWarning } from "./twin-state.ts";
