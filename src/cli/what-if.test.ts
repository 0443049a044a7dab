import { describe, expect, test } from "vitest";
import { readAlarm } from "./read-alarm.ts";
import { readWhatIf, readWhatIfs } from "./what-if.ts";

describe("a what-if", () => {
  test("is a name and actions, done now unless they say when", () => {
    expect(readWhatIf("cool and dark: load=all,to=shed; hatch=descent,to=closed,at=2h")).toEqual({
      name: "cool and dark",
      actions: [
        { kind: "load", load: "all", to: "shed", atS: 0 },
        { kind: "hatch", compartment: "descent", open: false, atS: 7200 },
      ],
    });
  });

  test.each([
    ["load=all,to=shed", "has no name; write"],
    [": load=all,to=shed", "has no name; write"],
    ["shed: ", '"shed" does nothing; write'],
    ["shed: load=all,to=shed,at=-1h", "is before now"],
    ["shed: lamp=all,to=off", "says nothing to act on"],
  ])("written as %j is refused with what would do", (text, words) => {
    expect(() => readWhatIf(text)).toThrow(words);
  });

  test("of a name that is there already is refused", () => {
    expect(() => readWhatIfs(["a: load=all,to=shed", "a: load=all,to=nominal"])).toThrow(
      '"a" is there twice',
    );
    expect(() => readWhatIfs(["as it is: load=all,to=shed"])).toThrow("is there twice");
  });
});

describe("a level to be foretold", () => {
  const names = ["descent/temperature", "descent/humidity"];
  test("is a quantity, a side and a bound in its own unit", () => {
    expect(readAlarm("descent/temperature above 30 degC", names).limit).toEqual({
      quantity: "descent/temperature",
      bound: 303.15,
      side: "above",
    });
    expect(readAlarm("descent/humidity above 70%", names).limit!.bound).toBeCloseTo(0.7, 12);
  });
  test.each([
    ["descent/temperature > 30 degC", "is not of the form"],
    ["sail/temperature above 30 degC", "is no quantity of this vehicle; write one of descent/temperature"],
    ["descent/temperature above 30 kPa", "--alarm"],
  ])("written as %j is refused", (text, words) => {
    expect(() => readAlarm(text, names)).toThrow(words);
  });
});
