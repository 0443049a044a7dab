import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ChannelStatistics } from "./channel-statistics.ts";
import { openSource } from "./open-source.ts";
import { batchOf, catalogue, recordings, recordingsPresent, samplesOf } from "./recorded.case.ts";
import { ChannelTable } from "./sample.ts";

// Oracle: the catalogue's `observed` block, made from the same recordings by another program.
// Tolerances: counts, levels exact; range to the printed digits (1e-9); mean 2e-4 relative; step 1e-4 relative;
// silences 0.11 s (printed to 0.1 s).
const MEAN = 2e-4;
const STEP = 1e-4;
const SILENCE_S = 0.11;

interface Observed {
  n: number;
  min: number;
  max: number;
  timeWeightedMean: number;
  distinctLevels: number;
  smallestStep: number;
  longestSilenceS: number;
}

async function statisticsOf(path: string): Promise<ChannelStatistics> {
  const source = await openSource(path);
  const statistics = new ChannelStatistics(source.channels, 12);
  for await (const event of source.events()) statistics.push(event);
  return statistics;
}

describe.skipIf(!recordingsPresent)("statistics of the recorded ISS loops", () => {
  it.each(["2018-09-27", "2022-05-20"])("agree with the published catalogue for %s", async (day) => {
    const statistics = await statisticsOf(`${recordings}${day}_thermal.csv.gz`);
    const { items } = JSON.parse(readFileSync(catalogue, "utf8")) as {
      items: { id: string; thermal: string | null; observed?: Record<string, Observed> }[];
    };
    const expected = items.filter(
      ({ thermal, observed }) => thermal === "primary" && observed?.[day] !== undefined,
    );
    expect(expected.length).toBeGreaterThanOrEqual(6);
    for (const { id, observed } of expected) {
      const of = observed![day]!;
      const found = statistics.summaries().find(({ name }) => name === id)!;
      expect(found.reports, id).toBe(of.n);
      expect(found.distinctLevels, id).toBe(of.distinctLevels);
      expect(found.min, id).toBeCloseTo(of.min, 9);
      expect(found.max, id).toBeCloseTo(of.max, 9);
      expect(Math.abs(found.timeWeightedMean / of.timeWeightedMean - 1), id).toBeLessThan(MEAN);
      expect(Math.abs(found.smallestStep / of.smallestStep - 1), id).toBeLessThan(STEP);
      expect(Math.abs(found.longestSilenceS - of.longestSilenceS), id).toBeLessThan(SILENCE_S);
    }
  });

  it("show that loop B flow stands on its upper code for 99 % of the time though half of the reports say the lower", async () => {
    const statistics = await statisticsOf(`${recordings}2022-05-20_thermal.csv.gz`);
    const flow = statistics.summaries().find(({ name }) => name === "P1000001")!;
    const part = (mean: number): number => (mean - flow.min) / (flow.max - flow.min);
    expect(part(flow.timeWeightedMean)).toBeGreaterThan(0.97);
    expect(part(flow.reportMean)).toBeCloseTo(0.5, 2);
  });

  it.each([
    ["2018-09-27", "2018-09-27"],
    ["2018-10-12-first-11h", "2018-10-12"],
    ["2022-05-20", "2022-05-20"],
  ])("find the losses of signal on record for %s", async (file, recording) => {
    const parts = await Promise.all(
      ["thermal", "context"].map(async (part) =>
        samplesOf(await openSource(`${recordings}${file}_${part}.csv.gz`)),
      ),
    );
    const samples = parts.flat().sort((a, b) => a.timeS - b.timeS);
    const channels = new ChannelTable();
    const statistics = new ChannelStatistics(channels, 10);
    statistics.push({ kind: "samples", batch: batchOf(samples, channels) });
    const onRecord = readFileSync(`${recordings}gaps.csv`, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(","))
      .filter(([name]) => name === recording)
      .map(([, start, end]) => ({ startS: Number(start) / 1000, endS: Number(end) / 1000 }))
      .filter(({ startS, endS }) => endS - startS > 30 && endS <= samples.at(-1)!.timeS);
    // The record was made from some 250 more channels than are in the files, so its gaps differ by some seconds at the ends.
    for (const gap of onRecord) {
      const overlaps = statistics.gaps.map(
        ({ startS, endS }) => Math.min(endS, gap.endS) - Math.max(startS, gap.startS),
      );
      expect(Math.max(...overlaps) / (gap.endS - gap.startS)).toBeGreaterThan(0.9);
    }
    const long = statistics.gaps.filter(({ startS, endS }) => endS - startS > 40);
    expect(long.length).toBeLessThanOrEqual(onRecord.length);
  });
});

describe("time-weighted statistics", () => {
  it("weigh each value by how long it stood, whatever the number of reports", () => {
    const channels = new ChannelTable();
    const statistics = new ChannelStatistics(channels, 5);
    const samples = [
      { timeS: 0, channel: "a", value: 1 },
      { timeS: 90, channel: "a", value: 2 },
      { timeS: 91, channel: "a", value: 2 },
      { timeS: 92, channel: "a", value: 4 },
      { timeS: 100, channel: "a", value: 4 },
    ];
    statistics.push({ kind: "samples", batch: batchOf(samples, channels) });
    const [summary] = statistics.summaries();
    expect(summary!.timeWeightedMean).toBeCloseTo((90 * 1 + 2 * 2 + 8 * 4) / 100, 12);
    expect(summary!.reportMean).toBeCloseTo(13 / 5, 12);
    expect(summary!.smallestStep).toBe(1);
    expect(summary!.longestSilenceS).toBe(90);
    expect(statistics.gaps).toEqual([
      { startS: 0, endS: 90 },
      { startS: 92, endS: 100 },
    ]);
  });
});
