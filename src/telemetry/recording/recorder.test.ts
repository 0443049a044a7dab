import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChannelTable, InputError, type Quality } from "../sample.ts";
import { Crash, type CrashKind, MemoryDisk } from "./memory-disk.case.ts";
import { openRecording } from "./open-recording.ts";
import { Recorder, RecordingStopped } from "./recorder.ts";
import { channels, eventFrom, nthEvent, type PlainEvent, plainEvents } from "./samples.case.ts";

const START_MS = Date.parse("2026-11-23T13:50:00Z");

/** A recorder on a disk in memory, with a clock that a test moves. */
async function recorderOn(disk: MemoryDisk, options: { segmentBytes?: number; budgetBytes?: number } = {}) {
  const clock = { ms: START_MS };
  const recorder = await Recorder.open("rec", {
    source: "test",
    disk,
    nowMs: () => clock.ms,
    keepFreeBytes: 1000,
    ...options,
  });
  return { recorder, clock, put: (event: PlainEvent) => recorder.write(eventFrom(event), channels) };
}

const read = async (disk: MemoryDisk) => plainEvents(await openRecording("rec", disk));
const names = async (disk: MemoryDisk) => (await disk.list()).map(({ name }) => name).sort();

describe("the recorder", () => {
  it("gives back exactly the samples and events recorded, whatever they are, over any number of segments", async () => {
    const time = fc
      .double({ min: 0, max: 7e9, noNaN: true })
      .map((timeS) => (Object.is(timeS, -0) ? 0 : timeS));
    const channel = fc.oneof(
      fc.constantFrom("S1000002", "a,b", 'quo"ted', " lead", "trail ", "#1", "µ °C", "time"),
      fc
        .string({ minLength: 1, unit: "grapheme-ascii" })
        .filter((name) => /^[ -~]+$/.test(name) && name.trim() !== ""),
    );
    const sample = fc.record({
      kind: fc.constant("sample" as const),
      timeS: time,
      channel,
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      quality: fc.constantFrom<Quality>(0, 1, 2, 3),
    });
    const signal = fc.record({
      kind: fc.constant("signal" as const),
      timeS: time,
      state: fc.constantFrom("acquired" as const, "lost" as const),
    });
    const refused = fc.record({
      kind: fc.constant("refused" as const),
      count: fc.nat(),
      problem: fc.constantFrom("channel A: no number", "x,y", "# signal lost 5"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 5, arbitrary: sample }, signal, refused), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 0, max: 40 }),
        async (events, segmentBytes, minutes) => {
          const disk = new MemoryDisk();
          const { recorder, put, clock } = await recorderOn(disk, { segmentBytes });
          for (const event of events) {
            await put(event);
            clock.ms += minutes * 60_000;
          }
          await recorder.sync();
          expect(recorder.progress.syncedSamples).toBe(events.filter(({ kind }) => kind === "sample").length);
          expect(await read(disk)).toEqual(events);
          await recorder.close();
          expect(await read(disk)).toEqual(events);
          expect(
            (await names(disk)).every((name) => name === "manifest.csv" || name.endsWith(".csv.gz")),
          ).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("seals each hour into one compressed segment that the manifest names with its SHA-256", async () => {
    const disk = new MemoryDisk();
    const { recorder, put, clock } = await recorderOn(disk);
    for (let n = 0; n < 300; n++) {
      await put(nthEvent(n));
      clock.ms += 30_000;
    }
    await recorder.close();
    expect(await names(disk)).toEqual([
      "000001_2026-11-23T13Z.csv.gz",
      "000002_2026-11-23T14Z.csv.gz",
      "000003_2026-11-23T15Z.csv.gz",
      "000004_2026-11-23T16Z.csv.gz",
      "manifest.csv",
    ]);
    const manifest = (await disk.read("manifest.csv")).toString().trim().split("\n");
    expect(manifest[0]).toBe("segment,samples,first,last,bytes,sha256");
    expect(manifest.slice(1).reduce((sum, line) => sum + Number(line.split(",")[1]), 0)).toBe(
      recorder.progress.samples,
    );
  });

  it("has every sample on the medium within the sync interval of its writing", async () => {
    const disk = new MemoryDisk();
    const { recorder, put, clock } = await recorderOn(disk);
    let behind = 0;
    for (let n = 0; n < 100; n++) {
      await put({ kind: "sample", timeS: n, channel: "A", value: n, quality: 0 });
      clock.ms += 250;
      behind = Math.max(behind, recorder.progress.samples - recorder.progress.syncedSamples);
    }
    // Four samples a second and one sync a second.
    expect(behind).toBeLessThanOrEqual(4);
  });

  it.each<CrashKind>(["kill", "power", "half"])(
    "loses no synced sample and repeats none when the disk fails at any operation and the process ends (%s)",
    async (kind) => {
      const whole = new MemoryDisk();
      await session(whole, 0, 60);
      expect(whole.operations).toBeGreaterThan(40);
      for (let failAt = 1; failAt <= whole.operations; failAt++) {
        const disk = new MemoryDisk();
        disk.failAt = failAt;
        const first = await session(disk, 0, 60);
        disk.crash(kind);
        // The repair is interrupted too, at a place that moves with the first one.
        disk.failAt = disk.operations + 1 + (failAt % 13);
        const second = await session(disk, 1000, 20);
        disk.crash(kind);
        const third = await session(disk, 2000, 5);
        expect(third.failure).toBeUndefined();
        const found = (await read(disk)).map((event) =>
          "timeS" in event ? numberOf(event.timeS) : Number.NaN,
        );
        const expected = [first, second, third].flatMap(({ from, synced }, index) => {
          const own = found.filter((n) => n >= index * 1000 && n < (index + 1) * 1000);
          expect(own.length).toBeGreaterThanOrEqual(synced);
          return Array.from({ length: own.length }, (_, n) => from + n);
        });
        expect(found).toEqual(expected);
        expect((await names(disk)).filter((name) => name.endsWith(".part") || /\d\.csv$/.test(name))).toEqual(
          [],
        );
      }
    },
  );

  it("stops with a message that says why and what is kept once the disk fails, and takes nothing more", async () => {
    const disk = new MemoryDisk();
    const { recorder, put } = await recorderOn(disk);
    await put(nthEvent(0));
    await recorder.sync();
    disk.failAt = disk.operations + 1;
    await put(nthEvent(1));
    const failure = await recorder.sync().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordingStopped);
    expect((failure as Error).message).toContain("1 samples synced are kept");
    await expect(put(nthEvent(2))).rejects.toBeInstanceOf(RecordingStopped);
    await recorder.close();
  });

  it("does not start with too little free space or above its budget, and says both numbers", async () => {
    const disk = new MemoryDisk();
    disk.free = 999;
    await expect(recorderOn(disk)).rejects.toThrow(InputError);
    disk.free = 1_000_000;
    const { recorder, put } = await recorderOn(disk);
    await put(nthEvent(0));
    await recorder.close();
    await expect(recorderOn(disk, { budgetBytes: 100 })).rejects.toThrow(
      /budget of 0\.0 MiB; raise the budget/,
    );
  });

  it.each([
    ["free space runs out", { free: 500 }, {}],
    ["its budget is used up", {}, { budgetBytes: 20_000 }],
  ])("stops cleanly when %s, keeps all it was given, and goes on later", async (_name, shortage, options) => {
    const disk = new MemoryDisk();
    const { recorder, put, clock } = await recorderOn(disk, options);
    const given: PlainEvent[] = [];
    const failure = await (async () => {
      for (let n = 0; n < 100_000; n++) {
        if (n === 500) Object.assign(disk, shortage);
        given.push(nthEvent(n));
        await put(nthEvent(n));
        clock.ms += 100;
      }
    })().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordingStopped);
    await recorder.close();
    expect(await read(disk)).toEqual(given);
    disk.free = 1_000_000;
    const later = await recorderOn(disk);
    await later.recorder.close();
    expect(await read(disk)).toEqual(given);
  });

  it("refuses a channel whose name would break a line, by name", async () => {
    const { recorder } = await recorderOn(new MemoryDisk());
    const table = new ChannelTable();
    table.indexOf("two\nlines");
    const event = eventFrom({ kind: "sample", timeS: 1, channel: "P1000000", value: 1, quality: 0 });
    if (event.kind === "samples") event.batch.channel[0] = 0;
    await expect(async () => recorder.write(event, table)).rejects.toThrow(/two lines/);
  });
});

/** One run of a recorder over `count` events, synced every fifth, over three hours; tells how many were promised kept. */
async function session(disk: MemoryDisk, from: number, count: number) {
  let synced = 0;
  let failure: unknown;
  try {
    const { recorder, clock } = await recorderOn(disk, { segmentBytes: 900 });
    try {
      for (let n = 0; n < count; n++) {
        const timeS = 1_669_213_491 + from + n;
        await recorder.write(
          eventFrom(
            n % 7 === 6
              ? { kind: "signal", timeS, state: "lost" }
              : { kind: "sample", timeS, channel: "A", value: n, quality: 0 },
          ),
          channels,
        );
        if (n % 5 === 4) {
          await recorder.sync();
          synced = n + 1;
        }
        clock.ms += 180_000 / 3;
      }
    } finally {
      await recorder.close();
    }
    synced = count;
  } catch (error) {
    if (!(error instanceof Crash || error instanceof RecordingStopped)) throw error;
    failure = error;
  }
  return { from, synced, failure };
}

function numberOf(timeS: number): number {
  return timeS - 1_669_213_491;
}
