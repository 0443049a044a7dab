import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hoarfrost, lineOf, start } from "./hoarfrost.case.ts";
import { stationRecording, temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

const folder = temporaryFolder();
writeExampleInputs(folder);
const running = new Set<ReturnType<typeof start>>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

async function serve(...args: string[]) {
  const child = start(["serve", "--port", "0", "--data", `data-${running.size}`, ...args], folder);
  running.add(child);
  const complaint = lineOf(child, /hoarfrost: .* ends early.*\n/, "stderr").then(
    ([line]) => line,
    () => "",
  );
  const [, address] = await lineOf(child, /Hoarfrost console: (http:\/\/\S+)\n/);
  const runs = async () =>
    (await (await fetch(`${address}/api/v1/runs`)).json()) as { runs: { id: string; kind: string }[] };
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await new Promise((resolve) => child.on("close", resolve));
    running.delete(child);
    return code;
  };
  return { address, runs, stop, complaint };
}

describe("serve", () => {
  it("prints its address, serves the Progress MS-21 case first, and ends with 0 when told to stop", async () => {
    const { runs, stop } = await serve();
    await expect.poll(async () => (await runs()).runs.length).toBe(3);
    expect((await runs()).runs.map(({ id, kind }) => [id, kind])).toEqual([
      ["2023-02-11-progress-ms-21", "case"],
      ["2015-01-14-iss-false-alarm", "case"],
      ["2022-12-15-soyuz-ms-22", "case"],
    ]);
    expect(await stop()).toBe(0);
  });

  it("serves a recording of any vehicle file", async () => {
    const { runs, stop } = await serve("bench.csv", "--vehicle", "examples/my-loop.yaml");
    await expect
      .poll(async () => (await runs()).runs)
      .toMatchObject([{ id: "bench.csv", kind: "recording" }]);
    expect(await stop()).toBe(0);
  });

  it("names a recording that goes bad midway on standard error and keeps serving", async () => {
    const rows = stationRecording(60).split("\n");
    const bad = rows.length - 20;
    rows[bad] = rows[bad]!.replace(/,[^,]*$/, ",fifty");
    writeFileSync(join(folder, "broken.csv"), rows.join("\n"));
    const { runs, stop, complaint } = await serve("broken.csv", "--vehicle", "iss");
    expect(await complaint).toContain(`broken.csv:${bad + 1}`);
    expect((await runs()).runs).toMatchObject([{ id: "broken.csv" }]);
    expect(await stop()).toBe(0);
  });

  it("says in a sentence that a port is in use, and ends with 3", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    const { code, stderr } = await hoarfrost(["serve", "--port", String(port)], { cwd: folder });
    taken.close();
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `hoarfrost: port ${port} of 127.0.0.1 is in use; choose another with --port\n`,
    });
  });

  it("refuses what it cannot serve before it listens", async () => {
    const cases: [string[], string][] = [
      [["missing.csv"], '"missing.csv" is neither a file, a folder, nor a shipped case'],
      [["-"], "serve takes files, folders and cases; record standard input first"],
      [["bench.csv"], "unknown channels: the file has tank-level, tank-temperature"],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await hoarfrost(["serve", "--port", "0", ...args], { cwd: folder });
      expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
      expect(stderr).toContain(message);
    }
  });
});
