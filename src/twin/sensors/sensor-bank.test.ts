// Oracle: the same run with other sensors, pushes or batches. All comparisons are exact.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SensorBank } from "./sensor-bank.ts";
import { everywhere, samplesOf, sensor, tell } from "./sensors.case.ts";
import { telemetryEvents } from "./telemetry-events.ts";
import { truthSteps } from "./truth.ts";

const noisy = {
  white: 0.4,
  driftPerRootDay: 2,
  lagS: 5,
  step: 0.1,
  bias: { value: 0, low: -1, high: 1, source: "estimate" },
};
const sensors = ["P-1", "P-2", "T-1", "Q"].map((id, i) => sensor(id, { ...noisy, everyS: 1 + i }));
const wave = (timeS: number) => 100 + 5 * Math.sin(timeS / 90);

describe("synthetic telemetry", () => {
  it("is the same for the same seed, and another for another", () => {
    const run = (seed: number) => JSON.stringify(tell(sensors, everywhere(4, 600, wave), { seed }).told);
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(run(a)).toBe(run(a));
        if (a !== b) expect(run(a)).not.toBe(run(b));
      }),
      { numRuns: 20 },
    );
  });

  it("of one sensor does not change with which others there are, nor with their order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(sensors, { minLength: 1 }), (some) => {
        const told = tell(some, everywhere(some.length, 300, wave)).told;
        const all = tell(sensors, everywhere(4, 300, wave)).told;
        for (const { id } of some) expect(samplesOf(told, id)).toEqual(samplesOf(all, id));
      }),
    );
  });

  it("of a longer run begins with that of the shorter", () => {
    const short = tell(sensors, everywhere(4, 300, wave)).told;
    const long = tell(sensors, everywhere(4, 600, wave)).told;
    expect(long.slice(0, short.length)).toEqual(short);
  });

  it("does not depend on where a straight line of truth is cut into steps", () => {
    const line = (timeS: number) => 100 + 0.25 * timeS;
    const coarse = tell(sensors, everywhere(4, 512, line, 256)).told;
    const fine = tell(sensors, everywhere(4, 512, line, 2)).told;
    expect(fine).toHaveLength(coarse.length);
    // Within a step of the code: rounding may fall on the other side of its edge.
    fine.forEach(({ timeS, channel, value }, i) => {
      expect([timeS, channel]).toEqual([coarse[i]!.timeS, coarse[i]!.channel]);
      if (value !== undefined) expect(Math.abs(value - coarse[i]!.value!)).toBeLessThan(0.1 + 1e-9);
    });
  });

  it("lets several sensors read one quantity, each with its own error", () => {
    const truth = truthSteps(
      { quantities: ["p"], at: (timeS, values) => values.fill(wave(timeS)) },
      0,
      100,
      7,
    );
    const { told } = tell(sensors.slice(0, 2), truth, { columns: [0, 0] });
    const [a, b] = ["P-1", "P-2"].map((id) => samplesOf(told, id).map(({ value }) => value));
    expect(a!.length).toBeGreaterThan(90);
    for (const value of [...a!, ...b!]) expect(Math.abs(value - 100)).toBeLessThan(10);
    expect(a!.slice(0, b!.length)).not.toEqual(b);
  });

  it("comes as the events of a telemetry source, signals in their place and batches whole", () => {
    const faults = [{ kind: "outage", fromS: 200.5, untilS: 3000, dumpS: 3500 }] as const;
    const truth = () =>
      truthSteps({ quantities: ["p"], at: (t, values) => values.fill(wave(t)) }, 0, 20_000, 500);
    const expected = tell(sensors, truth(), { faults, columns: [0, 0, 0, 0] }).told;
    const bank = new SensorBank(sensors, { seed: 1, faults, columns: [0, 0, 0, 0] });
    const seen: unknown[] = [];
    for (const event of telemetryEvents(bank, truth())) {
      if (event.kind === "signal") seen.push({ kind: event.state, timeS: event.timeS });
      if (event.kind !== "samples") continue;
      const { count, timeS, channel, value } = event.batch;
      for (let i = 0; i < count; i++)
        seen.push({ kind: "sample", timeS: timeS[i], channel: bank.channels[channel[i]!], value: value[i] });
    }
    expect(seen).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20_000);
  });
});
