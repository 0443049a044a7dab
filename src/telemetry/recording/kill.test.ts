import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRecording } from "./open-recording.ts";
import { Recorder } from "./recorder.ts";
import { nthEvent, plainEvents } from "./samples.case.ts";

describe("a recorder killed with SIGKILL", () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hoarfrost-kill-"));
    // Node 20 does not run TypeScript.
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        ssr: join(import.meta.dirname, "kill.case.ts"),
        outDir: join(folder, "program"),
        rolldownOptions: { output: { entryFileNames: "recorder.mjs" } },
      },
    });
    program = join(folder, "program", "recorder.mjs");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Lets the program record until it has synced some samples more, kills it, and returns the last count it printed. */
  async function killAfter(recording: string, from: number, syncs: number): Promise<number> {
    const child: ChildProcess = spawn(process.execPath, [program, recording, String(from)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = once(child, "exit");
    let synced = from;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout! })) {
      synced = Number(line);
      if (++lines === syncs) child.kill("SIGKILL");
    }
    await gone;
    return synced;
  }

  it("has kept all it had synced, in order and once, however often it is killed in the middle of its work", async () => {
    const recording = join(folder, "recording");
    let next = 0;
    for (const syncs of [1, 40, 97, 200, 333]) {
      const synced = await killAfter(recording, next, syncs);
      expect(synced).toBeGreaterThan(next);
      await (await Recorder.open(recording, { source: "test", keepFreeBytes: 0 })).close();
      const events = await plainEvents(await openRecording(recording));
      expect(events.length).toBeGreaterThanOrEqual(synced);
      expect(events).toEqual(Array.from({ length: events.length }, (_, n) => nthEvent(n)));
      next = events.length;
    }
  });
});
