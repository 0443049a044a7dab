// Published values against which the library is measured: each with its source, none of them used to make the library.
import type { PropertyName } from "./coolant-description.ts";

/** One published value, SI; `tolerance` relative. */
export interface PublishedPoint {
  readonly coolant: string;
  readonly massFraction?: number;
  readonly property: PropertyName;
  readonly temperatureK: number;
  /** Pressure of the published value; absent: along saturation or at 0.1 MPa, where it does not matter. */
  readonly pressurePa?: number;
  readonly value: number;
  readonly tolerance: number;
  readonly source: string;
}

type Column = readonly [property: PropertyName, tolerance: number, scale: number];

function rows(
  coolant: string,
  source: string,
  columns: readonly Column[],
  table: readonly (readonly number[])[],
  offsetK = 0,
  massFraction?: number,
): PublishedPoint[] {
  return table.flatMap(([temperature, ...values]) =>
    columns.map(([property, tolerance, scale], i) => ({
      coolant,
      property,
      temperatureK: temperature! + offsetK,
      value: values[i]! * scale,
      tolerance,
      source,
      ...(massFraction === undefined ? {} : { massFraction }),
    })),
  );
}

const WATER_KG_PER_MOL = 0.018015268;

/** Perry's Handbook, 9th edition, table 2-135: saturated water by IAPWS-95 with the transport formulations before 2008. */
const perryWater = rows(
  "water",
  "perry-9-table-2-135",
  [
    ["vapourPressure", 2e-4, 1e6],
    ["density", 2e-5, 1e3 * WATER_KG_PER_MOL],
    ["specificHeat", 2e-4, 1e3 / WATER_KG_PER_MOL],
    ["conductivity", 0.01, 1e-3],
    ["viscosity", 5e-3, 1e-6],
  ],
  [
    [280, 0.000992, 55.501, 0.075688, 574.04, 1433.7],
    [290, 0.00192, 55.44, 0.075429, 592.73, 1084],
    [300, 0.003537, 55.315, 0.07532, 610.28, 853.84],
    [310, 0.006231, 55.139, 0.075294, 626.05, 693.54],
    [320, 0.010546, 54.919, 0.075317, 639.71, 577.02],
    [330, 0.017213, 54.662, 0.075373, 651.18, 489.49],
    [340, 0.027188, 54.371, 0.075456, 660.55, 421.97],
    [350, 0.041682, 54.049, 0.075567, 668, 368.77],
    [360, 0.062194, 53.698, 0.075708, 673.76, 326.1],
    [370, 0.090535, 53.321, 0.075883, 678.02, 291.36],
    [380, 0.12885, 52.918, 0.076098, 681, 262.69],
    [390, 0.17964, 52.49, 0.076357, 682.83, 238.77],
  ],
);

/** NIST WebBook fluid pages, water at 0.1 MPa: density and vapour pressure to five digits. */
const webbookWater: PublishedPoint[] = [
  [283.15, 999.7, 4195.2],
  [298.15, 997.05, 4181.3],
  [323.15, 988.03, 4181.3],
  [353.15, 971.79, 4196.8],
].flatMap(([temperatureK, density, specificHeat]) =>
  (
    [
      ["density", density!, 2e-5],
      ["specificHeat", specificHeat!, 2e-4],
    ] as const
  ).map(([property, value, tolerance]) => ({
    coolant: "water",
    property,
    temperatureK: temperatureK!,
    pressurePa: 1e5,
    value,
    tolerance,
    source: "nist-webbook",
  })),
);

/** IAPWS SR6-08(2011), table of values to check programs by: water at 298.15 K and 0.1 MPa. */
const iapwsWater: PublishedPoint[] = (
  [
    ["density", 1 / 1.00296167e-3, 2e-6],
    ["specificHeat", 4181.44618, 1e-4],
    ["viscosity", 889.996774e-6, 2e-4],
    ["conductivity", 0.6065023, 2e-3],
  ] as const
).map(([property, value, tolerance]) => ({
  coolant: "water",
  property,
  temperatureK: 298.15,
  pressurePa: 1e5,
  value,
  tolerance,
  source: "iapws-sr6-08",
}));

/** Saturated ammonia of heat-pipe practice (Thermal-FluidsPedia, after Faghri): an older, independent set. */
const ammonia = rows(
  "ammonia",
  "thermal-fluids-pedia",
  [
    ["vapourPressure", 0.01, 1e6],
    ["latentHeat", 0.015, 1e3],
    ["density", 0.002, 1],
    ["viscosity", 0.18, 1e-6],
    ["specificHeat", 0.04, 1e3],
    ["surfaceTension", 0.05, 1e-3],
  ],
  [
    [240, 0.10226, 1369, 681.4, 273, 4.431, 33.9],
    [250, 0.16496, 1339, 668.9, 245, 4.483, 31.5],
    [260, 0.25529, 1307, 656.1, 220, 4.539, 29.2],
    [270, 0.381, 1273, 642.9, 197, 4.597, 26.9],
    [280, 0.55077, 1237, 629.2, 176, 4.662, 24.7],
    [290, 0.77413, 1198, 615, 157.7, 4.734, 22.4],
    [300, 1.0614, 1159, 600.2, 141, 4.815, 20.2],
    [310, 1.4235, 1113, 584.6, 126, 4.909, 18],
    [320, 1.8721, 1066, 568.2, 113.4, 5.024, 15.9],
  ],
);
const ammoniaCold = rows(
  "ammonia",
  "thermal-fluids-pedia",
  [
    ["vapourPressure", 0.01, 1e6],
    ["latentHeat", 0.015, 1e3],
    ["density", 0.002, 1],
  ],
  [
    [200, 0.008646, 1477, 728.9],
    [210, 0.017746, 1451, 717.5],
    [220, 0.033811, 1425, 705.8],
    [230, 0.060439, 1398, 693.7],
  ],
);

/** Isooctane: Antoine's law of Poling et al. (2001), and single values of CRC, Luning Prak et al. (2014) and an encyclopaedia. */
const isooctane: PublishedPoint[] = [
  ...[273.15, 283.15, 293.15, 303.15, 313.15, 333.15, 353.15, 372.37].map((temperatureK) => ({
    coolant: "lz-tk-2",
    property: "vapourPressure" as const,
    temperatureK,
    value: 10 ** (8.93646 - 1257.85 / (temperatureK - 52.383)),
    tolerance: 0.01,
    source: "poling-2001 (Antoine)",
  })),
  ...(
    [
      ["vapourPressure", 372.37, 101325, 0.005, "crc normal boiling point"],
      ["vapourPressure", 165.77, 0.017962, 0.06, "triple point of the reference equation of state"],
      ["vapourPressure", 253.15, 468, 0.02, "earlier own calculation"],
      ["vapourPressure", 273.15, 1730, 0.01, "earlier own calculation"],
      ["vapourPressure", 293.15, 5150, 0.01, "earlier own calculation"],
      ["vapourPressure", 313.15, 12960, 0.01, "earlier own calculation"],
      ["density", 298.15, 687.8, 0.001, "crc"],
      ["density", 293.15, 692, 0.001, "encyclopaedia"],
      ["density", 273.15, 692 * 1.024, 0.005, "earlier own calculation (straight line)"],
      ["density", 313.15, 692 * 0.976, 0.005, "earlier own calculation (straight line)"],
      ["specificHeat", 298.15, 239.1 / 0.11422852, 0.01, "crc"],
      ["specificHeat", 298.15, 242.49 / 0.11422852, 0.02, "encyclopaedia"],
      ["latentHeat", 298.15, 35140 / 0.11422852, 0.02, "crc"],
      ["latentHeat", 372.37, 30790 / 0.11422852, 0.02, "crc"],
      ["viscosity", 298.15, 0.501e-3, 0.06, "luning-prak-2014"],
      ["vapourSpecificHeat", 298.15, 188.41 / 0.11422852, 0.002, "poling-2001"],
    ] as const
  ).map(([property, temperatureK, value, tolerance, source]) => ({
    coolant: "lz-tk-2",
    property,
    temperatureK,
    value,
    tolerance,
    source,
  })),
];

const glycolColumns: readonly Column[] = [
  ["density", 0.01, 1],
  ["specificHeat", 0.025, 1],
  ["viscosity", 0.14, 1e-5] /* the published fluids hold inhibitors, ours does not */,
  ["conductivity", 0.05, 1e-3],
];

/** ASHRAE Fundamentals, inhibited glycols by volume; mass fractions by ASHRAE's own conversion. Temperature in degC. */
const glycols = [
  ...rows(
    "propylene-glycol-water",
    "ashrae inhibited, 30 % by volume",
    glycolColumns,
    [
      [-10, 1039.42, 3765, 1187, 410],
      [0, 1036.24, 3793, 708, 423],
      [20, 1028.35, 3848, 306, 445],
      [40, 1018.42, 3903, 163, 462],
      [60, 1006.44, 3958, 101, 475],
      [80, 992.42, 4013, 70, 482],
    ],
    273.15,
    0.306,
  ),
  ...rows(
    "propylene-glycol-water",
    "ashrae inhibited, 50 % by volume",
    glycolColumns,
    [
      [-10, 1056.85, 3416, 3478, 342],
      [0, 1052.71, 3455, 1840, 349],
      [20, 1042.87, 3532, 665, 362],
      [40, 1030.98, 3609, 311, 372],
      [60, 1017.04, 3686, 175, 378],
      [80, 1001.05, 3763, 112, 382],
    ],
    273.15,
    0.501,
  ),
  ...rows(
    "ethylene-glycol-water",
    "ashrae inhibited, 30 % by volume",
    glycolColumns,
    [
      [-10, 1054.31, 3560, 619, 415],
      [0, 1051.78, 3589, 415, 429],
      [20, 1045.25, 3645, 220, 453],
      [40, 1036.78, 3702, 134, 473],
      [60, 1026.36, 3759, 90, 488],
      [80, 1014, 3816, 65, 498],
    ],
    273.15,
    0.324,
  ),
  ...rows(
    "ethylene-glycol-water",
    "ashrae inhibited, 50 % by volume",
    glycolColumns,
    [
      [-10, 1084.22, 3165, 1274, 354],
      [0, 1081.08, 3203, 809, 364],
      [20, 1073.35, 3281, 394, 380],
      [40, 1063.66, 3358, 226, 394],
      [60, 1052.04, 3435, 143, 404],
      [80, 1038.46, 3512, 98, 411],
    ],
    273.15,
    0.524,
  ),
];

/** HFE-7200: maker's data at 25 degC, maker's boiling point. */
const hfe: PublishedPoint[] = (
  [
    ["density", 298.15, 1420, 0.005, "3m-7200"],
    ["viscosity", 298.15, 6.1e-4, 0.1, "3m-7200"],
    ["conductivity", 298.15, 0.068, 0.05, "3m-7200"],
    ["vapourPressure", 298.15, 16000, 0.05, "3m aerosol guide"],
    ["vapourPressure", 298.15, 14532, 0.15, "3m product sheet (109 mmHg)"],
    ["vapourPressure", 349.15, 101325, 0.06, "3m-7200 (boils at 76 degC)"],
    ["surfaceTension", 298.15, 0.0136, 0.03, "3m-7200"],
  ] as const
).map(([property, temperatureK, value, tolerance, source]) => ({
  coolant: "hfe-7200",
  property,
  temperatureK,
  value,
  tolerance,
  source,
}));

/** PMS-1.5 class: a maker's data of a silicone of 1.5 mm2/s. */
const silicone: PublishedPoint[] = (
  [
    ["density", 298.15, 852, 0.01, "shin-etsu-kf96"],
    ["vapourPressure", 467.15, 101325, 0.03, "shin-etsu-kf96 (boils at 194 degC)"],
  ] as const
).map(([property, temperatureK, value, tolerance, source]) => ({
  coolant: "pms-1.5",
  property,
  temperatureK,
  value,
  tolerance,
  source,
}));

/** All published values. */
export const publishedPoints: readonly PublishedPoint[] = [
  ...perryWater,
  ...webbookWater,
  ...iapwsWater,
  ...ammonia,
  ...ammoniaCold,
  ...isooctane,
  ...glycols,
  ...hfe,
  ...silicone,
];
