import type { CampaignLayout, MemberTask } from "./member/member-module.ts";
import type { Sampling } from "./sample/draw-members.ts";
import type { Variable } from "./sample/variable.ts";

/** A campaign as it is to be run. */
export interface CampaignPlan {
  readonly title: string;
  readonly members: number;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly variables: readonly Variable[];
  readonly layout: CampaignLayout;
  readonly task: MemberTask;
  /** What the results depend on besides, each by the name that a person knows it by: `vehicle file`, `scenario`. JSON. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Version of the program: another version's members are not mixed with this one's. */
  readonly program: string;
}

/** Most members of one campaign. */
export const MOST_MEMBERS = 1_000_000;

/** Values on all curves of a member together. */
export function curveValuesOf({ timesS, curves }: CampaignLayout): number {
  return timesS.length * curves.length;
}

/** @throws RangeError that names what cannot be, its value and what would do */
export function checkPlan({ members, layout }: CampaignPlan): void {
  if (!(Number.isInteger(members) && members >= 1 && members <= MOST_MEMBERS))
    throw new RangeError(`a campaign has 1 to ${MOST_MEMBERS} members, not ${members}`);
  const { timesS, curves, numbers } = layout;
  if (timesS.some((timeS, i) => !Number.isFinite(timeS) || (i > 0 && !(timeS > timesS[i - 1]!))))
    throw new RangeError("the instants of a campaign's curves are not in order of time");
  const names = [...curves, ...numbers].map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`two results of a campaign are called "${twice}"`);
}
