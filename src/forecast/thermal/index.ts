export { type AlarmDifference, compareAlarms, differences } from "./compare.ts";
export {
  concludeForecast,
  type Forecast,
  type ForecastAlarm,
  type ForecastAlternative,
  type ForecastCurve,
  type ForecastHead,
} from "./conclude-forecast.ts";
export { FAN_PROBABILITIES, type Fan, fanOf } from "./fan.ts";
export type { Alternative, ForecastJob } from "./forecast-job.ts";
export {
  type ForecastEvent,
  type ForecastLayout,
  forecastEvents,
  forecastLayout,
  type MemberCourse,
  packCourses,
  unpackCourses,
} from "./forecast-layout.ts";
export type { HoleForGas } from "./hole-for-gas.ts";
export { type KnownLeak, type LeakOfMembers, leakFromFinding, leakOfMembers } from "./leak-from-finding.ts";
export { leakAfter } from "./leak-so-far.ts";
export { forecastVariable, nineInTen } from "./nine-in-ten.ts";
export { AS_IT_IS, planVehicleForecast, type VehicleForecast } from "./plan-vehicle-forecast.ts";
export { defaultCurves, plotFans } from "./plot-fan.ts";
export {
  type Bound,
  bandOf,
  type EventTimes,
  type MemberBand,
  type PredictedAlarm,
  passingS,
  predictAlarm,
} from "./predicted-alarm.ts";
export { type ForecastPlan, type RunForecastOptions, runForecast } from "./run-forecast.ts";
