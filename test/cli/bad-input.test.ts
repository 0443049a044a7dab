import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { hoarfrost, start } from "./hoarfrost.case.ts";
import { benchRecording, stationRecording, temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

const folder = temporaryFolder();
writeExampleInputs(folder);
const head = "time,channel,value\n2026-01-05T00:00:00Z,S1000002,1800\n";
const row = (text: string) => `${head}${text}\n`;
const at10 = "2026-01-05T00:00:10Z";

/** Runs a command that must refuse: nothing on standard output, one sentence on standard error, exit code 3. */
async function refusal(args: readonly string[], input?: string | Uint8Array): Promise<string> {
  const { code, stdout, stderr } = await hoarfrost(args, {
    cwd: folder,
    ...(input !== undefined && { input }),
  });
  expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
  expect(stderr).not.toContain("bug");
  return stderr;
}

let before: string[] = [];
beforeAll(() => {
  before = readdirSync(folder).sort();
});
afterEach(() => {
  expect(readdirSync(folder).sort(), "a refused command leaves nothing behind").toEqual(before);
});

describe("a bad recording is refused with its line, channel and value", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["a wrong column", "time,channel,reading\n", "standard input:1: "],
    [
      "a number that is none",
      row(`${at10},S1000002,18OO`),
      'standard input:3: channel S1000002: "18OO" is not a number; remove the row or mark it with quality "bad"',
    ],
    [
      "NaN",
      row(`${at10},S1000002,NaN`),
      'standard input:3: channel S1000002: "NaN" is not a finite number; remove the row or mark it with quality "bad"',
    ],
    [
      "infinity",
      row(`${at10},S1000002,-Infinity`),
      'standard input:3: channel S1000002: "-Infinity" is not a finite number; remove the row or mark it with quality "bad"',
    ],
    [
      "an overflowing number",
      row(`${at10},S1000002,1e999`),
      'standard input:3: channel S1000002: "1e999" is not a finite number; remove the row or mark it with quality "bad"',
    ],
    [
      "a wrong unit",
      `time,channel,value,unit\n${at10},S1000002,1800,degC\n`,
      "standard input:2: channel S1000002: ",
    ],
    [
      "an unknown channel",
      `time,channel,value\n${at10},TANK-7,1800\n`,
      "standard input: unknown channels: the file has TANK-7, and the vehicle file asks for S1000002, S1000003, S1000001, P1000002, ...; use the vehicle file of this recording",
    ],
    [
      "time that goes back",
      row("2026-01-04T22:00:00Z,S1000002,1800"),
      "standard input:3: time goes back by 7200 s, from 2026-01-05T00:00:00.000Z on line 2 to 2026-01-04T22:00:00.000Z here, and the limit is 3600 s; put the parts of the file in order of time",
    ],
    [
      "a time that is none",
      row("noon,S1000002,1800"),
      'standard input:3: time "noon" is neither ISO 8601 (2022-05-20T14:00:00.3Z) nor Unix seconds',
    ],
    [
      "a binary file",
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 10]),
      "standard input: this is a binary file (it holds zero bytes); expected a table in UTF-8 text, or one packed with gzip",
    ],
    [
      "an empty file",
      "",
      "standard input: the file is empty; expected a header line such as time,channel,value",
    ],
    [
      "a header alone",
      "time,channel,value\n",
      "standard input: the file holds a header and no samples; expected a row for each report",
    ],
    [
      "a line cut off",
      `${head}${at10},S10`,
      "standard input:3: the file ends in the middle of a line (2 of 3 columns); it was cut off: get the rest, or remove this line",
    ],
    [
      "a compressed file cut off",
      gzipSync(stationRecording(0.01)).subarray(0, 150),
      'standard input: the compressed file ends early: it was cut off while written or copied; get it again, or unpack what is left with "gzip -dc"',
    ],
  ])("for %s", async (_, input, message) => {
    const said = await refusal(["watch", "-", "--json"], input);
    expect(said.startsWith(`hoarfrost: ${message}`), said).toBe(true);
    expect(said.trimEnd().split("\n")).toHaveLength(1);
  });

  it("names the file instead of standard input where there is one", async () => {
    const { code, stderr } = await hoarfrost(["watch", "missing.csv"], { cwd: folder });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^hoarfrost: "missing.csv" is neither a file, a folder, nor a shipped case; shipped are 2015/,
    );
  });

  it("counts bad rows and goes on with --lenient, saying how many", async () => {
    const bad = stationRecording(0.1).replace(/,4200\n/, ",NaN\n");
    const { code, stderr } = await hoarfrost(["watch", "-", "--lenient"], { input: bad });
    expect(code).toBe(0);
    expect(stderr).toMatch(/standard input:\d+: channel S1000001: "NaN" is not a finite number/);
    expect(stderr).toContain("1 problems with the samples, named above.");
  });
});

describe("a twin beside the watch", () => {
  it.each([
    [["--action", "load=all,to=shed,at=1h"], "--action tells the twin: give --twin as well"],
    [["--twin"], "--twin needs --vehicle with a twin file, such as soyuz-ms; no vehicle was named"],
    [
      ["--twin", "--vehicle", "iss"],
      "--twin needs --vehicle with a twin file, such as soyuz-ms; iss describes no hardware",
    ],
    [["--twin", "--vehicle", "soyuz-ms", "--action", "load=oven,to=shed,at=1h"], "oven"],
  ])("is refused with %j", async (flags, message) => {
    const telemetry = `time,channel,value\n${at10},P-ext-1,1\n`;
    expect(await refusal(["watch", "-", ...flags], telemetry)).toContain(message);
  });
});

describe("a recording of another vehicle", () => {
  it("is refused with the name of the shipped one that fits", async () => {
    const progress = `time,channel,value\n${at10},P-ext-1,1\n`;
    expect(await refusal(["watch", "-"], progress)).toMatch(
      /its channels are those of vehicle "progress-ms": add --vehicle progress-ms, or vehicle "soyuz-ms"/,
    );
  });

  it("is refused at its header if it is wide, with the same help", async () => {
    const wide = `time,P-ext-1 [kPa],T-ext-1\n${at10},98,20\n`;
    expect(await refusal(["watch", "-"], wide)).toContain("unknown channels: the file has P-ext-1, T-ext-1");
  });

  it("is refused in a file with what fits, if the channels are those of a case", async () => {
    expect(await refusal(["watch", "-"], `time,channel,value\n${at10},ms21/P-ext-1,1\n`)).toMatch(
      /its channels are those of case "2022-12-15-soyuz-ms-22": add --case .*, or case "2023-02-11-progress-ms-21": add --case 2023-02-11-progress-ms-21\n$/,
    );
  });

  it("is refused too if a context channel is all that it shares with the vehicle", async () => {
    expect(await refusal(["watch", "-"], `time,channel,value\n${at10},S1000003,3.9\n`)).toMatch(
      /unknown channels: it has S1000003, and none of the inventory channels S1000002, P1000002/,
    );
  });
});

describe("a bad vehicle file", () => {
  it("has all its problems named at once, with line, element and a way out", async () => {
    const path = join(folder, "bad.yaml");
    writeFileSync(
      path,
      "hoarfrost: vehicle/1\nkind: watch-only\nid: bad\nloops:\n  bench:\n    coolant: water\n" +
        '    inventory: { reads: accumulator-quantity, channel: tank, unit: "furlong" }\n' +
        "    noise: { white: 0.1 }\n    explaned-by: []\n",
    );
    before = readdirSync(folder).sort();
    const said = await refusal(["watch", "bench.csv", "--vehicle", "bad.yaml"]);
    expect(said).toMatch(/bad\.yaml:7: .*furlong/);
    expect(said).toMatch(/bad\.yaml:9: .*explaned-by.*did you mean "explained-by"\?/);
    expect(said.trimEnd().split("\n").length).toBeGreaterThanOrEqual(2);
  });

  it("that says nothing of a loop's noise is refused, since the watch would have no scale to judge by", async () => {
    writeFileSync(
      join(folder, "mute.yaml"),
      "hoarfrost: vehicle/1\nkind: watch-only\nid: mute\nloops:\n  bench:\n    coolant: water\n" +
        '    inventory: { reads: accumulator-quantity, channel: tank-level, unit: "%" }\n',
    );
    before = readdirSync(folder).sort();
    expect(await refusal(["watch", "bench.csv", "--vehicle", "mute.yaml"])).toMatch(
      /^hoarfrost: loop "bench": .*noise.*write it into the vehicle file\n$/,
    );
  });

  it("or one that is missing is named, with those that are shipped", async () => {
    const shipped = readdirSync(join(import.meta.dirname, "../../library/vehicles"))
      .filter((file) => file.endsWith(".yaml"))
      .sort()
      .map((file) => file.replace(".yaml", ""));
    expect(shipped).toContain("soyuz-ms");
    expect(await refusal(["watch", "bench.csv", "--vehicle", "nowhere.yaml"])).toBe(
      `hoarfrost: vehicle "nowhere.yaml" is neither a file nor shipped; shipped are ${shipped.join(", ")}\n`,
    );
  });

  it("cannot be asked for a loop that it does not have", async () => {
    expect(await refusal(["watch", "run.csv", "--loop", "ETCS-C"])).toMatch(
      /^hoarfrost: iss has no loop "ETCS-C"; it has ETCS-A, /,
    );
  });
});

describe("an option whose value makes no sense is refused with what to write", () => {
  const inject = (...flags: string[]) => ["inject", "run.csv", "--loop", "ETCS-A", ...flags];
  it.each([
    [
      inject("--rate", "fast", "--at", "+6h"),
      '--rate "fast" is not a rate of loss; write a number from 0 up, such as 20%/day or 40kPa/day',
    ],
    [inject("--rate", "-5%/day", "--at", "+6h"), '--rate "-5%/day" is not a rate of loss'],
    [inject("--rate", "1.2.3%/day", "--at", "+6h"), '--rate "1.2.3%/day" is not a rate of loss'],
    [inject("--rate", "5kg/day", "--at", "+6h"), '--rate: "kg" measures mass; a pressure is written in Pa'],
    [
      inject("--rate", "5%/day", "--at", "yesterday"),
      '--at "yesterday" is not an instant; write 2023-02-11T09:30Z, Unix seconds, or +6h',
    ],
    [
      inject("--rate", "5%/day", "--at", "+6h", "--shape", "square"),
      '--shape "square" is not one of sudden, growing, stopped',
    ],
    [inject("--rate", "5%/day", "--at", "+6h", "--shape", "growing"), "a growing leak needs growthS above 0"],
    [
      inject("--rate", "5%/day", "--at", "+6h", "--shape", "stopped", "--until", "+5h"),
      "a stopped leak needs stopS",
    ],
    [inject("--rate", "5%/day", "--at", "+6h", "--out", "run.csv/leak.csv"), "run.csv/leak.csv"],
    [
      inject("--rate", "5%/day", "--at", "+6h", "--out", "nowhere/leak.csv.gz"),
      "nowhere/leak.csv.gz: cannot be written",
    ],
    [
      ["inject", "2023-02-11-progress-ms-21", "--loop", "ETCS-A", "--rate", "5%/day", "--at", "+6h"],
      "inject takes a recording",
    ],
    [["replay", "run.csv", "--speed", "fast"], '--speed "fast" is not a number from 0 up'],
    [["replay", "run.csv", "--speed", "-1"], '--speed "-1" is not a number from 0 up'],
    [["replay", "run.csv", "--from", "soon"], '--from "soon" is not an instant'],
    [["serve", "--port", "http"], '--port "http" is not a port; write a whole number from 0 to 65535'],
    [["serve", "--port", "70000"], '--port "70000" is not a port'],
    [["watch", "progress-ms-21", "--seed", "lucky"], '--seed "lucky" is not a whole number from 0 up'],
    [["watch", "run.csv", "--seed", "1"], "--seed is for a case"],
    [["watch", "progress-ms-21", "--vehicle", "iss"], "a case brings its own vehicles: leave --vehicle out"],
    [
      ["watch", "run.csv", "--case", "apollo"],
      'case "apollo" is neither a file nor shipped; shipped are 2015-01-14',
    ],
    [["watch", "run.csv", "--incident", "nowhere/x.json"], "nowhere/x.json: cannot be written"],
    [["record", "run.csv", "bench.csv/rec"], "bench.csv/rec"],
    [["record", "run.csv", "rec", "--for", "6 parsecs"], '--for: unit "parsecs" is not known'],
  ])("%j", async (args, message) => {
    expect((await refusal(args)).startsWith(`hoarfrost: ${message}`)).toBe(true);
  });
});

describe("a closed pipe", () => {
  it("from a source that closes without a word is an empty input", async () => {
    const child = start(["watch", "-"]);
    let said = "";
    child.stderr?.on("data", (text) => {
      said += String(text);
    });
    child.stdin?.end();
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(3);
    expect(said).toMatch(/^hoarfrost: standard input: the file is empty/);
  });

  it.each([
    [
      ["replay", "progress-ms-21", "--speed", "0"],
      /^hoarfrost: the reader of the output closed it after about [\d]+ samples; stopped there\n$/,
    ],
    [
      ["watch", "progress-ms-21", "--json"],
      /^hoarfrost: the reader of the output closed it after \d+ lines; stopped there\n$/,
    ],
    [
      ["inject", "run.csv", "--loop", "ETCS-A", "--rate", "5%/day", "--at", "+6h"],
      /^hoarfrost: standard output: closed by its reader after about \d+ samples; write to a file to keep all\n$/,
    ],
  ])("behind %j ends it with one sentence and code 3, and without a broken line", async (args, message) => {
    const child = start(args, folder);
    let said = "";
    let first = "";
    child.stderr?.on("data", (text) => {
      said += String(text);
    });
    child.stdout?.once("data", (text) => {
      first = String(text);
      child.stdout?.destroy();
    });
    child.stdin?.end();
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(3);
    expect(said).toMatch(message);
    expect(first).not.toBe("");
  });
});

describe("a recording with odd times", () => {
  it("with a gap of forty days is watched on, and learned anew", async () => {
    const rows = benchRecording(1.5).trimEnd().split("\n");
    const later = rows.slice(1).map((line) => {
      const [timeS, ...rest] = line.split(",");
      return [Number(timeS) + 40 * 86_400, ...rest].join(",");
    });
    const { code, stdout } = await hoarfrost(["watch", "-", "--vehicle", "examples/my-loop.yaml"], {
      cwd: folder,
      input: `${[...rows, ...later].join("\n")}\n`,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("▨ blind");
    expect(stdout).toContain("what was learned of this loop is out of date");
    expect(stdout).toContain("No leak found");
  });

  it("that is too short to judge is not called leak-free", async () => {
    const { code, stdout } = await hoarfrost(["watch", "-", "--vehicle", "examples/my-loop.yaml"], {
      cwd: folder,
      input: benchRecording(0.5),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Nothing judged in 720 samples: a loop is judged once it has been seen for 1\u2009h\. At the end: bench learning\.$/m,
    );
    expect(stdout).not.toContain("No leak found");
  });

  it("with an onset outside the recording says that nothing was changed", async () => {
    const { code, stderr } = await hoarfrost(
      ["inject", "run.csv", "--loop", "ETCS-A", "--rate", "5%/day", "--at", "+600h"],
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(stderr).toContain("The onset lies outside the recording");
    expect(stderr).toContain("nothing was changed");
  });
});
