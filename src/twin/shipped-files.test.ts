import { describe, expect, it } from "vitest";

import { allQuantities } from "../vehicle/twin/uncertain-quantities.ts";
import { buildTwin, type ScenarioAction, TwinRun } from "./index.ts";
import { shippedTwin, shippedTwinNames } from "./shipped-twin.case.ts";

// Oracles: the books of mass (1e-9 of the charge), the words of the file (each number has a source or a range). Temperatures of
// coolants stay between -80 and 80 degC with the loads of the file.

const ORBIT_S = 5570;
/** How a run starts is its user's choice, not the hardware's. */
const AT_THE_START = /\.(start|opening)$|^compartments\.[^.]+\.(temperature|humidity|pressure)$/;

describe.each(shippedTwinNames())("the shipped file %s", (name) => {
  const description = shippedTwin(name);

  it("says of every number it gives where it comes from, or that it is an estimate and how far off it may be", () => {
    const bare: string[] = [];
    for (const [path, { source, low, high, value }] of allQuantities(description)) {
      const known = source !== "estimate" && source in description.sources;
      // what is absent in the file is nothing (0) or unchanged (1)
      const absent = value === 0 || value === 1;
      if (!known && !(low < high) && !absent && !AT_THE_START.test(path))
        bare.push(`${path} = ${value} (${source})`);
    }
    expect(bare).toEqual([]);
  });

  it("runs four orbits quietly, then loses coolant to a hole and no more than the hole takes", () => {
    const [loop] = description.loops;
    const hurt = loop!.paths.flatMap(({ elements }) => elements).at(-1)!;
    const actions: ScenarioAction[] = [
      {
        kind: "leak",
        element: `${loop!.id}.${hurt}`,
        diameterM: 0.3e-3,
        dischargeCoefficient: 0.62,
        atS: 4 * ORBIT_S,
      },
    ];
    const run = new TwinRun(buildTwin(description), { actions });
    const names = run.names.filter((each) => each.endsWith(".outlet/temperature"));
    run.advance(4 * ORBIT_S);
    for (const each of names) {
      const celsius = run.value(each) - 273.15;
      expect(celsius, each).toBeGreaterThan(-80);
      expect(celsius, each).toBeLessThan(80);
    }
    expect(run.warnings.map(({ kind }) => kind)).toEqual([]);
    // the first orbit is still the start's
    expect(run.limitsPassed.filter(({ timeS }) => timeS > ORBIT_S)).toEqual([]);
    const before = run.value(`${loop!.id}/inventory`);
    run.advance(4 * ORBIT_S + 900);
    const lost = run.value(`${loop!.id}/leaked`);
    expect(lost).toBeGreaterThan(0);
    expect(Math.abs(before - run.value(`${loop!.id}/inventory`) - lost)).toBeLessThan(1e-9 * before);
  });
});
