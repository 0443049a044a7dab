import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { incidentDocumentSchema } from "../../src/incident/index.ts";
import { type Finding, findingSchema } from "../../src/watch/index.ts";
import { hoarfrost, type Outcome } from "./hoarfrost.case.ts";
import { benchRecording, temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

// The bench recording loses 4 % of the tank's scale an hour from its 5,400th second on: 96 % a day.

const folder = temporaryFolder();
writeExampleInputs(folder);
writeFileSync(join(folder, "bench.csv.gz"), gzipSync(benchRecording(2.5, 5400)));
writeFileSync(join(folder, "sound.csv"), benchRecording(2.5));
const bench = ["--vehicle", "examples/my-loop.yaml"];
const run = (...args: string[]) => hoarfrost(args, { cwd: folder });

function findingsOf({ stdout }: Outcome): Finding[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => findingSchema.parse(JSON.parse(line)));
}

let fromFile: Outcome;
let ofCase: Outcome;
beforeAll(async () => {
  ofCase = await run("watch", "progress-ms-21", "--json", "--incident", "case.json");
  fromFile = await run("watch", "bench.csv", ...bench, "--json");
});

describe("watch --json", () => {
  it("says each finding as one line that the published schema takes, in order of time, and nothing else", () => {
    expect(fromFile).toMatchObject({ code: 0, stderr: "" });
    const findings = findingsOf(fromFile);
    expect(findings.map(({ timeS }) => timeS)).toEqual(
      findings.map(({ timeS }) => timeS).toSorted((a, b) => a - b),
    );
    const leaks = findings.filter((finding) => finding.type === "leak");
    expect(leaks.map(({ phase }) => phase)).toContain("confirmed");
    const { rateFractionPerDay, onset, time } = leaks.at(-1)!;
    expect(rateFractionPerDay!.p05).toBeLessThan(0.96);
    expect(rateFractionPerDay!.p95).toBeGreaterThan(0.96);
    const onsetS = Date.parse("2026-01-05T01:30:00Z") / 1000;
    expect(onset.p05S - 60).toBeLessThan(onsetS);
    expect(onset.p95S + 60).toBeGreaterThan(onsetS);
    expect(Date.parse(time)).toBeGreaterThan(1000 * onsetS);
  });

  it("tells no jump and no clock of a loop whose cushion is spent: over vapour its pressure says nothing of coolant", () => {
    const spentS = Date.parse("2023-02-11T09:45:00Z") / 1000;
    const faults = findingsOf(ofCase).filter((each) => each.type === "fault" && each.timeS > spentS);
    expect(faults).toEqual([]);
  });

  it("says the same of a compressed file and of standard input, and the same again", async () => {
    const packed = await run("watch", "bench.csv.gz", ...bench, "--json");
    const text = readFileSync(join(folder, "bench.csv"));
    const piped = await hoarfrost(["watch", "-", ...bench, "--json"], { cwd: folder, input: text });
    const again = await run("watch", "bench.csv", ...bench, "--json");
    for (const other of [packed, piped, again]) expect(other).toEqual(fromFile);
  });

  it("keeps to the seed of a case: one seed gives the same bytes, another other noise", async () => {
    const seeded = (...seed: string[]) =>
      run("replay", "progress-ms-21", "--speed", "0", "--until", "+20min", ...seed);
    const [first, again, other] = [
      await seeded("--seed", "30"),
      await seeded("--seed", "30"),
      await seeded(),
    ];
    expect(first.code).toBe(0);
    expect(first.stdout.split("\n").length).toBeGreaterThan(1000);
    expect(first.stdout).toBe(again.stdout);
    expect(first.stdout).not.toBe(other.stdout);
  });
});

describe("the exit code of watch", () => {
  it("is 0 for a leak, 4 with --fail-on-leak, and 0 with it for a sound loop", async () => {
    expect(fromFile.code).toBe(0);
    expect((await run("watch", "bench.csv", ...bench, "--fail-on-leak")).code).toBe(4);
    const sound = await run("watch", "sound.csv", ...bench, "--fail-on-leak");
    expect(sound).toMatchObject({ code: 0, stderr: "" });
    expect(sound.stdout).toMatch(/^No leak found in 3,600 samples\. At the end: bench normal\.$/m);
  });
});

describe("what watch says to a person", () => {
  it("gives numbers with a thin space and their 90 % band, and the verdict last", async () => {
    const { stdout } = await run("watch", "bench.csv", ...bench);
    expect(stdout).toMatch(
      /▲ LEAK CONFIRMED {2}[\d.]+\u2009% of accumulator scale a day, [\d.]+ to [\d.]+ · empty in .* · since \d\d:\d\d/,
    );
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "Leak confirmed: bench in 3,600 samples. At the end: bench leaking.",
    );
  });

  it("calls a loop without liquid empty, and labels made telemetry before anything else", async () => {
    const { stdout } = await run("watch", "progress-ms-21", "--loop", "ms21/external");
    expect(stdout).toMatch(/^SYNTHETIC {2}No telemetry of this loop was published/);
    expect(stdout).toMatch(/ · empty(, or within [^·]+)? · /);
    expect(stdout).not.toContain("empty in 0");
  });

  it("names the loops that the source does not carry", async () => {
    const { code, stdout, stderr } = await run("watch", "run.csv");
    expect(code).toBe(0);
    expect(stderr).toBe(
      "No report of LAB-LTL, LAB-MTL, NODE2-LTL, NODE2-MTL, NODE3-LTL, NODE3-MTL in this source: not watched.\n",
    );
    expect(stdout).toMatch(/^No leak found in 17,280 samples, 2 of 8 loops judged\. At the end: /m);
  });

  it("can be asked about one loop only", async () => {
    const { stdout, stderr } = await run("watch", "run.csv", "--loop", "ETCS-B");
    expect(stderr).toBe("");
    expect(stdout).not.toContain("ETCS-A");
    expect(stdout).toMatch(/^No leak found in .* ETCS-B normal\.$/m);
  });
});

describe("a case replayed into another program", () => {
  it("brings watch --case to the verdict on the case itself, at the same instants", async () => {
    const replayed = await run("replay", "progress-ms-21", "--speed", "0");
    expect(replayed.stdout).toMatch(/^# SYNTHETIC: No telemetry of this loop was published/);
    const watched = await hoarfrost(["watch", "-", "--case", "progress-ms-21", "--json"], {
      input: replayed.stdout,
    });
    expect(watched.code).toBe(0);
    const [there, here] = [findingsOf(ofCase), findingsOf(watched)];
    const verdict = (finding: Finding) => [
      finding.loop,
      finding.time,
      finding.type,
      finding.type === "state"
        ? finding.state
        : finding.type === "leak"
          ? [finding.phase, finding.onset]
          : "",
    ];
    expect(here.map(verdict)).toEqual(there.map(verdict));
    // A table says a loss of signal by silence alone, so it begins at the last report instead of seconds later.
    const left = (findings: Finding[]) =>
      findings.findLast((finding) => finding.type === "leak")!.inventoryKg!;
    expect(left(here).median).toBeCloseTo(left(there).median, 1);
  });

  it("keeps to the times asked for, and says so if there is nothing between them", async () => {
    const { stdout } = await run(
      "replay",
      "run.csv",
      "--speed",
      "0",
      "--from",
      "+2h",
      "--until",
      "2026-01-05T02:00:20Z",
    );
    const times = [
      ...new Set(
        stdout
          .split("\n")
          .slice(1, -1)
          .map((line) => line.split(",")[0]),
      ),
    ];
    expect(times).toEqual([0, 10, 20].map((s) => new Date(Date.UTC(2026, 0, 5, 2, 0, s)).toISOString()));
    const nothing = await run("replay", "run.csv", "--speed", "0", "--from", "+20h");
    expect(nothing.code).toBe(3);
    expect(nothing.stderr).toContain("no sample lies between --from and --until");
  });

  it("takes its time: 60 s of telemetry at 60 times real time are not over within half a second", async () => {
    const startedMs = performance.now();
    const { code } = await run("replay", "run.csv", "--speed", "60", "--until", "+1min");
    expect(code).toBe(0);
    expect(performance.now() - startedMs).toBeGreaterThan(500);
  });
});

describe("an injected leak", () => {
  it("is found by the watch that it is piped into, and the recording says what was put in", async () => {
    const leaking = await run("inject", "run.csv", "--loop", "ETCS-A", "--rate", "50%/day", "--at", "+5h");
    expect(leaking.stdout).toMatch(
      /^# SYNTHETIC leak added by hoarfrost inject: loop ETCS-A, channel S1000002, 50%\/day, sudden, onset 2026-01-05T05:00:00\.000Z\n/,
    );
    const watched = await hoarfrost(["watch", "-", "--json"], { input: leaking.stdout });
    const leaks = findingsOf(watched).filter((finding) => finding.type === "leak");
    expect(new Set(leaks.map(({ loop }) => loop))).toEqual(new Set(["ETCS-A"]));
    expect(leaks.at(-1)!.phase).toBe("confirmed");
  });

  it("of no rate changes no sample", async () => {
    const same = await run("inject", "run.csv", "--loop", "ETCS-A", "--rate", "0%/day", "--at", "+5h");
    const replayed = await run("replay", "run.csv", "--speed", "0");
    const rows = (text: string) => text.split("\n").filter((line) => !line.startsWith("#"));
    expect(rows(same.stdout)).toEqual(rows(replayed.stdout));
  });
});

describe("watch --incident", () => {
  it("writes one document of the published schema, the same bytes for the same input, and nothing beside it", async () => {
    await run("watch", "bench.csv", ...bench, "--incident", "a.json");
    await run("watch", "bench.csv", ...bench, "--incident", "b.json");
    const text = readFileSync(join(folder, "a.json"), "utf8");
    expect(readFileSync(join(folder, "b.json"), "utf8")).toBe(text);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
    const document = incidentDocumentSchema.parse(JSON.parse(text));
    expect(document).toMatchObject({
      id: "bench.csv",
      synthetic: false,
      source: { samples: 3600, problems: 0 },
    });
    const [loop] = document.loops;
    const last = findingsOf(fromFile).findLast((finding) => finding.type === "leak")!;
    expect(loop).toMatchObject({
      id: "bench",
      finalState: "leaking",
      leak: { phase: "confirmed", asOf: last.time, rateFractionPerDay: last.rateFractionPerDay },
    });
  });

  it("carries the title of a case and the note that its telemetry was made", async () => {
    const document = incidentDocumentSchema.parse(
      JSON.parse(readFileSync(join(folder, "case.json"), "utf8")),
    );
    expect(document).toMatchObject({ id: "2023-02-11-progress-ms-21", synthetic: true });
    expect(document.syntheticNote).toContain("No telemetry of this loop was published");
    expect(document.loops.map(({ finalState }) => finalState)).toEqual(["leaking", "normal"]);
    expect(document.loops[1]!.leak).toBeNull();
  });

  it("writes nothing where the source turns out to be bad", async () => {
    const { code } = await hoarfrost(["watch", "-", ...bench, "--incident", "bad.json"], {
      cwd: folder,
      input: `${benchRecording(0.1)}noon,1,2\n`,
    });
    expect(code).toBe(3);
    expect(readdirSync(folder)).not.toContain("bad.json");
  });
});
