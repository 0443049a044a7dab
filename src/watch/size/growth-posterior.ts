import { type OnsetBank, onsetsRepresented, sizeEvidence } from "../detect/onset-bank.ts";
import type { DisturbanceModel } from "../model/disturbance-model.ts";
import { type GrowthLaw, growthLaws, shapeBefore } from "./growth-law.ts";
import { rampOverlap } from "./ramp-overlap.ts";
import { possibleRange } from "./rate-posterior.ts";

/** Rate now and law of growth given that there is a leak; the onset is summed over. */
export interface GrowthPosterior {
  readonly laws: readonly GrowthLaw[];
  /** Posterior probability of each law. */
  readonly lawWeight: Float64Array;
  /** Rate now, channel-amount units a second, rising. */
  readonly rates: Float64Array;
  /** Of the rates under each law, each row adding up to one (or to nothing): law by rate. */
  readonly rateWeight: Float64Array;
  /** Mean age of the leak [s]. */
  readonly ageS: number;
}

const RATES = 65;
const NEGLIGIBLE_NAT = -20;
/** A growing leak is put together from ramps that begin over so many octaves of its age; what is younger counts as one piece. */
const OCTAVES = 5;

/**
 * Posterior of a leak that may grow. A leak of any course is a sum of ramps that begin at the bank's onsets, so with the bank's evidence
 * a_k and the overlap C_kl of two of its ramps the logarithm of its likelihood ratio is  s w.a - s^2 w.C w / 2,  where w are the steps
 * of its course and s its rate now. The diagonal of C is the bank's own b; off it stands the overlap of two ramps in the settled filter.
 */
export function growthPosterior(
  model: DisturbanceModel,
  bank: OnsetBank,
  frame: number,
  testedRates: Float64Array,
): GrowthPosterior | null {
  const evidence = Array.from({ length: bank.count }, (_, j) => {
    const { a, b } = sizeEvidence(bank, j, frame);
    return { a, b, peak: a > 0 && b > 0 ? (a * a) / (2 * b) : 0 };
  });
  const largest = evidence.reduce((most, { peak }) => Math.max(most, peak), 0);
  if (!(largest > 0)) return null;
  const { low, high } = possibleRange(evidence, largest, testedRates);
  // A leak that grew leaks more now than one of its mean rate.
  const top = GROWN * high;
  const rates = Float64Array.from({ length: RATES }, (_, i) => low * (top / low) ** (i / (RATES - 1)));
  const laws = growthLaws();
  const log: { law: number; a: number; b: number; lnPrior: number; ageS: number }[] = [];
  let best = 0;
  for (let j = 0; j < bank.count; j++) {
    const { b, peak } = evidence[j]!;
    if (!(b > 0) || peak < largest + NEGLIGIBLE_NAT) continue;
    const pieces = piecesFrom(bank, j, frame);
    const overlap = overlaps(model, bank, pieces, frame);
    const divisor = bank.b[j]! / b;
    const ageS = (frame + 1 - bank.onset[j]!) * model.periodS;
    for (const [law, each] of laws.entries()) {
      const steps = stepsOf(model, bank, pieces, frame, each, ageS);
      let a = 0;
      let square = 0;
      for (let k = 0; k < pieces.length; k++) {
        a += steps[k]! * bank.whole[pieces[k]!]!;
        for (let l = 0; l < pieces.length; l++)
          square += steps[k]! * steps[l]! * overlap[k * pieces.length + l]!;
      }
      if (!(square > 0)) continue;
      const lnPrior = Math.log(each.prior * onsetsRepresented(bank, j, frame));
      log.push({ law, a: a / divisor, b: square / divisor, lnPrior, ageS });
      if (a > 0) best = Math.max(best, (a * a) / (2 * square * divisor));
    }
  }
  // What the overlaps are wrong by must not decide: evidence is held to where that error is about one nat.
  const trust = 1 / (1 + OVERLAP_ERROR * best);
  const rateWeight = new Float64Array(laws.length * RATES);
  let ageS = 0;
  let total = 0;
  for (const { law, a, b, lnPrior, ageS: age } of log)
    for (let i = 0; i < RATES; i++) {
      const s = rates[i]!;
      const weight = Math.exp(lnPrior + trust * (s * (a - 0.5 * s * b) - best));
      rateWeight[law * RATES + i]! += weight;
      ageS += weight * age;
      total += weight;
    }
  if (!(total > 0)) return null;
  const lawWeight = Float64Array.from(laws, (_, law) => {
    const row = rateWeight.subarray(law * RATES, (law + 1) * RATES);
    const sum = row.reduce((all, value) => all + value, 0);
    if (sum > 0) for (let i = 0; i < RATES; i++) row[i]! /= sum;
    return sum / total;
  });
  return { laws, lawWeight, rates, rateWeight, ageS: ageS / total };
}

const GROWN = 3;
/** Part by which overlaps of the settled filter are taken to be wrong for the one that runs. An estimate; the filter learns for days. */
const OVERLAP_ERROR = 0.003;

/** Hypotheses that begin with onset j or later, down to a thirty-second of its age. */
function piecesFrom(bank: OnsetBank, j: number, frame: number): number[] {
  const youngest = (frame + 1 - bank.onset[j]!) / 2 ** OCTAVES;
  const pieces: number[] = [];
  for (let k = j; k < bank.count; k++) if (k === j || frame + 1 - bank.onset[k]! >= youngest) pieces.push(k);
  return pieces;
}

function overlaps(
  model: DisturbanceModel,
  bank: OnsetBank,
  pieces: readonly number[],
  frame: number,
): Float64Array {
  const n = pieces.length;
  const age = pieces.map((j) => frame - bank.onset[j]! + 1);
  const own = age.map((frames) => rampOverlap(model, frames, frames));
  const overlap = new Float64Array(n * n);
  for (let k = 0; k < n; k++)
    for (let l = 0; l <= k; l++) {
      const scale = Math.sqrt((bank.b[pieces[k]!]! * bank.b[pieces[l]!]!) / (own[k]! * own[l]!));
      const value = k === l ? bank.b[pieces[k]!]! : scale * rampOverlap(model, age[l]!, age[k]!);
      overlap[k * n + l] = value;
      overlap[l * n + k] = value;
    }
  return overlap;
}

/** Steps at the pieces' onsets of a course that is 1 now: in each piece its value at the middle. */
function stepsOf(
  model: DisturbanceModel,
  bank: OnsetBank,
  pieces: readonly number[],
  frame: number,
  law: GrowthLaw,
  ageS: number,
): Float64Array {
  const steps = new Float64Array(pieces.length);
  let before = 0;
  for (let k = 0; k < pieces.length; k++) {
    const begin = bank.onset[pieces[k]!]!;
    const end = k + 1 < pieces.length ? bank.onset[pieces[k + 1]!]! : frame + 1;
    const value = shapeBefore(law, (frame + 1 - 0.5 * (begin + end)) * model.periodS, ageS);
    steps[k] = value - before;
    before = value;
  }
  return steps;
}
