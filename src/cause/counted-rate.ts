import { gammaQuantile, type RandomStream } from "../stats/index.ts";
import type { Range } from "./hypothesis.ts";

/** A number of events that the record may be read to hold, and how far that reading is to be believed; shares add up to one. */
export interface CountReading {
  readonly events: number;
  readonly share: number;
}

/**
 * A rate known from a count. Before it Jeffreys' prior, after it Gamma(events + 1/2, exposure): the mean of the rate is
 * (events + 1/2) / exposure. `transferLn` widens it where what was counted is like, but not the same as, what leaked.
 */
export interface CountedRate {
  readonly kind: "counted";
  /** Where nobody knows whether an event counts, both readings stand here with their shares. */
  readonly readings: readonly CountReading[];
  /** Vehicle-years or loop-years watched. */
  readonly exposureYr: Range;
  /** Standard deviation of the logarithm of the step from what was counted to what leaked. */
  readonly transferLn: number;
}

function logUniform(share: number, { low, high }: Range): number {
  return low * (high / low) ** share;
}

/** One rate a year from its distribution, by inversion: three uniform numbers and one normal. */
export function drawCountedRate(
  { readings, exposureYr, transferLn }: CountedRate,
  stream: RandomStream,
): number {
  let left = stream.uniform();
  let events = readings.at(-1)!.events;
  for (const reading of readings) {
    left -= reading.share;
    if (left < 0) {
      events = reading.events;
      break;
    }
  }
  const rate = gammaQuantile(stream.uniform(), events + 0.5) / logUniform(stream.uniform(), exposureYr);
  return rate * Math.exp(transferLn * stream.normal());
}

/** Median and 90 % of a rate a year, from draws. */
export function countedInterval(
  rate: CountedRate,
  stream: RandomStream,
  draws = 2000,
): { readonly low: number; readonly median: number; readonly high: number } {
  const values = Array.from({ length: draws }, () => drawCountedRate(rate, stream)).sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor(share * (draws - 1))]!;
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}
