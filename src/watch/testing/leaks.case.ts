import type { ConfuserTrial } from "./confusers.case.ts";
import { witnessedLoop } from "./scenario.case.ts";

/** Leaks on the loop of the confusers, sudden and growing; made up. */
export interface LeakTrials {
  readonly name: string;
  readonly onsetS: (seed: number) => number;
  readonly build: (seed: number) => ConfuserTrial;
}

const HOUR = 3600;
const onsetS = (seed: number) => (4.5 + ((seed * 0.618) % 1)) * HOUR;

function leak(name: string, lostAfter: (sinceS: number) => number, hours = 8): LeakTrials {
  return {
    name,
    onsetS,
    build: (seed) => {
      const from = onsetS(seed);
      const pressure = (t: number) => -lostAfter(Math.max(0, t - from));
      return { scenario: { seed, hours, pressure }, loop: witnessedLoop, clock: null };
    },
  };
}

const steady = (perHour: number, size: string) =>
  leak(`${size} leak, ${perHour} kPa/h`, (sinceS) => (perHour * sinceS) / HOUR);
/** A rate that doubles in a time: lost is its integral. */
const growing = (perHour: number, doublesS: number) =>
  leak(
    `growing leak, ${perHour} kPa/h and twice that after each ${doublesS / 60} min`,
    (sinceS) => ((perHour * doublesS) / Math.LN2 / HOUR) * (2 ** (sinceS / doublesS) - 1),
    8,
  );

/** From a hundredth to six tenths of the pressure an hour, and one that grows. */
export const leakTrials: readonly LeakTrials[] = [
  steady(10, "small"),
  steady(40, "medium"),
  steady(160, "large"),
  steady(640, "very large"),
  growing(5, 1800),
];
