import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearestName, suggestion } from "./nearest-name.ts";

const NAMES = ["pressure", "temperature", "flow", "explained-by", "rferl-2023"];

describe("what somebody meant", () => {
  // Oracle: counted by hand.
  it.each([
    ["", "", 0],
    ["flow", "flow", 0],
    ["flwo", "flow", 1],
    ["explaned-by", "explained-by", 1],
    ["kitten", "sitting", 3],
    ["", "abc", 3],
  ])("%s is %s but for %s edits", (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });

  it.each([
    ["presure", "pressure"],
    ["TEMPERATURE", "temperature"],
    ["rferl", "rferl-2023"],
    ["xyz", undefined],
  ])("%s means %s", (written, name) => {
    expect(nearestName(written, NAMES)).toBe(name);
  });

  it("is offered as a question, or else the whole choice is listed", () => {
    expect(suggestion("flwo", NAMES)).toBe('; did you mean "flow"?');
    expect(suggestion("xyz", ["a-name", "b-name"])).toBe("; write one of a-name, b-name");
  });

  it("of a choice too long to list shows a few, those that end alike first", () => {
    const many = Array.from({ length: 60 }, (_, i) => `loops.external.valve-${i}.conductance`);
    const names = [...many, "loops.internal.charge", "loops.external.charge"];
    expect(suggestion("ammonia.charge", names)).toBe(
      "; there are 62, such as loops.internal.charge, loops.external.charge",
    );
    expect(suggestion("nothing-like-it", names).split(", ")).toHaveLength(9);
    expect(suggestion("loops.exernal.chrge", names)).toBe('; did you mean "loops.external.charge"?');
  });

  it("is never further than both words are long, and zero for a word itself", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, a)).toBe(0);
      }),
    );
  });
});
