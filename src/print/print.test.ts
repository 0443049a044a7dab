// Oracle: properties of a table and of a paragraph (equal widths, nothing lost, nothing beyond the margin).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textTable, wrapped } from "./index.ts";

describe("a printed table", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "b", "7", "."), maxLength: 9 });
  test("lines up its columns, text to the left and numbers to the right", () => {
    expect(
      textTable([
        ["name", "rate"],
        ["a long one", "1"],
        ["b", "12.5"],
      ]),
    ).toEqual(["  name        rate", "  ----------  ----", "  a long one     1", "  b           12.5"]);
  });
  test("holds every cell of every row, in order, however wide", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const lines = textTable(rows, { left: 2, indent: "" });
        expect(lines.length).toBe(rows.length + 1);
        rows.forEach((row, i) => {
          const found = lines[i === 0 ? 0 : i + 1]!.split(/\s+/).filter((part) => part !== "");
          expect(found).toEqual(row.filter((part) => part !== ""));
        });
      }),
    );
  });
  test("of no rows is no lines, and a missing cell is empty", () => {
    expect(textTable([])).toEqual([]);
    expect(textTable([["a", "b"], ["c"]])[2]).toBe("  c");
  });
});

describe("a wrapped text", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("x", "y", ","), minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 60,
  });
  test("keeps its words in order and its margin wherever a word fits in it", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 80 }), (list, width) => {
        const lines = wrapped(list.join(" "), { first: "- ", rest: "  ", width });
        expect(lines.map((line) => line.slice(2)).join(" ")).toBe(list.join(" "));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines[0]!.startsWith("- ")).toBe(true);
        for (const line of lines.slice(1)) expect(line.startsWith("  ")).toBe(true);
      }),
    );
  });
  test("gives a word longer than a line a line to itself", () => {
    expect(wrapped("see https://example.org/a-long-address now", { width: 10 })).toEqual([
      "see",
      "https://example.org/a-long-address",
      "now",
    ]);
  });
});
