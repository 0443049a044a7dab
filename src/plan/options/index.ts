export { buildModel } from "./build-model.ts";
export { greedyPlan } from "./greedy-plan.ts";
export { type PlanCase, planCase } from "./plan-case.ts";
export { type PlanRules, readPlanRules } from "./plan-rules.ts";
export * from "./rank-options.ts";
export { renderAnswer, renderGantt } from "./render-plan.ts";
export { loadRules, shippedRules } from "./shipped-rules.ts";
export { highsSolver, type Solution, type Solver } from "./solver.ts";
export * from "./what-if.ts";
