import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFieldList, type FieldValue } from "./tlcp-fields.ts";
import { encodeFieldList } from "./tlcp-test-server.case.ts";

describe("the field list of an update", () => {
  it("follows the stock quote example of the TLCP 2.5.0 specification line by line", () => {
    // Specification, "Real-Time Update", notification examples; the fifth is left out: its table contradicts its line.
    const lines: [string, FieldValue[]][] = [
      [
        "20:00:33|3.04|0.0|2.41|3.67|3.03|3.04|#|#|$",
        ["20:00:33", "3.04", "0.0", "2.41", "3.67", "3.03", "3.04", null, null, ""],
      ],
      [
        "20:00:54|3.07|0.98|||3.06|3.07|||Suspended",
        ["20:00:54", "3.07", "0.98", "2.41", "3.67", "3.06", "3.07", null, null, "Suspended"],
      ],
      [
        "20:04:16|3.02|-0.65|||3.01|3.02|||$",
        ["20:04:16", "3.02", "-0.65", "2.41", "3.67", "3.01", "3.02", null, null, ""],
      ],
      [
        "20:04:40|^4|3.02|3.03|||",
        ["20:04:40", "3.02", "-0.65", "2.41", "3.67", "3.02", "3.03", null, null, ""],
      ],
      ["20:06:49|^9", ["20:06:49", "3.02", "-0.65", "2.41", "3.67", "3.02", "3.03", null, null, ""]],
    ];
    let values: readonly FieldValue[] | undefined;
    for (const [line, expected] of lines) {
      values = applyFieldList(values, line, 10).values;
      expect(values).toEqual(expected);
    }
  });

  it("says which fields the update itself carried", () => {
    expect(applyFieldList(["a", "b", null], "|b|x", 3).changed).toEqual([false, true, true]);
  });

  it("takes # and $ for markers only when they stand alone, and a first # of a value percent-encoded", () => {
    expect(applyFieldList(undefined, "#1|$2|%23|%24|%5E3|%7C", 6).values).toEqual([
      "#1",
      "$2",
      "#",
      "$",
      "^3",
      "|",
    ]);
  });

  it.each([
    ["a first update with an unchanged field", undefined, "a|"],
    ["too many fields", ["a", "b"], "x|y|z"],
    ["too few fields", ["a", "b"], "x"],
    ["a run beyond the last field", ["a", "b"], "x|^2"],
    ["a run of none", ["a", "b"], "^0|x"],
    ["a run that is no number", ["a", "b"], "^1x|x"],
    ["a difference format that was not negotiated", ["a", "b"], "^P[]|x"],
    ["a difference to null", [null, "b"], "^Ta|x"],
    ["broken percent-encoding", ["a", "b"], "%E0%A4%A|x"],
  ])("refuses %s and leaves the values alone", (_name, before, list) => {
    const copy = before === undefined ? undefined : [...before];
    expect(() => applyFieldList(before, list, 2)).toThrow();
    expect(before).toEqual(copy);
  });

  it("gives back any values that a server encodes, by any of the permitted ways to leave fields out", () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.constantFrom("", "#", "$", "^", "^3", "^Ta", "a|b", "1,2", "%", "\r\n"),
      fc.string({ unit: "grapheme" }),
    );
    const row = fc.array(value, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.boolean()),
        (rows, flips) => {
          let before: readonly FieldValue[] | undefined;
          for (const next of rows) {
            const list = encodeFieldList(before, next, () => flips.next().value as boolean);
            before = applyFieldList(before, list, 4).values;
            expect(before).toEqual(next);
          }
        },
      ),
    );
  });
});
