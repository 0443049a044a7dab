import { type Band, bandOf } from "../band.ts";
import { type MemberFlight, peakOf } from "./fly-members.ts";
import { quantities } from "./quantity.ts";
import type { ReturnReport } from "./return-case.ts";

/** How a report stands to the forecast. */
export interface Reconciled {
  readonly report: string;
  /** "reconciled": the report's window meets the 90 % band. "cannot be reconciled": it lies outside. */
  readonly standing: "reconciled" | "cannot be reconciled";
  /** Share of members that agree with it. */
  readonly share: number;
  /** Highest value of the trip, in the unit of the quantity; for a comparison, by how much it is lower. */
  readonly band: Band;
}

/** Holds a report against members that were flown with its crew and profile, or with both crews that it compares. */
export function reconcile(
  { id, quantity, between }: ReturnReport,
  flights: readonly MemberFlight[],
  compared: readonly MemberFlight[] | null,
): Reconciled {
  const { shown, difference } = quantities[quantity];
  const peaks = flights.map(({ samples }) => peakOf(samples, quantity));
  if (between === undefined) {
    const others = (compared ?? []).map(({ samples }) => peakOf(samples, quantity));
    const lower = peaks.map((value, i) => difference(others[i]! - value));
    const share = lower.filter((value) => value > 0).length / lower.length;
    return {
      report: id,
      standing: share >= 0.95 ? "reconciled" : "cannot be reconciled",
      share,
      band: bandOf(lower),
    };
  }
  const [low, high] = between;
  const values = peaks.map(shown);
  const band = bandOf(values);
  return {
    report: id,
    standing: band.p95 >= low && band.p05 <= high ? "reconciled" : "cannot be reconciled",
    share: values.filter((value) => value >= low && value <= high).length / values.length,
    band,
  };
}
