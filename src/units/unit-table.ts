import type { Dimension } from "./quantity.ts";

/** One unit: value in SI = (value + offset) * factor. Factors are exact by definition unless a note says otherwise. */
export interface Unit {
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset?: number;
}

const DAY_S = 86_400;
const YEAR_S = 365.25 * DAY_S;
const POUND_KG = 0.45359237;
const INCH_M = 0.0254;
const ATMOSPHERE_PA = 101_325;
const STANDARD_GRAVITY = 9.80665; // [m/s2]
const US_GALLON_M3 = 231 * INCH_M ** 3;

const perTime = { s: 1, min: 60, h: 3600, day: DAY_S, d: DAY_S, yr: YEAR_S, year: YEAR_S } as const;

function rates(dimension: Dimension, amounts: Record<string, number>): Record<string, Unit> {
  const table: Record<string, Unit> = {};
  for (const [amount, factor] of Object.entries(amounts))
    for (const [time, seconds] of Object.entries(perTime))
      table[`${amount}/${time}`] = { dimension, factor: factor / seconds };
  return table;
}

function all(dimension: Dimension, factors: Record<string, number>): Record<string, Unit> {
  return Object.fromEntries(Object.entries(factors).map(([name, factor]) => [name, { dimension, factor }]));
}

const masses = { kg: 1, g: 1e-3, mg: 1e-6, t: 1000, lb: POUND_KG, lbm: POUND_KG };
const volumes = {
  m3: 1,
  L: 1e-3,
  l: 1e-3,
  mL: 1e-6,
  ml: 1e-6,
  cm3: 1e-6,
  cc: 1e-6,
  mm3: 1e-9,
  gal: US_GALLON_M3,
};

/** Every unit that people may write, by its spelling. Spellings are case sensitive: "mPa" is not "MPa". */
export const unitTable: Readonly<Record<string, Unit>> = {
  ...all("time", {
    s: 1,
    ms: 1e-3,
    min: 60,
    h: 3600,
    day: DAY_S,
    days: DAY_S,
    d: DAY_S,
    week: 7 * DAY_S,
    yr: YEAR_S,
    year: YEAR_S,
  }),
  ...all("length", { m: 1, cm: 1e-2, mm: 1e-3, um: 1e-6, µm: 1e-6, km: 1000, in: INCH_M, ft: 12 * INCH_M }),
  ...all("area", { m2: 1, cm2: 1e-4, mm2: 1e-6 }),
  ...all("volume", volumes),
  ...all("mass", masses),
  ...rates("massFlow", masses),
  ...rates("volumeFlow", volumes),
  ...all("pressure", {
    Pa: 1,
    hPa: 100,
    kPa: 1000,
    MPa: 1e6,
    bar: 1e5,
    mbar: 100,
    atm: ATMOSPHERE_PA,
    psi: (POUND_KG * STANDARD_GRAVITY) / INCH_M ** 2,
    torr: ATMOSPHERE_PA / 760,
    mmHg: 133.322387415, // conventional millimetre of mercury, ISO 80000-4
    "kgf/cm2": STANDARD_GRAVITY * 1e4,
  }),
  K: { dimension: "temperature", factor: 1 },
  degC: { dimension: "temperature", factor: 1, offset: 273.15 },
  "°C": { dimension: "temperature", factor: 1, offset: 273.15 },
  degF: { dimension: "temperature", factor: 5 / 9, offset: 459.67 },
  "°F": { dimension: "temperature", factor: 5 / 9, offset: 459.67 },
  ...all("power", { W: 1, kW: 1000, MW: 1e6 }),
  ...all("energy", { J: 1, kJ: 1000, MJ: 1e6 }),
  ...all("conductance", { "W/K": 1, "kW/K": 1000 }),
  ...all("heatCapacity", { "J/K": 1, "kJ/K": 1000, "MJ/K": 1e6 }),
  ...all("angle", { rad: 1, deg: Math.PI / 180, "°": Math.PI / 180 }),
  ...all("speed", { "m/s": 1, "km/s": 1000, "km/h": 1 / 3.6 }),
  ...all("density", { "kg/m3": 1, "g/cm3": 1000 }),
  ...all("fraction", { "%": 0.01, "1": 1 }),
  ...rates("fractionPerTime", { "%": 0.01 }),
};
