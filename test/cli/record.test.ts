import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stampOf } from "../../src/telemetry/live/iss-stamp.ts";
import { TlcpTestServer } from "../../src/telemetry/live/tlcp-test-server.case.ts";
import { hoarfrost, outcome, start } from "./hoarfrost.case.ts";
import { temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

const folder = temporaryFolder();
writeExampleInputs(folder);
const run = (...args: string[]) => hoarfrost(args, { cwd: folder });

describe("record", () => {
  it("of a file gives a folder whose watch finds what the watch of the file finds", async () => {
    const recorded = await run("record", "run.csv.gz", "recorded/run");
    expect(recorded.code).toBe(0);
    expect(recorded.stderr).toMatch(
      /^recorded\/run: 17,280 samples recorded in this run, all on the medium\n$/,
    );
    const ofFolder = await run("watch", "recorded/run", "--loop", "ETCS-A", "--json");
    const ofFile = await run("watch", "run.csv.gz", "--loop", "ETCS-A", "--json");
    expect(ofFolder.code).toBe(0);
    expect(ofFolder.stdout).toBe(ofFile.stdout);
  });

  it("of a table that names its own units converts them to those of the vehicle file", async () => {
    const psi =
      "time,channel,value,unit\n2026-01-05T00:00:00Z,S1000002,261,psi\n2026-01-05T00:00:20Z,S1000002,262,psi\n";
    await hoarfrost(["record", "-", "psi", "--vehicle", "iss"], { cwd: folder, input: psi });
    const { stdout } = await run("replay", "psi", "--speed", "0");
    const [first] = stdout.split("\n").filter((line) => line.includes("S1000002"));
    // 1 psi is 6.894757 kPa (NIST SP 811).
    expect(Number(first!.split(",")[2])).toBeCloseTo(261 * 6.894757, 3);
  });

  it("of a folder that holds no recording, or of a bad table, says so", async () => {
    const empty = await run("watch", "examples");
    expect(empty.code).toBe(3);
    expect(empty.stderr).toContain("examples: there is no recording here");
    const bad = await hoarfrost(["record", "-", "bad"], {
      cwd: folder,
      input: "time,channel,value\nnoon,A,1\n",
    });
    expect(bad.code).toBe(3);
    expect(bad.stderr).toMatch(/^hoarfrost: standard input:2: time "noon"/);
  });

  it("of a live feed, stopped with Ctrl-C, ends with 0 and leaves a recording that reads back", async () => {
    const server = await TlcpTestServer.start();
    const child = start(["record", "iss", "live", "--server", server.url], folder);
    const ended = outcome(child);
    const stamp = () => String(stampOf(Date.now() / 1000));
    let published = 0;
    while (published < 20) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (![...server.sessions.values()].some(({ subscriptions }) => subscriptions.size > 0)) continue;
      server.publish("TIME_000001", [stamp(), "0", "24"]);
      server.publish("S1000002", [stamp(), String(1800 + published++), "24"]);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    await server.stop();
    expect(stderr).toMatch(/live: \d+ samples recorded in this run, all on the medium/);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, "live"))).not.toContain("recorder.pid");
    const { stdout } = await run("replay", "live", "--speed", "0");
    const values = stdout
      .split("\n")
      .filter((line) => line.includes(",S1000002,"))
      .map((line) => Number(line.split(",")[2]));
    expect(values).toEqual(Array.from({ length: 20 }, (_, n) => 1800 + n));
  });
});
