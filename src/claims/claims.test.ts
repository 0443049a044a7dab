// Oracles: windows and weights by hand (1e-9); the dossier's heat cases: 28 degC plus 12 K in 6 h at 556 W per MJ/K, saturation of
// 8.5 m3 by three people in 26 to 43 min; its hole table (0.8 mm empties 90 % in 6.4 to 15 h when vapour pressure drives).
import { describe, expect, test } from "vitest";
import { particleClimate } from "../cause/index.ts";
import { randomStream } from "../stats/index.ts";
import { ask, drawEnsemble, type Ensemble, weigh } from "./ensemble.ts";
import { dockedK, drawHeat, flightValue, peakK } from "./heat-ensemble.ts";
import {
  type Assertion,
  assessClaims,
  type Claim,
  type ClaimsCase,
  defaultWindow,
  probabilityRight,
  QUANTITIES,
  type RecordItem,
  readAssertion,
  referenceShare,
  renderClaims,
  verdictOf,
} from "./index.ts";
import { asserts, claim, exposure, readTime } from "./statement.case.ts";

const value = (raw: Record<string, unknown>) => asserts(raw) as Extract<Assertion, { kind: "value" }>;

const climate = particleClimate(exposure);
const loop = {
  chargeKg: { low: 30, high: 36 },
  gasPressurePa: { low: 49_000, high: 196_000 },
  gasVolumeM3: { low: 2e-3, high: 6e-3 },
  accumulatorLiquidM3: { low: 3e-3, high: 6e-3 },
  temperatureK: { low: 283, high: 303 },
  dischargeCoefficient: { low: 0.6, high: 0.8 },
  onsetS: { low: -300, high: 0 },
};

function record(id: string, raw: Record<string, unknown>, more: Partial<RecordItem> = {}): RecordItem {
  return {
    id,
    title: id,
    by: "somebody else",
    source: `record-${id}`,
    trust: 0.95,
    confidence: "official",
    knownFromS: 100,
    assertion: asserts(raw),
    ...more,
  };
}
function caseOf(claims: Claim[], records: RecordItem[] = []): ClaimsCase {
  return {
    id: "test",
    title: "a test",
    claims,
    records,
    loop,
    onsetS: loop.onsetS,
    climate,
    cause: null,
    seed: 3,
    members: 800,
  };
}
const only = (given: ClaimsCase, options = {}) => assessClaims(given, options).claims[0]!;

describe("a verdict", () => {
  test("follows the calibrated bands of likelihood", () => {
    expect([0.66, 0.9, 1].map(verdictOf)).toEqual(["supported", "supported", "supported"]);
    expect([0.34, 0.5, 0.65].map(verdictOf)).toEqual(["not decidable", "not decidable", "not decidable"]);
    expect([0.06, 0.2, 0.33].map(verdictOf)).toEqual(["in tension", "in tension", "in tension"]);
    expect([0, 0.01, 0.05].map(verdictOf)).toEqual(["contradicted", "contradicted", "contradicted"]);
    expect(() => verdictOf(1.2)).toThrow("1.2");
  });

  test("is Bayes' rule from even odds: a share no greater than by chance leaves a half", () => {
    expect(probabilityRight(0.02, 0.02, 1e6)).toBeCloseTo(0.5, 9);
    expect(probabilityRight(0.5, 0.1, 1e6)).toBeCloseTo(9 / 10, 9);
    expect(probabilityRight(0, 0.5, 100)).toBeCloseTo(1 / 200, 9);
    expect(probabilityRight(1, 0.5, 100)).toBeCloseTo(199 / 200, 9);
  });

  test("does not rest on the speaker's own reports, nor on his source's", () => {
    const said = claim("hole", { quantity: "external.hole-diameter", below: "1 mm" }, { by: "Roscosmos" });
    const own = { quantity: "external.hole-diameter", near: "0.8 mm" };
    const base = only(caseOf([said])).probability;
    expect(only(caseOf([said], [record("own", own, { by: "Head of Roscosmos" })])).probability).toBe(base);
    expect(only(caseOf([said], [record("same", own, { source: said.source })])).probability).toBe(base);
    expect(only(caseOf([said], [record("other", own)])).probability).toBeGreaterThan(base!);
    const report = record("paper", own, { by: "press report (RoscosmosWatch)" });
    expect(only(caseOf([said], [report])).probability).toBeGreaterThan(base!);
  });

  test("changes once evidence comes in, and the history says when and why", () => {
    const said = claim("hot", { quantity: "skin.hole-diameter", near: "12 mm" });
    const records = [record("small", { quantity: "skin.hole-diameter", near: "1 mm" }, { knownFromS: 500 })];
    const { history, verdict } = only(caseOf([said], records));
    expect(history.map((step) => [step.fromS, step.verdict])).toEqual([
      [0, "not decidable"],
      [500, verdict],
    ]);
    expect(history[1]!.because).toEqual(["small"]);
    expect(["in tension", "contradicted"]).toContain(verdict);
  });

  test("at an instant is the same whatever becomes known later", () => {
    const said = claim("hole", { quantity: "external.hole-diameter", near: "0.8 mm" });
    const early = record("spray", {
      quantity: "external.leak-rate",
      above: "0.3 g/s",
      at: "1970-01-01T03:00Z",
    });
    const late = record(
      "gone",
      { quantity: "external.lost-fraction", above: "90 %", at: "1970-01-01T04:00Z" },
      { knownFromS: 9e4 },
    );
    const then = only(caseOf([said], [early, late]), { atS: 5e4 });
    const alone = only(caseOf([said], [early]));
    expect(then.probability).toBe(alone.probability);
    expect(then.number).toEqual(alone.number);
    expect(assessClaims(caseOf([claim("later", { open: "x" }, { atS: 6e4 })]), { atS: 5e4 }).claims).toEqual(
      [],
    );
  });

  test("uses what the watch found, once it had found it", () => {
    const said = claim("hole", { quantity: "external.hole-diameter", near: "0.8 mm" });
    const band = { median: 0.8e-3, p05: 0.7e-3, p95: 0.9e-3 };
    const finding = {
      schema: "hoarfrost/finding/1" as const,
      type: "leak" as const,
      loop: "external",
      time: "1970-01-01T01:00:00.000Z",
      timeS: 3600,
      phase: "confirmed" as const,
      statisticNat: 30,
      thresholdNat: 15,
      onset: { medianS: 0, p05S: 0, p95S: 0 },
      rateFractionPerDay: null,
      rateKgPerS: null,
      holeDiameterM: band,
      inventoryKg: null,
      timeToEmptyS: null,
      unavailable: {},
      place: [],
      odds: {},
    };
    const without = only(caseOf([said])).probability!;
    const withIt = only(caseOf([said]), { findings: [finding] });
    expect(withIt.probability!).toBeGreaterThan(without);
    expect(withIt.records).toEqual(["watch-external.hole-diameter"]);
    expect(only(caseOf([said]), { findings: [finding], atS: 3599 }).probability).toBe(without);
    expect(only(caseOf([said]), { findings: [{ ...finding, phase: "suspected" }] }).probability).toBe(
      without,
    );
  });

  test("on a motive or the future is that nothing decides it", () => {
    const found = only(caseOf([claim("aim", { open: "an aim" })]));
    expect(found).toMatchObject({ verdict: "not decidable", probability: null });
    expect(found.sentence).toContain("an aim");
  });

  test("of word against word goes by the class of each source, and one word alone decides nothing", () => {
    const said = claim("open", { proposition: "hatch-open" }, { trust: 0.95 });
    expect(only(caseOf([said])).probability).toBeNull();
    const against = record("closed", { proposition: "hatch-open", holds: false }, { trust: 0.85 });
    const odds = (0.95 / 0.05) * (0.15 / 0.85);
    expect(only(caseOf([said], [against])).probability).toBeCloseTo(odds / (1 + odds), 9);
  });

  test("is the same for the same seed, down to the printed table", () => {
    const given = caseOf([claim("hole", { quantity: "external.hole-diameter", near: "0.8 mm" })]);
    expect(renderClaims(assessClaims(given))).toBe(renderClaims(assessClaims(given)));
    expect(assessClaims(given, { seed: 4 }).claims[0]!.number).not.toEqual(
      assessClaims(given).claims[0]!.number,
    );
  });
});

describe("an ensemble", () => {
  const three: Ensemble = { size: 4, value: (i) => [1, 2, 3, 4][i]! };

  test("is weighed by a report as if it were right with its trust and silent otherwise", () => {
    const assertion = {
      ...value({ quantity: "skin.hole-diameter", above: "1 mm" }),
      window: { low: 2.5, high: 9 },
    };
    const { weights, effectiveSize } = weigh(three, [{ id: "r", assertion, trust: 0.8 }]);
    for (const [i, weight] of [0.2, 0.2, 1.8, 1.8].entries()) expect(weights[i]).toBeCloseTo(weight, 12);
    expect(effectiveSize).toBeCloseTo(4 ** 2 / (2 * 0.04 + 2 * 3.24), 9);
    expect(ask(three, weights, assertion).share).toBeCloseTo(0.9, 12);
  });

  test("says so when no member fits a report, and goes on without it", () => {
    const assertion = {
      ...value({ quantity: "skin.hole-diameter", above: "1 mm" }),
      window: { low: 9, high: 10 },
    };
    const { weights, unfit } = weigh(three, [{ id: "r", assertion, trust: 0.95 }]);
    expect(unfit).toEqual(["r"]);
    expect([...weights]).toEqual([1, 1, 1, 1]);
  });

  test("of emptying loops takes hours through 0.8 mm and minutes through 12 mm, within a factor of two of the dossier", () => {
    const members = drawEnsemble(
      "emptying",
      "",
      { loop, onsetS: loop.onsetS, climate },
      3000,
      randomStream(1),
    )!;
    const times = (near: string) => {
      const { window } = value({ quantity: "external.hole-diameter", near });
      const found: number[] = [];
      for (let i = 0; i < members.size; i++) {
        const hole = members.value(i, "external.hole-diameter", {});
        if (hole >= window.low && hole <= window.high)
          found.push(members.value(i, "external.emptying-time", {}) / 3600);
      }
      return found.sort((a, b) => a - b);
    };
    const small = times("0.8 mm");
    const middle = small[Math.floor(small.length / 2)]!;
    // Dossier 7.1 and 7.2: 1.7 to 3.4 h if the pressure is held, 6.4 to 15 h if vapour pressure drives.
    expect(middle).toBeGreaterThan(3);
    expect(middle).toBeLessThan(15);
    const wide = times("12 mm");
    expect(wide[Math.floor(wide.length / 2)]!).toBeLessThan(0.5);
  });

  test("of cabins in free flight warms by 12 K in 6 h at 556 W per MJ/K, and saturates within the hour", () => {
    const { flight } = drawHeat({ low: 0, high: 0 }, randomStream(2));
    const member = {
      ...drawHeat({ low: 0, high: 0 }, randomStream(2)),
      flight: {
        ...flight,
        startK: 301.15,
        heatCapacityJPerK: 1e6,
        shellWPerK: 0,
        avionicsW: 166,
        perPersonW: 130,
      },
    };
    const warmed = flightValue(member, "free-flight.temperature", { crew: 3, afterS: [21_600, 21_600] });
    expect(warmed - 301.15).toBeCloseTo(12.0, 1);
    const wet = {
      ...member,
      flight: { ...member.flight, startK: 303.15, airM3: 8.5, humidity: 0.5, waterKgPerS: 0.1 / 3600 },
    };
    expect(flightValue(wet, "free-flight.saturation-time", { crew: 3 }) / 60).toBeCloseTo(26, 0);
  });

  test("of docked ships peaks where the loads go off, never below its ends", () => {
    const stream = randomStream(5);
    for (let n = 0; n < 50; n++) {
      const { instrument } = drawHeat({ low: 0, high: 0 }, stream);
      const peak = peakK(instrument, 0, 5 * 86_400);
      for (let t = 0; t <= 5 * 86_400; t += 7200)
        expect(dockedK(instrument, t)).toBeLessThanOrEqual(peak + 1e-9);
    }
  });
});

describe("what a statement asserts", () => {
  test("is read with its units, its tolerance and its time", () => {
    const near = value({ quantity: "external.hole-diameter", near: "0.8 mm", within: "0.1 mm" });
    expect(near.window.low).toBeCloseTo(7e-4, 12);
    expect(near.window.high).toBeCloseTo(9e-4, 12);
    const warm = value({
      quantity: "habitable.temperature",
      near: "30 degC",
      within: "3 degC",
      at: "2022-12-16T12:00Z",
    });
    expect(warm.window).toEqual({ low: 300.15, high: 306.15 });
    expect(warm.circumstance.atS).toBe(Date.UTC(2022, 11, 16, 12) / 1000);
  });

  test("has by chance the share of the reference range that it claims", () => {
    const quantity = QUANTITIES["external.lost-fraction"]!;
    expect(referenceShare(quantity, { low: 0.5, high: Number.POSITIVE_INFINITY })).toBeCloseTo(0.5, 12);
    const hole = QUANTITIES["external.hole-diameter"]!;
    const { low, high } = defaultWindow(hole, 1e-3);
    expect(referenceShare(hole, { low, high })).toBeCloseTo(Math.log(1.1 / 0.9) / Math.log(200), 9);
  });

  test.each([
    [
      { quantity: "external.hole", near: "1 mm" },
      /"external.hole" is not known; write one of external.hole-diameter/,
    ],
    [{ quantity: "external.pressure", near: "3 mm" }, /near: "mm" measures length; a pressure is written in/],
    [{ quantity: "external.pressure" }, /lacks a value; write near, between, above or below/],
    [{ quantity: "external.pressure", near: "3 atm", about: 1 }, /"about" is not a key here/],
    [{ quantity: "external.pressure", near: "3 atm", at: "noon" }, /at: "noon" is not a time/],
    [{ quantity: "external.pressure", between: ["3 atm", "1 atm"] }, /runs backwards/],
    [{ mood: "good" }, /says nothing that can be tested/],
    [{ all: [{ mood: "good" }] }, /says nothing that can be tested/],
  ])("is refused with a way out: %j", (raw, message) => {
    const read = readAssertion(raw, readTime);
    expect(read.ok ? "" : read.problems.join("\n")).toMatch(message);
  });
});
