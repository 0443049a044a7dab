// Oracles: step and ramp response of a first-order lag in closed form, and a Runge-Kutta integration of a wavy input.
// Tolerances: 1e-9 of the step (closed form), 1e-6 (Runge-Kutta at 1 ms).
import { describe, expect, it } from "vitest";
import { everywhere, samplesOf, sensor, tell } from "./sensors.case.ts";
import type { TruthStep } from "./truth.ts";

describe("a sensor with a lag", () => {
  for (const lagS of [0.05, 2, 45, 900]) {
    it(`answers a step with 1 - exp(-t/lag), at ${lagS} s`, () => {
      const steps: TruthStep[] = [0, 100, 100, 130, 400, 2000].map((timeS, i) => ({
        timeS,
        values: [i < 2 ? 0 : 1],
      }));
      const { told } = tell([sensor("T", { lagS })], steps);
      const samples = samplesOf(told, "T");
      expect(samples).toHaveLength(2000);
      for (const { timeS, value } of samples)
        expect(Math.abs(value - (timeS <= 100 ? 0 : -Math.expm1(-(timeS - 100) / lagS)))).toBeLessThan(1e-9);
    });

    it(`follows a ramp late by its lag, at ${lagS} s`, () => {
      const { told } = tell(
        [sensor("T", { lagS })],
        everywhere(1, 20_000, (timeS) => 0.01 * timeS, 250),
      );
      for (const { timeS, value } of samplesOf(told, "T")) {
        const exact = 0.01 * (timeS - lagS * -Math.expm1(-timeS / lagS));
        expect(Math.abs(value - exact)).toBeLessThan(1e-9 * 200);
      }
    });
  }

  it("agrees with a fine integration of a wave given in straight pieces, however rarely it is read", () => {
    const lagS = 30;
    const pieceS = 10;
    const wave = (timeS: number) => Math.sin(timeS / 40) + 0.3 * Math.sin(timeS / 7);
    const given = (timeS: number) => {
      const fromS = Math.floor(timeS / pieceS) * pieceS;
      return wave(fromS) + ((wave(fromS + pieceS) - wave(fromS)) * (timeS - fromS)) / pieceS;
    };
    const sensors = [1, 13, 60].map((everyS) => sensor(`T-${everyS}`, { lagS, everyS }));
    const { told } = tell(sensors, everywhere(3, 600, wave, pieceS));
    const shown = new Map<number, number>();
    const h = 0.001;
    let y = given(0);
    for (let i = 0; i <= 600_000; i++) {
      shown.set(i, y);
      const t = i * h;
      const slope = (at: number, value: number) => (given(at) - value) / lagS;
      const k1 = slope(t, y);
      const k2 = slope(t + h / 2, y + (h / 2) * k1);
      const k3 = slope(t + h / 2, y + (h / 2) * k2);
      y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + slope(t + h, y + h * k3));
    }
    let compared = 0;
    for (const { id } of sensors)
      for (const { timeS, value } of samplesOf(told, id)) {
        compared++;
        expect(Math.abs(value - shown.get(Math.round(1000 * timeS))!)).toBeLessThan(1e-6);
      }
    expect(compared).toBeGreaterThan(600);
  });
});

describe("readings of a sensor", () => {
  it("come each period, at a phase of the sensor's own, on the line between two instants of truth", () => {
    const sensors = ["a", "b", "c", "d"].map((id) => sensor(id, { everyS: 4 }));
    const { told } = tell(
      sensors,
      everywhere(4, 400, (timeS) => 3 * timeS, 100),
    );
    const phases = sensors.map(({ id }) => {
      const samples = samplesOf(told, id);
      samples.forEach(({ timeS, value }, i) => {
        expect(value).toBeCloseTo(3 * timeS, 9);
        if (i > 0) expect(timeS - samples[i - 1]!.timeS).toBeCloseTo(4, 9);
      });
      return samples[0]!.timeS;
    });
    expect(new Set(phases).size).toBe(4);
    for (const phase of phases) expect(phase).toBeLessThan(4);
    const times = told.filter(({ kind }) => kind === "sample").map(({ timeS }) => timeS);
    expect(times).toEqual([...times].sort((x, y) => x - y));
  });
});
