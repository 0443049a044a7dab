import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hoarfrost } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

// Oracles: the truth that the same run writes beside its telemetry; the scenario that it was given.
const folder = temporaryFolder();
const simulate = (...args: string[]) =>
  hoarfrost(["simulate", "lab-bench", "--settle", "1h", ...args], { cwd: folder });
const START_MS = Date.UTC(2026, 0, 1);

interface Row {
  readonly timeS: number;
  readonly value: number;
}

function read(name: string): { comments: string[]; channels: Map<string, Row[]> } {
  const bytes = readFileSync(join(folder, name));
  const lines = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().trimEnd().split("\n");
  const comments = lines.filter((line) => line.startsWith("#"));
  const channels = new Map<string, Row[]>();
  for (const line of lines.slice(comments.length + 1)) {
    const [time, channel, value] = line.split(",") as [string, string, string];
    const rows = channels.get(channel) ?? [];
    rows.push({ timeS: (Date.parse(time) - START_MS) / 1000, value: Number(value) });
    channels.set(channel, rows);
  }
  return { comments, channels };
}

describe("simulate --telemetry", () => {
  it("writes what each sensor makes of the truth, labelled synthetic, the same for the same seed", async () => {
    const flags = ["--for", "20min", "--every", "30s", "--out", "truth.csv"];
    expect((await simulate(...flags, "--telemetry", "a.csv")).code).toBe(0);
    const { comments, channels } = read("a.csv");
    expect(comments[0]).toContain(
      "SYNTHETIC: telemetry made by hoarfrost simulate from the twin of lab-bench",
    );
    expect([...channels.keys()].sort()).toEqual(
      ["flow", "pump-rise", "room-temperature", "suction-pressure", "tank-level", "tank-temperature"].sort(),
    );
    const [head, ...lines] = readFileSync(join(folder, "truth.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("#"));
    const column = head!.split(",").indexOf("bench/tank/quantity");
    const truth = lines.map((line) => 100 * Number(line.split(",")[column]));
    for (const { timeS, value } of channels.get("tank-level")!) {
      const near = truth[Math.round(timeS / 30)]!;
      // Five standard deviations of 0.2 %, half a code of 0.1 %, and what it moves in 15 s.
      expect(Math.abs(value - near)).toBeLessThan(1.2);
      expect(Math.abs(value / 0.1 - Math.round(value / 0.1))).toBeLessThan(1e-6);
    }
    expect(channels.get("tank-level")).toHaveLength(1200);
    // The same rows asked for: the run steps to each, and the last digit of the truth hangs on its steps.
    await simulate("--for", "20min", "--every", "30s", "--telemetry", "b.csv.gz");
    expect(read("b.csv.gz").channels).toEqual(channels);
    await simulate("--for", "20min", "--every", "30s", "--seed", "2", "--telemetry", "c.csv");
    expect(read("c.csv").channels.get("tank-level")).not.toEqual(channels.get("tank-level"));
  });

  it("puts in the faults and outages that are asked for, names them in the file, and leaves the rest alone", async () => {
    await simulate("--for", "40min", "--telemetry", "healthy.csv");
    const faults = [
      "stuck=flow,at=5min,for=5min",
      "bias=pump-rise,by=3kPa,at=10min",
      "dead=room-temperature,at=20min",
      "spike=tank-level,by=20%,at=12min",
    ];
    await simulate(
      "--for",
      "40min",
      "--fault",
      ...faults,
      "--outage",
      "at=25min,for=5min,dump=1min",
      "--telemetry",
      "odd.csv",
    );
    const [healthy, odd] = [read("healthy.csv").channels, read("odd.csv")];
    expect(odd.comments.filter((line) => line.includes("FAULT"))).toEqual([
      expect.stringContaining(
        "stuck flow: stuck of flow from 2026-01-01T00:05:00.000Z until 2026-01-01T00:10:00.000Z",
      ),
      expect.stringContaining("bias pump-rise"),
      expect.stringContaining("dead room-temperature"),
      expect.stringContaining("spike tank-level"),
      expect.stringContaining("outage link: outage of tank-level, "),
    ]);
    expect(
      odd.channels
        .get("tank-temperature")!
        .map(({ timeS }) => timeS)
        .toSorted((a, b) => a - b),
    ).toEqual(healthy.get("tank-temperature")!.map(({ timeS }) => timeS));
    const order = odd.channels.get("tank-temperature")!.map(({ timeS }) => timeS);
    const lost = order.findIndex((timeS) => timeS >= 1500 && timeS < 1800);
    expect(order[lost - 1]).toBeGreaterThan(1855);
    expect(order[lost - 1]).toBeLessThan(1861);
    const flow = odd.channels.get("flow")!.filter(({ timeS }) => timeS >= 300 && timeS < 600);
    expect(new Set(flow.map(({ value }) => value)).size).toBe(1);
    expect(odd.channels.get("room-temperature")!.every(({ timeS }) => timeS < 1200)).toBe(true);
    const shifted = odd.channels.get("pump-rise")!.map(({ timeS, value }) => {
      const before = healthy.get("pump-rise")!.find((row) => row.timeS === timeS)!.value;
      return { timeS, off: value - before };
    });
    for (const { timeS, off } of shifted) expect(off).toBeCloseTo(timeS >= 600 ? 3 : 0, 6);
    const spikes = odd.channels.get("tank-level")!.filter(({ timeS, value }) => {
      const before = healthy.get("tank-level")!.find((row) => row.timeS === timeS)!.value;
      return Math.abs(value - before) > 10;
    });
    expect(spikes).toHaveLength(1);
  });

  it("is read by watch with the same vehicle, which confirms the leak that was put in", async () => {
    const leak = [
      "--for",
      "5h",
      "--leak",
      "element=plate,diameter=0.1mm,at=4h",
      "--telemetry",
      "leak.csv.gz",
    ];
    expect((await simulate(...leak)).code).toBe(0);
    expect(read("leak.csv.gz").comments.join()).toContain("LEAK element=plate,diameter=0.1mm,at=4h");
    const { code, stdout } = await hoarfrost(["watch", "leak.csv.gz", "--vehicle", "lab-bench", "--json"], {
      cwd: folder,
    });
    expect(code).toBe(0);
    const confirmed = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
      .find(({ phase }) => phase === "confirmed");
    expect(confirmed.loop).toBe("bench");
    expect(confirmed.timeS - START_MS / 1000).toBeGreaterThan(4 * 3600);
  });

  it("refuses faults of what is not there, before it runs", async () => {
    const refused: [string[], string][] = [
      [["--fault", "stuck=P-9,at=1h"], '"stuck P-9": there is no sensor "P-9"; there are tank-level, '],
      [["--outage", "at=1h,for=2h", "at=2h,for=1h"], "lost already"],
      [["--seed", "one"], '--seed "one" is not a whole number'],
    ];
    for (const [args, words] of refused) {
      const { code, stdout, stderr } = await simulate("--telemetry", "x.csv", ...args);
      expect({ code, stdout }, args.join(" ")).toEqual({ code: 3, stdout: "" });
      expect(stderr).toContain(words);
    }
    const { code, stderr } = await simulate("--fault", "stuck=flow,at=1h");
    expect(code).toBe(3);
    expect(stderr).toContain("say where with --telemetry");
  });
});
