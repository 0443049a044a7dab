import { describe, expect, it } from "vitest";
import {
  type CrewForecast,
  forecastReturn,
  type ReturnForecast,
  type ReturnQuestion,
} from "./forecast-return.ts";
import { renderReturn } from "./render-return.ts";
import { ms22, rules, soyuz } from "./returns.case.ts";

// Oracles: what was reported of Soyuz MS-22 (docs/crew-return.md), and the flown times of MS-23 and MS-22: undocking to
// landing 3 h 22 min 39 s and 1 h 48 min 31 s, within 4 minutes.
const question = { file: soyuz, ship: ms22, rules, crews: [0, 2, 3], members: 40, seed: 3 };
const forecast: ReturnForecast = forecastReturn({ ...question, profile: "nominal" });
const withCrew = (crew: number): CrewForecast => forecast.crews.find((entry) => entry.crew === crew)!;
const limit = (crew: number, rule: string) => withCrew(crew).limits.find((entry) => entry.rule === rule)!;

describe("Soyuz MS-22 without coolant", () => {
  it("lets humidity fail hours before temperature, in less than an hour with two or three people", () => {
    for (const crew of [2, 3]) {
      const humid = limit(crew, "comfort-humidity").reachedS;
      expect(humid.median).toBeLessThan(3600);
      expect(limit(crew, "cabin-temperature").reachedS.median).toBeGreaterThan(humid.median + 2 * 3600);
      expect(limit(crew, "heat-stress").reachedS.p05).toBeGreaterThan(humid.median);
    }
  });

  it("is no ship to send two or three people home in, two faring better, and one to send home empty", () => {
    expect(withCrew(3).verdict).toBe("no-go");
    expect(withCrew(2).peaks.cabin!.median).toBeLessThan(withCrew(3).peaks.cabin!.median - 0.5);
    expect(withCrew(2).toleranceS!.median).toBeGreaterThan(withCrew(3).toleranceS!.median);
    expect(withCrew(0).verdict).not.toBe("no-go");
  });

  it("agrees with NASA's 40 degrees and humid, and cannot be reconciled with 60 to 70, nor with 50 in the empty ship", () => {
    const standing = Object.fromEntries(forecast.reports.map((entry) => [entry.report, entry.standing]));
    expect(standing).toMatchObject({
      "nasa-forty": "reconciled",
      "nasa-humid": "reconciled",
      "two-is-cooler": "reconciled",
      "sixty-to-seventy": "cannot be reconciled",
      "fifty-empty": "cannot be reconciled",
    });
  });

  it("takes as long from undocking to landing as was flown", () => {
    const fast = forecastReturn({ ...question, profile: "fast", crews: [0], ship: { ...ms22, reports: [] } });
    for (const [{ phases }, flownS] of [
      [withCrew(0), 3 * 3600 + 22 * 60 + 39],
      [fast.crews[0]!, 3600 + 48 * 60 + 31],
    ] as const) {
      const end = (id: string) => phases.find((phase) => phase.id === id)!.endS.median;
      expect(Math.abs(end("descent") - end("seated") - flownS)).toBeLessThan(240);
    }
  });

  it("gives the same answer for the same seed, and another for another", () => {
    const small: ReturnQuestion = {
      ...question,
      profile: "fast",
      crews: [2],
      members: 20,
      ship: { ...ms22, reports: [] },
    };
    expect(forecastReturn(small)).toEqual(forecastReturn(small));
    expect(forecastReturn({ ...small, seed: 4 }).crews[0]!.peaks).not.toEqual(
      forecastReturn(small).crews[0]!.peaks,
    );
  });

  it("prints every crew side by side, no line wider than a terminal's 130 columns", () => {
    const text = renderReturn(forecast, soyuz, ms22, rules);
    expect(text).toMatch(/empty +2 people +3 people/);
    expect(text).toMatch(/cannot be reconciled +Russian flight director/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    const table = text.slice(0, text.indexOf("What drives it"));
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(130);
  });
});

describe("a healthy Soyuz", () => {
  it("is go for three people, its cabin within its design range", () => {
    const { crews, reports } = forecastReturn({
      ...question,
      ship: { name: "Soyuz MS", coolant: "working", start: soyuz.start },
      profile: "nominal",
      crews: [3],
    });
    expect(
      crews[0]!.limits.filter(({ weight }) => weight === "limit").every(({ odds }) => odds <= 0.05),
    ).toBe(true);
    expect(crews[0]!.peaks.body!.p95).toBeLessThan(0.8);
    expect(crews[0]!.peaks.cabin!.p95 - 273.15).toBeLessThan(32);
    expect(reports).toEqual([]);
  });
});

describe("a question that makes no sense", () => {
  it("is refused with what the ship takes", () => {
    for (const crew of [4, -1, 1.5])
      expect(() => forecastReturn({ ...question, profile: "fast", crews: [crew] })).toThrow(
        `return: ${crew} people in a Soyuz MS; it takes 0 to 3`,
      );
  });
});
