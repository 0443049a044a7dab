import { describe, expect, it } from "vitest";
import { readVehicle } from "../index.ts";
import { uncertainQuantities } from "./uncertain-quantities.ts";

const FILE = `hoarfrost: vehicle/1
kind: twin
id: small
loops:
  round:
    coolant: water
    charge: { value: 2 kg, range: [1.8 kg, 2.2 kg], estimate: true }
    elements:
      pump: { type: pump, curve: [[0 L/min, 40 kPa], [9 L/min, 5 kPa]] }
      plate: { type: cold-plate, loads: [box], conductance: 60 W/K, drop: 6 kPa, at-flow: 5 L/min, estimate: true, spread: 10 % }
      plate-2: { like: plate, loads: [] }
      tank: { type: accumulator, gas-volume: 1 L, liquid: 0.5 L, capacity: 1 L, pressure: 150 kPa }
    paths:
      there: [a, pump, plate, b]
      back: [b, plate-2, a]
    hangs-on: { tank: a }
    sensors:
      level: { measures: quantity, at: tank, step: 0.1 %, every: 1 s }
loads:
  box: { power: { nominal: 100 W } }
`;

function problems(text: string): readonly string[] {
  const outcome = readVehicle(text, "small.yaml");
  return outcome.ok ? [] : outcome.problems;
}

describe("a twin file", () => {
  it("gives hardware in SI, and the watch its loop with the accumulator's scale in kilograms", () => {
    const outcome = readVehicle(FILE, "small.yaml");
    if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
    const { twin, loops } = outcome.vehicle;
    expect(twin!.loops[0]!.elements).toHaveLength(4);
    expect(loops[0]!.inventoryChannel).toBe("level");
    const { inventory } = loops[0]!;
    expect(inventory.kind).toBe("accumulator-quantity");
    // a litre of water at 20 degC is 0.9982 kg (CRC Handbook)
    if (inventory.kind === "accumulator-quantity")
      expect(inventory.massPerPercentKg!.value).toBeCloseTo(0.009982, 5);
  });

  it("names each uncertain number once by its path, those taken over with `like` under the element that wrote them", () => {
    const outcome = readVehicle(FILE, "small.yaml");
    if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
    const paths = uncertainQuantities(outcome.vehicle.twin!).map(({ path }) => path);
    expect(paths).toContain("loops.round.charge");
    expect(paths).toContain("loops.round.elements.plate.conductance");
    expect(paths).not.toContain("loops.round.elements.plate-2.conductance");
    expect(new Set(paths).size).toBe(paths.length);
    const spread = uncertainQuantities(outcome.vehicle.twin!).find(({ path }) =>
      path.endsWith("plate.conductance"),
    )!;
    expect([spread.low, spread.high]).toEqual([54, 66]);
  });

  it.each([
    ["an element of no path", "back: [b, plate-2, a]", "back: [b, plate, a]", /plate-2: stands in no path/],
    [
      "a path that leads nowhere",
      "back: [b, plate-2, a]",
      "back: [b, plate-2, c]",
      /only one path meets at "a"/,
    ],
    [
      "a junction that is an element",
      "[a, pump, plate, b]",
      "[pump, plate, b]",
      /begins or ends with the element "pump"/,
    ],
    ["no accumulator hung on", "{ tank: a }", "{}", /does not say where accumulator "tank"/],
    ["a load nobody carries", "loads: [box]", "loads: []", /its heat goes nowhere/],
    ["a misspelled element", "[b, plate-2, a]", "[b, plate-3, a]", /did you mean/],
    ["a rising pump curve", "[9 L/min, 5 kPa]", "[9 L/min, 50 kPa]", /breaks the curve/],
    ["a number without unit", "conductance: 60 W/K", "conductance: 60", /has no unit/],
    ["an unknown element type", "type: cold-plate", "type: warm-plate", /warm-plate/],
    ["an element like itself", "like: plate,", "like: plate-2,", /circle/],
    ["a level sensor on a plate", "at: tank", "at: plate", /is no accumulator/],
    ["an unknown coolant", "coolant: water", "coolant: wather", /did you mean "water"/],
    ["a range the wrong way", "[1.8 kg, 2.2 kg]", "[2.1 kg, 2.2 kg]", /outside its range/],
  ])("with %s is refused with the line and a way out", (_what, from, to, message) => {
    const found = problems(FILE.replace(from, to));
    expect(found.join("\n")).toMatch(message);
    for (const problem of found) expect(problem).toMatch(/^small\.yaml:\d+: /);
  });

  it("is read without a problem as it stands", () => {
    expect(problems(FILE)).toEqual([]);
  });
});
