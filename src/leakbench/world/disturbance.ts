import type { RandomStream } from "../../stats/index.ts";

const DAY_S = 86_400;

/** A random walk: standard deviation `perRootDay` after one day. Starts at zero. */
export function randomWalk(random: RandomStream, perRootDay: number, periodS: number): () => number {
  const step = perRootDay * Math.sqrt(periodS / DAY_S);
  let value = 0;
  return () => {
    value += step * random.normal();
    return value;
  };
}

/** First-order autoregression of standard deviation `sd` and correlation time `timeS`, started from its stationary law. */
export function autoregression(
  random: RandomStream,
  sd: number,
  timeS: number,
  periodS: number,
): () => number {
  const keep = Math.exp(-periodS / timeS);
  const step = sd * Math.sqrt(1 - keep * keep);
  let value = sd * random.normal();
  return () => {
    value = keep * value + step * random.normal();
    return value;
  };
}

/** Amplitudes are renewed this often, seconds: short beside an orbit, and it keeps a loop-year cheap to draw. */
const AMPLITUDE_EVERY_S = 60;

/**
 * Narrow-band noise about a frequency: two slowly changing quadratures on a carrier. `rms` is of the sum; `coherenceS` the
 * correlation time of the quadratures. Called with the time, ascending.
 */
export function narrowBand(
  random: RandomStream,
  rms: number,
  frequencyHz: number,
  coherenceS: number,
): (timeS: number) => number {
  const cosine = autoregression(random, rms, coherenceS, AMPLITUDE_EVERY_S);
  const sine = autoregression(random, rms, coherenceS, AMPLITUDE_EVERY_S);
  let a = cosine();
  let b = sine();
  let renewAtS = Number.NEGATIVE_INFINITY;
  return (timeS) => {
    if (timeS >= renewAtS) {
      a = cosine();
      b = sine();
      renewAtS = timeS + AMPLITUDE_EVERY_S;
    }
    const angle = 2 * Math.PI * frequencyHz * timeS;
    return a * Math.cos(angle) + b * Math.sin(angle);
  };
}
