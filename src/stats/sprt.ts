/** Wald's sequential probability ratio test between two simple hypotheses. */
export interface SprtDesign {
  /** Accept the alternative when the log likelihood ratio reaches this. */
  readonly upper: number;
  /** Accept the null when it falls to this. */
  readonly lower: number;
}

/** Wald's limits for false-alarm probability alpha and miss probability beta. */
export function sprtLimits(alpha: number, beta: number): SprtDesign {
  if (!(alpha > 0 && beta > 0 && alpha + beta < 1))
    throw new RangeError(`alpha and beta are positive and sum to less than 1, got ${alpha} and ${beta}`);
  return { upper: Math.log((1 - beta) / alpha), lower: Math.log(beta / (1 - alpha)) };
}

/**
 * Wald's mean number of samples when the alternative is true; `information` is the mean log likelihood ratio of one
 * sample in nats (shift^2/2 for a normal mean). Overshoot is neglected, so this is a little short.
 */
export function sprtMeanSamples(alpha: number, beta: number, information: number): number {
  const { upper, lower } = sprtLimits(alpha, beta);
  return ((1 - beta) * upper + beta * lower) / information;
}
