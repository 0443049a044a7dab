import { describe, expect, it } from "vitest";
import { coolantIds, coolantNamed } from "./coolant-library.ts";

// Oracle: Clausius and Clapeyron, L = T dp/dT (1/rho_vapour - 1/rho_liquid). Tolerances: 1e-4 to 5e-4 where all come from one
// equation of state; otherwise the scatter of the independent laws, stated per coolant,
// of which the ideal vapour makes 4 % at the normal boiling point of isooctane, and the two-constant vapour
// pressure of HFE-7200 all in the cold.
const TOLERANCE: Record<string, number> = {
  water: 1e-4,
  ammonia: 1e-4,
  "pms-1.5": 5e-4,
  "lz-tk-2": 0.055,
  "hfe-7200": 0.135,
  "propylene-glycol-water": 0.025,
  "ethylene-glycol-water": 0.025,
};

describe.each(coolantIds)("heat of vaporisation of %s", (id) => {
  it("agrees with its vapour pressure and densities", () => {
    const coolant = coolantNamed(id);
    const { vapourPressure, latentHeat, vapourDensity, density } = coolant.curves;
    const low = Math.max(vapourPressure.lowK, latentHeat.lowK, vapourDensity.lowK, density.lowK);
    const high = Math.min(vapourPressure.highK, latentHeat.highK, vapourDensity.highK, density.highK, 369);
    let worst = 0;
    for (let t = low + 0.5; t < high; t += 1) {
      const implied =
        t * coolant.vapourPressureSlope(t) * (1 / coolant.vapourDensity(t) - 1 / coolant.density(t));
      worst = Math.max(worst, Math.abs(implied / coolant.latentHeat(t) - 1));
    }
    expect(worst).toBeLessThan(TOLERANCE[id]!);
    expect(worst).toBeGreaterThan(0);
  });
});
