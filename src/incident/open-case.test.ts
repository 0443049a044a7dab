import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isooctaneVapourPressurePa } from "../loop/emptying/index.ts";
import { buildCase, listCases, type OpenedCase, openCase } from "./open-case.ts";

// Oracles: figures of the published design of the MS-21 case (0.1 min, 0.1 kg, 0.01 g/s), and of incidents on record for MS-22
// (half out by 17 h 45 min; 70 % of the pressure 4.2 to 8.6 min after the breach). Sensor noise is 0.3 kPa, one code 0.98 kPa.

const CODE_KPA = 0.980665;
const at = (text: string) => Date.parse(text) / 1000;
const pathOf = (part: string) => listCases().find((path) => path.includes(part))!;
const open = (part: string, seed?: number) => openCase(pathOf(part), seed === undefined ? {} : { seed });

interface Sent {
  readonly timeS: number;
  readonly channel: string;
  readonly value: number;
}

async function collect(opened: OpenedCase): Promise<{ sent: Sent[]; signals: string[] }> {
  const sent: Sent[] = [];
  const signals: string[] = [];
  for await (const event of opened.source.events()) {
    if (event.kind === "signal") signals.push(`${new Date(event.timeS * 1000).toISOString()} ${event.state}`);
    if (event.kind !== "samples") continue;
    for (let i = 0; i < event.batch.count; i++)
      sent.push({
        timeS: event.batch.timeS[i]!,
        channel: opened.source.channels.names[event.batch.channel[i]!]!,
        value: event.batch.value[i]!,
      });
  }
  return { sent, signals };
}

/** The MS-21 case as shipped, collected once. */
const shipped = collect(open("ms-21"));

/** Time-weighted mean of what a channel was last known to be, in kPa where it is a pressure. */
function heldMean(sent: readonly Sent[], channel: string, fromS: number, untilS: number): number {
  let [sum, weight] = [0, 0];
  const own = sent.filter((s) => s.channel === channel && s.timeS <= untilS);
  for (const [i, sample] of own.entries()) {
    const start = Math.max(fromS, sample.timeS);
    const end = own[i + 1]?.timeS ?? untilS;
    if (end > start) [sum, weight] = [sum + sample.value * (end - start), weight + end - start];
  }
  return (sum / weight) * (channel.includes("/P-") ? 98.0665 : 1);
}

describe("the Progress MS-21 case", () => {
  const opened = open("ms-21");

  it("is labelled synthetic and says what it is made from", () => {
    expect(opened.synthetic).toBe(true);
    expect(opened.note).toMatch(/^Synthetic\..*1\.0 mm hole/);
  });

  it("passes the milestones of its reconstruction", () => {
    const onset = at("2023-02-11T09:33:40Z");
    expect(opened.truthAt(onset - 1).lostKg).toBe(0);
    expect(opened.truthAt(onset + 1).massFlowKgPerS * 1e3).toBeCloseTo(5.7, 1);
    expect(opened.truthAt(onset + 9.85 * 60).stage).toBe("cushion");
    expect(opened.truthAt(onset + 9.95 * 60).stage).toBe("boiling");
    const later = opened.truthAt(at("2023-02-11T10:12:00Z"));
    expect(later.liquidKg).toBeCloseTo(29.0, 1);
    expect(later.massFlowKgPerS * 1e3).toBeCloseTo(1.3, 2);
    expect(later.pressurePa / 1e3).toBeCloseTo(5.15, 2);
    expect(opened.truthAt(at("2023-02-11T16:23:00Z")).stage).toBe("boiling");
    expect(opened.truthAt(at("2023-02-11T16:25:00Z")).stage).toBe("tail");
  });

  it("never loses a gram from the ship beside it", () => {
    expect(opened.truthAt(opened.untilS, "ms22")).toMatchObject({
      lostKg: 0,
      massFlowKgPerS: 0,
      liquidKg: 34,
    });
    expect(() => opened.truthAt(0, "ms23")).toThrow(/has no ship "ms23"; it has ms21, ms22/);
  });

  it("sends what its reconstruction does: working pressure, plateau at vapour pressure, next to nothing", async () => {
    const { sent } = await shipped;
    for (const channel of ["ms21/P-ext-1", "ms21/P-ext-2"]) {
      const offset = channel.endsWith("2") ? 0.8 : 0;
      const mean = (from: string, until: string) => heldMean(sent, channel, at(from), at(until)) - offset;
      expect(Math.abs(mean("2023-02-11T06:00Z", "2023-02-11T09:05Z") - 98)).toBeLessThan(2);
      expect(
        Math.abs(mean("2023-02-11T10:00Z", "2023-02-11T16:00Z") - isooctaneVapourPressurePa(293.15) / 1e3),
      ).toBeLessThan(CODE_KPA);
      expect(mean("2023-02-11T17:50Z", "2023-02-11T18:00Z")).toBeLessThan(CODE_KPA);
    }
  });

  it("keeps the healthy ship within its orbital ripple, sensor drift and noise all the time", async () => {
    const { sent } = await shipped;
    const own = sent.filter(({ channel }) => channel === "ms22/P-ext-1").map(({ value }) => value * 98.0665);
    // 1.8 kPa a kelvin: swing 0.5 K, wander 0.1 K, cooling 0.4 K; drift 0.3 kPa; noise five deviations; half a code.
    const slack = 1.8 * (0.5 * 1.4 + 4 * 0.1 + 0.4) + 4 * 0.25 + 5 * 0.3 + CODE_KPA / 2;
    expect(Math.max(...own)).toBeLessThan(104 + slack);
    expect(Math.min(...own)).toBeGreaterThan(104 - slack);
    expect(Math.max(...own) - Math.min(...own)).toBeGreaterThan(2 * CODE_KPA);
  });

  it("swings pressure with coolant temperature by the gas law: about 1.8 kPa a kelvin", async () => {
    const { sent } = await shipped;
    const [x, y]: [number[], number[]] = [[], []];
    for (let t = at("2023-02-11T04:10Z"); t < at("2023-02-11T09:25Z"); t += 300) {
      x.push(heldMean(sent, "ms21/T-ext-1", t, t + 300));
      y.push(heldMean(sent, "ms21/P-ext-1", t, t + 300));
    }
    const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
    const [mx, my] = [mean(x), mean(y)];
    const slope = mean(x.map((v, i) => (v - mx) * (y[i]! - my))) / mean(x.map((v) => (v - mx) ** 2));
    // p (beta V_liquid / V_gas + 1 / T) = 98 kPa (0.0012 x 49.1 / 4 + 1 / 293) = 1.78 kPa/K; lag and drift blur it.
    expect(slope).toBeGreaterThan(1.78 * 0.75);
    expect(slope).toBeLessThan(1.78 * 1.25);
  });

  it("shows two loops whose channels carry the ship's short name", () => {
    expect(opened.loops.map(({ id, carrier, inventoryChannel }) => [id, carrier, inventoryChannel])).toEqual([
      ["ms21/external", "Progress MS-21", "ms21/P-ext-1"],
      ["ms22/external", "Progress MS-22", "ms22/P-ext-1"],
    ]);
    expect(opened.loops[0]!.explainedBy[0]!.channel).toBe("ms21/T-ext-1");
  });

  it("begins early enough for the watch to have learned before the leak", () => {
    for (const loop of opened.loops) expect(opened.fromS + loop.learningS).toBeLessThan(opened.openAtS);
  });

  it("puts facts, rivals and the reconstruction's own milestones on one time bar, told apart", () => {
    const { events } = opened;
    expect(events.map(({ timeS }) => timeS)).toEqual(
      [...events.map(({ timeS }) => timeS)].sort((a, b) => a - b),
    );
    const find = (time: string, kind: string) => events.find((e) => e.timeS === at(time) && e.kind === kind);
    expect(find("2023-02-11T08:45:00Z", "record")?.label).toMatch(/MS-22 docks/);
    expect(find("2023-02-11T09:40:00Z", "record")?.source).toMatch(/SpaceIntel101.*\(secondary\)/);
    expect(find("2023-02-11T09:15:00Z", "record")?.label).toMatch(/half an hour after/);
    expect(find("2023-02-11T09:33:40Z", "reconstruction")?.source).toBeNull();
    for (const { kind, source } of events) expect(source === null).toBe(kind === "reconstruction");
  });
});

describe("the Soyuz MS-22 case", () => {
  const opened = open("ms-22");

  it("breaches a few minutes before the first low readings, at 70 % of the pressure when they came", () => {
    const pressure = (text: string) => opened.truthAt(at(text)).pressurePa / 98e3;
    expect(pressure("2022-12-15T00:38:59Z")).toBe(1);
    expect(pressure("2022-12-15T00:45:00Z")).toBeCloseTo(0.7, 2);
  });

  it("has lost the majority before 18:30, and still sprays three hours after the first readings", () => {
    expect(opened.truthAt(at("2022-12-15T18:30Z")).lostKg / 34).toBeGreaterThan(0.5);
    expect(opened.truthAt(at("2022-12-15T03:45Z")).massFlowKgPerS).toBeGreaterThan(0.5e-3);
    expect(opened.untilS).toBeGreaterThan(at("2022-12-15T18:30Z"));
  });

  it("has two sound Progress ships beside it", () => {
    for (const short of ["ms21", "ms20"]) expect(opened.truthAt(opened.untilS, short).lostKg).toBe(0);
  });
});

describe("telemetry made for a case", () => {
  it("is the same for the same seed, to the last bit, and another for another seed", async () => {
    const [a, b, c] = await Promise.all([shipped, collect(open("ms-21")), collect(open("ms-21", 7))]);
    expect(a).toEqual(b);
    expect(c.sent).not.toEqual(a.sent);
  });

  it("depends on nothing later: a run that ends sooner is the beginning of the longer one", async () => {
    const whole = await shipped;
    const long = open("ms-21");
    const vehicles = new Map([["progress-ms", vehicleOf(long)]]);
    for (const until of ["2023-02-11T04:30:00Z", "2023-02-11T09:36:00Z", "2023-02-11T09:50:00Z"]) {
      const reconstruction = { ...long.incident.reconstruction!, until: at(until) };
      const short = await collect(buildCase({ ...long.incident, reconstruction }, vehicles));
      expect(short.sent.length).toBeGreaterThan(1000);
      expect(short.sent).toEqual(whole.sent.slice(0, short.sent.length));
      expect(whole.sent[short.sent.length]!.timeS).toBeGreaterThan(at(until));
    }
  });

  it("reports in order of time, at most once a second a channel, at least every 10 s, in whole codes", async () => {
    const { sent } = await shipped;
    const last = new Map<string, number>();
    let lastS = 0;
    for (const { timeS, channel, value } of sent) {
      if (timeS < lastS) throw new Error(`${channel} at ${timeS} comes after ${lastS}`);
      lastS = timeS;
      const before = last.get(channel);
      last.set(channel, timeS);
      const codes = channel.includes("/P-") ? value / 0.01 : value / 0.1;
      if (Math.abs(codes - Math.round(codes)) > 1e-9)
        throw new Error(`${channel} sent ${value}, which is no code`);
      if (before === undefined) continue;
      const acrossGap = before < at("2023-02-11T09:53:30Z") && timeS >= at("2023-02-11T09:47:00Z");
      if (timeS - before < 1 - 1e-6) throw new Error(`${channel} reports after ${timeS - before} s`);
      if (!acrossGap && timeS - before > 10 + 1e-6)
        throw new Error(`${channel} is silent for ${timeS - before} s`);
    }
  });

  it("falls silent for 6.5 minutes, and says so", async () => {
    const { sent, signals } = await shipped;
    expect(signals).toEqual([
      "2023-02-11T04:00:00.000Z acquired",
      "2023-02-11T09:47:00.000Z lost",
      "2023-02-11T09:53:30.000Z acquired",
    ]);
    const inside = ({ timeS }: Sent) =>
      timeS >= at("2023-02-11T09:47:00Z") && timeS < at("2023-02-11T09:53:30Z");
    expect(sent.filter(inside)).toEqual([]);
  });

  it("can be read once only", async () => {
    const opened = open("ms-21");
    await collect(opened);
    await expect(collect(opened)).rejects.toThrow(/can be read once/);
  });
});

describe("a case of one's own", () => {
  it("may lie anywhere and use the vehicles that come with the program", () => {
    const folder = mkdtempSync(join(tmpdir(), "case-"));
    const file = join(folder, "mine.yaml");
    writeFileSync(file, readFileSync(pathOf("ms-21")));
    expect(openCase(file).loops[0]?.id).toBe("ms21/external");
    writeFileSync(
      file,
      readFileSync(pathOf("ms-21"), "utf8").replace("vehicle: progress-ms", "vehicle: progress-m"),
    );
    expect(() => openCase(file)).toThrow(/progress-m.yaml: cannot be read/);
    rmSync(folder, { recursive: true });
  });
});

describe("a case that cannot be opened", () => {
  it("names the file", () => {
    expect(() => openCase("nowhere/incidents/none.yaml")).toThrow(/none.yaml: cannot be read \(ENOENT\)/);
  });

  it("names the loop that the vehicle file lacks", () => {
    const { incident } = open("ms-21");
    const vehicles = new Map([["progress-ms", vehicleOf(open("ms-21"))]]);
    const changed = { ...incident, subject: { ...incident.subject, loop: "internal" } };
    expect(() => buildCase(changed, vehicles)).toThrow(
      /"progress-ms" has no loop "internal"; it has external/,
    );
  });
});

/** The vehicle behind an opened case, from its first loop without the ship's prefix. */
function vehicleOf(opened: OpenedCase) {
  const { inventoryChannel, explainedBy, ...loop } = opened.loops[0]!;
  const bare = (name: string) => name.replace(/^.*\//, "");
  return {
    id: "progress-ms",
    name: "Progress MS",
    kind: "watch-only" as const,
    sources: {},
    loops: [
      {
        ...loop,
        id: bare(loop.id),
        inventoryChannel: bare(inventoryChannel),
        explainedBy: explainedBy.map((entry) => ({ ...entry, channel: bare(entry.channel) })),
      },
    ],
  };
}
