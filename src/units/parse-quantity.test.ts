import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSi, parseQuantity, toSi } from "./parse-quantity.ts";
import { unitTable } from "./unit-table.ts";

// Oracle: published conversion factors, NIST SP 811 (2008) appendix B; relative tolerance 1e-6 (printed digits).
const published: [string, Parameters<typeof parseQuantity>[1], number][] = [
  ["10 psi", "pressure", 68_947.57],
  ["2 kgf/cm2", "pressure", 196_133],
  ["3 atm", "pressure", 303_975],
  ["760 torr", "pressure", 101_325],
  ["5 lb/day", "massFlow", 2.624956e-5],
  ["0.8 mm", "length", 8e-4],
  ["44 L", "volume", 0.044],
  ["1 gal", "volume", 3.785412e-3],
  ["37 degF", "temperature", 275.9278],
  ["-107.4 degC", "temperature", 165.75],
  ["5 %/day", "fractionPerTime", 5.787037e-7],
  ["−2.5e-3 kPa", "pressure", -2.5],
];

describe("reading a quantity", () => {
  it.each(published)("reads %s as the published value in SI", (text, dimension, expected) => {
    const parsed = parseQuantity(text, dimension);
    expect(parsed.ok && parsed.value / expected).toBeCloseTo(1, 6);
  });

  it("takes a temperature difference without the zero point of its scale", () => {
    expect(parseQuantity("5 degC", "temperatureDifference")).toEqual({ ok: true, value: 5 });
  });

  it("refuses a bare number, an unknown unit and a unit of another dimension, and says what to write", () => {
    for (const text of ["5", "5 furlong", "5 kg", "five kPa", ""]) {
      const parsed = parseQuantity(text, "pressure");
      expect(parsed.ok).toBe(false);
    }
    const wrong = parseQuantity("5 kg", "pressure");
    expect(!wrong.ok && wrong.problem).toMatch(/"kg" measures mass; a pressure is written in Pa/);
  });

  it("returns from SI to the same number in every unit of the table", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(unitTable)),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (unit, value) => {
          expect(Math.abs(fromSi(toSi(value, unit), unit) - value)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(value)),
          );
        },
      ),
    );
  });
});
