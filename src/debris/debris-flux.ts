/** What the NASA-90 debris model depends on beside the diameter. */
export interface DebrisEnvironment {
  readonly altitudeM: number;
  /** Calendar year with fraction, such as 2022.96. */
  readonly year: number;
  /** Thirteen-month mean of the 10.7 cm solar flux one year earlier, in solar flux units; 70 at minimum, 200 at maximum. */
  readonly solarFlux107: number;
  /** Dependence on inclination; 1.03 at 51.6 degrees. */
  readonly inclinationFactor?: number;
}

/** Inclination factor of the ISS orbit. */
export const ISS_INCLINATION_FACTOR = 1.03;

/**
 * Cumulative flux of orbital debris of diameter d and more, per square metre of surface of a tumbling object and year:
 * the engineering model of Kessler, Reynolds and Anz-Meador, NASA TM-100471 (1989), as in SSP 30425. Its logarithm is to
 * base ten. Valid to about 1000 km and from 0.1 mm; at 1 mm it lies a factor of six below later models, see
 * {@link FLUX_SIGMA_LN}.
 */
export function nasa90FluxPerM2Yr(diameterM: number, environment: DebrisEnvironment): number {
  const d = diameterM * 100;
  const { altitudeM, year, solarFlux107, inclinationFactor = ISS_INCLINATION_FACTOR } = environment;
  if (!(d > 0)) throw new RangeError(`a particle diameter is positive, got ${diameterM} m`);
  const altitudeKm = altitudeM / 1000;
  if (!(altitudeKm >= 200 && altitudeKm <= 2000))
    throw new RangeError(`the debris model is defined from 200 to 2000 km, got ${altitudeKm} km`);
  const large = Math.sqrt(10 ** Math.exp(-(((Math.log10(d) - 0.78) / 0.637) ** 2)));
  const thin = 10 ** (altitudeKm / 200 - solarFlux107 / 140 - 1.5);
  const smallGrowth = year < 2011 ? 1.02 ** (year - 1988) : 1.02 ** 23 * 1.04 ** (year - 2011);
  const largeGrowth = 1 + 0.05 * (year - 1988);
  const small = 1.22e-5 * d ** -2.5;
  const big = 8.1e10 * (d + 700) ** -6;
  return large * (thin / (1 + thin)) * inclinationFactor * (small * smallGrowth + big * largeGrowth);
}
