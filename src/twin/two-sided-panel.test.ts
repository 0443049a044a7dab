import { describe, expect, it } from "vitest";
import { readVehicle } from "../vehicle/index.ts";
import { buildTwin, TwinRun } from "./index.ts";

// Oracle: two panels of one side each, back to back, absorb together what one panel of two sides does (1e-12), and at the same
// temperature radiate together what it does.

const loop = (radiators: string, path: string) => `
    coolant: water
    charge: 3 kg
    elements:
      pump: { type: pump, curve: [[0 L/min, 40 kPa], [9 L/min, 5 kPa]], estimate: true }
      tank: { type: accumulator, gas-volume: 1 L, liquid: 0.5 L, pressure: 150 kPa, estimate: true }
${radiators}
    paths: { round: [a, pump, ${path}, a] }
    hangs-on: { tank: a }`;
const panel = (id: string, rest: string) =>
  `      ${id}: { type: radiator, area: 2 m2, emissivity: 80 %, absorptivity: 30 %, shaded: 10 %, drop: 1 kPa, at-flow: 5 L/min, ${rest}, estimate: true }`;
const text = `
hoarfrost: vehicle/1
kind: twin
id: panels
loops:
  two:${loop(panel("wing", "faces: [0, 0.5, -1], sides: 2"), "wing")}
  one:${loop(`${panel("face", "faces: [0, 0.5, -1]")}\n${panel("back", "faces: [0, -0.5, 1]")}`, "face, back")}
orbit: { altitude: 413 km, inclination: 51.6 deg, beta: 35 deg, epoch: "2018-10-12T00:00:00Z" }
`;

describe("a panel with two sides", () => {
  const outcome = readVehicle(text, "panels.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  const run = new TwinRun(buildTwin(outcome.vehicle.twin!));

  it("absorbs and radiates what two panels back to back do together", () => {
    const together = (what: string) => run.value(`one/face/${what}`) + run.value(`one/back/${what}`);
    const startW = together("rejected");
    expect(Math.abs(run.value("two/wing/rejected") / startW - 1)).toBeLessThan(1e-12);
    for (let orbit = 1; orbit <= 8; orbit++) {
      run.advance((orbit * 5570) / 8);
      expect(Math.abs(run.value("two/wing/absorbed") / together("absorbed") - 1)).toBeLessThan(1e-12);
    }
  });
});
