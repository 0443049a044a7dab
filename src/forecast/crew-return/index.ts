export type { Driver } from "./drivers.ts";
export { flyMember, flyMembers, type LimitOutcome, type MemberFlight } from "./fly-members.ts";
export {
  type CrewForecast,
  forecastReturn,
  type PhaseForecast,
  type ReturnForecast,
  type ReturnQuestion,
} from "./forecast-return.ts";
export { type JudgedLimit, type JudgedReturn, judgeReturn, type ReturnVerdict } from "./judge.ts";
export { type QuantityName, quantities, quantityNames } from "./quantity.ts";
export { type Reconciled, reconcile } from "./reconcile.ts";
export { renderReturn } from "./render-return.ts";
export { type ReturnCase, type ReturnReport, readReturnCase, returnCaseSchema } from "./return-case.ts";
export {
  type ProfileName,
  type ReturnFile,
  type ReturnPhase,
  readReturn,
  returnSchema,
} from "./return-file.ts";
export { type ReturnRule, type ReturnRules, readReturnRules, returnRulesSchema } from "./return-rules.ts";
export { type PersonHeat, personHeat, type Wearer } from "./suited-person.ts";
export { type FlownTrip, flyTrip, type Trip, type TripSample } from "./trip.ts";
