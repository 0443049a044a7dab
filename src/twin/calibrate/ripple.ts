import { solved } from "./least-squares.ts";

/** A signal of a loop in orbit, taken apart: mean, trend, and the first harmonics of the orbit. In the signal's own unit. */
export interface Ripple {
  readonly mean: number;
  readonly perDay: number;
  /** Of the first harmonic: half of its peak to peak. */
  readonly amplitude: number;
  /** When, after the time taken as zero, the first harmonic peaks [s]; from 0 to the period. */
  readonly peakS: number;
  /** Standard deviation of what mean, trend and harmonics leave. */
  readonly residual: number;
}

const DAY_S = 86_400;

/**
 * Least squares of mean, straight trend and `harmonics` sines of the orbit. Samples that are not finite are left out.
 * Throws RangeError for less than one orbit of samples.
 */
export function rippleOf(
  timesS: ArrayLike<number>,
  values: ArrayLike<number>,
  periodS: number,
  harmonics = 2,
): Ripple {
  const size = 2 + 2 * harmonics;
  const normal = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  const middleS = 0.5 * (timesS[0]! + timesS[timesS.length - 1]!);
  if (!(timesS[timesS.length - 1]! - timesS[0]! >= 0.99 * periodS))
    throw new RangeError(`a ripple needs at least one orbit of ${periodS.toFixed(0)} s`);
  const terms = (timeS: number) => {
    const row = [1, (timeS - middleS) / DAY_S];
    for (let h = 1; h <= harmonics; h++) {
      const angle = (2 * Math.PI * h * timeS) / periodS;
      row.push(Math.cos(angle), Math.sin(angle));
    }
    return row;
  };
  let count = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (!Number.isFinite(value)) continue;
    count++;
    const row = terms(timesS[k]!);
    for (let i = 0; i < size; i++) {
      right[i]! += row[i]! * value;
      for (let j = 0; j < size; j++) normal[i]![j]! += row[i]! * row[j]!;
    }
  }
  const found = solved(normal, right);
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isFinite(value))
      sum += (value - terms(timesS[k]!).reduce((s, t, i) => s + t * found[i]!, 0)) ** 2;
  }
  const [mean = 0, perDay = 0, cosine = 0, sine = 0] = found;
  return {
    mean,
    perDay,
    amplitude: Math.hypot(cosine, sine),
    peakS: wrapped((Math.atan2(sine, cosine) / (2 * Math.PI)) * periodS, periodS),
    residual: Math.sqrt(sum / Math.max(1, count - size)),
  };
}

/** How long the first peaks after the second [s], from minus half to half a period. */
export function lagS(late: Ripple, early: Ripple, periodS: number): number {
  return wrapped(late.peakS - early.peakS + periodS / 2, periodS) - periodS / 2;
}

function wrapped(value: number, period: number): number {
  return value - period * Math.floor(value / period);
}
