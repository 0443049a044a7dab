import type { Explanation } from "../../vehicle/loop-description.ts";
import type { InputPrior } from "./disturbance-model.ts";

/** Lag of the second form in which each explanation enters: a loop's bulk follows its supply temperature within this. */
const LAG_S = 900;

/** What is remembered of the explaining channels between frames: first reading, last reading and its lagged form. */
export interface InputMemory {
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly lagged: Float64Array;
  /** Of a temperature: its smoothed reading, and the change of that a second. */
  readonly smooth: Float64Array;
  readonly trend: Float64Array;
  /** The same over a minute, by which leaps are told. */
  readonly near: Float64Array;
  readonly nearTrend: Float64Array;
  /** By how much the last reading missed it, and the usual square. */
  readonly missed: Float64Array;
  readonly missSquare: Float64Array;
  /** Seconds for which it has been smoothed since it last leapt. */
  readonly smoothedS: Float64Array;
}

/**
 * A temperature enters as what its last minutes tell of it, along a straight line: the noise of a thermometer moves no coolant, and a
 * coefficient that is learned from noisy readings comes out too small (errors in variables), so that the thermal swing is left to
 * the orbital harmonics.
 */
const SMOOTH_S = 240;
const NEAR_S = 60;
/** A reading that misses by more than this many times the usual, or two on one side by half of it, has moved and is followed at once. */
const LEAPS_SD = 6;
const MISS_FRAMES = 100;

/** How far from one the twin's swings may be of the ship's: a twin may be wrong by a tenth. */
const TWIN_WRONG_BY = 0.1;

/** What is known beforehand of the coefficients of explanations, in the order of their inputs. */
export function inputPriors(explanations: readonly Explanation[]): InputPrior[] {
  return explanations.flatMap(({ quantity }) =>
    quantity === "expected"
      ? [
          { mean: 1, deviation: TWIN_WRONG_BY },
          { mean: 0, deviation: TWIN_WRONG_BY },
        ]
      : [{ mean: 0 }, { mean: 0 }],
  );
}

export function emptyInputs(explanations: readonly Explanation[]): InputMemory {
  const unknown = new Float64Array(explanations.length).fill(Number.NaN);
  const zero = new Float64Array(explanations.length);
  return {
    first: unknown,
    last: unknown,
    lagged: zero,
    smooth: unknown,
    trend: zero,
    near: unknown,
    nearTrend: zero,
    missed: zero,
    missSquare: zero,
    smoothedS: zero,
  };
}

/** Readings are taken from their first value and scaled to order one, so that one prior serves every coefficient. */
function scaleOf(explanation: Explanation, first: number): number {
  switch (explanation.quantity) {
    case "temperature":
    case "flag":
    case "expected":
      return 1;
    case "flow":
    case "power":
      return Math.max(0.01 * Math.abs(first), 1e-9);
  }
}

/** Takes in one frame's readings (NaN: not known, the last one is held) and gives the inputs of the measurement row. */
export function advanceInputs(
  explanations: readonly Explanation[],
  memory: InputMemory,
  readings: Float64Array,
  periodS: number,
): { memory: InputMemory; inputs: Float64Array } {
  const count = explanations.length;
  const first = memory.first.slice();
  const last = memory.last.slice();
  const lagged = memory.lagged.slice();
  const smooth = memory.smooth.slice();
  const trend = memory.trend.slice();
  const near = memory.near.slice();
  const nearTrend = memory.nearTrend.slice();
  const missed = memory.missed.slice();
  const missSquare = memory.missSquare.slice();
  const smoothedS = memory.smoothedS.slice();
  const inputs = new Float64Array(2 * count);
  const follow = 1 - Math.exp(-periodS / LAG_S);
  for (let i = 0; i < count; i++) {
    const reading = readings[i]!;
    if (!Number.isNaN(reading)) {
      if (Number.isNaN(first[i]!)) first[i] = reading;
      last[i] = reading;
    }
    if (Number.isNaN(first[i]!)) continue;
    if (explanations[i]!.quantity !== "temperature" || Number.isNaN(smooth[i]!)) {
      smooth[i] = last[i]!;
      near[i] = last[i]!;
    } else if (!Number.isNaN(reading)) {
      const miss = reading - near[i]! - nearTrend[i]! * periodS;
      const usual = missSquare[i]!;
      const far = LEAPS_SD ** 2 * usual;
      const isSecond = miss * missed[i]! > 0 && Math.min(miss ** 2, missed[i]! ** 2) > far / 4;
      const leaps = miss * miss > far || isSecond;
      missed[i] = leaps ? 0 : miss;
      missSquare[i] =
        usual + (Math.min(miss * miss, usual > 0 ? 9 * usual : miss * miss) - usual) / MISS_FRAMES;
      smoothedS[i] = leaps ? 0 : smoothedS[i]! + periodS;
      // Where it goes after a leap has to be learned anew, and soon.
      const knownS = smoothedS[i]! / 2 + periodS;
      for (const [value, change, withinS] of [
        [smooth, trend, SMOOTH_S],
        [near, nearTrend, NEAR_S],
      ] as const) {
        const keep = Math.exp(-periodS / Math.min(withinS, knownS));
        const off = reading - value[i]! - change[i]! * periodS;
        value[i] = leaps ? reading : reading - keep * keep * off;
        if (!leaps) change[i] = change[i]! + ((1 - keep) ** 2 * off) / periodS;
      }
    }
    const now = (smooth[i]! - first[i]!) / scaleOf(explanations[i]!, first[i]!);
    lagged[i] = lagged[i]! + follow * (now - lagged[i]!);
    inputs[2 * i] = now;
    inputs[2 * i + 1] = lagged[i]!;
  }
  return {
    memory: { first, last, lagged, smooth, trend, near, nearTrend, missed, missSquare, smoothedS },
    inputs,
  };
}
