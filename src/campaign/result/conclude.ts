import { join } from "node:path";
import type { CampaignPlan } from "../campaign-plan.ts";
import { type CampaignFolder, writeWhole } from "../keep/campaign-folder.ts";
import { type CurveBand, curveBands, PROBABILITIES } from "./bands.ts";
import { type Failure, failures } from "./failures.ts";
import { type Passing, passings } from "./passings.ts";
import { effectiveMembers } from "./weighted-quantiles.ts";
import { writeBands, writeMemberTables } from "./write-tables.ts";

/** One curve at some of its instants. */
export interface BandRow {
  readonly curve: string;
  readonly unit: string;
  readonly timeS: number;
  readonly members: number;
  /** At {@link PROBABILITIES}; null where no member has a value. */
  readonly quantiles: readonly (number | null)[];
}

/** What a campaign says, for people and for `summary.json`. */
export interface CampaignSummary {
  readonly schema: "hoarfrost/campaign-summary/1";
  readonly synthetic: true;
  readonly title: string;
  readonly seed: number;
  readonly sampling: string;
  /** Members asked for, done, and failed among the done. */
  readonly members: number;
  readonly done: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  /** Members that could not go on to their end, by kind; they count until then. */
  readonly endedEarly: readonly Failure[];
  /** How many equal members the weighted ones are worth; the number of sound members where none is weighted. */
  readonly effectiveMembers: number;
  readonly passings: readonly Passing[];
  readonly probabilities: readonly number[];
  readonly bands: readonly BandRow[];
}

/** Members of a campaign that have a result, by number. */
export function soundMembers({ members }: CampaignPlan, { journal }: CampaignFolder): number[] {
  return journal.members.filter((member) => member < members && journal.problemOf(member) === undefined);
}

/** Weight of a member, from what it drew and brought: for conditioning on something that is known to have happened. */
export type WeightOf = (member: number) => number;

/**
 * Writes the tables of a folder and its `summary.json`, from the members that it has: all of them, or those until an interruption.
 *
 * @param shownS instants of the bands in the summary, seconds; the nearest that the curves have
 */
export function concludeCampaign(
  plan: CampaignPlan,
  folder: CampaignFolder,
  shownS: readonly number[],
  weightOf?: WeightOf,
): CampaignSummary {
  const { journal } = folder;
  const { timesS } = plan.layout;
  const sound = soundMembers(plan, folder);
  const weights = weightOf && sound.map(weightOf);
  const rows = new Set(shownS.map((timeS) => nearest(timesS, timeS)));
  const bands: BandRow[] = [];
  function* noted(): Generator<CurveBand> {
    for (const band of curveBands(journal, plan.layout, sound, weights)) {
      for (const row of rows)
        bands.push({
          curve: band.name,
          unit: band.unit,
          timeS: timesS[row]!,
          members: band.counts[row]!,
          quantiles: band.quantiles.map((values) => (Number.isNaN(values[row]!) ? null : values[row]!)),
        });
      yield band;
    }
  }
  writeMemberTables(plan, folder);
  writeBands(plan, folder, noted());
  const done = journal.members.filter((member) => member < plan.members).length;
  const summary: CampaignSummary = {
    schema: "hoarfrost/campaign-summary/1",
    synthetic: true,
    title: plan.title,
    seed: plan.seed,
    sampling: plan.sampling,
    members: plan.members,
    done,
    failed: done - sound.length,
    failures: failures(journal, plan.members),
    endedEarly: failures(journal, plan.members, "endedEarly"),
    effectiveMembers: weights ? effectiveMembers(weights) : sound.length,
    passings: passings(journal, plan.layout, sound, weights),
    probabilities: PROBABILITIES,
    bands,
  };
  writeWhole(join(folder.path, "summary.json"), `${JSON.stringify(summary, null, 1)}\n`);
  return summary;
}

function nearest(timesS: readonly number[], timeS: number): number {
  let best = 0;
  timesS.forEach((candidate, i) => {
    if (Math.abs(candidate - timeS) < Math.abs(timesS[best]! - timeS)) best = i;
  });
  return best;
}
