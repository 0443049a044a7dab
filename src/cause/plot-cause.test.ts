// Oracles: the numbers of a hand-made result, read back from the SVG text; positions by the arithmetic of the axis (half a pixel).
import { describe, expect, test } from "vitest";
import { plotOdds, plotSisters, plotTornado } from "./plot-cause.ts";

const band = { median: 0.5, p05: 0.1, p95: 0.9 };
const result = {
  id: "a-ship",
  title: "A ship <leaks>",
  hypotheses: [
    {
      id: "meteoroid",
      name: "meteoroid",
      prior: 0.25,
      withoutSister: 0.6,
      posterior: 0.5,
      band,
      source: "s",
    },
    { id: "manufacture", name: "defect", prior: 0.75, withoutSister: 0.4, posterior: 0.5, band, source: "s" },
  ],
  impact: { prior: 0.25, posterior: 0.5 },
  sister: { ship: "Her sister", before: 0.6, after: 0.5 },
  sensitivity: [
    { what: "as switched", impact: 0.5 },
    { what: "little", impact: 0.55 },
    { what: "much", impact: 0.05 },
    { what: "none", impact: null },
  ],
};

describe("the picture of the odds", () => {
  test("has each cause before and after the evidence at its place on the axis", () => {
    const svg = plotOdds(result);
    const xs = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    const at = (share: number) => 200 + 350 * share;
    expect(xs[0]! - at(0.25)).toBeCloseTo(0, 0);
    expect(xs[1]! - at(0.75)).toBeCloseTo(0, 0);
    expect(svg).toContain("Meteoroid or debris 25 % before, 50 % after");
    expect(svg).toContain("A ship &#60;leaks&#62;");
  });
});

describe("the tornado", () => {
  test.each([620, 400])(
    "at %s pixels ranks by what changes most, and leaves out what has no value",
    (width) => {
      const svg = plotTornado(result, 10, width);
      expect(svg.indexOf(">much</text>")).toBeGreaterThan(0);
      expect(svg.indexOf(">much</text>")).toBeLessThan(svg.indexOf(">little</text>"));
      expect(svg).not.toContain(">none</text>");
      expect(svg).not.toContain("NaN");
    },
  );
  test("shows no more rows than asked for", () => {
    expect(plotTornado(result, 1)).not.toContain(">little</text>");
  });
});

describe("the picture of two ships", () => {
  test("has both, each alone and with its sister, and leaves out a ship without one", () => {
    const other = { ...result, id: "b", title: "B leaks", sister: { ship: "A", before: 0.6, after: 0.5 } };
    const svg = plotSisters([result, other, { ...result, id: "c", title: "C leaks", sister: null }]);
    expect(svg).toContain("after Her sister leaked too");
    expect(svg).toContain("B leaks, after A leaked too");
    expect(svg).not.toContain("C leaks");
    expect(svg).toContain("60 % → 50 %");
  });
});
