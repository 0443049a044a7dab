// Oracles: average run lengths printed in the CUSUM literature (Brook and Evans 1972, Waldmann, Lucas and Crosier 1982,
// Vance, Crosier 1986, SAS/QC, Moustakides et al. 2009) and an independent Nystroem solution. Tolerance: half a unit of
// the last printed digit, or 1e-3 relative where the publication itself was approximate.
import { describe, expect, test } from "vitest";
import {
  brownianOptimalDelay,
  crosierArl,
  cusumArl,
  cusumLimit,
  cusumTwoSidedArl,
  glrArl,
  neymanPearsonBound,
  nrcTrendRules,
  optimalDelay,
  rampSignal,
  requiredSignal,
  shiftSignal,
  shiryaevRobertsArl,
  shiryaevRobertsLimit,
  siegmundArl,
  sprtLimits,
  sprtMeanSamples,
  trendRulesArl,
} from "./index.ts";

/** Agrees to the digits printed (given as text), rounded. */
function printed(value: number, text: string): void {
  const decimals = text.includes(".") ? text.length - text.indexOf(".") - 1 : 0;
  expect(Math.abs(value - Number(text)), `${value} against ${text}`).toBeLessThanOrEqual(
    0.50001 * 10 ** -decimals,
  );
}

describe("the one-sided CUSUM", () => {
  test("has the run lengths of Brook and Evans and of Waldmann", () => {
    printed(cusumArl({ k: 0.5, h: 3 }, 0), "117.5957");
    printed(cusumArl({ k: 0.5, h: 3 }, 1.5), "3.7491");
    printed(cusumArl({ k: 0.5, h: 3 }, 0.5), "17.3505");
    expect(cusumArl({ k: 0.5, h: 3 }, -0.5) / 1963).toBeCloseTo(1, 3);
  });
  test("has the run lengths of Vance without a reference value", () => {
    const table = "2071.57 400.28 124.66 59.30 36.71 20.37 14.06 10.75".split(" ");
    [-0.25, -0.125, 0, 0.125, 0.25, 0.5, 0.75, 1].forEach((mean, i) => {
      printed(cusumArl({ k: 0, h: 10 }, mean), table[i]!);
    });
  });
  test("has the SAS/QC value with and without a head start", () => {
    printed(cusumArl({ k: 0.25, h: 8 }, 2.5), "4.150083726");
    printed(cusumArl({ k: 0.25, h: 8, headStart: 0.1 }, 2.5), "4.106158835");
    expect(cusumTwoSidedArl({ k: 0.25, h: 8 }, 2.5) / 4.1500826715).toBeCloseTo(1, 6);
  });
  test("agrees with Siegmund's approximation where that is printed", () => {
    printed(siegmundArl({ k: 0.5, h: 3 }, 0), "118.582");
    expect(siegmundArl({ k: 0.5, h: 3 }, 1.5)).toBeCloseTo(3.6662, 3);
    printed(siegmundArl({ k: 0.5, h: 4 }, 0) / 2, "169.047");
    printed(siegmundArl({ k: 0.5, h: 5 }, 0) / 2, "469.111");
  });
  test("gets back its limit from its run length", () => {
    for (const h of [2, 5, 9]) expect(cusumLimit(0.5, cusumArl({ k: 0.5, h }, 0))).toBeCloseTo(h, 8);
  });
});

const shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5];

describe("the two-sided CUSUM", () => {
  test("has the table of Lucas and Crosier", () => {
    const table = "167.68 74.22 26.63 13.29 8.38 4.75 3.34 2.62 2.19 1.71 1.31".split(" ");
    shifts.forEach((mean, i) => {
      printed(cusumTwoSidedArl({ k: 0.5, h: 4 }, mean), table[i]!);
    });
  });
  test("has their table with a head start of half the limit", () => {
    const table = "149 62.7 20.1 8.97 5.29 2.86 2.01 1.59 1.32 1.07 1.01".split(" ");
    // a Markov-chain approximation in the publication: one unit of the last digit
    const unit = [1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];
    shifts.forEach((mean, i) => {
      {
        const arl = cusumTwoSidedArl({ k: 0.5, h: 4, headStart: 2 }, mean);
        expect(Math.abs(arl - Number(table[i]))).toBeLessThan(unit[i]!);
      }
    });
  });
  test("has the run lengths of the limit 5", () => {
    const table = "465.44 139.49 38.00 17.05 10.38 5.75 4.01 2.57".split(" ");
    [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3].forEach((mean, i) => {
      printed(cusumTwoSidedArl({ k: 0.5, h: 5 }, mean), table[i]!);
    });
  });
  test("in Crosier's form has Crosier's table", () => {
    const table = "168 70.7 25.1 12.5 7.92 4.49 3.17 2.49 2.09 1.60 1.22".split(" ");
    shifts.forEach((mean, i) => {
      printed(crosierArl(0.5, 3.73, mean), table[i]!);
    });
  });
});

describe("the best possible delay", () => {
  const rows: [number, number, string, string, string, string][] = [
    [0.1, 1e3, "19.7421", "242.869", "242.863", "92.42"],
    [0.25, 1e4, "21.8993", "152.627", "152.613", "80.79"],
    [0.5, 1e3, "8.5851", "31.083", "31.055", "15.83"],
    [0.5, 1e6, "22.3089", "85.917", "85.889", "57.90"],
    [1, 1e3, "5.0707", "10.517", "10.462", "6.11"],
    [1, 1e4, "7.3608", "15.094", "15.039", "9.54"],
    [1, 1e6, "11.9641", "24.300", "24.245", "17.21"],
    [2, 1e4, "3.8137", "4.561", "4.452", "3.29"],
    [4, 1e4, "1.7654", "1.463", "1.286", "1.32"],
  ];
  test.each(rows)(
    "to a shift of %d sigma at an ARL of %d is the tabled one",
    (shift, arl, h, exact, brownian, bound) => {
      const best = optimalDelay(shift, arl);
      printed(best.limitH, h);
      printed(best.delay, exact);
      printed(brownianOptimalDelay(shift, arl), brownian);
      printed(neymanPearsonBound(shiftSignal(shift), arl).delay, bound);
    },
  );
  test("is bounded from below by Neyman and Pearson at the printed window", () => {
    const one = neymanPearsonBound(shiftSignal(1), 1e4);
    printed(one.delay, "9.539011");
    expect(one.window).toBe(19);
    const half = neymanPearsonBound(shiftSignal(0.5), 1e3);
    printed(half.delay, "15.83026");
    expect(half.window).toBe(34);
    const ramp = neymanPearsonBound(rampSignal(0.1, 3), 1e5);
    printed(ramp.delay, "30.72123");
    expect(ramp.window).toBe(41);
  });
});

describe("other tests", () => {
  test("of Wald have the classic limits and sample number", () => {
    const { upper, lower } = sprtLimits(0.05, 0.05);
    printed(upper, "2.9444389792");
    expect(lower).toBeCloseTo(-upper, 14);
    printed(sprtMeanSamples(0.05, 0.05, 0.5), "5.2999901625");
  });
  test("need the tabled signal for a required power", () => {
    printed(requiredSignal(0.95, 0.05), "3.2897");
    printed(requiredSignal(0.95, 1e-3), "4.7351");
    printed(requiredSignal(0.95, 1e-6), "6.3983");
  });
  test("of Shiryaev and Roberts have the published limits for an ARL of 1000", () => {
    expect(Math.abs(shiryaevRobertsArl(1, 560.37) / 999.79 - 1)).toBeLessThan(1e-3);
    for (const [shift, limit] of [
      [0.1, 943.41],
      [0.5, 747.62],
      [1, 560.37],
    ] as const)
      expect(Math.abs(shiryaevRobertsLimit(shift, 1000) / limit - 1)).toBeLessThan(1e-3);
  });
  test("of unknown size follow Siegmund and Venkatraman", () => {
    printed(glrArl(3, { window: 400 }), "120");
    printed(glrArl(3.5, { window: 400 }), "490");
    printed(glrArl(4, { window: 400 }), "2677");
    expect(glrArl(4, { oneSided: true })).toBe(2 * glrArl(4));
  });
});

describe("the trend rules of the nuclear inspection manual", () => {
  const off = { runAboveMean: 0, twoOfThreeAboveTwoSigma: false, oneAboveThreeSigma: false };
  test("have their run lengths one by one", () => {
    printed(trendRulesArl({ ...off, runAboveMean: 9 }, 0), "1022");
    printed(trendRulesArl({ ...off, twoOfThreeAboveTwoSigma: true }, 0), "1021.1269");
    printed(trendRulesArl({ ...off, oneAboveThreeSigma: true }, 0), "740.7967");
  });
  test("have their run lengths together, at rest and under a shift", () => {
    printed(trendRulesArl(nrcTrendRules, 0), "317.3987");
    const table = ["44.69", "13.04", "6.19", "3.55", "1.68"];
    [0.5, 1, 1.5, 2, 3].forEach((shift, i) => {
      printed(trendRulesArl(nrcTrendRules, shift), table[i]!);
    });
  });
  test("lose to a CUSUM of the same false-alarm rate", () => {
    const design = { k: 0.5, h: 3.9466 };
    printed(cusumArl(design, 0.5), "26.1");
    printed(cusumArl(design, 1), "8.28");
    printed(cusumArl(design, 2), "3.31");
  });
});
