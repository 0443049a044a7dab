import { describe, expect, it } from "vitest";
import { benchVehicle } from "../world/bench-vehicle.ts";
import { describedFrames, startReading } from "./described-world.ts";
import { smallestLeaks } from "./detectability.ts";
import { injectTrials } from "./injected-trials.ts";
import { linesOf, renderDetectability, sayLeak } from "./render-detectability.ts";

// Tolerance against the rule of thumb for drift alone, s_min = sqrt(16.4 q / T): 20 %, since it rounds the nats that are needed.
const { loop } = benchVehicle("r44-fused");
const leaks = smallestLeaks(loop);

describe("the smallest leak seen", () => {
  it("within a week is that of drift alone: the root of 16.4 q / T", () => {
    const gPerDay = leaks.find(({ window }) => window === "1 week")!.halfPerDay * 36;
    expect(Math.abs(gPerDay / Math.sqrt((16.4 * 9) / 7) - 1)).toBeLessThan(0.2);
  });

  it("shrinks as more time is given", () => {
    for (let i = 1; i < leaks.length; i++)
      expect(leaks[i]!.halfPerDay).toBeLessThan(leaks[i - 1]!.halfPerDay);
  });

  it("is never below the bound, and larger for nineteen of twenty than for half", () => {
    for (const { boundPerDay, halfPerDay, mostPerDay } of leaks) {
      expect(boundPerDay).toBeLessThan(halfPerDay);
      expect(halfPerDay).toBeLessThan(mostPerDay);
    }
  });

  it("grows with the noise and with a stricter false-alarm budget", () => {
    const noisier = {
      ...loop,
      id: "noisier",
      noise: { ...loop.noise, driftPerRootDay: 2 * loop.noise.driftPerRootDay },
    };
    const stricter = {
      ...loop,
      id: "stricter",
      meanTimeBetweenFalseAlarmsS: 10 * loop.meanTimeBetweenFalseAlarmsS,
    };
    const day = (of: typeof loop) => smallestLeaks(of).find(({ window }) => window === "1 day")!.halfPerDay;
    expect(day(noisier)).toBeGreaterThan(1.5 * day(loop));
    expect(day(stricter)).toBeGreaterThan(day(loop));
    expect(day(stricter)).toBeLessThan(1.3 * day(loop));
  }, 60_000);

  it("is seen by the shipped watch in made-up noise, most times", () => {
    const hour = leaks.find(({ window }) => window === "1 h")!;
    const { found, trials } = injectTrials(loop, hour, 4);
    expect(trials).toBeGreaterThanOrEqual(3);
    expect(found).toBeGreaterThanOrEqual(trials - 1);
  }, 60_000);
});

describe("the answer", () => {
  it("is in per cent of scale and g/s for an accumulator of known size", () => {
    expect(sayLeak(loop, 2.4, null).text).toBe("2.4 % of scale a day, 0.001 g/s");
  });

  it("is in g/s and hole for a gas charge: 7.24 g/s through 0.8 mm at 300 kPa and 900 kg/m3", () => {
    const gas = benchVehicle("r44-gas").loop;
    const perDay = (7.242 * 86_400 * 300) / (900 * 0.003 * 1000);
    const said = sayLeak(gas, perDay, null);
    expect(said.gPerS).toBeCloseTo(7.242, 6);
    expect(said.holeMm).toBeCloseTo(0.8, 3);
  });

  it("is in the channel's own unit for a pressure without a law, unless its static value is given", () => {
    const proxy = { ...loop, inventory: { kind: "pressure-proxy" }, inventoryUnit: "kPa" } as const;
    expect(sayLeak(proxy, 20, null).text).toBe("20 kPa a day");
    expect(sayLeak(proxy, 20, 2000).text).toBe("1 % of static pressure a day");
  });

  it("names the loop, the budget and every time", () => {
    const text = renderDetectability(loop, linesOf(loop, leaks, [], null));
    for (const word of ["r44", "10 min", "1 h", "1 day", "1 week", "not tried"]) expect(text).toContain(word);
  });
});

describe("a loop made up from its description", () => {
  it("starts where it should and falls by the leak", () => {
    const leak = { onsetS: 0, perDay: 8.64 };
    const [dry, wet] = [describedFrames(loop, 3, { ...leak, perDay: 0 }), describedFrames(loop, 3, leak)];
    expect(Math.abs(dry().mean[0]! - startReading(loop))).toBeLessThan(1);
    wet();
    let fall = 0;
    for (let i = 0; i < 1000; i++) fall = dry().mean[0]! - wet().mean[0]!;
    expect(fall).toBeCloseTo((8.64 / 86_400) * (10 * 1001 - 5), 6);
  });
});
