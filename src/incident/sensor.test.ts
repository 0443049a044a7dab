import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianStream } from "../stats/index.ts";
import type { WrittenSensor } from "./incident-schema.ts";
import { Sensor } from "./sensor.ts";

const PLAIN: WrittenSensor = {
  measures: "pressure",
  unit: "kgf/cm2",
  step: 980.665,
  noise: 0,
  "drift-per-root-day": 0,
  hub: "mux-1",
  every: 1,
  repeats: 10,
};
const sensor = (change: Partial<WrittenSensor> = {}) =>
  new Sensor({ ...PLAIN, ...change } as WrittenSensor, gaussianStream(1, "sensor"));

describe("a sensor", () => {
  it("sends the nearest code in the channel's unit", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 300e3, noNaN: true }), (pressurePa) => {
        const sent = sensor().read(0, pressurePa)!;
        expect(Math.abs(sent * 98_066.5 - pressurePa)).toBeLessThanOrEqual(980.665 / 2 + 1e-6);
        expect(Math.abs(sent * 100 - Math.round(sent * 100))).toBeLessThan(1e-9);
      }),
    );
  });

  it("is silent while its code stays, but repeats it every ten seconds", () => {
    const steady = sensor();
    const sent = Array.from({ length: 31 }, (_, t) => steady.read(t, 98_000)).flatMap((v, t) =>
      v === undefined ? [] : [t],
    );
    expect(sent).toEqual([0, 10, 20, 30]);
    expect(steady.read(31, 99_500)).toBe(1.01);
  });

  it("reports anew after it forgot what it sent", () => {
    const steady = sensor();
    expect(steady.read(0, 98_000)).toBe(1);
    expect(steady.read(1, 98_000)).toBeUndefined();
    steady.forget();
    expect(steady.read(2, 98_000)).toBe(1);
  });

  it("follows a step with its lag: 63 % after one time constant", () => {
    const lagging = new Sensor(
      { ...PLAIN, measures: "temperature", unit: "degC", step: 0.001, lag: 180 } as WrittenSensor,
      gaussianStream(1, "t"),
    );
    lagging.read(0, 293.15);
    let last = 20;
    for (let t = 1; t <= 180; t++) last = lagging.read(t, 303.15) ?? last;
    expect(last).toBeCloseTo(20 + 10 * (1 - Math.exp(-1)), 2);
  });

  it("drifts as a random walk: the spread after a day is what the file says", () => {
    // 400 sensors, five standard errors of a standard deviation.
    const ends = Array.from({ length: 400 }, (_, i) => {
      const drifting = new Sensor(
        { ...PLAIN, step: 1e-3, "drift-per-root-day": 300 } as WrittenSensor,
        gaussianStream(i, "d"),
      );
      let last = 0;
      for (let t = 0; t <= 86_400; t += 8640) last = drifting.read(t, 98_066.5) ?? last;
      return (last - 1) * 98_066.5;
    });
    const spread = Math.sqrt(ends.reduce((sum, v) => sum + v * v, 0) / ends.length);
    expect(Math.abs(spread / 300 - 1)).toBeLessThan(5 / Math.sqrt(2 * 400));
  });

  it("never sends a pressure below nothing", () => {
    const noisy = sensor({ noise: 300 });
    for (let t = 0; t < 1000; t++) expect(noisy.read(t, 0) ?? 0).toBeGreaterThanOrEqual(0);
  });
});
