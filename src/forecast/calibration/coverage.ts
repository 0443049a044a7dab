import { crpsEnsemble, proportionInterval, type RandomStream } from "../../stats/index.ts";

/** What was forecast of one quantity in one case, and what then was. Infinite: an instant that did not come. NaN: not known. */
export interface Verified {
  readonly truth: number;
  readonly members: readonly number[];
  /** Cases of one kind are each other's climate: what one would say without a forecast. */
  readonly kind: string;
}

/** How well forecasts of one quantity told the truth, over cases. */
export interface Verification {
  readonly cases: number;
  /** Truths in the central 90 % of the members, and beyond either end. */
  readonly inside: number;
  readonly below: number;
  readonly above: number;
  /** Share inside, with its 90 % interval (Clopper and Pearson). */
  readonly coverage: { readonly estimate: number; readonly low: number; readonly high: number };
  /** Where truths fall among members: ten equal parts, level if calibrated. */
  readonly pit: readonly number[];
  /** 1 - CRPS / CRPS of climate: 1 is perfect, 0 no better than knowing the other cases. */
  readonly skill: number;
}

const CENTRAL = 0.9;

/**
 * Place of the truth among n members, 0 to 1: uniform if truth and members are drawn alike, whatever n. Between two members, and among
 * equal ones (such as instants that never come), at random (Czado, Gneiting and Held 2009).
 */
export function placeAmong(members: readonly number[], truth: number, uniform: number): number {
  const below = members.filter((value) => value < truth).length;
  const equal = members.filter((value) => value === truth).length;
  return (below + uniform * (equal + 1)) / (members.length + 1);
}

/**
 * Verifies forecasts of one quantity. Members that are not known do not count; a case whose truth is not known is none.
 *
 * @param most what an infinite value counts as in the CRPS, such as the horizon
 */
export function verify(
  cases: readonly Verified[],
  random: RandomStream,
  most = Number.POSITIVE_INFINITY,
): Verification {
  const known = cases
    .map((each) => ({ ...each, members: each.members.filter((value) => !Number.isNaN(value)) }))
    .filter(({ truth, members }) => !Number.isNaN(truth) && members.length >= 2);
  const places = known.map(({ members, truth }) => placeAmong(members, truth, random.uniform()));
  const below = places.filter((place) => place < (1 - CENTRAL) / 2).length;
  const above = places.filter((place) => place > (1 + CENTRAL) / 2).length;
  const inside = known.length - below - above;
  const pit = new Array<number>(10).fill(0);
  for (const place of places) pit[Math.min(9, Math.floor(10 * place))]!++;
  let own = 0;
  let climate = 0;
  const capped = (value: number) => Math.min(value, most);
  for (const [i, { truth, members, kind }] of known.entries()) {
    const others = known.filter((each, j) => j !== i && each.kind === kind).map((each) => capped(each.truth));
    if (others.length < 2) continue;
    own += crpsEnsemble(members.map(capped), capped(truth), true);
    climate += crpsEnsemble(others, capped(truth), true);
  }
  const { low, high } = proportionInterval(inside, known.length, 0.9);
  return {
    cases: known.length,
    inside,
    below,
    above,
    coverage: { estimate: inside / known.length, low, high },
    pit,
    skill: climate > 0 ? 1 - own / climate : Number.NaN,
  };
}
