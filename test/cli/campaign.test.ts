import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { hoarfrost, outcome, start } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

// Oracles: the same campaign in one thread; one member run alone by `simulate` with the numbers that it drew.
const folder = temporaryFolder();
const leak = ["--leak", "element=plate,diameter=0.1mm..0.3mm,at=10min"];
const scenario = ["lab-bench", "--for", "30min", "--every", "5min", "--settle", "1h", ...leak];
const campaign = (out: string, ...more: string[]) =>
  hoarfrost(["campaign", ...scenario, "--members", "6", "--out", out, ...more], { cwd: folder });
const bytes = (out: string, name: string) => readFileSync(join(folder, out, name));
const TABLES = ["members.parquet", "curves.parquet", "bands.parquet", "summary.json"];

async function rows(out: string, name: string): Promise<Record<string, unknown>[]> {
  const read = bytes(out, name);
  return parquetReadObjects({
    file: read.buffer.slice(read.byteOffset, read.byteOffset + read.byteLength) as ArrayBuffer,
  });
}

describe("campaign", () => {
  it("gives the same files with one thread and with two, says what it found, and labels it synthetic", async () => {
    const one = await campaign("one", "--threads", "0");
    expect({ code: one.code, stderr: one.stderr }).toEqual({ code: 0, stderr: "" });
    expect(one.stdout).toContain("SYNTHETIC");
    expect(one.stdout).toMatch(/bench\/plate\/temperature above 60 degC +\d+ % \(/);
    expect(one.stdout).toMatch(/bench\/inventory, kg +\d/);
    const two = await campaign("two", "--threads", "2", "--json");
    const summary = JSON.parse(two.stdout);
    expect(summary).toMatchObject({
      schema: "hoarfrost/campaign-summary/1",
      synthetic: true,
      done: 6,
      failed: 0,
    });
    for (const name of TABLES) expect(bytes("two", name).equals(bytes("one", name)), name).toBe(true);
    expect(JSON.parse(bytes("two", "summary.json").toString())).toEqual(summary);
  });

  it("runs each member as simulate does with the numbers that it drew", async () => {
    const members = await rows("one", "members.parquet");
    const curves = await rows("one", "curves.parquet");
    expect(new Set(members.map((row) => row["drawn leak diameter"])).size).toBe(6);
    const [, , member] = members;
    const drawn = Object.entries(member!).filter(
      ([name]) => name.startsWith("drawn loops.") || /^drawn (comp|load|surr)/.test(name),
    );
    expect(drawn.length).toBeGreaterThan(10);
    const set = drawn.flatMap(([name, value]) => ["--set", `${name.slice("drawn ".length)}=${value}`]);
    const diameter = `element=plate,diameter=${member!["drawn leak diameter"]} m,at=10min`;
    const flags = [
      "--for",
      "30min",
      "--every",
      "5min",
      "--settle",
      "1h",
      "--accuracy",
      "draft",
      "--out",
      "alone.csv",
    ];
    const alone = await hoarfrost(["simulate", "lab-bench", ...flags, "--leak", diameter, ...set], {
      cwd: folder,
    });
    expect(alone.code, alone.stderr).toBe(0);
    const [head, ...lines] = readFileSync(join(folder, "alone.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("#"));
    const names = head!.split(",");
    const own = curves.filter((row) => row.member === member!.member);
    expect(own).toHaveLength(lines.length);
    own.forEach((row, i) => {
      const cells = lines[i]!.split(",").map(Number);
      for (const [name, value] of Object.entries(row)) {
        if (name === "member" || name === "time") continue;
        expect(value, `${name} at ${row.time} s`).toBeCloseTo(cells[names.indexOf(name)]!, 6);
      }
    });
  });

  it("runs members that share the light of one orbit as simulate does each by itself", async () => {
    const out = ["--members", "2", "--keep", "orbit", "--threads", "0", "--out", "lit"];
    const run = ["progress-ms", "--for", "2h", "--every", "30min", "--settle", "1h", "--accuracy", "draft"];
    expect((await hoarfrost(["campaign", ...run, ...out], { cwd: folder })).code).toBe(0);
    const [, member] = await rows("lit", "members.parquet");
    const drawn = Object.entries(member!).filter(([name]) => name.startsWith("drawn "));
    expect(drawn.some(([name]) => name.startsWith("drawn orbit"))).toBe(false);
    const set = drawn.flatMap(([name, value]) => ["--set", `${name.slice("drawn ".length)}=${value}`]);
    const alone = await hoarfrost(
      ["simulate", ...run, ...set, "--quantity", "inventory", "temperature", "--out", "lit.csv"],
      { cwd: folder },
    );
    expect(alone.code, alone.stderr).toBe(0);
    const [head, ...lines] = readFileSync(join(folder, "lit.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("#"));
    const column = head!.split(",").indexOf("instrument/temperature");
    const own = (await rows("lit", "curves.parquet")).filter((row) => row.member === 1);
    expect(own.map((row) => row["instrument/temperature"])).toEqual(
      lines.map((line) => Number(line.split(",")[column])),
    );
  });

  // A second signal ends the program at once, as everywhere; here one is sent.
  it("stopped by Ctrl-C keeps what is done, and the same command goes on to the same files", async () => {
    const args = ["campaign", ...scenario, "--members", "6", "--threads", "1", "--out", "stopped"];
    let before = 0;
    for (let attempt = 0; attempt < 20 && before === 0; attempt++) {
      const child = start(args, folder);
      child.stdin?.end();
      const ended = outcome(child);
      const wait = setInterval(() => {
        const journal = join(folder, "stopped", "members.journal");
        try {
          if (readFileSync(journal).length === 0) return;
          clearInterval(wait);
          child.kill("SIGINT");
        } catch {
          // The journal is not there yet.
        }
      }, 5);
      const { code, stderr } = await ended;
      clearInterval(wait);
      if (code === 0) break;
      expect(code).toBe(1);
      [, before] = /Stopped with (\d) of 6 members in stopped; the same command goes on/
        .exec(stderr)!
        .map(Number) as [number, number];
      expect(readdirSync(join(folder, "stopped")).sort()).toEqual(["campaign.json", "members.journal"]);
    }
    const { code } = await hoarfrost(args, { cwd: folder });
    expect(code).toBe(0);
    for (const name of TABLES) expect(bytes("stopped", name).equals(bytes("one", name)), name).toBe(true);
  });

  it("refuses a folder of another campaign, and says what differs", async () => {
    const { code, stderr } = await campaign("one", "--seed", "2");
    expect(code).toBe(3);
    expect(stderr).toContain("one: holds members of another campaign (seed 1 there and 2 here)");
    const moved = await campaign("one", "--action", "heater=bench.heater,to=off,at=5min");
    expect(moved.stderr).toContain("another scenario");
  });

  it("carries units and a label in each table", () => {
    const read = bytes("one", "curves.parquet");
    const file = read.buffer.slice(read.byteOffset, read.byteOffset + read.byteLength) as ArrayBuffer;
    const known = Object.fromEntries(
      parquetMetadata(file).key_value_metadata!.map(({ key, value }) => [key, value]),
    );
    expect(known["hoarfrost.synthetic"]).toBe("every value is of a simulation");
    const units = JSON.parse(known["hoarfrost.units"]!);
    expect(units).toMatchObject({
      time: "s",
      "bench/inventory": "kg",
      "bench/tank/pressure": "Pa",
      "room/temperature": "K",
    });
  });

  it("refuses what cannot be, before any member runs", async () => {
    writeFileSync(join(folder, "a-file"), "");
    const refused: [string[], string][] = [
      [["iss", "--out", "x"], '"iss" is a watch-only file'],
      [["lab-bench", "--out", "a-file"], "a-file: this is a file"],
      [["lab-bench", "--out", "x", "--threads", "9999"], "ask for 1 to 1024"],
      [["lab-bench", "--out", "x", "--sampling", "grid"], '--sampling "grid" is none of sobol, random'],
      [
        ["lab-bench", "--out", "x", "--leak", "element=sail,diameter=1mm,at=1h"],
        "sail: there is no such element",
      ],
    ];
    for (const [args, words] of refused) {
      const { code, stdout, stderr } = await hoarfrost(["campaign", ...args], { cwd: folder });
      expect({ code, stdout }, args.join(" ")).toEqual({ code: 3, stdout: "" });
      expect(stderr).toContain(words);
      expect(stderr).not.toContain("bug");
    }
    expect(readdirSync(folder)).not.toContain("x");
  });
});
