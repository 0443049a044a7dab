import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSource } from "../open-source.ts";
import { InputError } from "../sample.ts";
import { openRecording } from "./open-recording.ts";
import { Recorder } from "./recorder.ts";
import { channels, eventFrom, nthEvent, plainEvents } from "./samples.case.ts";

describe("a recording on a real disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hoarfrost-recording-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Three sealed segments of a hundred events each. */
  async function record(): Promise<void> {
    const clock = { ms: Date.parse("2026-11-23T13:00:00Z") };
    const recorder = await Recorder.open(folder, { source: "test", nowMs: () => clock.ms, keepFreeBytes: 0 });
    for (let n = 0; n < 300; n++) {
      clock.ms = Date.parse("2026-11-23T13:00:00Z") + Math.floor(n / 100) * 3_600_000;
      await recorder.write(eventFrom(nthEvent(n)), channels);
      if (n % 100 === 99) await recorder.sync();
    }
    await recorder.close();
  }

  const all = Array.from({ length: 300 }, (_, n) => nthEvent(n));
  const read = async () => plainEvents(await openRecording(folder));

  it("is read back whole and in order", async () => {
    await record();
    expect(await read()).toEqual(all);
  });

  it("is found damaged wherever a bit of a segment is flipped: that segment is named and left out, the rest is read", async () => {
    await record();
    const name = "000002_2026-11-23T14Z.csv.gz";
    const intact = await readFile(join(folder, name));
    for (let at = 0; at < intact.length; at += 37) {
      const damaged = Buffer.from(intact);
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
      await writeFile(join(folder, name), damaged);
      const events = await read();
      const refusals = events.filter((event) => event.kind === "refused");
      expect(refusals).toHaveLength(1);
      expect(refusals[0]).toMatchObject({ count: 91 });
      expect(refusals[0]?.kind === "refused" && refusals[0].problem).toContain(`${name}: damaged`);
      expect(events.filter((event) => event.kind !== "refused")).toEqual([
        ...all.slice(0, 100),
        ...all.slice(200),
      ]);
    }
  });

  it("is found incomplete if a segment that the manifest names is missing", async () => {
    await record();
    await rm(join(folder, "000001_2026-11-23T13Z.csv.gz"));
    const [first, ...rest] = await read();
    expect(first).toMatchObject({ kind: "refused", count: 91 });
    expect(first?.kind === "refused" && first.problem).toContain("000001_2026-11-23T13Z.csv.gz: missing");
    expect(rest).toEqual(all.slice(100));
  });

  it("tells of a manifest line that is none and reads everything", async () => {
    await record();
    await writeFile(join(folder, "manifest.csv"), "segment,samples,first,last,bytes,sha256\nrubbish\n");
    const [first, ...rest] = await read();
    expect(first?.kind === "refused" && first.problem).toContain('"rubbish" names no segment');
    expect(rest).toEqual(all);
  });

  it("is read up to the last whole line while it is being recorded", async () => {
    const recorder = await Recorder.open(folder, { source: "test", keepFreeBytes: 0 });
    for (let n = 0; n < 50; n++) await recorder.write(eventFrom(nthEvent(n)), channels);
    await recorder.sync();
    expect(await read()).toEqual(all.slice(0, 50));
    const [active] = (await readdir(folder)).filter((name) => name.endsWith(".csv"));
    await writeFile(join(folder, active!), "1669213499,P1000", { flag: "a" });
    expect(await read()).toEqual(all.slice(0, 50));
    await recorder.close();
  });

  it("has segments that any reader of telemetry tables reads, with the losses of signal as comments", async () => {
    await record();
    const path = join(folder, "000001_2026-11-23T13Z.csv.gz");
    expect(await plainEvents(await openSource(path))).toEqual(
      all.slice(0, 100).filter(({ kind }) => kind === "sample"),
    );
    expect(gunzipSync(await readFile(path)).toString()).toContain(
      "# signal lost 1669213492.25 2022-11-23T14:24:52.250Z\n",
    );
  });

  it("cannot be recorded into by two recorders at once, but can after one was killed", async () => {
    const recorder = await Recorder.open(folder, { source: "test", keepFreeBytes: 0 });
    await expect(Recorder.open(folder, { source: "test", keepFreeBytes: 0 })).rejects.toThrow(
      /another recorder is writing here/,
    );
    await recorder.close();
    // The number of a process that has ended.
    await writeFile(join(folder, "recorder.pid"), "4194999\n");
    await (await Recorder.open(folder, { source: "test", keepFreeBytes: 0 })).close();
    // Our own number, but not our lock: a container gives it to each process anew.
    await writeFile(join(folder, "recorder.pid"), `${process.pid}\n`);
    await (await Recorder.open(folder, { source: "test", keepFreeBytes: 0 })).close();
  });

  it("is not mistaken for one in a folder without segments, or in none", async () => {
    await expect(openRecording(folder)).rejects.toThrow(InputError);
    await expect(openRecording(join(folder, "absent"))).rejects.toThrow(/absent: cannot be read/);
  });
});
