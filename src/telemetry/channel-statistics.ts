import { type ChannelTable, Quality, type SourceEvent } from "./sample.ts";

/** What one channel did in a recording, in its own unit. Only good reports count. */
export interface ChannelSummary {
  readonly name: string;
  readonly reports: number;
  readonly firstS: number;
  readonly lastS: number;
  readonly min: number;
  readonly max: number;
  /** Mean of the held value from the first report to the last: each value weighs as long as it stood. */
  readonly timeWeightedMean: number;
  /** Mean of the reports, each weighing the same: what a report-by-exception channel must not be judged by. */
  readonly reportMean: number;
  /** Exact up to {@link MOST_LEVELS}; that number where there are more. */
  readonly distinctLevels: number;
  /** Smallest difference of two levels; 0 for a constant, NaN where there are more levels than are kept. */
  readonly smallestStep: number;
  readonly longestSilenceS: number;
}

/** A silence of the whole source, from the last report before it to the first after it, Unix seconds UTC. */
export interface SignalGap {
  readonly startS: number;
  readonly endS: number;
}

export const MOST_LEVELS = 65_536;
const MOST_GAPS = 100_000;

interface Tally {
  reports: number;
  firstS: number;
  lastS: number;
  lastValue: number;
  min: number;
  max: number;
  /** Sums of distances from the first value, which keeps their digits. */
  origin: number;
  areaS: number;
  sum: number;
  longestSilenceS: number;
  readonly levels: Set<number>;
}

/**
 * Time-weighted statistics of every channel and the gaps of the source, in one pass and bounded memory. Samples must come in
 * order of time a channel; one that goes back counts as a report and adds no time.
 */
export class ChannelStatistics {
  /** Silences of the whole source longer than `silenceS`, the first 100,000. */
  readonly gaps: SignalGap[] = [];
  readonly #channels: ChannelTable;
  readonly #silenceS: number;
  readonly #tallies: (Tally | undefined)[] = [];
  #newestS = Number.NaN;

  constructor(channels: ChannelTable, silenceS: number) {
    this.#channels = channels;
    this.#silenceS = silenceS;
  }

  push(event: SourceEvent): void {
    if (event.kind !== "samples") return;
    const { count, timeS, channel, value, quality } = event.batch;
    for (let i = 0; i < count; i++) {
      const time = timeS[i]!;
      if (time - this.#newestS > this.#silenceS && this.gaps.length < MOST_GAPS)
        this.gaps.push({ startS: this.#newestS, endS: time });
      if (!(time < this.#newestS)) this.#newestS = time;
      if (quality[i] === Quality.good) this.#count(channel[i]!, time, value[i]!);
    }
  }

  #count(channel: number, timeS: number, value: number): void {
    let tally = this.#tallies[channel];
    if (tally === undefined) {
      tally = {
        reports: 0,
        firstS: timeS,
        lastS: timeS,
        lastValue: value,
        min: value,
        max: value,
        origin: value,
        areaS: 0,
        sum: 0,
        longestSilenceS: 0,
        levels: new Set(),
      };
      this.#tallies[channel] = tally;
    }
    const heldS = timeS - tally.lastS;
    if (heldS > 0) {
      tally.areaS += (tally.lastValue - tally.origin) * heldS;
      tally.lastS = timeS;
      if (heldS > tally.longestSilenceS) tally.longestSilenceS = heldS;
    }
    tally.reports++;
    tally.sum += value - tally.origin;
    if (value < tally.min) tally.min = value;
    if (value > tally.max) tally.max = value;
    if (value !== tally.lastValue || tally.levels.size === 0) {
      if (tally.levels.size < MOST_LEVELS) tally.levels.add(value);
      tally.lastValue = value;
    }
  }

  /** The channels that reported, in the order of their first report. */
  summaries(): ChannelSummary[] {
    return this.#tallies.flatMap((tally, channel) => {
      if (tally === undefined) return [];
      const spanS = tally.lastS - tally.firstS;
      return {
        name: this.#channels.names[channel]!,
        reports: tally.reports,
        firstS: tally.firstS,
        lastS: tally.lastS,
        min: tally.min,
        max: tally.max,
        timeWeightedMean: tally.origin + (spanS > 0 ? tally.areaS / spanS : 0),
        reportMean: tally.origin + tally.sum / tally.reports,
        distinctLevels: tally.levels.size,
        smallestStep: tally.levels.size < MOST_LEVELS ? smallestStep(tally.levels) : Number.NaN,
        longestSilenceS: tally.longestSilenceS,
      };
    });
  }
}

function smallestStep(levels: ReadonlySet<number>): number {
  const sorted = Float64Array.from(levels).sort();
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) least = Math.min(least, sorted[i]! - sorted[i - 1]!);
  return sorted.length > 1 ? least : 0;
}
