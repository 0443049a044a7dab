import { proportionInterval } from "../../stats/index.ts";
import type { MemberJournal } from "../keep/member-journal.ts";
import type { CampaignLayout } from "../member/member-module.ts";
import { effectiveMembers, weightedQuantiles } from "./weighted-quantiles.ts";

/** How often and when something happens among the members. */
export interface Passing {
  readonly name: string;
  readonly members: number;
  /** Weighted share of members in which it happens, with its 90 % interval (Clopper and Pearson, on the effective number). */
  readonly probability: { readonly estimate: number; readonly p05: number; readonly p95: number };
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
    let count = 0;
    times.forEach((timeS, i) => {
      if (Number.isNaN(timeS)) return;
      happened += weights[i]!;
      count++;
    });
    // Where no member counts nothing is known of it.
    if (total === 0) return [];
    const estimate = happened / total;
    const band = proportionInterval(Math.min(effective, estimate * effective), effective, 0.9);
    const [p05, median, p95] = weightedQuantiles(times, [0.05, 0.5, 0.95], weights) as [
      number,
      number,
      number,
    ];
    return [
      {
        name,
        members: count,
        probability: { estimate, p05: band.low, p95: band.high },
        whenS: count === 0 ? null : { p05, median, p95 },
      },
    ];
  });
}
