import type { MemberJournal } from "../keep/member-journal.ts";
import type { CampaignLayout } from "../member/member-module.ts";
import { weightedQuantiles } from "./weighted-quantiles.ts";

/** The quantiles that a band is made of. */
export const PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** One curve over the members: a row an instant. */
export interface CurveBand {
  readonly name: string;
  readonly unit: string;
  /** Members that have a value at the instant. */
  readonly counts: Int32Array;
  /** For each of {@link PROBABILITIES}, the quantile at each instant; NaN where no member has a value. */
  readonly quantiles: readonly Float64Array[];
}

/** Bytes of members' values held at a time. */
const BLOCK_BYTES = 64 * 2 ** 20;

/**
 * Exact quantiles over members at each instant, one curve after the other, in bounded memory.
 *
 * @param members numbers of members that have a result
 * @param weights one a member, in their order; all alike unless given
 */
export function* curveBands(
  journal: MemberJournal,
  layout: CampaignLayout,
  members: readonly number[],
  weights?: ArrayLike<number>,
  blockBytes = BLOCK_BYTES,
): Generator<CurveBand, void, undefined> {
  const instants = layout.timesS.length;
  const block = Math.max(1, Math.min(instants, Math.floor(blockBytes / 8 / Math.max(1, members.length))));
  for (const [curve, { name, unit }] of layout.curves.entries()) {
    const counts = new Int32Array(instants);
    const quantiles = PROBABILITIES.map(() => new Float64Array(instants));
    for (let from = 0; from < instants; from += block) {
      const width = Math.min(block, instants - from);
      const columns = Array.from({ length: width }, () => new Float64Array(members.length));
      members.forEach((member, row) => {
        const values = journal.curveValues(member, curve * instants + from, width);
        for (let i = 0; i < width; i++) columns[i]![row] = values[i]!;
      });
      columns.forEach((column, i) => {
        counts[from + i] = column.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
        weightedQuantiles(column, PROBABILITIES, weights).forEach((value, k) => {
          quantiles[k]![from + i] = value;
        });
      });
    }
    yield { name, unit, counts, quantiles };
  }
}
