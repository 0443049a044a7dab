import { normalQuantile } from "../../stats/index.ts";
import { bandOf, type MemberBand } from "./predicted-alarm.ts";

const Z90 = normalQuantile(0.95);

/** What an alternative does to one event, member by member: both ran with the same draws. */
export interface AlarmDifference {
  /** Members in which both are known. */
  readonly members: number;
  /** Members in which only the reference has it, and only the alternative. */
  readonly avoided: number;
  readonly caused: number;
  /** Difference of the probabilities, alternative less reference, and its 90 % interval (Agresti and Min 2005, matched pairs). */
  readonly probability: MemberBand | null;
  /** Later by so much [s] where it happens in both; null where it does in no member. */
  readonly laterS: MemberBand | null;
}

/** One event in the same members under two alternatives. NaN times: did not happen until the member's end. */
export function compareAlarms(
  reference: { readonly timesS: ArrayLike<number>; readonly endsS: ArrayLike<number> },
  alternative: { readonly timesS: ArrayLike<number>; readonly endsS: ArrayLike<number> },
  horizonS: number,
): AlarmDifference {
  if (reference.timesS.length !== alternative.timesS.length)
    throw new RangeError("two alternatives are compared over the same members");
  let members = 0;
  let avoided = 0;
  let caused = 0;
  const later: number[] = [];
  for (let i = 0; i < reference.timesS.length; i++) {
    const [a, b] = [reference, alternative].map(({ timesS, endsS }) => {
      if (timesS[i]! <= horizonS) return timesS[i]!;
      return endsS[i]! < horizonS ? undefined : Number.NaN;
    });
    if (a === undefined || b === undefined) continue;
    members++;
    if (Number.isNaN(b) && !Number.isNaN(a)) avoided++;
    if (Number.isNaN(a) && !Number.isNaN(b)) caused++;
    later.push(b - a);
  }
  return {
    members,
    avoided,
    caused,
    probability: members === 0 ? null : matchedDifference(members, avoided, caused),
    laterS: bandOf(later),
  };
}

/** Half a pair is added to each of the four cells, so that no difference seen is not taken for none there. */
function matchedDifference(members: number, avoided: number, caused: number): MemberBand {
  const n = members + 2;
  const [b, c] = [avoided + 0.5, caused + 0.5];
  const middle = (c - b) / n;
  const half = (Z90 * Math.sqrt(b + c - (c - b) ** 2 / n)) / n;
  return {
    p05: Math.max(-1, middle - half),
    median: (caused - avoided) / members,
    p95: Math.min(1, middle + half),
  };
}

/** Difference of one curve, alternative less reference, member by member; NaN where either has ended. */
export function differences(
  reference: readonly ArrayLike<number>[],
  alternative: readonly ArrayLike<number>[],
): Float64Array[] {
  if (reference.length !== alternative.length)
    throw new RangeError("two alternatives are compared over the same members");
  return reference.map((curve, i) => Float64Array.from(curve, (value, k) => alternative[i]![k]! - value));
}
