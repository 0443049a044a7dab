import { expect, it } from "vitest";
import { coolantIds, coolantNamed } from "./coolant-library.ts";

// Oracle: compressed liquid by the reference equations of state (Gao et al. 2020, IAPWS-95), computed apart; 1e-3 relative,
// which is a tenth of what a pressure of 4 MPa does to ammonia.
it.each([
  ["ammonia", 250, 2e6, 669.9828],
  ["ammonia", 277, 2e6, 634.4705],
  ["ammonia", 277, 4e6, 635.9152],
  ["ammonia", 310, 2.5e6, 585.8728],
  ["water", 293.15, 5e6, 1000.4396],
  ["water", 353.15, 5e6, 973.9735],
])("%s at %f K and %d Pa has a density of %f kg/m3", (id, temperatureK, pressurePa, density) => {
  expect(Math.abs(coolantNamed(id).densityAt(temperatureK, pressurePa) / density - 1)).toBeLessThan(1e-3);
});

it.each(coolantIds)(
  "slopes of the density of %s by pressure and temperature are those of its values",
  (id) => {
    const coolant = coolantNamed(id);
    for (const t of [270, 290, 310])
      for (const p of [1e5, 2e6]) {
        const byPressure = (coolant.densityAt(t, p + 1e4) - coolant.densityAt(t, p - 1e4)) / 2e4;
        expect(byPressure / coolant.densityPressureSlope(t)).toBeCloseTo(1, 5);
        const byTemperature = (coolant.densityAt(t + 1e-3, p) - coolant.densityAt(t - 1e-3, p)) / 2e-3;
        expect(Math.abs(byTemperature - coolant.densityAtSlope(t, p))).toBeLessThan(1e-5);
      }
  },
);

it("two coolants from the library keep apart what they were asked outside their range", () => {
  const [one, other] = [coolantNamed("water"), coolantNamed("water")];
  one.viscosity(500);
  expect(one.excursions().map((excursion) => excursion.property)).toEqual(["viscosity"]);
  expect(other.excursions()).toEqual([]);
  expect(other.viscosity(300)).toBe(one.viscosity(300));
});
