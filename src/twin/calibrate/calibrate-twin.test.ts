import { describe, expect, it } from "vitest";
import { readVehicle } from "../../vehicle/index.ts";
import { type CalibrationCase, calibrateTwin, meetLevels, unknownOf } from "./calibrate-twin.ts";
import { lagS } from "./ripple.ts";

// Oracle: a made-up loop whose unknowns were set to known values and are then forgotten. Its ripples give
// the gas volume and the wing's heat capacity back within 10 %, from a start 35 to 60 % off, pulled by wide ranges.

const PERIOD_S = 5569.6;
const text = `
hoarfrost: vehicle/1
kind: twin
id: made-up
loops:
  cold:
    coolant: ammonia
    charge: 60 kg
    start: 3 degC
    elements:
      pump: { type: pump, curve: [[0 L/s, 300 kPa], [0.6 L/s, 200 kPa], [1.2 L/s, 20 kPa]], estimate: true }
      plate: { type: cold-plate, loads: [boxes], conductance: 3 kW/K, drop: 150 kPa, at-flow: 0.6 L/s, estimate: true }
      gate: { type: control-valve, holds: { quantity: temperature, at: pump.outlet, to: 4 degC }, opens-when: above, opening: 20 %, band: 1 K, stroke: 2 h, drop: 30 kPa, at-flow: 0.6 L/s, estimate: true }
      past: { like: gate, opens-when: below, opening: 80 % }
      wing:
        { type: radiator, area: 40 m2, sides: 2, emissivity: 80 %, absorptivity: 12 %, faces: zenith, drop: 10 kPa, at-flow: 0.2 L/s, cells: 2, heat-capacity: { value: 400 kJ/K, range: [100 kJ/K, 1600 kJ/K] }, estimate: true }
      tank: { type: accumulator, liquid: 20 L, capacity: 40 L, gas-volume: { value: 25 L, range: [6 L, 100 L] }, pressure: 1.6 MPa, estimate: true }
    paths: { supply: [mix, pump, plate, split], wing: [split, wing, gate, mix], past: [split, past, mix] }
    hangs-on: { tank: mix }
loads: { boxes: { power: { nominal: 5 kW } } }
orbit: { altitude: 413 km, inclination: 51.6 deg, beta: 0 deg, epoch: "2018-10-12T00:00:00Z" }
`;
const outcome = readVehicle(text, "made-up.yaml");
if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
const description = outcome.vehicle.twin!;

const [GAS, METAL] = ["loops.cold.elements.tank.gas-volume", "loops.cold.elements.wing.heat-capacity"];
const TRUTH = { [GAS]: 0.04, [METAL]: 260e3 };
const late = "cold/pump.outlet/pressure";
const early = "cold/pump.outlet/temperature";

function recordedAt(betaDeg: number, lateMean: number): CalibrationCase {
  const empty: CalibrationCase = {
    name: `beta ${betaDeg}`,
    description,
    choice: { "orbit.beta": (betaDeg * Math.PI) / 180 },
    span: { periodS: PERIOD_S, settleOrbits: 2, orbits: 1, everyS: 120, exchangeS: 120 },
    observed: [
      {
        late,
        early,
        lateAmplitude: 1,
        earlyAmplitude: 1,
        lagS: 0,
        lateMean,
        level: "loops.cold.elements.tank.pressure",
      },
    ],
  };
  const { ripples } = meetLevels(empty, TRUTH, new Map());
  const [p, t] = [ripples.get(late)!, ripples.get(early)!];
  return {
    ...empty,
    observed: [
      {
        ...empty.observed[0]!,
        lateAmplitude: p.amplitude,
        earlyAmplitude: t.amplitude,
        lagS: lagS(p, t, PERIOD_S),
      },
    ],
  };
}

describe("calibrating a twin on its own telemetry", () => {
  const cases = [recordedAt(10, 1.9e6)];

  it("gives back the numbers that made it, and the means at each recording's own pressure", () => {
    const { fit, choice } = calibrateTwin(
      [GAS, METAL].map((path) => unknownOf(description, path!)),
      cases,
      { rounds: 5, tolerance: 0.01 },
    );
    expect(fit.sum).toBeLessThan(0.2 * fit.startSum);
    expect(Math.abs(choice[GAS]! / TRUTH[GAS]! - 1)).toBeLessThan(0.1);
    expect(Math.abs(choice[METAL]! / TRUTH[METAL]! - 1)).toBeLessThan(0.1);
    for (const each of cases) {
      const found = meetLevels(each, choice, new Map());
      expect(Math.abs(found.ripples.get(late)!.mean / each.observed[0]!.lateMean - 1)).toBeLessThan(5e-4);
    }
  });

  it("names a number that the file does not have", () => {
    expect(() => unknownOf(description, "loops.cold.elements.wing.colour")).toThrow("colour");
  });
});
