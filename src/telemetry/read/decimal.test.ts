import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDecimal } from "./decimal.ts";

// Oracle: the language's own conversion, exact to the last bit.
function parse(text: string): number {
  const bytes = Buffer.from(`x${text}y`, "utf8");
  return parseDecimal(bytes, 1, bytes.length - 1);
}

describe("a number read from bytes", () => {
  it("equals the language's own reading to the last bit, for every double as it is printed", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(parse(String(value)), Number(String(value)))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("equals the language's own reading for any digits, point and exponent", () => {
    const text = fc
      .tuple(
        fc.constantFrom("", "-", "+"),
        fc.stringMatching(/^\d{0,22}$/),
        fc.option(fc.stringMatching(/^\d{0,22}$/), { nil: undefined }),
        fc.option(fc.tuple(fc.constantFrom("e", "E"), fc.integer({ min: -330, max: 330 })), {
          nil: undefined,
        }),
      )
      .filter(([, whole, fraction]) => whole.length + (fraction?.length ?? 0) > 0)
      .map(
        ([sign, whole, fraction, exponent]) =>
          `${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}${exponent === undefined ? "" : exponent.join("")}`,
      );
    fc.assert(
      fc.property(text, (number) => {
        expect(Object.is(parse(number), Number(number)), number).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it("is refused where a program might be generous and wrong", () => {
    for (const text of [
      "",
      " ",
      ".",
      "-",
      "e5",
      "1e",
      "1e+",
      "0x10",
      "1,5",
      "1 2",
      "NaN",
      "Infinity",
      "1_000",
      "١",
    ])
      expect(parse(text), text).toBeNaN();
  });
});
