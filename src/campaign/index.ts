export { type CampaignPlan, checkPlan, curveValuesOf, MOST_MEMBERS } from "./campaign-plan.ts";
export type { Executor } from "./execute/executor.ts";
export { inline } from "./execute/inline.ts";
export { type ThreadsOptions, threads } from "./execute/threads.ts";
export { CampaignFolder } from "./keep/campaign-folder.ts";
export type { MemberJournal } from "./keep/member-journal.ts";
export type {
  CampaignLayout,
  Member,
  MemberModule,
  MemberOutcome,
  MemberResult,
  MemberTask,
  ResultColumn,
  RunMember,
} from "./member/member-module.ts";
export { type CurveBand, curveBands, PROBABILITIES } from "./result/bands.ts";
export {
  type BandRow,
  type CampaignSummary,
  concludeCampaign,
  soundMembers,
  type WeightOf,
} from "./result/conclude.ts";
export { type Failure, failures } from "./result/failures.ts";
export { type Passing, passings } from "./result/passings.ts";
export { effectiveMembers, weightedQuantiles } from "./result/weighted-quantiles.ts";
export { writeBands, writeMemberTables } from "./result/write-tables.ts";
export { type CampaignProgress, type RunOptions, runCampaign } from "./run-campaign.ts";
export { drawMembers, type Sampling, samplings } from "./sample/draw-members.ts";
export { type Distribution, distributions, type Variable } from "./sample/variable.ts";
export type { DrawnPlace, VehicleJob } from "./vehicle/vehicle-job.ts";
export { tellingQuantities, unitOfQuantity, vehicleLayout } from "./vehicle/vehicle-layout.ts";
