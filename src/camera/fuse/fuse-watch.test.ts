import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { LeakFinding, TracePoint } from "../../watch/finding.ts";
import { LARGEST_LOG_BAYES_FACTOR, type PlumeFinding } from "../camera-finding.ts";
import { cameraNat, HOLD_S, seePlume } from "./camera-evidence.ts";
import { startFusion, takeCamera, takeWatch } from "./fuse-watch.ts";

// Oracle: Bayes' rule for independent evidence, logarithms add; the cap of ln 100; the watch's own thresholds.
const loop = {
  id: "ship/loop",
  inventoryChannel: "P-1",
  inventoryHub: "mux-1",
  witnesses: [{ channel: "P-2", unit: "kPa", hub: "mux-2" }],
} as unknown as LoopDescription;

const plume = (timeS: number, statisticNat: number, phase: PlumeFinding["phase"] = "confirmed") =>
  ({ type: "plume", phase, timeS, statisticNat }) as PlumeFinding;

const point = (endS: number, statisticNat: number) =>
  ({ endS, statisticNat, suspectNat: 12.5, confirmNat: 15 }) as TracePoint;

const leak = (phase: LeakFinding["phase"], agree: string[] = [], odds = {}) =>
  ({
    type: "leak",
    phase,
    level: phase === "confirmed" ? "confirmed" : "suspected",
    isolation: { agree, missing: "", budgetPerYear: 0.1 },
    odds,
  }) as unknown as LeakFinding;

const seen = takeCamera(startFusion(), plume(100, 20), 0);

test("a plume alone confirms no loop, however sure the camera is", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 500, noNaN: true }),
      fc.double({ min: -50, max: 15 - LARGEST_LOG_BAYES_FACTOR - 1e-6, noNaN: true }),
      (cameraStatistic, statistic) => {
        const state = takeCamera(startFusion(), plume(100, cameraStatistic), 0);
        const { findings } = takeWatch(state, loop, point(105, statistic), []);
        expect(findings.filter(({ phase }) => phase !== "suspected")).toEqual([]);
      },
    ),
  );
});

test("a statistic within ln 100 of the threshold is confirmed once a plume is seen, and not without one", () => {
  const watchSays = point(105, 15 - LARGEST_LOG_BAYES_FACTOR + 0.1);
  expect(takeWatch(seen, loop, watchSays, []).findings.map(({ phase }) => phase)).toEqual(["confirmed"]);
  expect(takeWatch(startFusion(), loop, watchSays, []).findings).toEqual([]);
});

test("an alternative that the watch finds likelier than a leak is not overruled", () => {
  // above suspicion, yet the watch says no leak: an alternative has won
  expect(takeWatch(seen, loop, point(105, 14), []).findings).toEqual([]);
  const doubtful = leak("suspected", [], { transfer: 0.001 });
  expect(takeWatch(seen, loop, point(105, 14), [doubtful]).findings).toEqual([]);
});

test("the camera's factor multiplies the odds against all that throws no particles, and no others", () => {
  const odds = { sensor: 3, "water dump": 3 };
  const { findings } = takeWatch(seen, loop, point(105, 14), [leak("suspected", [], odds)]);
  expect(findings[0]!.odds.sensor).toBeCloseTo(300, 6);
  expect(findings[0]!.odds["water dump"]).toBe(3);
});

test("a plume counts for ten minutes after it was last seen, on the clock of its footage", () => {
  const evidence = seePlume({ seenS: Number.NEGATIVE_INFINITY, statisticNat: 0 }, plume(5, 30), 1000);
  expect(cameraNat(evidence, 1004)).toBe(0);
  expect(cameraNat(evidence, 1005)).toBeCloseTo(LARGEST_LOG_BAYES_FACTOR, 12);
  expect(cameraNat(evidence, 1005 + HOLD_S)).toBeCloseTo(LARGEST_LOG_BAYES_FACTOR, 12);
  expect(cameraNat(evidence, 1006 + HOLD_S)).toBe(0);
});

test("a weak suspicion weighs what its false-alarm rate allows: nothing below one chance event in the time that counts", () => {
  const weak = (statisticNat: number) =>
    cameraNat(seePlume({ seenS: 0, statisticNat: 0 }, plume(1, statisticNat), 0), 1);
  expect(weak(Math.log(HOLD_S))).toBe(0);
  expect(weak(Math.log(10 * HOLD_S))).toBeCloseTo(Math.log(10), 9);
});

test("what was said before does not change with what the camera sees later", () => {
  const first = takeWatch(startFusion(), loop, point(90, 13), [leak("suspected")]);
  const later = takeWatch(takeCamera(first.state, plume(100, 20), 0), loop, point(105, 13), []);
  expect(first.findings).toEqual([]);
  expect(later.findings.map(({ phase }) => phase)).toEqual(["confirmed"]);
});
