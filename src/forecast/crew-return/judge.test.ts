import { describe, expect, it } from "vitest";
import { driversOf } from "./drivers.ts";
import { firstReached, type MemberFlight } from "./fly-members.ts";
import { judgeReturn } from "./judge.ts";
import { reconcile } from "./reconcile.ts";
import type { ReturnReport } from "./return-case.ts";
import { rules } from "./returns.case.ts";
import type { TripSample } from "./trip.ts";

// Oracles: counts by hand of made-up flights; variance shares of a sum of uniforms (weights 2 and 1: 0.8 and 0.2, within 0.05 at
// 2000 draws, ranks of a near-linear sum).
const sample = (timeS: number, cabinC: number): TripSample => ({
  timeS,
  phase: 0,
  cabin: cabinC + 273.15,
  humidity: 0.6,
  wbgt: 300,
  body: 0,
  electronics: 310,
});
/** A made-up flight of an hour that ends at a temperature; all limits kept but those named. */
const flight = (endC: number, broken: readonly string[] = []): MemberFlight => ({
  samples: [sample(0, 20), sample(3600, endC)],
  endsS: [3600],
  limits: Object.fromEntries(
    Object.keys(rules.rules).map((id) => [
      id,
      broken.includes(id)
        ? { margin: -2, reachedS: 1800 }
        : { margin: 3, reachedS: Number.POSITIVE_INFINITY },
    ]),
  ),
  chosen: new Map(),
});
const many = (count: number, make: (i: number) => MemberFlight) =>
  Array.from({ length: count }, (_, i) => make(i));

describe("a verdict", () => {
  it.each([
    [0, "go"],
    [5, "go"],
    [6, "conditional"],
    [49, "conditional"],
    [50, "no-go"],
    [100, "no-go"],
  ] as const)("with a limit broken in %d of 100 members is %s", (broken, verdict) => {
    const flights = many(100, (i) => flight(25, i < broken ? ["heat-stress"] : []));
    const judged = judgeReturn(flights, rules, 3);
    expect(judged.verdict).toBe(verdict);
    expect(judged.odds).toBe(broken / 100);
    if (broken > 5) expect(judged.because[0]).toBe("heat-stress");
  });

  it("counts a member in which two limits break once, and one in each of two members twice", () => {
    const both = many(10, (i) => flight(25, i === 0 ? ["heat-stress", "electronics"] : []));
    const each = many(10, (i) => flight(25, i === 0 ? ["heat-stress"] : i === 1 ? ["electronics"] : []));
    expect(judgeReturn(both, rules, 3).odds).toBeCloseTo(0.1, 12);
    expect(judgeReturn(each, rules, 3).odds).toBeCloseTo(0.2, 12);
  });

  it("is not changed by what is advisory, however surely it breaks, but names it", () => {
    const judged = judgeReturn(
      many(20, () => flight(25, ["comfort-humidity"])),
      rules,
      2,
    );
    expect(judged.verdict).toBe("go");
    expect(judged.odds).toBe(0);
    expect(judged.because).toEqual(["comfort-humidity"]);
  });

  it("asks nothing about people of an empty ship", () => {
    const judged = judgeReturn(
      many(20, () => flight(25, ["heat-stress", "body-heat", "wet"])),
      rules,
      0,
    );
    expect(judged.verdict).toBe("go");
    expect(judged.toleranceS).toBeNull();
    expect(judged.limits.map(({ quantity }) => quantity)).not.toContain("wbgt");
  });

  it("tells margins in time from the end of the trip, and no time where a limit is not reached", () => {
    const judged = judgeReturn(
      many(20, () => flight(45, ["cabin-temperature"])),
      rules,
      3,
    );
    const of = (id: string) => judged.limits.find(({ rule }) => rule === id)!;
    expect(of("cabin-temperature").marginS.median).toBe(-1800);
    expect(of("electronics").marginS.median).toBe(Number.POSITIVE_INFINITY);
    expect(of("electronics").margin.median).toBe(3);
  });
});

describe("the moment at which a limit is reached", () => {
  it("lies straight between samples, at the start for what begins above, and never for what does not come", () => {
    const samples = [sample(0, 20), sample(100, 30), sample(200, 28)];
    expect(firstReached(samples, "cabin", 27 + 273.15)).toBeCloseTo(70, 9);
    expect(firstReached(samples, "cabin", 20 + 273.15)).toBe(0);
    expect(firstReached(samples, "cabin", 31 + 273.15)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("what drives an outcome", () => {
  const chosen = Array.from(
    { length: 2000 },
    (_, i) =>
      new Map([
        ["a", (i * 0.6180339887) % 1],
        ["b", (i * 0.7548776662) % 1],
        ["c", (i * 0.5698402909) % 1],
      ]),
  );

  it("has the shares of variance that a weighted sum has, with its signs", () => {
    const found = driversOf(
      chosen.map((draws) => 2 * draws.get("a")! - draws.get("b")!),
      chosen,
    );
    expect(found.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(Math.abs(found[0]!.share - 0.8)).toBeLessThan(0.05);
    expect(Math.abs(found[1]!.share - 0.2)).toBeLessThan(0.05);
    expect(found.map(({ raises }) => raises)).toEqual([true, false]);
  });

  it("is nothing for an outcome that never changes", () => {
    expect(
      driversOf(
        chosen.map(() => 1),
        chosen,
      ),
    ).toEqual([]);
  });
});

describe("a report", () => {
  const report = {
    id: "r",
    by: "x",
    says: "y",
    source: "s",
    crew: 3,
    profile: "nominal",
    quantity: "cabin",
  } as const;
  const flights = many(101, (i) => flight(30 + i / 10)); // 30 to 40 degC
  const standing = (between: [number, number]) =>
    reconcile({ ...report, between } as ReturnReport, flights, null);

  it("is reconciled where its window meets the band, and not beyond it", () => {
    expect(standing([39, 45]).standing).toBe("reconciled");
    expect(standing([39.6, 45]).standing).toBe("cannot be reconciled");
    expect(standing([20, 30.4]).standing).toBe("cannot be reconciled");
    expect(standing([34.95, 45]).share).toBeCloseTo(51 / 101, 9);
  });

  it("that compares two crews is reconciled if nearly every member agrees", () => {
    const warmer = many(101, (i) => flight(31 + i / 10));
    const compared = { ...report, "less-than-crew": 3 } as ReturnReport;
    expect(reconcile(compared, flights, warmer)).toMatchObject({ standing: "reconciled", share: 1 });
    expect(reconcile(compared, flights, warmer).band.median).toBeCloseTo(1, 9);
    expect(reconcile(compared, warmer, flights).standing).toBe("cannot be reconciled");
  });
});
