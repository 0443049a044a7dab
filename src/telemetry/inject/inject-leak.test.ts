import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSource } from "../open-source.ts";
import { recordings, recordingsPresent, type Sample, samplesOf, sourceOf } from "../recorded.case.ts";
import { InputError, Quality } from "../sample.ts";
import { injectLeak } from "./inject-leak.ts";
import { type LeakInjection, lossOverTime } from "./leak-injection.ts";

// Oracles: the recording itself for a rate of 0; the ramp asked for, in means of half an hour, within half a code; and a
// synthetic quantity that is known before it is quantised, with the leak taken from it directly.
const DAY_S = 86_400;
const WINDOW_S = 1800;

/** Mean of the held value between two times. */
function heldMean(reports: readonly Sample[], startS: number, endS: number): number {
  let area = 0;
  let sinceS = startS;
  let value = Number.NaN;
  for (const report of reports) {
    if (report.timeS >= endS) break;
    if (report.timeS > startS) {
      area += Number.isNaN(value) ? 0 : value * (report.timeS - sinceS);
      sinceS = report.timeS;
    }
    value = report.value;
  }
  return (area + value * (endS - sinceS)) / (endS - startS);
}

function stepOf(reports: readonly Sample[]): number {
  const levels = [...new Set(reports.map(({ value }) => value))].sort((a, b) => a - b);
  return Math.min(...levels.slice(1).map((value, i) => value - levels[i]!));
}

/** Report by exception of a quantity looked at once a second. */
function quantise(quantity: (timeS: number) => number, seconds: number, step: number): Sample[] {
  const samples: Sample[] = [];
  let last = Number.NaN;
  for (let timeS = 0; timeS < seconds; timeS++) {
    const code = Math.round(quantity(timeS) / step);
    if (code !== last) samples.push({ timeS, channel: "p", value: code * step });
    last = code;
    samples.push({ timeS: timeS + 0.25, channel: "clock", value: timeS });
  }
  return samples;
}

const shapes: Pick<LeakInjection, "shape" | "growthS" | "stopS">[] = [
  { shape: "sudden" },
  { shape: "growing", growthS: 4 * 3600 },
  { shape: "stopped", stopS: 1653055200 + 6 * 3600 },
];

describe("the loss over time", () => {
  it("is the integral of the rate for each shape", () => {
    const onsetS = 1000;
    for (const shape of [
      { shape: "sudden" as const },
      { shape: "growing" as const, growthS: 700 },
      { shape: "stopped" as const, stopS: 3000 },
    ]) {
      const loss = lossOverTime({ channel: "p", ratePerDay: 5, onsetS, ...shape });
      const rate = (t: number): number =>
        t < onsetS
          ? 0
          : shape.shape === "growing"
            ? (5 / DAY_S) * Math.exp((t - onsetS) / 700)
            : shape.shape === "stopped" && t > 3000
              ? 0
              : 5 / DAY_S;
      let sum = 0;
      for (let t = 0.5; t < 5000; t++) sum += rate(t);
      expect(loss(5000)).toBeCloseTo(sum, 5);
      expect(loss(onsetS)).toBe(0);
    }
  });

  it("is refused where the shape lacks its time", () => {
    const leak = { channel: "p", ratePerDay: 1, onsetS: 0 };
    expect(() => lossOverTime({ ...leak, shape: "growing" })).toThrow(/growthS above 0/);
    expect(() => lossOverTime({ ...leak, shape: "stopped", stopS: -1 })).toThrow(
      /stopS at or after its onset/,
    );
    expect(() => lossOverTime({ ...leak, ratePerDay: Number.NaN, shape: "sudden" })).toThrow(/finite/);
  });
});

describe("an injected leak", () => {
  const sample = fc.record({
    pauseS: fc.oneof(
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      fc.double({ min: 0.01, max: 60, noNaN: true }),
    ),
    channel: fc.constantFrom("p", "p", "q"),
    value: fc.integer({ min: -9, max: 9 }).map((code) => 2300 + code * 2.1125488),
    quality: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3),
  });
  const story = fc.array(sample, { maxLength: 80 }).map((steps) => {
    let timeS = 1_653_055_200;
    const first = { timeS, channel: "p", value: 2300, quality: Quality.good as number };
    return [
      first,
      ...steps.map(({ pauseS, ...rest }) => {
        timeS += pauseS;
        return { timeS, ...rest };
      }),
    ];
  });

  it("of rate 0 gives any recording back bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 30 }), async (samples, size) => {
        const leak: LeakInjection = { channel: "p", ratePerDay: 0, onsetS: 0, shape: "sudden" };
        expect(await samplesOf(injectLeak(sourceOf(samples, size), leak))).toEqual(samples);
      }),
    );
  });

  it("so small that it stays inside a code changes no report of a quiet channel by more than one code", async () => {
    await fc.assert(
      fc.asyncProperty(story, async (samples) => {
        const leak: LeakInjection = {
          channel: "p",
          ratePerDay: 0.01,
          onsetS: 0,
          shape: "stopped",
          stopS: 86_400,
          codeStep: 2.1125488,
        };
        const after = (await samplesOf(injectLeak(sourceOf(samples), leak))).filter(
          ({ channel }) => channel === "p",
        );
        for (const { timeS, value, quality } of after) {
          if (quality !== Quality.good) continue;
          const held = samples
            .filter((s) => s.channel === "p" && s.timeS <= timeS && (s.quality ?? 0) === 0)
            .at(-1)!;
          expect(Math.abs(value - held.value)).toBeLessThan(2.2);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("leaves other channels and unusable reports as they are, keeps the order, and adds no report within a second or a loss of signal", async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.double({ min: 1, max: 1e5, noNaN: true }), async (samples, ratePerDay) => {
        const onsetS = 1_653_055_200 + 10;
        const leak: LeakInjection = {
          channel: "p",
          ratePerDay,
          onsetS,
          shape: "sudden",
          codeStep: 2.1125488,
          silenceS: 12,
        };
        const after = await samplesOf(injectLeak(sourceOf(samples, 7), leak));
        const untouched = (s: Sample): boolean => s.channel !== "p" || s.quality !== Quality.good;
        expect(after.filter(untouched)).toEqual(samples.filter(untouched));
        const times = samples.map(({ timeS }) => timeS);
        const originals = new Set(times);
        let last = Number.NEGATIVE_INFINITY;
        for (const [i, { timeS, channel }] of after.entries()) {
          if (i > 0) expect(timeS).toBeGreaterThanOrEqual(after[i - 1]!.timeS);
          if (channel !== "p") continue;
          if (!originals.has(timeS)) {
            expect(timeS - last).toBeGreaterThan(0.999);
            const before = Math.max(...times.filter((t) => t < timeS));
            const next = Math.min(...times.filter((t) => t > timeS));
            expect(next - before).toBeLessThanOrEqual(12);
          }
          last = timeS;
        }
      }),
    );
  });

  it("in a synthetic quantity gives what quantising the leaking quantity itself gives", async () => {
    const step = 2.1125488;
    const hours = 12;
    let state = 1;
    const noise = Array.from({ length: hours * 3600 }, () => {
      let sum = 0;
      for (let i = 0; i < 6; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        sum += state / 2 ** 32 - 0.5;
      }
      return sum * Math.SQRT2;
    });
    for (const noiseCodes of [0.05, 0.5])
      for (const codesPerDay of [2, 40]) {
        const healthy = (t: number): number =>
          2300 + 20 * Math.sin((2 * Math.PI * t) / 5568) + noise[t]! * noiseCodes * step;
        const leak: LeakInjection = {
          channel: "p",
          ratePerDay: codesPerDay * step,
          onsetS: 7200,
          shape: "sudden",
        };
        const loss = lossOverTime(leak);
        const injected = (
          await samplesOf(injectLeak(sourceOf(quantise(healthy, hours * 3600, step)), leak))
        ).filter(({ channel }) => channel === "p");
        const truth = quantise((t) => healthy(t) - loss(t), hours * 3600, step).filter(
          ({ channel }) => channel === "p",
        );
        for (let t = 7200; t + 600 <= hours * 3600; t += 600)
          expect(Math.abs(heldMean(injected, t, t + 600) - heldMean(truth, t, t + 600))).toBeLessThan(
            0.5 * step,
          );
        expect(injected.length / truth.length).toBeGreaterThan(0.6);
        expect(injected.length / truth.length).toBeLessThan(1.6);
      }
  });

  it("in a channel without codes is taken off at the reports themselves", async () => {
    const samples = Array.from({ length: 6000 }, (_, i) => ({
      timeS: i,
      channel: "p",
      value: 100 + Math.sin(i * 1.1) + 1e-5 * Math.cos(i * i),
    }));
    const leak: LeakInjection = { channel: "p", ratePerDay: DAY_S / 1000, onsetS: 5000, shape: "sudden" };
    const after = await samplesOf(injectLeak(sourceOf(samples), leak));
    expect(after).toHaveLength(samples.length);
    expect(after[5999]!.value).toBeCloseTo(samples[5999]!.value - 0.999, 9);
  });

  it("stops at the lowest value a channel can show", async () => {
    const samples = Array.from({ length: 4000 }, (_, i) => ({ timeS: i, channel: "p", value: 10 + (i % 2) }));
    const leak: LeakInjection = {
      channel: "p",
      ratePerDay: (20 * DAY_S) / 1000,
      onsetS: 100,
      shape: "sudden",
      lowest: 0,
    };
    const values = (await samplesOf(injectLeak(sourceOf(samples), leak))).map(({ value }) => value);
    expect(Math.min(...values)).toBe(0);
  });

  it("is refused in words when the channel never reports, or its step cannot be known", async () => {
    const leak: LeakInjection = { channel: "p", ratePerDay: 1, onsetS: 0, shape: "sudden" };
    await expect(
      samplesOf(injectLeak(sourceOf([{ timeS: 0, channel: "q", value: 1 }]), leak)),
    ).rejects.toThrow(/channel p has no report.*it has q/);
    const constant = [0, 1, 2].map((timeS) => ({ timeS, channel: "p", value: 1 }));
    const error = await samplesOf(injectLeak(sourceOf(constant), leak)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/did not change before the onset.*give codeStep/);
  });
});

describe.skipIf(!recordingsPresent)("a leak injected into a recorded loop", () => {
  it.each(["2018-09-27", "2018-10-12-first-11h", "2022-05-20"])(
    "of rate 0 gives %s back bit for bit",
    async (file) => {
      const path = `${recordings}${file}_thermal.csv.gz`;
      const original = await samplesOf(await openSource(path));
      for (const channel of new Set(original.map((s) => s.channel))) {
        const leak: LeakInjection = {
          channel,
          ratePerDay: 0,
          onsetS: original[0]!.timeS + 3600,
          shape: "sudden",
        };
        const after = await samplesOf(injectLeak(sourceOf(original, 65_536), leak));
        const same =
          after.length === original.length &&
          after.every(
            (s, i) =>
              s.timeS === original[i]!.timeS &&
              s.channel === original[i]!.channel &&
              Object.is(s.value, original[i]!.value),
          );
        expect(same, channel).toBe(true);
      }
    },
  );

  it.each([
    ["2022-05-20", ["P1000002", "S1000002"]],
    ["2018-10-12-first-11h", ["P1000002", "USLAB000061", "NODE2000002", "NODE3000019"]],
  ])(
    "follows its ramp within half a code, on the recorded codes and with their flicker, at every rate and shape (%s)",
    async (file, channels) => {
      const original = await samplesOf(await openSource(`${recordings}${file}_thermal.csv.gz`));
      const startS = original[0]!.timeS;
      const endS = original.at(-1)!.timeS;
      for (const channel of channels) {
        const before = original.filter((s) => s.channel === channel);
        const step = stepOf(before);
        for (const codes of [0.5, 3, 20])
          for (const shape of shapes) {
            const onsetS = startS + 3600;
            const whole = lossOverTime({
              channel,
              ratePerDay: 1,
              onsetS,
              ...shape,
              ...("stopS" in shape ? { stopS: onsetS + 5 * 3600 } : {}),
            })(endS);
            const leak: LeakInjection = {
              channel,
              ratePerDay: (codes * step) / whole,
              onsetS,
              codeStep: step,
              ...shape,
              ...("stopS" in shape ? { stopS: onsetS + 5 * 3600 } : {}),
            };
            const after = (await samplesOf(injectLeak(sourceOf(original, 65_536), leak))).filter(
              (s) => s.channel === channel,
            );
            const loss = lossOverTime(leak);
            for (let t = onsetS; t + WINDOW_S <= endS; t += WINDOW_S) {
              let lost = 0;
              for (let k = 0.5; k < 60; k++) lost += loss(t + (k * WINDOW_S) / 60) / 60;
              const off = heldMean(after, t, t + WINDOW_S) - heldMean(before, t, t + WINDOW_S) + lost;
              expect(
                Math.abs(off) / step,
                `${channel} ${codes} codes ${shape.shape} at ${t - onsetS} s`,
              ).toBeLessThan(0.5);
            }
            // A channel that flickers all the time goes on doing so, at about its own rate of reports.
            if (before.length > 10_000) {
              expect(after.length / before.length).toBeGreaterThan(0.7);
              expect(after.length / before.length).toBeLessThan(1.4);
            }
            const offLattice = after.map(({ value }) => {
              const level = (value - before[0]!.value) / step;
              return Math.abs(level - Math.round(level));
            });
            expect(offLattice.reduce((a, b) => Math.max(a, b))).toBeLessThan(0.05);
          }
      }
    },
  );
});
