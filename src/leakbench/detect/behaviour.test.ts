import { describe, expect, it } from "vitest";
import { myDetector } from "../../../examples/my-detector.ts";
import type { Frame } from "../../telemetry/frame.ts";
import { benchVehicle } from "../world/bench-vehicle.ts";
import { createWorld } from "../world/world.ts";
import { always, dayDifference, limitCheck, never, plainCusum } from "./baselines.ts";
import type { Detector, DetectorRun, Verdict } from "./detector.ts";
import { shippedWatch } from "./shipped-watch.ts";

// What every detector of the benchmark owes it, whatever it computes: one suite over all of them.
const detectors: readonly Detector[] = [
  shippedWatch,
  limitCheck,
  dayDifference,
  plainCusum,
  always,
  never,
  myDetector,
];
const vehicle = benchVehicle("r44-fused");
const { framePeriodS } = vehicle.loop;
const FRAMES = 9700;

/** A day and more with a leak in the second half and two gaps, one of an hour and one of a single frame in three. */
function frames(): (Frame | null)[] {
  const leak = { shape: "sudden", onsetS: 50_000, rateGPerS: 0.01 } as const;
  const world = createWorld(vehicle, { seed: 7, leak });
  return Array.from({ length: FRAMES }, (_, i) => {
    const frame = world.next();
    const gap = (i > 3000 && i < 3360) || (i > 9200 && i < 9600 && i % 3 === 0);
    return gap ? null : frame;
  });
}
const stream = frames();

function follow(run: DetectorRun, from: number, until: number): Verdict[] {
  return Array.from({ length: until - from }, (_, i) =>
    run.step(stream[from + i]!, (from + i + 1) * framePeriodS),
  );
}

describe.each(detectors)("detector $name", (detector) => {
  it("says the same of the same frames", () => {
    const twice = [1, 2].map(() => follow(detector.begin(vehicle.loop), 0, 2500));
    expect(twice[1]).toEqual(twice[0]);
  });

  it("looks at nothing that has not arrived", () => {
    const whole = follow(detector.begin(vehicle.loop), 0, 2500);
    const run = detector.begin(vehicle.loop);
    const first = follow(run, 0, 1500);
    const strayed = run.fork();
    for (let i = 0; i < 300; i++) strayed.step(null, (1501 + i) * framePeriodS);
    expect([...first, ...follow(run, 1500, 2500)]).toEqual(whole);
  });

  it("goes on from a fork as it would have gone on itself", () => {
    const run = detector.begin(vehicle.loop);
    follow(run, 0, 2000);
    const fork = run.fork();
    expect(follow(fork, 2000, 2600)).toEqual(follow(run, 2000, 2600));
  });

  it("survives gaps and says a number after every frame, or minus infinity for no evidence", () => {
    const verdicts = follow(detector.begin(vehicle.loop), 0, FRAMES);
    for (const { statistic, level } of verdicts) {
      expect(Number.isNaN(statistic) || statistic === Number.POSITIVE_INFINITY).toBe(false);
      expect(["quiet", "suspected", "alarm"]).toContain(level);
    }
  });
});

describe("the detectors that look at the loop", () => {
  it.each([shippedWatch, dayDifference, limitCheck, plainCusum, myDetector])(
    "$name stands higher after a leak than before it",
    (detector) => {
      const verdicts = follow(detector.begin(vehicle.loop), 0, FRAMES);
      const highest = (from: number, until: number) =>
        Math.max(...verdicts.slice(from, until).map(({ statistic }) => statistic));
      expect(highest(5000, FRAMES)).toBeGreaterThan(highest(4000, 5000));
    },
  );
});
