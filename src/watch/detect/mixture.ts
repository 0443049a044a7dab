import { type OnsetBank, onsetsRepresented, testEvidence } from "./onset-bank.ts";

const DAY_S = 86_400;
/** Terms smaller than e^-40 of the largest add nothing that a double could hold. */
const NEGLIGIBLE_NAT = -40;

/**
 * The leak rates that the test weighs, in channel units a second: half-decade steps, equal weight, from well below the daily
 * drift to an emptying within a frame. The false-alarm bound holds for any such grid; its ends only set what it sees best.
 */
export function rateGrid(driftPerRootDay: number, count = 13): Float64Array {
  const lowest = (0.2 * driftPerRootDay) / DAY_S;
  return Float64Array.from({ length: count }, (_, i) => lowest * 10 ** (i / 2));
}

/**
 * ln of the mixture Shiryaev-Roberts statistic: the sum over onsets, and mean over rates, of the likelihood ratio of a leak
 * against none. R_n - n is a martingale when there is no leak and the innovations are what they claim, hence the mean time to
 * a false alarm with threshold A is at least A frames (Pollak 1985; science note 1.2).
 */
export function logShiryaevRoberts(bank: OnsetBank, frame: number, rates: Float64Array): number {
  const evidence = new Float64Array(2 * bank.count);
  let largest = 0;
  for (let j = 0; j < bank.count; j++) {
    const { a, b } = testEvidence(bank, j, frame);
    evidence[2 * j] = a;
    evidence[2 * j + 1] = b / 2;
    if (!(a > 0)) continue;
    // Over the grid, not over all rates: between two rates of the grid a strong leak's peak may be out of reach of either.
    let before = 0;
    for (let k = 0; k < rates.length; k++) {
      const exponent = rates[k]! * (a - (rates[k]! * b) / 2);
      if (exponent < before) break;
      before = exponent;
    }
    if (before > largest) largest = before;
  }
  let sum = 0;
  for (let j = 0; j < bank.count; j++) {
    const a = evidence[2 * j]!;
    const halfB = evidence[2 * j + 1]!;
    let inner = 0;
    for (let k = 0; k < rates.length; k++) {
      const s = rates[k]!;
      const exponent = s * (a - s * halfB) - largest;
      if (exponent > NEGLIGIBLE_NAT) inner += exponential(exponent);
      // A parabola in the rate: past its peak it only falls.
      else if (a <= 2 * s * halfB) break;
    }
    sum += onsetsRepresented(bank, j, frame) * inner;
  }
  return sum > 0 ? largest + Math.log(sum / rates.length) : Number.NEGATIVE_INFINITY;
}

/** Most exponents of a quiet loop are next to nothing: there four terms of the series are exact to 3e-11, and quicker. */
function exponential(x: number): number {
  if (x > -0.02 && x < 0.02) return 1 + x * (1 + (x / 2) * (1 + (x / 3) * (1 + x / 4)));
  return Math.exp(x);
}
