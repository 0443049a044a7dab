import type { Exposure } from "./exposure.ts";

/** A hundred days on the station at the end of 2022, before particles of half a millimetre; what a test needs otherwise it says. */
export function stationExposure(areaM2: { low: number; high: number }, year = 2022.96): Exposure {
  return {
    areaM2,
    particleM: { low: 5e-4, high: 5e-4 },
    days: 100,
    altitudeM: 420_000,
    inclinationDeg: 51.64,
    year,
    solarFlux107: 110,
  };
}
