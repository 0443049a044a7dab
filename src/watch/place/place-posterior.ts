import type { Band } from "../finding.ts";
import { choleskyInPlace, solveLower } from "./cholesky.ts";
import type { LeakingLoop } from "./leaking-network.ts";
import type { MovedTaps } from "./moved-taps.ts";
import { changePerFlow, largerShare, type Signature } from "./signature.ts";
import type { Tap } from "./tap.ts";

/** Where a loop leaks, as far as its taps tell. */
export interface PlacePosterior {
  /** Most probable first; probabilities add up to one. */
  readonly place: readonly { readonly segment: string; readonly probability: number }[];
  /** Smallest set of segments that holds the leak with at least 90 %. */
  readonly set: readonly string[];
  /** Rate after the taps were looked at [kg/s]. */
  readonly rateKgPerS: Band;
  /** Mean misfit of the best explanation over what its noise allows; well above 1: no place explains what the taps did. */
  readonly misfit: number;
  /** Weights of the joint posterior: `weight[(point * rates + rate)]`, members summed. */
  readonly rates: Float64Array;
  readonly weight: Float64Array;
}

const COVERED = 0.9;
const RATES = 21;
/** Standard deviations of the rate's prior that its grid spans to either side. */
const REACH_SD = 2.5;

/**
 * Posterior over segments and rate: prior equal among segments and even along each, rate log-normal as the inventory gives it (each side
 * of the median by its own half of the band); likelihood Gaussian in what the taps moved by, a mixture over what the loop may be like.
 * Where even the best explanation fits worse than its noise allows, the noise is widened until it does not.
 */
export function placePosterior(
  loop: LeakingLoop,
  taps: readonly Tap[],
  signature: Signature,
  moves: MovedTaps,
  rateKgPerS: Band,
): PlacePosterior {
  const { known, moved } = moves;
  const n = known.length;
  const factor = moves.covariance.slice();
  choleskyInPlace(factor, n);
  const seen = moved.slice();
  solveLower(factor, n, seen);
  const { rates, prior } = rateGrid(rateKgPerS);
  const { members } = signature;
  const nodes = loop.nodes.length;
  const shares = rates.map((rate) => largerShare(signature, rate));
  const misfit = new Float64Array(members * loop.points.length * RATES);
  const small = new Float64Array(n);
  const large = new Float64Array(n);
  let best = Number.POSITIVE_INFINITY;
  let at = 0;
  for (let m = 0; m < members; m++)
    for (const point of loop.points) {
      for (let a = 0; a < n; a++) {
        small[a] = changePerFlow(signature, taps.length, nodes, m, point, known[a]!, 0);
        large[a] = changePerFlow(signature, taps.length, nodes, m, point, known[a]!, 1);
      }
      solveLower(factor, n, small);
      solveLower(factor, n, large);
      for (let r = 0; r < RATES; r++) {
        let sum = 0;
        for (let a = 0; a < n; a++)
          sum += (seen[a]! - rates[r]! * (small[a]! + shares[r]! * (large[a]! - small[a]!))) ** 2;
        misfit[at++] = sum;
        if (sum < best) best = sum;
      }
    }
  const overBest = Math.max(1, best / n);
  const weight = new Float64Array(loop.points.length * RATES);
  at = 0;
  for (let m = 0; m < members; m++)
    for (const [p, { share }] of loop.points.entries())
      for (let r = 0; r < RATES; r++)
        weight[p * RATES + r]! += share * prior[r]! * Math.exp((best - misfit[at++]!) / (2 * overBest));
  const total = weight.reduce((sum, value) => sum + value, 0);
  for (let i = 0; i < weight.length; i++) weight[i]! /= total;
  const bySegment = new Float64Array(loop.segments.length);
  for (const [p, { segment }] of loop.points.entries())
    for (let r = 0; r < RATES; r++) bySegment[segment]! += weight[p * RATES + r]!;
  const place = loop.segments
    .map(({ id }, i) => ({ segment: id, probability: bySegment[i]! }))
    .sort((a, b) => b.probability - a.probability);
  return {
    place,
    set: smallestSet(place),
    rateKgPerS: rateBand(rates, weight),
    misfit: best / n,
    rates,
    weight,
  };
}

/** The most probable places that together hold at least 90 %, of places in falling order. */
export function smallestSet(place: PlacePosterior["place"]): string[] {
  let held = 0;
  const set: string[] = [];
  for (const { segment, probability } of place) {
    if (held >= COVERED) break;
    set.push(segment);
    held += probability;
  }
  return set;
}

function rateGrid({ median, p05, p95 }: Band): { rates: Float64Array; prior: Float64Array } {
  const sd = [Math.log(median / p05) / Z95, Math.log(p95 / median) / Z95] as const;
  const z = Float64Array.from({ length: RATES }, (_, r) => REACH_SD * ((2 * r) / (RATES - 1) - 1));
  return {
    rates: z.map((value) => median * Math.exp(value * Math.max(sd[value < 0 ? 0 : 1], LEAST_RATE_SD))),
    prior: z.map((value) => Math.exp(-0.5 * value * value)),
  };
}

const Z95 = 1.6448536269514722;
const LEAST_RATE_SD = 0.01;

function rateBand(rates: Float64Array, weight: Float64Array): Band {
  const marginal = new Float64Array(RATES);
  for (let i = 0; i < weight.length; i++) marginal[i % RATES]! += weight[i]!;
  const at = (probability: number): number => {
    let below = 0;
    for (let r = 0; r < RATES; r++) {
      const next = below + marginal[r]!;
      if (next >= probability && marginal[r]! > 0) {
        const left = r === 0 ? rates[0]! : Math.sqrt(rates[r - 1]! * rates[r]!);
        const right = r === RATES - 1 ? rates[r]! : Math.sqrt(rates[r]! * rates[r + 1]!);
        return left * (right / left) ** ((probability - below) / marginal[r]!);
      }
      below = next;
    }
    return rates[RATES - 1]!;
  };
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}
