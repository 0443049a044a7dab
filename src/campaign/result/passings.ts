import { proportionInterval } from "../../stats/index.ts";
import type { MemberJournal } from "../keep/member-journal.ts";
import type { CampaignLayout } from "../member/member-module.ts";
import { effectiveMembers, weightedQuantiles } from "./weighted-quantiles.ts";

/** How often and when something happens among the members. */
export interface Passing {
  readonly name: string;
  readonly members: number;
  /** Members that ended before it had happened: nobody knows whether it would have. */
  readonly unknown: number;
  /**
   * Weighted share of members in which it happens, of those that are known; null where none is. Its 90 % interval (Clopper and Pearson, on
   * the effective number) reaches from all unknown ones taken as no to all taken as yes.
   */
  readonly probability: { readonly estimate: number | null; readonly p05: number; readonly p95: number };
  /** Seconds after the start, among members in which it happens; null where it happens in none. */
  readonly whenS: { readonly p05: number; readonly median: number; readonly p95: number } | null;
}

/** What a campaign says of each number that is an instant. */
export function passings(
  journal: MemberJournal,
  { numbers }: CampaignLayout,
  members: readonly number[],
  weights: ArrayLike<number> = new Float64Array(members.length).fill(1),
): Passing[] {
  const rows = members.map((member) => journal.numbersOf(member));
  const effective = effectiveMembers(weights);
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  return numbers.flatMap(({ name, isInstant }, column) => {
    if (!isInstant) return [];
    const times = rows.map((row) => row[column]!);
    let happened = 0;
    let open = 0;
    let count = 0;
    let unknown = 0;
    times.forEach((timeS, i) => {
      if (!Number.isNaN(timeS)) {
        happened += weights[i]!;
        count++;
      } else if (journal.endedEarly(members[i]!) !== undefined) {
        open += weights[i]!;
        unknown++;
      }
    });
    // Where no member counts nothing is known of it.
    if (total === 0) return [];
    const interval = (part: number) =>
      proportionInterval(effective * Math.min(1, part / total), effective, 0.9);
    const [p05, median, p95] = weightedQuantiles(times, [0.05, 0.5, 0.95], weights) as [
      number,
      number,
      number,
    ];
    return [
      {
        name,
        members: count,
        unknown,
        probability: {
          estimate: count === 0 && unknown === members.length ? null : happened / (total - open),
          p05: interval(happened).low,
          p95: interval(happened + open).high,
        },
        whenS: count === 0 ? null : { p05, median, p95 },
      },
    ];
  });
}
