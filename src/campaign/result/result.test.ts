// Oracles: quantiles by sorting and by copying values as often as they weigh; the member function's closed form; the tables read back
// by hyparquet. Tolerance 1e-12 relative; tables exact.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { freshFolder, plan } from "../campaign.case.ts";
import { inline } from "../execute/inline.ts";
import { CampaignFolder } from "../keep/campaign-folder.ts";
import { runCampaign } from "../run-campaign.ts";
import { drawMembers } from "../sample/draw-members.ts";
import { type CurveBand, curveBands, PROBABILITIES } from "./bands.ts";
import { concludeCampaign } from "./conclude.ts";
import { failures } from "./failures.ts";
import { UNITS_KEY } from "./parquet-table.ts";
import { passings } from "./passings.ts";
import { effectiveMembers, weightedQuantiles } from "./weighted-quantiles.ts";
import { writeBands, writeMemberTables } from "./write-tables.ts";

/** Hazen's rule on a sorted list. */
function bySorting(values: readonly number[], p: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const place = Math.min(sorted.length - 1, Math.max(0, p * sorted.length - 0.5));
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

const value = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constantFrom(0, 1, Number.NaN));

describe("quantiles over members", () => {
  it("are those of the sorted list", () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          const expected = bySorting(values, p);
          const [plain] = weightedQuantiles(values, [p]);
          const [alike] = weightedQuantiles(
            values,
            [p],
            values.map(() => 0.37),
          );
          for (const found of [plain!, alike!])
            if (Number.isNaN(expected)) expect(found).toBeNaN();
            else expect(Math.abs(found - expected)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it("with whole weights are near those of a list that repeats each value so often, never beyond its neighbours", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.constantFrom(0.05, 0.25, 0.5, 0.75, 0.95),
        (pairs, p) => {
          const repeated = pairs.flatMap(([v, w]) => new Array<number>(w).fill(v)).sort((a, b) => a - b);
          const [found] = weightedQuantiles(
            pairs.map(([v]) => v),
            [p],
            pairs.map(([, w]) => w),
          ) as [number];
          if (repeated.length === 0) {
            expect(found).toBeNaN();
            return;
          }
          // The value at the place itself, and the distinct values beside it.
          const at = repeated[Math.min(repeated.length - 1, Math.floor(p * repeated.length))]!;
          const low = repeated.findLast((v) => v < at) ?? at;
          const high = repeated.find((v) => v > at) ?? at;
          expect(found).toBeGreaterThanOrEqual(low - 1e-9);
          expect(found).toBeLessThanOrEqual(high + 1e-9);
        },
      ),
    );
  });

  it("weighted by an importance ratio are those of the law that it leads to", () => {
    // Members uniform on (0, 1) weighed with 2x have the law of density 2x: quantile sqrt(p).
    const values = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000);
    const probabilities = [0.01, 0.05, 0.3, 0.5, 0.95];
    const found = weightedQuantiles(
      values,
      probabilities,
      values.map((x) => 2 * x),
    );
    for (const [i, q] of found.entries())
      expect(Math.abs(q - Math.sqrt(probabilities[i]!))).toBeLessThan(2e-4);
    // (integral of 2x)^2 / integral of 4x^2 = 3/4 of the members.
    expect(effectiveMembers(values.map((x) => 2 * x)) / values.length).toBeCloseTo(0.75, 6);
    expect(effectiveMembers([0, 0, 3])).toBeCloseTo(1, 12);
    expect(() => weightedQuantiles([1], [0.5], [-1])).toThrow(/weight -1 of value 0/);
  });
});

describe("what a campaign brings", () => {
  const of = plan({ members: 300 }, { failEvery: 50 });
  const memberOf = drawMembers(of.variables, of.seed, of.sampling);
  const numbers = Array.from({ length: 300 }, (_, number) => number);
  const sound = numbers.filter((number) => number % 50 !== 1);
  const passS = (number: number) => {
    const [start, rate] = memberOf(number).draws as [number, number];
    return (start - 5) / rate;
  };

  async function done() {
    const path = freshFolder();
    const folder = CampaignFolder.open(path, of);
    await runCampaign(of, folder, { executor: inline() });
    return { path, folder };
  }

  it("has bands as sorting gives them, in blocks of any size, weighted or not", async () => {
    const { folder } = await done();
    const weights = sound.map((number) => (number % 3) + 0.5);
    for (const block of [8, 3 * 8 * 295, 1e9]) {
      const bands = [...curveBands(folder.journal, of.layout, sound, undefined, block)];
      const weighed = [...curveBands(folder.journal, of.layout, sound, weights, block)];
      expect(bands.map(({ name, unit }) => [name, unit])).toEqual([
        ["level", "kg"],
        ["gone", "K"],
      ]);
      of.layout.timesS.forEach((timeS, i) => {
        const levels = sound.map((number) => {
          const [start, rate] = memberOf(number).draws as [number, number];
          return start - rate * timeS;
        });
        expect(bands[0]!.counts[i]).toBe(sound.length);
        expect(bands[1]!.counts[i]).toBe(timeS > 2 ? 0 : sound.length);
        PROBABILITIES.forEach((p, k) => {
          expect(bands[0]!.quantiles[k]![i]).toBeCloseTo(bySorting(levels, p), 11);
          expect(weighed[0]!.quantiles[k]![i]).toBeCloseTo(weightedQuantiles(levels, [p], weights)[0]!, 11);
        });
        if (timeS > 2) for (const quantile of bands[1]!.quantiles) expect(quantile[i]).toBeNaN();
      });
    }
    folder.close();
  });

  it("says how often and when each limit is passed, and counts failures by what they said", async () => {
    const { folder } = await done();
    const [passing, ...rest] = passings(folder.journal, of.layout, sound);
    expect(rest).toEqual([]);
    const times = sound.map(passS).filter((timeS) => timeS <= 4);
    expect(passing).toMatchObject({ name: "passes 5 kg", members: times.length });
    expect(passing!.probability.estimate).toBeCloseTo(times.length / sound.length, 12);
    // Normal approximation of the interval, good to a few thousandths at this count.
    const part = times.length / sound.length;
    const half = 1.645 * Math.sqrt((part * (1 - part)) / sound.length);
    expect(Math.abs(passing!.probability.p95 - passing!.probability.p05 - 2 * half)).toBeLessThan(0.01);
    expect(passing!.whenS!.median).toBeCloseTo(bySorting(times, 0.5), 11);
    expect(passing!.whenS!.p95).toBeCloseTo(bySorting(times, 0.95), 11);
    const onlyLate = sound.map((number) => (passS(number) <= 4 ? 0 : 1));
    const [never] = passings(folder.journal, of.layout, sound, onlyLate);
    expect(never).toMatchObject({ probability: { estimate: 0, p05: 0 } });
    expect(failures(folder.journal, 300)).toEqual([
      { problem: "no steady state at 1 Pa", count: 6, firstMember: 1 },
    ]);
    folder.close();
  });

  it("counts members that ended early until then, and does not guess what they would have done", async () => {
    const early = plan({ members: 300 }, { endsEvery: 3 });
    const folder = CampaignFolder.open(freshFolder(), early);
    await runCampaign(early, folder, { executor: inline() });
    const summary = concludeCampaign(early, folder, [0, 1, 2]);
    folder.close();
    expect(summary).toMatchObject({ failed: 0, done: 300 });
    expect(summary.endedEarly).toEqual([
      { problem: "no step at 0 s in external/pump.inlet", count: 100, firstMember: 0 },
    ]);
    expect(summary.bands.slice(0, 3).map(({ members }) => members)).toEqual([300, 300, 200]);
    const [passing] = summary.passings;
    const passes = (number: number) => passS(number) <= (number % 3 === 0 ? 1 : 4);
    const unknown = numbers.filter((number) => number % 3 === 0 && !passes(number)).length;
    const happened = numbers.filter(passes).length;
    expect(unknown).toBeGreaterThan(50);
    expect(passing).toMatchObject({ members: happened, unknown });
    expect(passing!.probability.estimate).toBeCloseTo(happened / (300 - unknown), 12);
    expect(passing!.probability.p05).toBeLessThan(happened / 300);
    expect(passing!.probability.p95).toBeGreaterThan((happened + unknown) / 300);
    expect(passing!.probability.p95).toBeLessThanOrEqual(1);
  });

  it("is summed up at the instants asked for, and weighed by what is known", async () => {
    const { folder } = await done();
    const summary = concludeCampaign(of, folder, [0, 2.2, 99]);
    expect(summary).toMatchObject({
      members: 300,
      done: 300,
      failed: 6,
      effectiveMembers: 294,
      synthetic: true,
    });
    expect(summary.bands.map(({ curve, timeS }) => [curve, timeS])).toEqual(
      ["level", "gone"].flatMap((curve) => [0, 2, 4].map((timeS) => [curve, timeS])),
    );
    const last = summary.bands.at(-1)!;
    expect(last).toMatchObject({ members: 0, quantiles: [null, null, null, null, null] });
    // Only members that pass the limit: then it is certain, and the level at the end lies below it.
    const known = concludeCampaign(of, folder, [4], (number) => (passS(number) <= 4 ? 1 : 0));
    expect(known.passings[0]!.probability.estimate).toBe(1);
    expect(known.effectiveMembers).toBeCloseTo(sound.filter((number) => passS(number) <= 4).length, 9);
    for (const quantile of known.bands[0]!.quantiles) expect(quantile!).toBeLessThanOrEqual(5);
    folder.close();
  });

  it("is in the tables, with its units, and nothing that failed among the curves", async () => {
    const { path, folder } = await done();
    writeMemberTables(of, folder);
    writeBands(of, folder, curveBands(folder.journal, of.layout, sound));
    const bands: CurveBand[] = [...curveBands(folder.journal, of.layout, sound)];
    folder.close();
    const open = async (name: string) => {
      const bytes = readFileSync(join(path, name));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const metadata = parquetMetadata(file).key_value_metadata!;
      return {
        rows: await parquetReadObjects({ file }),
        units: JSON.parse(metadata.find(({ key }) => key === UNITS_KEY)!.value!),
        keys: metadata.map(({ key }) => key),
      };
    };
    const members = await open("members.parquet");
    expect(members.units).toEqual({
      "drawn start": "kg",
      "drawn rate": "kg/s",
      "passes 5 kg": "s",
      sum: "1",
    });
    expect(members.keys).toContain("hoarfrost.synthetic");
    expect(members.rows).toEqual(
      numbers.map((member) => {
        const [start, rate] = memberOf(member).draws as [number, number];
        const failed = member % 50 === 1;
        return {
          member,
          problem: failed ? `no steady state at ${member} Pa` : null,
          "ended early": null,
          "drawn start": start,
          "drawn rate": rate,
          "passes 5 kg": failed || passS(member) > 4 ? null : passS(member),
          sum: failed ? null : start + rate,
        };
      }),
    );
    const curves = await open("curves.parquet");
    expect(curves.units).toEqual({ time: "s", level: "kg", gone: "K" });
    expect(curves.rows).toEqual(
      sound.flatMap((member) => {
        const { draws, seed } = memberOf(member);
        const [start, rate] = draws as [number, number];
        return of.layout.timesS.map((time) => ({
          member,
          time,
          level: start - rate * time,
          gone: time > 2 ? null : seed / 2 ** 53,
        }));
      }),
    );
    const table = await open("bands.parquet");
    expect(table.rows).toHaveLength(2 * of.layout.timesS.length);
    table.rows.forEach((row, i) => {
      const [curve, instant] = [Math.floor(i / 5), i % 5];
      const { name, unit, quantiles } = bands[curve]!;
      const nullable = (x: number) => (Number.isNaN(x) ? null : x);
      expect(row).toMatchObject({ curve: name, unit, time: of.layout.timesS[instant] });
      expect([row.p05, row.p25, row.p50, row.p75, row.p95]).toEqual(
        quantiles.map((q) => nullable(q[instant]!)),
      );
    });
  });
});
