/** Density and temperature of the air at a height. */
export interface AirState {
  readonly densityKgPerM3: number;
  readonly temperatureK: number;
  readonly pressurePa: number;
}

// U.S. Standard Atmosphere 1976, NOAA-S/T 76-1562: constants of its section 1.2.
const GEOPOTENTIAL_RADIUS_M = 6_356_766;
const GRAVITY = 9.80665; // [m/s2]
const AIR_GAS_CONSTANT = 8314.32 / 28.9644; // [J/(kg K)]

/** Geopotential height of the base [m], temperature there [K], lapse rate [K/m], pressure there [Pa]. */
const LAYERS = [
  [0, 288.15, -0.0065, 101_325],
  [11_000, 216.65, 0, 22_632.06],
  [20_000, 216.65, 0.001, 5474.889],
  [32_000, 228.65, 0.0028, 868.0187],
  [47_000, 270.65, 0, 110.9063],
  [51_000, 270.65, -0.0028, 66.93887],
  [71_000, 214.65, -0.002, 3.95642],
] as const;

const UPPER_FROM_M = 86_000;

/** Above 86 km: geometric height [km] and density [kg/m3] from the standard's table I. */
const UPPER: readonly (readonly [number, number])[] = [
  [86, 6.958e-6],
  [90, 3.416e-6],
  [95, 1.393e-6],
  [100, 5.604e-7],
  [105, 2.325e-7],
  [110, 9.708e-8],
  [115, 4.289e-8],
  [120, 2.222e-8],
  [130, 8.152e-9],
  [140, 3.831e-9],
  [150, 2.076e-9],
  [160, 1.233e-9],
  [180, 5.194e-10],
  [200, 2.541e-10],
  [250, 6.073e-11],
  [300, 1.916e-11],
  [350, 7.014e-12],
  [400, 2.803e-12],
  [450, 1.184e-12],
  [500, 5.215e-13],
  [600, 1.137e-13],
  [700, 3.07e-14],
  [800, 1.136e-14],
  [900, 5.759e-15],
  [1000, 3.561e-15],
];

/**
 * Air density [kg/m3] of the U.S. Standard Atmosphere 1976 at a geometric height. From 0 to 86 km by its formulas, from 86 to
 * 1000 km exponential between tabulated heights; beyond 1000 km the last scale height goes on; below 0 the sea-level value.
 * Moderate solar activity: above 120 km the true density ranges from a third to three times of it.
 */
export function standardDensity(heightM: number): number {
  if (heightM < UPPER_FROM_M) return lowerAir(Math.max(0, heightM)).densityKgPerM3;
  const km = heightM / 1000;
  let i = 0;
  while (i < UPPER.length - 2 && km >= UPPER[i + 1]![0]) i++;
  const [lowKm, low] = UPPER[i]!;
  const [highKm, high] = UPPER[i + 1]!;
  return low * (high / low) ** ((km - lowKm) / (highKm - lowKm));
}

/** The lower atmosphere, 0 to 86 km geometric. Throws outside. */
export function lowerAir(heightM: number): AirState {
  if (!(heightM >= 0 && heightM <= UPPER_FROM_M))
    throw new RangeError(`the lower atmosphere reaches from 0 to ${UPPER_FROM_M} m, asked for ${heightM} m`);
  const geopotentialM = (GEOPOTENTIAL_RADIUS_M * heightM) / (GEOPOTENTIAL_RADIUS_M + heightM);
  let layer: (typeof LAYERS)[number] = LAYERS[0];
  for (const candidate of LAYERS) if (geopotentialM >= candidate[0]) layer = candidate;
  const [baseM, baseK, lapse, basePa] = layer;
  const rise = geopotentialM - baseM;
  const temperatureK = baseK + lapse * rise;
  const pressurePa =
    lapse === 0
      ? basePa * Math.exp((-GRAVITY * rise) / (AIR_GAS_CONSTANT * baseK))
      : basePa * (baseK / temperatureK) ** (GRAVITY / (AIR_GAS_CONSTANT * lapse));
  return { temperatureK, pressurePa, densityKgPerM3: pressurePa / (AIR_GAS_CONSTANT * temperatureK) };
}
