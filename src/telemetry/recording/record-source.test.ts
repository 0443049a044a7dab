import { describe, expect, it } from "vitest";
import { InputError, type SourceEvent, type TelemetrySource } from "../sample.ts";
import { MemoryDisk } from "./memory-disk.case.ts";
import { openRecording } from "./open-recording.ts";
import { type RecordProgress, recordSource } from "./record-source.ts";
import { RecordingStopped } from "./recorder.ts";
import { channels, eventFrom, nthEvent, plainEvents } from "./samples.case.ts";

/** A source of the first `count` events that then ends, waits for ever, or fails. */
function sourceOf(count: number, then: "end" | "wait" | "fail"): TelemetrySource {
  return {
    name: "test",
    channels,
    async *events(): AsyncGenerator<SourceEvent> {
      for (let n = 0; n < count; n++) yield eventFrom(nthEvent(n));
      yield { kind: "refused", count: 2, problem: "channel X: no number" };
      if (then === "wait") await new Promise(() => undefined);
      if (then === "fail") throw new InputError("test:7: broken");
    },
  };
}

const samples = (count: number) =>
  Array.from({ length: count }, (_, n) => nthEvent(n)).filter(({ kind }) => kind === "sample").length;
const read = async (disk: MemoryDisk) => plainEvents(await openRecording("rec", disk));

describe("recording a source", () => {
  it("ends with the source, with everything sealed and counted", async () => {
    const disk = new MemoryDisk();
    const seen: RecordProgress[] = [];
    const end = await recordSource(
      sourceOf(100, "end"),
      "rec",
      { disk, onProgress: (progress) => seen.push(progress) },
      new AbortController().signal,
    );
    expect(end).toMatchObject({
      samples: samples(100),
      syncedSamples: samples(100),
      refused: 2,
      link: "lost",
    });
    expect(seen.at(-1)).toEqual(end);
    expect(await read(disk)).toHaveLength(101);
  });

  it("ends when told to, even if the source is silent, and has synced what came before without being told", async () => {
    const disk = new MemoryDisk();
    const abort = new AbortController();
    const end = await recordSource(
      sourceOf(50, "wait"),
      "rec",
      {
        disk,
        syncEveryMs: 10,
        progressEveryMs: 5,
        onProgress: ({ syncedSamples }) => {
          if (syncedSamples === samples(50)) abort.abort();
        },
      },
      abort.signal,
    );
    expect(end.samples).toBe(samples(50));
    expect(await read(disk)).toHaveLength(51);
  });

  it("passes on the failure of the source and keeps what came before", async () => {
    const disk = new MemoryDisk();
    await expect(
      recordSource(sourceOf(30, "fail"), "rec", { disk }, new AbortController().signal),
    ).rejects.toThrow("test:7: broken");
    expect(await read(disk)).toHaveLength(31);
  });

  it("stops when the disk fails although the source is silent", async () => {
    const disk = new MemoryDisk();
    disk.failAt = 4;
    await expect(
      recordSource(sourceOf(30, "wait"), "rec", { disk, syncEveryMs: 10 }, new AbortController().signal),
    ).rejects.toBeInstanceOf(RecordingStopped);
  });

  it("tells what it had to repair", async () => {
    const disk = new MemoryDisk();
    disk.failAt = 8;
    const signal = new AbortController().signal;
    await recordSource(sourceOf(30, "wait"), "rec", { disk, syncEveryMs: 5 }, signal).catch(() => undefined);
    disk.crash("kill");
    const repairs: string[] = [];
    await recordSource(
      sourceOf(1, "end"),
      "rec",
      { disk, onRepair: (done) => repairs.push(...done) },
      signal,
    );
    expect(repairs.join("\n")).toContain("sealed");
  });
});
