import { chiSquaredQuantile, randomStream } from "../stats/index.ts";
import { checkRecord, type EventRecord } from "./trend-tests.ts";

/** Power-law process lambda beta t^(beta-1), fitted by maximum likelihood (Crow 1974; MIL-HDBK-189). */
export interface CrowAmsaaFit {
  /** Above one: the rate rises. */
  readonly beta: number;
  /** In the time unit of the record to the power -beta. */
  readonly lambda: number;
  /** Unbiased estimate of beta: (n-1)/n of it (time) or (n-2)/n (failure); null if too few events. */
  readonly betaUnbiased: number | null;
  readonly lambdaUnbiased: number | null;
  /** Rate at the end of the record, from the maximum-likelihood estimates. */
  readonly intensity: number;
  /** Mean time between events at the end. */
  readonly mtbf: number;
  /** Exact confidence interval of beta. */
  readonly betaInterval: { readonly low: number; readonly high: number; readonly confidence: number };
  /** Cramer-von Mises distance from a power law; null if too few events. */
  readonly cramerVonMises: number | null;
}

/**
 * Crow-AMSAA fit. Needs two events, three if observation stopped at the last one; null with fewer. The interval uses
 * that 2 n beta / beta_hat is chi-squared with 2n (time) or 2(n-1) (failure) degrees of freedom.
 */
export function crowAmsaa(record: EventRecord, confidence = 0.9): CrowAmsaaFit | null {
  checkRecord(record);
  const { times, length, truncation } = record;
  const n = times.length;
  const free = truncation === "failure" ? n - 1 : n;
  if (free < (truncation === "failure" ? 2 : 1) || n < 2) return null;
  const logs = times.slice(0, free).reduce((sum, t) => sum + Math.log(length / t), 0);
  if (!(logs > 0)) return null;
  const beta = n / logs;
  const lambda = n / length ** beta;
  const share = (truncation === "failure" ? n - 2 : n - 1) / n;
  const betaUnbiased = share > 0 ? share * beta : null;
  const intensity = (n * beta) / length;
  const side = (1 - confidence) / 2;
  return {
    beta,
    lambda,
    betaUnbiased,
    lambdaUnbiased: betaUnbiased === null ? null : n / length ** betaUnbiased,
    intensity,
    mtbf: 1 / intensity,
    betaInterval: {
      low: (beta * chiSquaredQuantile(side, 2 * free)) / (2 * n),
      high: (beta * chiSquaredQuantile(1 - side, 2 * free)) / (2 * n),
      confidence,
    },
    cramerVonMises: betaUnbiased === null ? null : distance(times.slice(0, free), length, betaUnbiased),
  };
}

/** C^2 = 1/(12M) + sum of ((t_i/T)^beta - (2i-1)/(2M))^2. */
function distance(times: readonly number[], length: number, beta: number): number {
  const m = times.length;
  return times.reduce((sum, t, i) => sum + ((t / length) ** beta - (2 * i + 1) / (2 * m)) ** 2, 1 / (12 * m));
}

/**
 * Chance of a Cramer-von Mises distance as large if the power law holds, by simulation with a fixed seed: the law of the
 * distance depends on the number of events only. Small means that no power law fits.
 */
export function powerLawFitP(record: EventRecord, runs = 4000): number | null {
  const fit = crowAmsaa(record);
  if (fit === null || fit.cramerVonMises === null) return null;
  const n = record.truncation === "failure" ? record.times.length - 1 : record.times.length;
  const random = randomStream(189).named(`${record.truncation}-${n}`);
  let larger = 0;
  for (let run = 0; run < runs; run++) {
    // At beta = 1 the free events are uniform; the distance of a fit does not depend on the true beta.
    const times = Array.from({ length: n }, () => 1 - random.uniform()).sort((a, b) => a - b);
    const whole = record.truncation === "failure" ? [...times, 1] : times;
    const simulated = crowAmsaa({ times: whole, length: 1, truncation: record.truncation });
    if (simulated?.cramerVonMises != null && simulated.cramerVonMises >= fit.cramerVonMises) larger++;
  }
  return (larger + 1) / (runs + 1);
}
