import { describe, expect, test } from "vitest";
import { foundWords, inReadersUnit, quantityIn } from "./found-words.ts";

// Oracles: NIST SP 811 (1 lb = 0.45359237 kg; 1 psi = 6.894757 kPa) and the definition of degrees Fahrenheit, to the two digits shown.
const left = { p05: 2.2679619, median: 4.5359237, p95: 22.6796185 };

describe("a number that was found, in the reader's unit", () => {
  test("is the same amount in pounds", () => {
    expect(foundWords(quantityIn("external.inventory", "lb"), left)).toBe("5 to 50 lb, middle 10");
  });

  test("takes the place of the one in a sentence, and leaves the rest of it", () => {
    const own = foundWords(quantityIn("external.inventory", "kg"), left);
    const sentence = `Coolant left: ${own}, by a model; 60 % that it is right.`;
    expect(inReadersUnit(sentence, "external.inventory", left, "lb")).toBe(
      "Coolant left: 5 to 50 lb, middle 10, by a model; 60 % that it is right.",
    );
    expect(inReadersUnit(sentence, "external.inventory", left, "kg")).toBe(sentence);
    expect(inReadersUnit("Nothing of it is said here.", "external.inventory", left, "lb")).toBe(
      "Nothing of it is said here.",
    );
  });

  test("without width is one value, with its unit as people write it", () => {
    const pressure = { p05: 101_325, median: 101_325, p95: 101_325 };
    expect(foundWords(quantityIn("external.pressure", "kgf/cm2"), pressure)).toBe("1 kgf/cm²");
  });
});
