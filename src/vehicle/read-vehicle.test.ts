import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readVehicle } from "./read-vehicle.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readVehicle(readFileSync(new URL(path, root), "utf8"), path);

function problemsOf(text: string): readonly string[] {
  const outcome = readVehicle(text, "bench.yaml");
  return outcome.ok ? [] : outcome.problems;
}

const BENCH = `hoarfrost: vehicle/1
kind: watch-only
id: bench
sources:
  handbook: { title: Handbook, confidence: official }
loops:
  one:
    coolant: water
    inventory: { reads: accumulator-quantity, channel: level, unit: "%", mass-per-percent: { value: 20 g, range: [15 g, 25 g], source: handbook } }
    explained-by:
      - { channel: temperature, unit: degC, quantity: temperature }
    noise: { step: 0.1 %, white: 0.2 % }
`;

/** BENCH with one line's text changed, so that the expected line number is known. */
const withChange = (from: string, to: string) => {
  expect(BENCH).toContain(from);
  return BENCH.replace(from, to);
};

describe("reading a vehicle file", () => {
  it("reads every vehicle file of the library and the example without a problem", () => {
    const files = readdirSync(new URL("library/vehicles/", root)).map((name) => `library/vehicles/${name}`);
    expect(files).toContain("library/vehicles/iss.yaml");
    for (const path of [...files, "examples/my-loop.yaml"]) expect(read(path)).toMatchObject({ ok: true });
  });

  it("describes the eight public loops of the station, each with its own inventory channel", () => {
    const outcome = read("library/vehicles/iss.yaml");
    if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
    const { loops } = outcome.vehicle;
    expect(loops.map((loop) => [loop.id, loop.inventoryChannel, loop.inventoryUnit])).toEqual([
      ["ETCS-A", "S1000002", "kPa"],
      ["ETCS-B", "P1000002", "kPa"],
      ["LAB-LTL", "USLAB000056", "%"],
      ["LAB-MTL", "USLAB000057", "%"],
      ["NODE2-LTL", "NODE2000002", "%"],
      ["NODE2-MTL", "NODE2000001", "%"],
      ["NODE3-LTL", "NODE3000019", "%"],
      ["NODE3-MTL", "NODE3000017", "%"],
    ]);
    for (const loop of loops) {
      expect(loop.orbitPeriodS).toBeCloseTo(5568, 9);
      expect(loop.learningS).toBeCloseTo(2 * 5568, 9);
      expect(loop.noise.step).toBeCloseTo(loop.inventoryUnit === "%" ? 0.026474 : 2.1125488, 9);
    }
  });

  it("gives a ten-line file sensible defaults", () => {
    const text = readFileSync(new URL("examples/my-loop.yaml", root), "utf8");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
    const outcome = readVehicle(text, "my-loop.yaml");
    expect(outcome.ok && outcome.vehicle.loops[0]).toMatchObject({
      name: "bench",
      carrier: "my-loop",
      framePeriodS: 5,
      orbitPeriodS: 0,
      silenceS: 15,
      learningS: 3600,
      meanTimeBetweenFalseAlarmsS: 31_557_600,
    });
  });

  it("is documented with the ten-line file as shipped, and with messages as given", () => {
    const text = readFileSync(new URL("examples/my-loop.yaml", root), "utf8");
    const documented = readFileSync(new URL("docs/vehicle-file.md", root), "utf8");
    expect(documented).toContain(text);
    const changes = [text.replace("0.1 %", "0.1"), text.replace("explained-by", "explaned-by")];
    for (const changed of changes) {
      const outcome = readVehicle(changed, "my-loop.yaml");
      expect(outcome.ok ? "" : documented).toContain(outcome.ok ? "read" : outcome.problems.join("\n"));
    }
  });

  it("keeps ranges and sources of uncertain numbers, in SI", () => {
    const outcome = readVehicle(BENCH, "bench.yaml");
    const inventory = outcome.ok && outcome.vehicle.loops[0]?.inventory;
    expect(inventory).toMatchObject({ massPerPercentKg: { source: "handbook" } });
    if (inventory === false || inventory?.kind !== "accumulator-quantity")
      throw new Error("not read as written");
    expect(inventory.massPerPercentKg?.low).toBeCloseTo(0.015, 12);
    expect(inventory.massPerPercentKg?.value).toBeCloseTo(0.02, 12);
    expect(inventory.massPerPercentKg?.high).toBeCloseTo(0.025, 12);
  });

  it("converts noise to the inventory channel's unit whatever unit it is written in", () => {
    const text = withChange('unit: "%", mass', "unit: kgf/cm2, mass")
      .replace("accumulator-quantity", "pressure-proxy")
      .replace(/, mass-per-percent: .*? } }/, " }")
      .replace("step: 0.1 %, white: 0.2 %", "step: 0.01 kgf/cm2, white: 0.980665 kPa");
    const outcome = readVehicle(text, "bench.yaml");
    expect(outcome.ok && outcome.vehicle.loops[0]?.noise.step).toBeCloseTo(0.01, 12);
    expect(outcome.ok && outcome.vehicle.loops[0]?.noise.white).toBeCloseTo(0.01, 12);
  });
});

describe("the witnesses of a loop", () => {
  it("are read with their hub, and a loop that names none has none", () => {
    const ship = read("library/vehicles/progress-ms.yaml");
    expect(ship.ok && ship.vehicle.loops[0]).toMatchObject({
      inventoryHub: "mux-1",
      witnesses: [{ channel: "P-ext-2", unit: "kgf/cm2", hub: "mux-2" }],
    });
    const bench = readVehicle(BENCH, "bench.yaml");
    expect(bench.ok && bench.vehicle.loops[0]?.witnesses).toEqual([]);
  });

  it("may measure in another kind of unit, and then say their own noise in it", () => {
    const text = `${BENCH}    witnesses: [{ channel: p, unit: kPa, noise: { step: 0.01 kgf/cm2, white: 100 Pa } }]\n`;
    const outcome = readVehicle(text, "bench.yaml");
    const noise = outcome.ok ? outcome.vehicle.loops[0]?.witnesses?.[0]?.noise : undefined;
    expect(noise?.step).toBeCloseTo(0.980665, 9);
    expect(noise?.white).toBeCloseTo(0.1, 12);
  });
});

describe("a problem in a vehicle file", () => {
  it.each([
    [
      "a witness that is the inventory channel itself",
      "    noise:",
      "    witnesses: [{ channel: level, unit: '%' }]\n    noise:",
      /^bench.yaml:12: loops.one.witnesses.0.channel: "level" is already used by this loop/,
    ],
    [
      "a witness of another kind without its noise",
      "    noise:",
      "    witnesses: [{ channel: p, unit: kPa }]\n    noise:",
      /loops.one.witnesses.0: does not say its noise/,
    ],
    [
      "a witness that measures no amount",
      "    noise:",
      "    witnesses: [{ channel: p, unit: degC }]\n    noise:",
      /"degC" measures temperature; expected a unit of pressure or fraction/,
    ],
    [
      "a number without unit",
      "step: 0.1 %",
      "step: 0.1",
      /^bench.yaml:12: loops.one.noise.step: "0.1" has no unit/,
    ],
    ["a unit of the wrong kind", "step: 0.1 %", "step: 0.1 kPa", /noise.step: "kPa" measures pressure/],
    [
      "an unknown unit",
      "20 g,",
      "20 stone,",
      /mass-per-percent: unit "stone" is not known.*expected a mass such as "34 kg"/,
    ],
    [
      "an unknown key, with the nearest one",
      "coolant: water",
      "coolant: water\n    explaned-by: []",
      /loops.one.explaned-by: "explaned-by" is not a key.*did you mean "explained-by"\?/,
    ],
    [
      "an unknown key of an inventory",
      "mass-per-percent",
      "mass-per-pct",
      /"mass-per-pct" is not a key.*did you mean "mass-per-percent"\?/,
    ],
    [
      "a missing key",
      "    coolant: water\n",
      "",
      /^bench.yaml:7: loops.one.coolant: is missing; expected the coolant's name/,
    ],
    [
      "a wrong choice",
      "quantity: temperature }",
      "quantity: temprature }",
      /"temprature" is not known here; did you mean "temperature"\?/,
    ],
    [
      "an unknown way of reading",
      "accumulator-quantity",
      "acumulator-quantity",
      /loops.one.inventory.reads: "acumulator-quantity" is not known here; did you mean "accumulator-quantity"\?/,
    ],
    ["a range that misses its value", "[15 g, 25 g]", "[21 g, 25 g]", /"20 g" lies outside its range/],
    [
      "a range upside down",
      "[15 g, 25 g]",
      "[25 g, 15 g]",
      /write range: \[low, high\] with low <= value <= high/,
    ],
    [
      "a source that is not listed",
      "source: handbook",
      "source: handbok",
      /"handbok" is not a key of sources; did you mean "handbook"\?/,
    ],
    [
      "a source and an estimate at once",
      "source: handbook",
      "source: handbook, estimate: true",
      /both a source and "estimate"/,
    ],
    ["a negative amount", "20 g,", "-20 g,", /"-20 g" must be more than 0/],
    ["a file of another version", "vehicle/1", "vehicle/9", /:1: hoarfrost: "vehicle\/9" is not known here/],
    [
      "a channel that explains itself",
      "channel: temperature,",
      "channel: level,",
      /"level" is already used by this loop/,
    ],
    ["an id with a blank", "  one:", "  loop one:", /"loop one" must be letters/],
    [
      "a false-alarm rate that is none",
      "    coolant",
      "    false-alarms: seldom\n    coolant",
      /"seldom" is not a rate such as "1 per year"/,
    ],
    [
      "a duplicate id",
      BENCH.slice(BENCH.indexOf("  one:")),
      `${BENCH.slice(BENCH.indexOf("  one:"))}  one: {}\n`,
      /:13: a name stands here twice/,
    ],
    ["a tab", "    coolant", "\tcoolant", /:8: .*tab/],
    ["no loops", BENCH.slice(BENCH.indexOf("loops:")), "loops: {}\n", /names no loop/],
  ])("is explained: %s", (_, from, to, message) => {
    const problems = problemsOf(withChange(from, to));
    expect(
      problems.some((problem) => message.test(problem)),
      problems.join("\n"),
    ).toBe(true);
  });

  it("is found twice when two loops claim one inventory channel", () => {
    const second = BENCH.slice(BENCH.indexOf("  one:")).replace("  one:", "  two:");
    expect(problemsOf(BENCH + second).join()).toMatch(
      /:15: loops.two.inventory.channel: "level" is already the inventory channel of loop "one"/,
    );
  });

  it("does not hide the others: all are reported at once, in the order of lines", () => {
    const text = withChange("step: 0.1 %", "step: 0.1").replace("20 g,", "20,").replace("coolant", "colant");
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThanOrEqual(4);
    const lines = problems.map((problem) => Number(problem.split(":")[1]));
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });

  it("never escapes as an exception, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readVehicle(text, "any.yaml").ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.nat(BENCH.length - 1), fc.nat(30), fc.string({ maxLength: 4 }), (at, cut, insert) => {
        const outcome = readVehicle(BENCH.slice(0, at) + insert + BENCH.slice(at + cut), "any.yaml");
        if (!outcome.ok) expect(outcome.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
