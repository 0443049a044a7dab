import { coefficientStart, type DisturbanceModel } from "./disturbance-model.ts";

/** What is known of the disturbance states: mean, and covariance in rows. Plain data, never changed in place. */
export interface KalmanState {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** One measurement set against what was expected of it. */
export interface Innovation {
  readonly expected: number;
  /** measured - expected */
  readonly residual: number;
  readonly variance: number;
  readonly gain: Float64Array;
}

export function initialKalman(model: DisturbanceModel): KalmanState {
  const covariance = new Float64Array(model.size ** 2);
  for (let i = 0; i < model.size; i++) covariance[i * model.size + i] = model.prior[i]!;
  return { mean: model.priorMean.slice(), covariance };
}

/** Carries a state vector, or a sensitivity vector, over one frame in place: x <- F x. */
export function transitionVector(model: DisturbanceModel, x: Float64Array, offset = 0): void {
  x[offset + 1] = x[offset + 1]! * model.wanderDecay;
  const { rotation } = model;
  for (let h = 0; h < rotation.length; h += 2) {
    const c = rotation[h]!;
    const s = rotation[h + 1]!;
    const i = offset + 2 + h;
    const a = x[i]!;
    const b = x[i + 1]!;
    x[i] = c * a + s * b;
    x[i + 1] = c * b - s * a;
  }
  const { addedDecay, size } = model;
  const start = offset + size - addedDecay.length;
  for (let i = 0; i < addedDecay.length; i++) x[start + i] = x[start + i]! * addedDecay[i]!;
}

/** Measurement row: how each state shows in the channel, given the inputs of this frame; what gauges add is left at zero. */
export function measurementRow(model: DisturbanceModel, inputs: Float64Array): Float64Array {
  const row = new Float64Array(model.size);
  row[0] = 1;
  row[1] = 1;
  for (let h = 0; h < model.rotation.length; h += 2) row[2 + h] = 1;
  const start = coefficientStart(model);
  for (let i = 0; i < model.inputs; i++) row[start + i] = inputs[i]!;
  return row;
}

/** Time update over one frame: mean <- F mean, covariance <- F covariance F' + Q. */
export function predict(model: DisturbanceModel, state: KalmanState, processScale = 1): KalmanState {
  const n = model.size;
  const mean = state.mean.slice();
  transitionVector(model, mean);
  const p = state.covariance.slice();
  for (let row = 0; row < n; row++) transitionVector(model, p, row * n);
  transitionColumns(model, p);
  for (let i = 0; i < n; i++) p[i * n + i] = p[i * n + i]! + model.process[i]! * (i === 0 ? processScale : 1);
  return { mean, covariance: p };
}

function transitionColumns(model: DisturbanceModel, p: Float64Array): void {
  const n = model.size;
  const { rotation, wanderDecay } = model;
  for (let column = 0; column < n; column++) p[n + column] = p[n + column]! * wanderDecay;
  for (let h = 0; h < rotation.length; h += 2) {
    const c = rotation[h]!;
    const s = rotation[h + 1]!;
    const i = (2 + h) * n;
    for (let column = 0; column < n; column++) {
      const a = p[i + column]!;
      const b = p[i + n + column]!;
      p[i + column] = c * a + s * b;
      p[i + n + column] = c * b - s * a;
    }
  }
  const { addedDecay } = model;
  const start = n - addedDecay.length;
  for (let k = 0; k < addedDecay.length; k++) {
    const i = (start + k) * n;
    for (let column = 0; column < n; column++) p[i + column] = p[i + column]! * addedDecay[k]!;
  }
}

/** Expectation of the measurement and its variance, before the measurement is looked at. */
export function innovate(
  model: DisturbanceModel,
  predicted: KalmanState,
  row: Float64Array,
  measured: number,
  noiseVariance: number,
): Innovation {
  const n = model.size;
  const { mean, covariance } = predicted;
  const gain = new Float64Array(n);
  let expected = 0;
  let variance = noiseVariance;
  for (let i = 0; i < n; i++) {
    const h = row[i]!;
    expected += h * mean[i]!;
    let sum = 0;
    for (let j = 0; j < n; j++) sum += covariance[i * n + j]! * row[j]!;
    gain[i] = sum;
    variance += h * sum;
  }
  for (let i = 0; i < n; i++) gain[i] = gain[i]! / variance;
  return { expected, residual: measured - expected, variance, gain };
}

/** Measurement update with the gain of an innovation; Joseph-free symmetric form, adequate at these condition numbers. */
export function update(model: DisturbanceModel, predicted: KalmanState, innovation: Innovation): KalmanState {
  const n = model.size;
  const { gain, residual, variance } = innovation;
  const mean = predicted.mean.slice();
  const p = predicted.covariance.slice();
  for (let i = 0; i < n; i++) {
    const k = gain[i]!;
    mean[i] = mean[i]! + k * residual;
    for (let j = 0; j <= i; j++) {
      const value = p[i * n + j]! - k * gain[j]! * variance;
      p[i * n + j] = value;
      p[j * n + i] = value;
    }
  }
  return { mean, covariance: p };
}
