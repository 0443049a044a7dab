import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingSchema, type LeakFinding } from "./finding.ts";
import { framesOf, gasLoop, quantityLoop, quietQuantity, watchFrames } from "./testing/loop-fixture.case.ts";
import { step, type WatchStep } from "./watch-loop.ts";

// Oracles: the leak that was put in (rate within its 90 % band and 25 %), the closed form of a gas-charged blowdown (science
// note 7.3, through the fixture's own integration-free formula), and properties that hold for any input.

const DAY_S = 86_400;
const HOUR_FRAMES = 360;

const found = (steps: readonly WatchStep[], phase: LeakFinding["phase"]) =>
  steps
    .flatMap(({ findings }) => findings)
    .find((f): f is LeakFinding => f.type === "leak" && f.phase === phase);

const lastLeak = (steps: readonly WatchStep[]) =>
  steps.flatMap(({ findings }) => findings).findLast((f): f is LeakFinding => f.type === "leak");

describe("the watch of a quiet loop", () => {
  it("learns for two orbits, then says normal, and raises nothing for a day", () => {
    for (const seed of [1, 2, 3]) {
      const { steps } = watchFrames(
        quantityLoop,
        framesOf(quantityLoop, 24 * HOUR_FRAMES, quietQuantity(seed)),
      );
      const changes = steps.flatMap(({ findings }) => findings);
      expect(changes.map((f) => f.type === "state" && f.state)).toEqual(["normal"]);
      expect(changes[0]!.timeS).toBeCloseTo(quantityLoop.learningS, -2);
    }
  });
});

describe("the watch of a leaking loop", () => {
  const onset = 8 * HOUR_FRAMES;

  it.each([0.02, 0.1, 0.5, 5])(
    "finds %f of the scale a day and brackets rate and onset",
    (fractionPerDay) => {
      const quiet = quietQuantity(7);
      const ratePerS = (100 * fractionPerDay) / DAY_S;
      const reading = (timeS: number, i: number) =>
        quiet(timeS, i) - ratePerS * Math.max(0, timeS - onset * 10);
      const hours = fractionPerDay < 0.05 ? 30 : 12;
      const { steps } = watchFrames(quantityLoop, framesOf(quantityLoop, hours * HOUR_FRAMES, reading));
      const confirmed = found(steps, "confirmed");
      expect(confirmed).toBeDefined();
      expect(confirmed!.timeS).toBeGreaterThan(onset * 10);
      const last = lastLeak(steps)!;
      const rate = last.rateFractionPerDay!;
      expect(Math.abs(rate.median / fractionPerDay - 1)).toBeLessThan(0.25);
      expect(rate.p05).toBeLessThan(rate.median);
      expect(rate.p95).toBeGreaterThan(rate.median);
      expect(last.rateKgPerS!.median).toBeCloseTo((rate.median * 100 * 0.05) / DAY_S, 12);
      expect(Math.abs(last.onset.medianS - onset * 10)).toBeLessThan(
        Math.max(600, 0.3 * (last.timeS - onset * 10)),
      );
    },
  );

  it("alarms sooner the faster the leak", () => {
    const delays = [0.05, 0.2, 1, 5, 20].map((fractionPerDay) => {
      const quiet = quietQuantity(11);
      const ratePerS = (100 * fractionPerDay) / DAY_S;
      const reading = (timeS: number, i: number) =>
        quiet(timeS, i) - ratePerS * Math.max(0, timeS - onset * 10);
      const { steps } = watchFrames(quantityLoop, framesOf(quantityLoop, 14 * HOUR_FRAMES, reading));
      return found(steps, "confirmed")!.timeS - onset * 10;
    });
    for (let i = 1; i < delays.length; i++) expect(delays[i]).toBeLessThan(delays[i - 1]!);
  });

  it("keeps a confirmed leak while it is blind, and through a gap of days", () => {
    const quiet = quietQuantity(3);
    const reading = (timeS: number, i: number) => {
      if (i > 10 * HOUR_FRAMES && i < 60 * HOUR_FRAMES) return undefined;
      return quiet(timeS, i) - (20 / DAY_S) * Math.max(0, timeS - onset * 10);
    };
    const { steps } = watchFrames(quantityLoop, framesOf(quantityLoop, 61 * HOUR_FRAMES, reading));
    expect(steps[9.9 * HOUR_FRAMES]!.point.state).toBe("leaking");
    expect(steps.slice(10 * HOUR_FRAMES).every(({ point }) => point.state === "leaking")).toBe(true);
  });

  it("draws the expectation where the channel would be without the leak", () => {
    const quiet = quietQuantity(5);
    const without: number[] = [];
    const reading = (timeS: number, i: number) => {
      without.push(quiet(timeS, i));
      return without[i]! - (100 / DAY_S) * Math.max(0, timeS - onset * 10);
    };
    const { steps } = watchFrames(quantityLoop, framesOf(quantityLoop, 10 * HOUR_FRAMES, reading));
    const late = steps
      .slice(9 * HOUR_FRAMES)
      .map(({ point }, k) => point.expected - without[9 * HOUR_FRAMES + k]!);
    const lost = (100 / DAY_S) * 2 * 3600;
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(0.2 * lost);
  });
});

describe("a jump", () => {
  it("is named, absorbed, and not taken for a leak", () => {
    const quiet = quietQuantity(9);
    const at = 6 * HOUR_FRAMES;
    const reading = (timeS: number, i: number) => quiet(timeS, i) - (i >= at ? 4 : 0);
    const { steps } = watchFrames(quantityLoop, framesOf(quantityLoop, 12 * HOUR_FRAMES, reading));
    const findings = steps.flatMap(({ findings: all }) => all);
    expect(findings.filter((f) => f.type === "fault").map((f) => f.timeS)).toEqual([(at + 1) * 10]);
    expect(findings.some((f) => f.type === "leak")).toBe(false);
  });
});

describe("a loop that empties within a few frames", () => {
  it.each([1, 2, 3, 5])("never passes for normal, emptied over %i frames", (frames) => {
    const quiet = quietQuantity(13);
    const at = 5 * HOUR_FRAMES;
    const reading = (timeS: number, i: number) => {
      const left = 1 - Math.min(1, Math.max(0, (i - at + 1) / frames));
      return quiet(timeS, i) * left;
    };
    const { steps } = watchFrames(quantityLoop, framesOf(quantityLoop, 8 * HOUR_FRAMES, reading));
    const after = steps.slice(at + frames + 6).map(({ point }) => point.state);
    expect(after.every((state) => state === "suspected" || state === "leaking")).toBe(true);
    expect(found(steps, "suspected") ?? found(steps, "confirmed")).toBeDefined();
  });
});

describe("a gas-charged loop with a 1 mm hole", () => {
  const areaCd = 0.62 * Math.PI * 0.0005 ** 2;
  const [p0, v0, density] = [98_000, 0.004, 692];
  const onsetS = 4 * 3600;
  /** Closed form: V^(3/2) grows linearly until the accumulator is empty, then vapour pressure. */
  const pressureKpa = (timeS: number) => {
    const t = Math.max(0, timeS - onsetS);
    const v = (v0 ** 1.5 + 1.5 * areaCd * Math.sqrt((2 * p0 * v0) / density) * t) ** (2 / 3);
    return v < 2 * v0 ? (p0 * v0) / v / 1000 : 5.15;
  };
  const { steps } = watchFrames(
    gasLoop,
    framesOf(gasLoop, 8 * HOUR_FRAMES, (timeS) => pressureKpa(timeS)),
  );

  it("is confirmed within two minutes", () => {
    const confirmed = found(steps, "confirmed");
    expect(confirmed!.timeS - onsetS).toBeLessThan(120);
    expect(confirmed!.timeS).toBeGreaterThan(onsetS);
  });

  it("has the initial rate, and after the cushion the rate of vapour pressure, inside its bands", () => {
    const rateKgPerS = (pa: number) => areaCd * Math.sqrt(2 * density * pa);
    const at = (s: number) => steps[Math.round((onsetS + s) / 10)]!.point;
    const early = at(300);
    const truthEarly = rateKgPerS(1000 * pressureKpa(onsetS + 300));
    expect(early.rateKgPerS!.p05).toBeLessThan(truthEarly);
    expect(early.rateKgPerS!.p95).toBeGreaterThan(truthEarly);
    const late = at(3600);
    expect(late.rateKgPerS!.p05).toBeLessThan(rateKgPerS(5150));
    expect(late.rateKgPerS!.p95).toBeGreaterThan(rateKgPerS(5150));
    expect(late.holeDiameterM!.p05).toBeLessThan(1e-3);
    expect(late.holeDiameterM!.p95).toBeGreaterThan(1e-3);
  });

  it("counts the coolant left and the time to empty through both stages", () => {
    const point = steps[Math.round((onsetS + 3600) / 10)]!.point;
    const cushionS = ((2 ** 1.5 - 1) * v0 ** 1.5) / (1.5 * areaCd * Math.sqrt((2 * p0 * v0) / density));
    const onVapour = areaCd * Math.sqrt(2 * density * 5150);
    const left = 34 - density * v0 - onVapour * (3600 - cushionS);
    expect(point.inventoryKg!.p05).toBeLessThan(left);
    expect(point.inventoryKg!.p95).toBeGreaterThan(left);
    expect(point.timeToEmptyS!.p05).toBeLessThan(left / onVapour);
    expect(point.timeToEmptyS!.p95).toBeGreaterThan(left / onVapour);
  });
});

describe("what the watch says", () => {
  it("depends on nothing after its frame, and leaves the state it was given as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 500, max: 1700 }), (seed, cut) => {
        const quiet = quietQuantity(seed);
        const reading = (timeS: number, i: number) =>
          i % 700 > 660 ? undefined : quiet(timeS, i) - (60 / DAY_S) * Math.max(0, timeS - 12_000);
        const frames = framesOf(quantityLoop, 1800, reading);
        const whole = watchFrames(quantityLoop, frames).steps.slice(0, cut);
        const { steps: part, plan } = watchFrames(quantityLoop, frames.slice(0, cut));
        const said = (steps: readonly WatchStep[]) =>
          steps.map(({ point, findings }) => ({ point, findings }));
        expect(said(part)).toEqual(said(whole));
        expect(part.at(-1)!.state).toEqual(whole.at(-1)!.state);
        const again = step(plan, part[cut - 2]!.state, frames[cut - 1]!);
        expect(again).toEqual(part[cut - 1]);
      }),
      { numRuns: 6 },
    );
  });

  it("is always finite where it is not null, follows the published schema, and survives any reading", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: undefined }), {
          minLength: 1500,
          maxLength: 1500,
        }),
        (readings) => {
          const { steps } = watchFrames(
            { ...gasLoop, learningS: 600 },
            framesOf(gasLoop, readings.length, (_, i) => readings[i]),
          );
          for (const { findings, point } of steps) {
            for (const finding of findings) findingSchema.parse(finding);
            for (const band of [point.rateKgPerS, point.inventoryKg, point.holeDiameterM])
              if (band)
                expect(
                  Number.isFinite(band.median) && band.p05 <= band.median && band.median <= band.p95,
                ).toBe(true);
          }
        },
      ),
      { numRuns: 8 },
    );
  });
});
