import { repeatablePow } from "../fluids/index.ts";

/** Derivative of `state` at `timeS`, written into `rate`. */
export type Rates = (timeS: number, state: Float64Array, rate: Float64Array) => void;

/**
 * Bogacki and Shampine's pair of orders 3 and 2 with step control, from `timeS` to `endS`; changes `state` in place and
 * returns the number of accepted steps. `scale` gives the error that a step may make in each entry. Sums of entries whose
 * rates cancel are conserved to round-off. Source: Appl. Math. Lett. 2 (1989) 321.
 *
 * Throws a RangeError when steps become shorter than a microsecond, or when a rate is not a number.
 */
export function integrate(
  rates: Rates,
  state: Float64Array,
  scale: Float64Array,
  timeS: number,
  endS: number,
  longestStepS = 300,
): number {
  const size = state.length;
  const k = [0, 1, 2, 3].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const trial = new Float64Array(size);
  let t = timeS;
  rates(t, state, k[0]);
  // start with a change of ten times the allowed error
  let step = Math.min(1, longestStepS);
  for (let i = 0; i < size; i++)
    if (k[0][i] !== 0) step = Math.min(step, (10 * scale[i]!) / Math.abs(k[0][i]!));
  step = Math.max(step, 1e-4);
  let accepted = 0;
  while (t < endS) {
    const last = t + step >= endS;
    const h = last ? endS - t : step;
    for (let i = 0; i < size; i++) trial[i] = state[i]! + 0.5 * h * k[0][i]!;
    rates(t + 0.5 * h, trial, k[1]);
    for (let i = 0; i < size; i++) trial[i] = state[i]! + 0.75 * h * k[1][i]!;
    rates(t + 0.75 * h, trial, k[2]);
    for (let i = 0; i < size; i++)
      trial[i] = state[i]! + (h / 9) * (2 * k[0][i]! + 3 * k[1][i]! + 4 * k[2][i]!);
    rates(t + h, trial, k[3]);
    let worst = 0;
    for (let i = 0; i < size; i++) {
      const error = (h / 72) * (-5 * k[0][i]! + 6 * k[1][i]! + 8 * k[2][i]! - 9 * k[3][i]!);
      worst = Math.max(worst, Math.abs(error) / scale[i]!);
    }
    if (Number.isNaN(worst))
      throw new RangeError(
        `cabin: a rate is not a number at ${t} s; check loads and flows for missing values`,
      );
    if (worst <= 1) {
      t = last ? endS : t + h;
      state.set(trial);
      k[0].set(k[3]);
      accepted++;
    }
    step = Math.min(
      longestStepS,
      h * Math.min(4, Math.max(0.2, 0.9 * repeatablePow(Math.max(worst, 1e-9), -1 / 3))),
    );
    if (step < 1e-6)
      throw new RangeError(
        `cabin: steps below 1 us at ${t} s; a conductance or flow is too large for its volume`,
      );
  }
  return accepted;
}
