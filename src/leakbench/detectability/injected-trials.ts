import { randomStream } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { shippedWatch } from "../detect/shipped-watch.ts";
import { describedFrames } from "./described-world.ts";
import type { SmallestLeak } from "./detectability.ts";

/** Made-up leaks of the size that theory says shows nineteen times of twenty, and how many did. */
export interface InjectedTrials {
  readonly window: string;
  readonly trials: number;
  readonly found: number;
  /** The watch had alarmed before the leak began; not counted in `trials`. */
  readonly early: number;
}

/** Time that the watch has had before the leak, beyond its learning, seconds. */
const RUN_IN_S = 86_400;

/**
 * Puts leaks of the stated size into made-up noise of the loop's own description, and lets the shipped watch look: its slow path, of
 * which the theory speaks. A fast path beside it sees bursts sooner.
 */
export function injectTrials(
  described: LoopDescription,
  leak: SmallestLeak,
  trials: number,
  seed = 1,
): InjectedTrials {
  const { fastFramePeriodS: _fast, ...loop } = described;
  let found = 0;
  let early = 0;
  for (let trial = 0; trial < trials; trial++) {
    const own = seed + trial;
    const warmFrames = Math.ceil((loop.learningS + RUN_IN_S) / loop.framePeriodS);
    const spread = loop.orbitPeriodS > 0 ? loop.orbitPeriodS : 3600;
    const onsetS = warmFrames * loop.framePeriodS + randomStream(own).named("onset").uniform() * spread;
    const next = describedFrames(loop, own, { onsetS, perDay: leak.mostPerDay });
    const run = shippedWatch.begin(loop);
    for (;;) {
      const frame = next();
      const { level } = run.step(frame, frame.endS);
      if (level === "alarm") {
        if (frame.endS <= onsetS) early++;
        else found++;
        break;
      }
      if (frame.endS + loop.framePeriodS > onsetS + leak.windowS) break;
    }
  }
  return { window: leak.window, trials: trials - early, found, early };
}
