import { coefficientStart, type DisturbanceModel } from "../model/disturbance-model.ts";
import {
  initialKalman,
  innovate,
  measurementRow,
  predict,
  transitionVector,
  update,
} from "../model/kalman.ts";

/** Frames after which a filter is taken to have settled, and ages up to which the response to a ramp is worked out one by one. */
const SETTLING_FRAMES = 1500;
const LONGEST = 4096;
/** The response beyond is the mean of its last part: an orbit and more at ten seconds. */
const TAIL = 600;
const SAMPLES = 64;

const responses = new WeakMap<DisturbanceModel, Float64Array>();

/**
 * Overlap of two ramps that began so many frames ago in a settled filter:  sum of psi(n + older - younger) psi(n)  over the younger's
 * frames, psi being how a ramp of age n shows in the innovations. In parts of the innovations' variance; `older` is not below `younger`.
 */
export function rampOverlap(model: DisturbanceModel, older: number, younger: number): number {
  const response = responseOf(model);
  const at = (age: number) => {
    const whole = Math.floor(age);
    const low = response[Math.min(whole, LONGEST - 1)]!;
    return low + (age - whole) * (response[Math.min(whole + 1, LONGEST - 1)]! - low);
  };
  const count = Math.min(younger, SAMPLES);
  const width = younger / count;
  const shift = older - younger;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    // Middle of a run of frames: frame n stands for n - 1/2 to n + 1/2.
    const age = (i + 0.5) * width - 0.5;
    sum += at(age) * at(age + shift);
  }
  return sum * width;
}

/** How a unit ramp of each age shows in the innovations of a settled filter. Worked out once a model. */
function responseOf(model: DisturbanceModel): Float64Array {
  const known = responses.get(model);
  if (known !== undefined) return known;
  const row = measurementRow(model, new Float64Array(model.inputs));
  let state = initialKalman(model);
  let gain = new Float64Array(model.size);
  for (let k = 0; k < SETTLING_FRAMES; k++) {
    const predicted = predict(model, state);
    const innovation = innovate(model, predicted, row, 0, model.whiteVariance);
    gain = innovation.gain.slice();
    state = update(model, predicted, innovation);
  }
  // Coefficients of inputs learn for ever and follow no ramp.
  for (let i = coefficientStart(model); i < coefficientStart(model) + model.inputs; i++) gain[i] = 0;
  const response = new Float64Array(LONGEST);
  const sensitivity = new Float64Array(model.size);
  for (let n = 0; n < LONGEST; n++) {
    transitionVector(model, sensitivity);
    let psi = -(n + 0.5) * model.periodS;
    for (let i = 0; i < model.size; i++) psi -= row[i]! * sensitivity[i]!;
    for (let i = 0; i < model.size; i++) sensitivity[i]! += gain[i]! * psi;
    response[n] = psi;
  }
  const settled = response.subarray(LONGEST - TAIL).reduce((sum, value) => sum + value, 0) / TAIL;
  response[LONGEST - 1] = settled;
  responses.set(model, response);
  return response;
}
