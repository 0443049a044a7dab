// Oracles: Bayes' rule by hand with known rates (1e-9); the printed counts of an uncertain rate (8 digits) and the rule of succession;
// the printed table of two hits within 59 days (its digits, 2 %); normalisation of densities by quadrature (1e-3).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gaussLegendre } from "../stats/index.ts";
import {
  assessCause,
  type CauseCase,
  CauseSampler,
  countProbability,
  type EvidenceItem,
  growingDensity,
  lotFactor,
  lotProbability,
  nextOfLot,
  particleClimate,
  particleHoleDensity,
  powersOf,
  renderCause,
  type SisterShip,
  STANDARD_HYPOTHESES,
  weightedBand,
} from "./index.ts";
import { stationExposure } from "./station-exposure.case.ts";

const exposure = stationExposure({ low: 0.2, high: 2 });
const climate = particleClimate(exposure);

function item(
  id: string,
  likelihoods: Record<string, number>,
  more: Partial<EvidenceItem> = {},
): EvidenceItem {
  return {
    id,
    title: id,
    kind: "own",
    likelihoods,
    spreadLn: 0,
    basis: "a test",
    source: "a test",
    confidence: "official",
    about: id,
    on: true,
    knownFromS: 0,
    ...more,
  };
}

/** Rates that are known, so that the posterior is plain arithmetic. */
const known = STANDARD_HYPOTHESES.map((hypothesis, i) => ({
  ...hypothesis,
  rate: { kind: "hazard" as const, perVehicleYr: { low: (i + 1) * 1e-3, high: (i + 1) * 1e-3 } },
}));

function caseOf(more: Partial<CauseCase> = {}): CauseCase {
  return {
    id: "test",
    title: "a test",
    hypotheses: STANDARD_HYPOTHESES,
    exposure,
    cleanVehicleYr: { low: 0, high: 0 },
    evidence: [],
    sister: null,
    seed: 1,
    draws: 400,
    ...more,
  };
}

const sister = (more: Partial<SisterShip> = {}): SisterShip => ({
  id: "sister",
  ship: "Sister",
  apartDays: 59,
  days: 100,
  evidence: [],
  sameLot: { low: 1, high: 1 },
  source: "a test",
  confidence: "official",
  on: true,
  knownFromS: 0,
  ...more,
});

describe("odds between causes", () => {
  test("follow Bayes' rule where rates and likelihoods are known", () => {
    const evidence = [
      item("a", { meteoroid: 0.3, manufacture: 0.1 }),
      item("b", { meteoroid: 0.5, debris: 0.2, fatigue: 4 }),
    ];
    const posterior = new CauseSampler(caseOf({ hypotheses: known, evidence }), climate).posterior(
      new Set(["a", "b"]),
    );
    const byHand = {
      meteoroid: 1 * 0.3 * 0.5,
      debris: 2 * 0.2,
      manufacture: 3 * 0.1,
      fatigue: 4 * 4,
      handling: 5,
      artefact: 6,
    };
    const sum = Object.values(byHand).reduce((total, value) => total + value, 0);
    for (const [id, value] of Object.entries(byHand))
      expect(posterior.probability[id]).toBeCloseTo(value / sum, 9);
  });

  test("with a second leak of the lot follow the boost of a shared lot, by hand", () => {
    const hypotheses = known.filter(({ id }) => id === "meteoroid" || id === "manufacture");
    const sampler = new CauseSampler(
      caseOf({ hypotheses, sister: sister({ sameLot: { low: 0, high: 0 } }) }),
      climate,
    );
    // Strangers: the sister's leak tells nothing when the rates are known.
    expect(sampler.posterior(new Set(["sister"])).probability.manufacture).toBeCloseTo(0.75, 9);
    const shared = new CauseSampler(caseOf({ hypotheses, sister: sister() }), climate);
    expect(shared.posterior(new Set(["sister"])).probability.manufacture).toBeGreaterThan(0.8);
  });

  test("do not depend on the order of evidence, add up to one, and are the same for the same seed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (p) => {
          const items = [0, 1, 2].map((i) =>
            item(String(i), {
              meteoroid: p[4 * i]!,
              debris: p[4 * i + 1]!,
              manufacture: p[4 * i + 2]!,
              fatigue: p[4 * i + 3]!,
            }),
          );
          const run = (evidence: EvidenceItem[]) =>
            new CauseSampler(caseOf({ evidence, draws: 50 }), climate).posterior(new Set(["0", "1", "2"]))
              .probability;
          const [one, two] = [run(items), run(items.toReversed())];
          expect(Object.values(one).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
          for (const id of Object.keys(one)) expect(two[id]).toBeCloseTo(one[id]!, 9);
          expect(run(items)).toEqual(one);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("are left as they were by an item that every cause explains as well", () => {
    const flat = item("flat", Object.fromEntries(STANDARD_HYPOTHESES.map(({ id }) => [id, 0.2])));
    const sampler = new CauseSampler(caseOf({ evidence: [flat] }), climate);
    expect(sampler.posterior(new Set(["flat"])).probability.debris).toBeCloseTo(
      sampler.posterior(new Set()).probability.debris!,
      12,
    );
  });

  test("turn towards an impact as the exposed area grows, and away as earlier ships stayed whole", () => {
    const impact = (areaM2: number, clean: number) => {
      const { impact: found } = assessCause(
        caseOf({ cleanVehicleYr: { low: clean, high: clean }, draws: 600 }),
        { areaM2 },
      );
      return found.posterior;
    };
    expect(impact(2, 0)).toBeGreaterThan(impact(0.5, 0));
    expect(impact(0.5, 0)).toBeGreaterThan(impact(0.1, 0));
    expect(impact(0.5, 100)).toBeLessThan(impact(0.5, 10));
  });

  test("use nothing that was not yet public", () => {
    const evidence = [
      item("early", { manufacture: 5 }),
      item("late", { meteoroid: 500 }, { knownFromS: 1000 }),
    ];
    const before = assessCause(caseOf({ evidence }), { atS: 999 });
    const without = assessCause(caseOf({ evidence: [evidence[0]!] }));
    expect(before.impact.posterior).toBeCloseTo(without.impact.posterior, 12);
    expect(before.evidence.find(({ id }) => id === "late")).toMatchObject({ later: true, on: false });
  });

  test("count items about one thing less than independent ones", () => {
    expect(powersOf(["hole", "hole", "hole", "hole", "age"])).toEqual([0.5, 0.5, 0.5, 0.5, 1]);
    const two = (about: string) => [
      item("a", { meteoroid: 9 }, { about: "x" }),
      item("b", { meteoroid: 9 }, { about }),
    ];
    const impact = (about: string) => assessCause(caseOf({ evidence: two(about) })).impact.posterior;
    expect(impact("x")).toBeLessThan(impact("y"));
  });

  test("refuse an item that the case does not have, and name those it has", () => {
    expect(() => assessCause(caseOf({ evidence: [item("a", {})] }), { off: ["b"] })).toThrow(
      /no item "b"; it has a, clean-record/,
    );
    expect(() => assessCause(caseOf(), { areaM2: -1 })).toThrow("area");
  });

  test("are printed as odds with their evidence, sensitivity and sources", () => {
    const text = renderCause(
      assessCause(caseOf({ evidence: [item("a", { manufacture: 3 })], sister: sister() })),
    );
    for (const part of [
      "manufacturing defect",
      "odds",
      "What it hangs on",
      "Two independent hits?",
      "Sources and reasons",
    ])
      expect(text).toContain(part);
  });
});

describe("what one ship says of its sisters", () => {
  test("has the printed chances of a count whose rate is uncertain", () => {
    const printed = [0.86533261, 0.12074409, 0.01263601, 0.00117544];
    for (const [n, chance] of printed.entries())
      expect(countProbability(n, 2, 20, 1.5)).toBeCloseTo(chance, 8);
  });

  test("is Laplace's rule of succession before a flat prior", () => {
    for (const [k, n] of [
      [0, 0],
      [1, 1],
      [2, 5],
      [0, 20],
    ] as const)
      expect(nextOfLot(k, n, 1, 1)).toBeCloseTo((k + 1) / (n + 2), 12);
    for (let k = 0; k <= 6; k++) expect(lotProbability(k, 6, 1, 1)).toBeCloseTo(1 / 7, 12);
  });

  test("agrees with the ratio of the chances of two leaks of two and of one leak twice", () => {
    for (const [a, b] of [
      [0.2, 20],
      [1, 1],
      [3, 100],
    ] as const)
      expect(lotFactor(a, b)).toBeCloseTo(lotProbability(2, 2, a, b) / lotProbability(1, 1, a, b) ** 2, 9);
  });

  test("gives the printed chances of two hits within 59 days", () => {
    const table: [number, number][] = [
      [0.2, 9.1e-6],
      [0.5, 5.7e-5],
      [1, 2.2e-4],
      [2, 8.9e-4],
      [8, 0.013],
    ];
    for (const [areaM2, two] of table) {
      const { pair } = assessCause(caseOf({ sister: sister(), draws: 10 }), { areaM2, windowDays: 59 });
      const row = pair!.rows.find((found) => found.areaM2 === areaM2)!;
      expect(Math.abs(row.atLeastTwo / two - 1)).toBeLessThan(0.03);
      expect(row.somePairWhileWatching).toBeGreaterThan(row.atLeastTwo);
    }
  });
});

describe("likelihoods", () => {
  const integral = (f: (x: number) => number, low: number, high: number) => {
    let sum = 0;
    for (let panel = 0; panel < 50; panel++) {
      const { nodes, weights } = gaussLegendre(
        16,
        low + ((high - low) * panel) / 50,
        low + ((high - low) * (panel + 1)) / 50,
      );
      nodes.forEach((x, i) => {
        sum += weights[i]! * f(x);
      });
    }
    return sum;
  };

  test("of the width of a particle's hole add up to one over all widths", () => {
    for (const slope of [2.5, 3.67])
      expect(
        Math.abs(
          integral((x) => particleHoleDensity(Math.exp(x), 7e-4, slope), Math.log(1e-6), Math.log(10)) - 1,
        ),
      ).toBeLessThan(1e-3); // the density has a kink, which the quadrature rounds off
  });

  test("of a growing leak add up to one over all growths", () => {
    for (const [sd, mean] of [
      [0.01, 0.1],
      [0.1, 0.1],
      [0.3, 0.05],
    ] as const)
      expect(integral((m) => growingDensity(m, sd, mean), -3, 4)).toBeCloseTo(1, 3);
  });
});

test("a weighted band is that of the values repeated as often as they weigh", () => {
  const values = [5, 1, 3, 2, 4];
  const weights = [1, 2, 3, 4, 10];
  const repeated = values.flatMap((value, i) => Array<number>(weights[i]!).fill(value)).sort((a, b) => a - b);
  const at = (share: number) => repeated[Math.ceil(share * repeated.length) - 1];
  expect(weightedBand(values, weights)).toEqual({ p05: at(0.05), median: at(0.5), p95: at(0.95) });
});
