import { describe, expect, it } from "vitest";
import { burstLoop, gaugedFrames, type Happening } from "../testing/gauged-loop.case.ts";
import { watchFrames } from "../testing/loop-fixture.case.ts";

// Oracle: what was put into made-up telemetry. Bars: the delays of science note 8, G6, for gauges of this noise at one frame a second.

const ONSET_S = 2400.5;
const since = (timeS: number) => Math.max(0, timeS - ONSET_S);

function watch(happening: Happening) {
  const { steps, plan } = watchFrames(burstLoop, gaugedFrames(burstLoop, happening));
  const findings = steps.flatMap((step) => step.findings);
  const confirmed = findings.find((finding) => finding.type === "leak" && finding.phase === "confirmed");
  return { steps, plan, confirmed, state: steps.at(-1)!.state };
}

describe("a loop with a fast path", () => {
  it.each([
    [10, 5],
    [1, 20],
    [0.1, 120],
  ])("confirms a leak of %f g/s within %i s, with its rate in the band a little later", (rate, barS) => {
    const { confirmed, steps } = watch({
      seed: 11,
      untilS: ONSET_S + 4 * barS,
      lost: (t) => rate * since(t),
    });
    expect(confirmed!.timeS).toBeGreaterThan(ONSET_S);
    expect(confirmed!.timeS - ONSET_S).toBeLessThanOrEqual(barS);
    const last = steps.findLast(({ point }) => point.rateKgPerS !== null)!.point.rateKgPerS!;
    expect(last.p05).toBeLessThan((1.1 * rate) / 1000);
    expect(last.p95).toBeGreaterThan((0.9 * rate) / 1000);
  });

  it.each([
    ["a spike of one gauge", { pressure: (t: number) => (since(t) > 0 && since(t) < 2 ? -200 : 0) }],
    ["a spike of both", { lost: (t: number) => (since(t) > 0 && since(t) < 1 ? 200 : 0) }],
    ["a step of one gauge", { pressure: (t: number) => (since(t) > 0 ? -100 : 0) }],
    ["a step of both within a second", { lost: (t: number) => (since(t) > 0 ? 100 : 0) }],
    ["a fall of one gauge", { pressure: (t: number) => -since(t) }],
  ] as const)("does not confirm %s", (_, what) => {
    for (const seed of [21, 22, 23]) {
      const { confirmed } = watch({ seed, untilS: ONSET_S + 200, ...what });
      expect(confirmed).toBeUndefined();
    }
  });

  it("shares one budget of false alarms between its paths, and not more", () => {
    const { plan } = watch({ seed: 1, untilS: 20 });
    const slow = Math.exp(-plan.confirmNat) / plan.periodS;
    const fast = Math.exp(-plan.confirmNat - plan.fast!.surplusNat) / plan.fast!.periodS;
    expect((slow + fast) * burstLoop.meanTimeBetweenFalseAlarmsS).toBeCloseTo(1, 9);
  });

  it("shows one point a slow frame, and others only where there is something to say", () => {
    const { steps } = watch({ seed: 2, untilS: 60 });
    expect(steps.filter(({ between }) => !between).map(({ point }) => point.endS)).toEqual([
      10, 20, 30, 40, 50, 60,
    ]);
  });
});
