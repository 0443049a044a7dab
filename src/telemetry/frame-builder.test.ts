import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "./frame.ts";
import { FrameBuilder, type FramedLoop } from "./frame-builder.ts";
import { openSource } from "./open-source.ts";
import { batchOf, recordings, recordingsPresent, type Sample, samplesOf } from "./recorded.case.ts";
import { ChannelTable, Quality, type SourceEvent } from "./sample.ts";

// Oracle: the same rules on a grid of 1 ms, one millisecond at a time, in integers. Tolerance 1e-9 relative in the mean.
const LOOP: FramedLoop = { channels: ["a", "b"], framePeriodS: 2, silenceS: 3 };
const SETTLE_S = 1.5;
const START_S = 1_653_055_200;

interface Run {
  readonly frames: Frame[];
  readonly builder: FrameBuilder;
  readonly problems: string[];
}

function run(samples: readonly Sample[], sizes: readonly number[] = [1e9], loop = LOOP, finish = true): Run {
  const channels = new ChannelTable();
  const frames: Frame[] = [];
  const problems: string[] = [];
  const builder = new FrameBuilder(channels, [loop], {
    latenessS: 1,
    settleS: SETTLE_S,
    onFrame: (_, frame) => frames.push(frame),
    onProblem: (problem) => problems.push(problem),
  });
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    builder.push({ kind: "samples", batch: batchOf(samples.slice(at, at + size), channels) });
    at += size;
  }
  if (finish) builder.finish();
  return { frames, builder, problems };
}

/** Samples in order of time, on whole milliseconds, at most one a channel and millisecond, from START_S on. */
function story(longestPauseMs: number): fc.Arbitrary<Sample[]> {
  const step = fc.record({
    pauseMs: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 900 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: longestPauseMs }) },
    ),
    channel: fc.constantFrom("a", "b", "other"),
    value: fc.integer({ min: -50, max: 50 }),
    quality: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3),
  });
  return fc.array(step, { minLength: 1, maxLength: 60 }).map((steps) => {
    let timeMs = START_S * 1000 + 317;
    return steps.map(({ pauseMs, ...sample }) => {
      timeMs += pauseMs;
      return { timeS: timeMs / 1000, ...sample };
    });
  });
}

/** The rules of the frame builder, one millisecond at a time. */
function naiveFrames(
  samples: readonly Sample[],
): { mean: number[]; coverage: number[]; reports: number[] }[] {
  const ms = (timeS: number): number => Math.round(timeS * 1000);
  const period = LOOP.framePeriodS * 1000;
  const first = Math.floor(ms(samples[0]!.timeS) / period) * period;
  const last = Math.floor(ms(samples.at(-1)!.timeS) / period) * period;
  const frames: { mean: number[]; coverage: number[]; reports: number[] }[] = [];
  const state = LOOP.channels.map(() => ({ value: Number.NaN, usableFrom: Number.POSITIVE_INFINITY }));
  let next = 0;
  let sums = [0, 0];
  let covered = [0, 0];
  let reports = [0, 0];
  for (let now = first; now < last; now++) {
    while (next < samples.length && ms(samples[next]!.timeS) === now) {
      const sample = samples[next]!;
      const before = next > 0 ? ms(samples[next - 1]!.timeS) : now;
      if (now - before > LOOP.silenceS * 1000)
        for (const channel of state)
          channel.usableFrom = Math.max(now + SETTLE_S * 1000, Number.isNaN(channel.value) ? Infinity : 0);
      const slot = LOOP.channels.indexOf(sample.channel);
      if (slot >= 0) {
        reports[slot]!++;
        const good = sample.quality === Quality.good;
        state[slot] = { value: good ? sample.value : Number.NaN, usableFrom: good ? now : Infinity };
      }
      next++;
    }
    const quietUntil = next < samples.length ? ms(samples[next]!.timeS) : Infinity;
    const quietSince = next > 0 ? ms(samples[next - 1]!.timeS) : now;
    const lost = quietUntil - quietSince > LOOP.silenceS * 1000;
    for (const [slot, { value, usableFrom }] of state.entries()) {
      if (lost || now < usableFrom || Number.isNaN(value)) continue;
      sums[slot]! += value;
      covered[slot]!++;
    }
    if ((now + 1) % period === 0) {
      frames.push({
        mean: sums.map((s, i) => s / covered[i]!),
        coverage: covered.map((n) => n / period),
        reports,
      });
      sums = [0, 0];
      covered = [0, 0];
      reports = [0, 0];
    }
  }
  return frames;
}

describe("frames from reports by exception", () => {
  it("equal the rules applied one millisecond at a time, through silences, losses of signal and bad values", () => {
    fc.assert(
      fc.property(story(9000), (samples) => {
        const { frames } = run(samples);
        const expected = naiveFrames(samples);
        expect(frames).toHaveLength(expected.length);
        for (const [i, frame] of frames.entries()) {
          expect(Array.from(frame.reports)).toEqual(expected[i]!.reports);
          for (const slot of [0, 1]) {
            expect(frame.coverage[slot]).toBeCloseTo(expected[i]!.coverage[slot]!, 6);
            if (expected[i]!.coverage[slot] === 0) expect(frame.mean[slot]).toBeNaN();
            // Times near 1.65e9 s carry 2.4e-7 s, and values here change by up to 100 within the 2 s of a frame.
            else
              expect(Math.abs(frame.mean[slot]! - expected[i]!.mean[slot]!)).toBeLessThan(
                3e-5 / Math.max(1e-3, expected[i]!.coverage[slot]!),
              );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("do not depend on how the samples are cut into batches", () => {
    fc.assert(
      fc.property(
        story(9000),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (samples, sizes) => {
          expect(run(samples, sizes).frames).toEqual(run(samples).frames);
        },
      ),
    );
  });

  it("never change once emitted, whatever comes later", () => {
    fc.assert(
      fc.property(story(9000), fc.nat(), (samples, cut) => {
        const known = samples.slice(0, 1 + (cut % samples.length));
        const early = run(known, [7], LOOP, false).frames;
        expect(run(samples).frames.slice(0, early.length)).toEqual(early);
      }),
    );
  });

  it("do not depend on the order of arrival within the lateness", () => {
    fc.assert(
      fc.property(
        story(9000),
        fc.array(fc.double({ min: 0, max: 0.499, noNaN: true }), { minLength: 60, maxLength: 60 }),
        (samples, delays) => {
          const order = samples
            .map((sample, i) => ({ sample, arrivalS: sample.timeS + delays[i]! }))
            .sort((a, b) => a.arrivalS - b.arrivalS)
            .map(({ sample }) => sample);
          const shuffled = run(order);
          expect(shuffled.frames).toEqual(run(samples).frames);
          expect(shuffled.builder.counts.late).toBe(0);
        },
      ),
    );
  });

  it("keep a constant exactly, to the last bit", () => {
    const samples = Array.from({ length: 40 }, (_, i) => ({
      timeS: START_S + 0.37 * i,
      channel: "a",
      value: 0.1 + 0.2,
    }));
    for (const frame of run(samples).frames) expect(frame.mean[0]).toBe(0.1 + 0.2);
  });

  it("count what comes too late and do not use it", () => {
    const { frames, builder } = run([
      { timeS: START_S, channel: "a", value: 1 },
      { timeS: START_S + 1.9, channel: "b", value: 0 },
      { timeS: START_S + 0.2, channel: "a", value: 100 },
      { timeS: START_S + 2.1, channel: "a", value: 1 },
    ]);
    expect(builder.counts).toMatchObject({ samples: 3, late: 1, reversals: 0 });
    expect(frames[0]!.mean[0]).toBe(1);
  });

  it("refuse a lone time ten years ahead, say so, and go on", () => {
    const samples = Array.from({ length: 20 }, (_, i) => ({ timeS: START_S + i, channel: "a", value: i }));
    const wrong = { timeS: START_S + 10 * 365 * 86_400, channel: "b", value: 0 };
    const { frames, builder, problems } = run([...samples.slice(0, 9), wrong, wrong, ...samples.slice(9)]);
    expect(frames).toEqual(run(samples).frames);
    expect(builder.counts).toMatchObject({ samples: 20, clockErrors: 2, late: 0 });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/channel b: time 2032-.* is 315359992 s ahead .* 2 samples are refused/);
  });

  it("fill a gap of a week with blind frames, one a period, so that blindness can be told", () => {
    const week = 7 * 86_400;
    const { frames } = run(
      [0, 1, week, week + 1, week + 60].map((t) => ({ timeS: START_S + t, channel: "a", value: 1 })),
      [1],
      { ...LOOP, framePeriodS: 60, silenceS: 90 },
    );
    expect(frames).toHaveLength(week / 60 + 1);
    expect(frames.every(({ endS }, i) => i === 0 || endS - frames[i - 1]!.endS === 60)).toBe(true);
    expect(frames.filter(({ coverage }) => coverage[0]! > 0)).toHaveLength(2);
  });

  it("cross a gap of ten years without filling it, once a second report confirms it", () => {
    const years = 10 * 365 * 86_400;
    const { frames, builder } = run(
      [0, 1, years, years + 1, years + 60].map((t) => ({ timeS: START_S + t, channel: "a", value: 1 })),
      [1],
      { ...LOOP, framePeriodS: 60, silenceS: 90 },
    );
    expect(builder.counts.samples).toBe(5);
    expect(frames.length).toBeLessThan(1445);
    expect(frames.at(-1)!.endS).toBe(START_S + years + 60);
    expect(frames.at(-1)!.coverage[0]).toBe(1);
  });

  it("take a slow table, each row hours after the last, to its last row, and still refuse a lone wrong time in it", () => {
    const rows = Array.from({ length: 10 }, (_, i) =>
      ["a", "b"].map((channel) => ({ timeS: START_S + i * 21_600, channel, value: i })),
    ).flat();
    const slow = { ...LOOP, framePeriodS: 21_600, silenceS: 43_200 };
    const wrong = ["a", "b"].map((channel) => ({ timeS: START_S + 1e8, channel, value: 99 }));
    const { frames, builder } = run([...rows.slice(0, 8), ...wrong, ...rows.slice(8)], [3], slow);
    expect(builder.counts).toMatchObject({ samples: 20, clockErrors: 2, late: 0 });
    expect(frames.map(({ mean }) => mean[0])).toEqual(
      run(rows, [1e9], slow).frames.map(({ mean }) => mean[0]),
    );
    expect(frames.at(-1)!.reports[0]).toBe(1);
  });

  it("of one loop do not depend on what other loops ask for", () => {
    fc.assert(
      fc.property(story(9000), (samples) => {
        const channels = new ChannelTable();
        const both: Frame[][] = [[], []];
        const other = { channels: ["b", "a", "absent"], framePeriodS: 0.5, silenceS: 5 };
        const builder = new FrameBuilder(channels, [other, LOOP], {
          latenessS: 1,
          settleS: SETTLE_S,
          onFrame: (loop, frame) => both[loop]!.push(frame),
        });
        builder.push({ kind: "samples", batch: batchOf(samples, channels) });
        builder.finish();
        expect(both[1]).toEqual(run(samples).frames);
        expect(both[0]).toEqual(run(samples, [5], other).frames);
      }),
    );
  });

  it("take an explicit loss of signal for one at once, however short", () => {
    const channels = new ChannelTable();
    const frames: Frame[] = [];
    const builder = new FrameBuilder(channels, [{ channels: ["a"], framePeriodS: 10, silenceS: 12 }], {
      settleS: 5,
      onFrame: (_, frame) => frames.push(frame),
    });
    const at = (timeS: number): SourceEvent => ({
      kind: "samples",
      batch: batchOf([{ timeS, channel: "a", value: 3 }], channels),
    });
    const signal = (timeS: number, state: "lost" | "acquired"): SourceEvent => ({
      kind: "signal",
      timeS,
      state,
    });
    for (const event of [at(0), signal(2, "lost"), signal(4, "acquired"), signal(13, "acquired"), at(20)])
      builder.push(event);
    builder.finish();
    expect(frames.map(({ coverage }) => coverage[0])).toEqual([(2 + 1) / 10, 1]);
  });
});

describe.skipIf(!recordingsPresent)("what the recorded feed does after a loss of signal", () => {
  // The rule of settleS = 30 s: a channel that moved by more than a code reports soon, one that has not is silent.
  it.each(["2018-09-27", "2018-10-12-first-11h", "2022-05-20"])(
    "a channel silent for 30 s after the signal is back has moved by one code at most (%s)",
    async (file) => {
      const samples = await samplesOf(await openSource(`${recordings}${file}_thermal.csv.gz`));
      const steps = new Map<string, number>();
      const levels = new Map<string, Set<number>>();
      for (const { channel, value } of samples) {
        if (!levels.has(channel)) levels.set(channel, new Set());
        levels.get(channel)!.add(value);
      }
      for (const [channel, set] of levels) {
        const sorted = [...set].sort((a, b) => a - b);
        steps.set(channel, Math.min(...sorted.slice(1).map((value, i) => value - sorted[i]!)));
      }
      const last = new Map<string, number>();
      let waiting = new Map<string, { value: number; backS: number }>();
      let late = 0;
      let prompt = 0;
      for (const [i, { timeS, channel, value }] of samples.entries()) {
        if (i > 0 && timeS - samples[i - 1]!.timeS > 12)
          waiting = new Map([...last].map(([name, held]) => [name, { value: held, backS: timeS }]));
        const before = waiting.get(channel);
        if (before !== undefined) {
          const codes = Math.abs(value - before.value) / steps.get(channel)!;
          if (timeS - before.backS <= 30) prompt++;
          else {
            late++;
            expect(codes, `${channel} at ${timeS}`).toBeLessThan(1.5);
          }
          waiting.delete(channel);
        }
        last.set(channel, value);
      }
      expect(late).toBeGreaterThan(20);
      expect(prompt).toBeGreaterThan(20);
    },
  );
});
