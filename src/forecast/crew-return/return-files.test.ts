import { describe, expect, it } from "vitest";
import { readReturnCase } from "./return-case.ts";
import { readReturn } from "./return-file.ts";
import { readReturnRules } from "./return-rules.ts";
import { ms22, rules, soyuz, textOf } from "./returns.case.ts";

const vehicle = textOf("returns/soyuz-ms.yaml");
const ship = textOf("returns/soyuz-ms-22.yaml");
const limits = textOf("rules/crew-return.yaml");
const problems = (read: { ok: boolean; problems?: readonly string[] }) => {
  expect(read.ok).toBe(false);
  return (read as { problems: readonly string[] }).problems.join("\n");
};

describe("the shipped files of a return", () => {
  it("read, with every number either sourced or marked as an estimate", () => {
    expect(soyuz.seats).toBe(3);
    expect(ms22.coolant).toBe("none");
    expect(Object.keys(rules.rules)).toContain("heat-stress");
    expect(soyuz.profiles.nominal.phases.map(({ id }) => id)).toEqual([
      "hatch-closed",
      "seated",
      "free-flight",
      "deorbit-burn",
      "separation",
      "entry",
      "descent",
      "recovery",
    ]);
  });
});

describe("a return file", () => {
  it("that gives heat to a module that has gone is refused with its line", () => {
    const text = vehicle.replace(
      "heat: &descending { descent:",
      "heat: &descending { orbital: 20 W, descent:",
    );
    const line = text.split("\n").findIndex((entry) => entry.includes("&descending")) + 1;
    expect(problems(readReturn(text, "x.yaml"))).toContain(
      `x.yaml:${line}: profiles.nominal.phases.4.heat.orbital: the orbital module is gone in this phase; remove its heat`,
    );
  });

  it("that brings modules back, or names a phase twice, is refused", () => {
    const back = vehicle.replace("        id: entry\n", "        id: separation\n");
    expect(problems(readReturn(back, "x.yaml"))).toMatch(/there is already a phase "separation"/);
    const lost = vehicle.replace(/(id: entry[\s\S]*?) {8}alone: true\n/, "$1");
    expect(problems(readReturn(lost, "x.yaml"))).toMatch(
      /profiles\.nominal\.phases\.5: the other modules have separated before; add alone: true, or move this phase up/,
    );
  });

  it.each([
    ["mass: { value: 80 kg,", "mass: { value: 80 degC,", /crew\.mass: .*degC.*temperature.*expected a mass/],
    ["hatch: open", "hatch: ajar", /phases\.0\.hatch/],
    ["    air: { value: 3.5 m3", "    air: { value: -3.5 m3", /descent\.air/],
    ["source: bvad,", "source: bvd,", /"bvd" is not a key of sources.*bvad/],
    ["seats: 3", "seats: three", /seats/],
  ])("with %s written as %s is refused by name", (from, to, message) => {
    expect(problems(readReturn(vehicle.replace(from, to), "x.yaml"))).toMatch(message);
  });
});

describe("a return case", () => {
  it.each([
    ["coolant: none", "coolant: some", /coolant/],
    ["    crew: 3\n", "    crew: 4\n", /crew/],
    ["between: [37, 43]", "between: [43, 37]", /low <= high/],
    ["between: [37, 43]", "less-than-crew: 3\n    between: [37, 43]", /either between/],
    ["vehicle: soyuz-ms\n", "", /vehicle/],
  ])("with %s written as %s is refused", (from, to, message) => {
    expect(problems(readReturnCase(ship.replace(from, to), "x.yaml"))).toMatch(message);
  });
});

describe("a rules file", () => {
  it.each([
    ["most: { value: 85 %", "most: { value: 85 degC", /wet\.most/],
    ["quantity: wbgt", "quantity: wgbt", /heat-stress\.quantity/],
    ["weight: limit", "weight: heavy", /weight/],
  ])("with %s written as %s is refused", (from, to, message) => {
    expect(problems(readReturnRules(limits.replace(from, to), "x.yaml"))).toMatch(message);
  });
});
