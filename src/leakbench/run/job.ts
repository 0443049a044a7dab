import type { Leak } from "../world/leak-shape.ts";

/** How the made-up world differs from the vehicle's description. */
export const worldNames = [
  "nominal",
  "matched",
  "confusers",
  "drift x3",
  "drift /3",
  "twin 10 % wrong",
  "heavy tails",
  "half dropped",
  "level lost",
  "pressure lost",
  "temperature lost",
  "level stuck",
  "pressure stuck",
] as const;
export type WorldName = (typeof worldNames)[number];

/** A stretch without a leak: what alarms there are false. */
export interface QuietJob {
  readonly kind: "quiet";
  readonly vehicle: string;
  readonly world: WorldName;
  readonly seed: number;
  readonly frames: number;
  /** Rates that the clairvoyant tests know, g/s. */
  readonly ratesGPerS: readonly number[];
  /** Only the watch, without reference tests and baselines. */
  readonly watchOnly: boolean;
}

/** A leak as a trial puts it in: the onset is drawn from the seed. */
export interface TrialLeak {
  readonly shape: Leak["shape"];
  readonly rateGPerS: number;
}

/** Leaks put one by one into the same stretch of one loop, after the same warm-up. */
export interface TrialJob {
  readonly kind: "trial";
  readonly vehicle: string;
  readonly world: WorldName;
  readonly seed: number;
  readonly leaks: readonly TrialLeak[];
  readonly ratesGPerS: readonly number[];
}

export type Job = QuietJob | TrialJob;

export interface FalseAlarm {
  readonly timeS: number;
  readonly level: "suspected" | "alarm" | "isolate";
  /** Time that the watch had seen of this loop since it was last started, seconds. */
  readonly ageS: number;
  /** The confuser that was going on or had begun within the two days before, or "noise". */
  readonly cause: string;
}

export interface ConfuserCount {
  readonly count: number;
  /** Events during which, or within two hours after which, a fault of this name was told; by name. */
  readonly told: Readonly<Record<string, number>>;
}

export interface QuietResult {
  readonly job: QuietJob;
  /** Time over which the watch could judge, seconds. */
  readonly judgedS: number;
  /** The part of it in which the watch had been running for a week at least. */
  readonly settledS: number;
  readonly falseAlarms: readonly FalseAlarm[];
  /** Largest statistic of each two-day block, a column each. */
  readonly blockMaxima: Readonly<Record<string, readonly number[]>>;
  /** Confusers that took place, by kind, and what the watch said of faults while they did. */
  readonly confusers: Readonly<Record<string, ConfuserCount>>;
}

/** What was said of the rate at one instant, and the truth. */
export interface SizeReport {
  readonly afterS: number;
  readonly medianGPerS: number;
  readonly p05GPerS: number;
  readonly p95GPerS: number;
  readonly trueGPerS: number;
}

/** What was said of the time until the loop is empty, and the truth, seconds from the instant at which it was said. */
export interface EmptyReport {
  readonly medianS: number;
  readonly p05S: number;
  readonly p95S: number;
  readonly trueS: number;
}

export interface TrialOutcome {
  readonly leak: TrialLeak;
  readonly onsetS: number;
  /** Longest that was waited for an alarm, seconds. */
  readonly horizonS: number;
  /** The watch was not quiet when the leak began. */
  readonly early: boolean;
  readonly suspectedAfterS: number | null;
  readonly alarmAfterS: number | null;
  readonly isolateAfterS: number | null;
  readonly lostGAtAlarm: number | null;
  /** At the alarm, at twice and at five times its delay. */
  readonly sizes: readonly SizeReport[];
  /** At the same instants; null where the watch gave none or the loop does not run empty while the leak goes on as it does. */
  readonly empties: readonly (EmptyReport | null)[];
  readonly onsetBand: { readonly p05: number; readonly p95: number } | null;
  /** Frames from onset to the first passing of each rung of the column's ladder; null where none came within the horizon. */
  readonly crossings: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface TrialResult {
  readonly job: TrialJob;
  readonly outcomes: readonly TrialOutcome[];
}

export type JobResult = QuietResult | TrialResult;

/** A name that is the same for the same work: what makes a run resumable. */
export function jobName(job: Job): string {
  const text = JSON.stringify(job);
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(i), 0x85ebca6b);
    high ^= high >>> 13;
  }
  const hash = (low >>> 0).toString(16).padStart(8, "0") + (high >>> 0).toString(16).padStart(8, "0");
  const world = job.world.replace(/[^a-z0-9]+/g, "-");
  return `${job.kind}-${job.vehicle}-${world}-${job.seed}-${hash}`;
}
