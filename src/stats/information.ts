import { normalUpperQuantile } from "./normal.ts";

/** I_n in nats about a ramp of slope s per sample in white noise sigma with a known start: s^2 n(n+1)(2n+1) / (12 sigma^2). */
export function whiteRampInformation(slopePerSample: number, sigma: number, n: number): number {
  return (slopePerSample ** 2 * n * (n + 1) * (2 * n + 1)) / (12 * sigma * sigma);
}

/** Nats per sample about a ramp once a random walk of variance q per sample dominates: s^2 / (2q). */
export function driftRampInformationRate(slopePerSample: number, walkVariance: number): number {
  return slopePerSample ** 2 / (2 * walkVariance);
}

/** Nats per sample about a step mu in AR(1) noise of coefficient rho and innovation variance v. */
export function autoregressiveStepInformationRate(
  step: number,
  rho: number,
  innovationVariance: number,
): number {
  return (step * step * (1 - rho) ** 2) / (2 * innovationVariance);
}

/** Steady Kalman filter of a random walk (variance q per sample) seen in white noise (variance r). */
export interface RandomWalkFilter {
  /** Variance of the predicted level. */
  readonly predictedVariance: number;
  /** Variance of the innovations. */
  readonly innovationVariance: number;
  readonly gain: number;
  /** Steady response of the innovations to a ramp of unit slope. */
  readonly rampResponse: number;
}

/** Solves the scalar Riccati equation in closed form; satisfies gain^2 * innovationVariance = q. */
export function randomWalkFilter(q: number, r: number): RandomWalkFilter {
  const predictedVariance = (q + Math.sqrt(q * q + 4 * q * r)) / 2;
  const innovationVariance = predictedVariance + r;
  const gain = predictedVariance / innovationVariance;
  return { predictedVariance, innovationVariance, gain, rampResponse: 1 / gain };
}

/** Signal-to-noise d that a test needs for the given detection and false-alarm probabilities (Neyman-Pearson). */
export function requiredSignal(detection: number, falseAlarm: number): number {
  return normalUpperQuantile(falseAlarm) + normalUpperQuantile(1 - detection);
}
