import { describe, expect, it } from "vitest";
import { coolantIds, coolantNamed } from "./coolant-library.ts";
import { deviationFrom } from "./fluids-page.case.ts";
import { publishedPoints } from "./published-points.case.ts";

// Oracles and tolerances: published-points.case.ts, a tolerance with each group of values. None of them made the library.
describe("library coolants against published values", () => {
  it.each([...new Set(publishedPoints.map((p) => `${p.coolant} ${p.property}`))])("%s", (group) => {
    const misses: string[] = [];
    for (const point of publishedPoints) {
      if (`${point.coolant} ${point.property}` !== group) continue;
      const deviation = deviationFrom(point);
      if (!(Math.abs(deviation) <= point.tolerance))
        misses.push(`${point.temperatureK} K: off ${point.source} by ${deviation}`);
      expect(
        coolantNamed(point.coolant, point.massFraction).curves[point.property].covers(point.temperatureK),
      ).toBe(true);
    }
    expect(misses).toEqual([]);
  });

  it("covers every coolant of the library", () => {
    for (const id of coolantIds) expect(publishedPoints.some((point) => point.coolant === id)).toBe(true);
  });
});
