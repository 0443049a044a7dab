import { describe, expect, it } from "vitest";
import { coolantTables } from "./coolant-tables.generated.ts";
import { readCoolant } from "./read-coolant.ts";

type Plain = Record<string, unknown>;
const isooctane = (): Plain =>
  structuredClone(coolantTables.find((table) => table.id === "lz-tk-2")) as unknown as Plain;
const problemsOf = (content: unknown): string => {
  const read = readCoolant(content);
  return read.ok ? "" : read.problems.join("\n");
};

describe("reading a coolant file that somebody wrote", () => {
  it.each(coolantTables.map((table) => [table.id, table]))(
    "takes %s as it is in the library",
    (_id, table) => {
      expect(readCoolant(table)).toEqual({ ok: true, description: table });
    },
  );

  it("names the property whose law has a wrong form or a misspelt entry", () => {
    const content = isooctane();
    (content.properties as Record<string, Plain>).density!.law = { form: "cubic" };
    expect(problemsOf(content)).toMatch(/properties\.density\.law/);
    const misspelt = isooctane();
    (misspelt.properties as Record<string, Plain>).density!.rangK = [1, 2];
    expect(problemsOf(misspelt)).toMatch(/properties\.density.*rangK/);
  });

  it("says so when a molar mass is in grams", () => {
    expect(problemsOf({ ...isooctane(), vapourMolarMassKgPerMol: 114.2 })).toMatch(/is in kg\/mol/);
  });

  it("says so when a source is quoted but not listed", () => {
    const content = isooctane();
    (content.properties as Record<string, Plain>).viscosity!.source = "hearsay";
    expect(problemsOf(content)).toMatch(/viscosity\.source: "hearsay" is not among the file's sources/);
  });

  it("says so when a range is empty, a law fails within it, or a property is missing", () => {
    const empty = isooctane();
    (empty.properties as Record<string, Plain>).viscosity!.rangeK = [300, 200];
    expect(problemsOf(empty)).toMatch(/300 to 200 K is empty/);
    const failing = isooctane();
    (failing.properties as Record<string, Plain>).latentHeat!.rangeK = [200, 700]; // beyond the critical temperature
    expect(problemsOf(failing)).toMatch(/latentHeat.*NaN at/s);
    const missing = isooctane();
    delete (missing.properties as Plain).conductivity;
    expect(problemsOf(missing)).toMatch(/conductivity is missing/);
    expect(problemsOf("water")).not.toBe("");
  });
});
