// The table of docs/debris.md: published and independently computed values of impacts, ballistic limits, chance and trend, beside ours.
import { countProbability } from "../cause/index.ts";
import {
  criticalDiameterM,
  earthFocusing,
  earthShielding,
  fluxSlope,
  gruenFluxPerM2Yr,
  gruenModel,
  hitChance,
  impactStream,
  meanImpactSpeedMPerS,
  meteoroidFluxPerM2Yr,
  nasa90FluxPerM2Yr,
  nasa90Model,
  type SingleWall,
  type WhippleWall,
} from "../debris/index.ts";
import { crowAmsaa, laplaceTrend, powerLawTrend } from "../ledger/index.ts";
import {
  barringer as barringerRecord,
  crow22,
  nist as nistRecord,
} from "../ledger/published-records.case.ts";
import {
  adtqc,
  crpsEnsemble,
  crpsNormal,
  intervalScore,
  irwinHallSurvival,
  nabPositionScore,
} from "../stats/index.ts";

/** One value to be met: what it is, as it is printed, and what we find. */
export interface Oracle {
  readonly group: string;
  readonly what: string;
  readonly printed: string;
  readonly ours: number;
}

const DEGREE = Math.PI / 180;
const KSI = 6_894_757.293168361;
const ISS = { altitudeM: 420e3, year: 2022.96, solarFlux107: 110 };

const SHIELD: WhippleWall = {
  kind: "whipple",
  bumperThicknessM: 1e-3,
  bumperDensityKgPerM3: 2770,
  wallThicknessM: 2e-3,
  wallYieldPa: 72.954 * KSI,
  spacingM: 0.1,
};
const SHEET: SingleWall = {
  kind: "single",
  thicknessM: 1e-3,
  densityKgPerM3: 2710,
  brinellHardness: 95,
  soundSpeedMPerS: 5100,
};

const group = (name: string, rows: readonly (readonly [string, string, number])[]): Oracle[] =>
  rows.map(([what, printed, ours]) => ({ group: name, what, printed, ours }));

function environment(): Oracle[] {
  const focus = (km: number) => earthFocusing(km * 1000) * earthShielding(km * 1000);
  const masses: [number, string][] = [
    [1e-12, "1.0879e3"],
    [1e-9, "95.064"],
    [1e-6, "1.4880"],
    [1e-5, "0.14646"],
    [1e-4, "1.0349e-2"],
    [1e-3, "5.9675e-4"],
    [1e-2, "3.0732e-5"],
    [0.1, "1.4913e-6"],
    [1, "7.0213e-8"],
  ];
  const heights: [number, string][] = [
    [300, "1.21498"],
    [400, "1.25603"],
    [420, "1.26294"],
    [500, "1.28749"],
    [800, "1.35100"],
    [1000, "1.37843"],
    [1500, "1.41969"],
  ];
  const sizes: [number, string, string, string][] = [
    [0.3, "0.1264", "0.0802", "0.207"],
    [0.5, "0.02169", "0.02237", "0.0441"],
    [0.8, "3.92e-3", "6.91e-3", "0.0108"],
    [1, "1.70e-3", "3.96e-3", "5.66e-3"],
  ];
  return [
    ...group(
      "meteoroid flux of Gruen, per m2 and year (7.9)",
      masses.map(([grams, printed]) => [`${grams} g and more`, printed, gruenFluxPerM2Yr(grams / 1000)]),
    ),
    ...group(
      "focusing and shielding by the Earth (6.2)",
      heights.map(([km, printed]) => [`${km} km`, printed, focus(km)]),
    ),
    ...group(
      "flux at 420 km in December 2022, per m2 and year (6.2)",
      sizes.flatMap(([mm, meteoroid, debris, sum]): [string, string, number][] => {
        const [m, o] = [meteoroidFluxPerM2Yr(mm / 1000, 420e3), nasa90FluxPerM2Yr(mm / 1000, ISS)];
        return [
          [`meteoroids from ${mm} mm`, meteoroid, m],
          [`debris from ${mm} mm, NASA-90`, debris, o],
          [`both from ${mm} mm`, sum, m + o],
        ];
      }),
    ),
    ...group("slope of the flux from 0.5 to 1 mm (6.1)", [
      ["meteoroids", "3.67", fluxSlope(gruenModel(420e3), 0.5e-3, 1e-3)],
      ["debris", "2.50", fluxSlope(nasa90Model(ISS), 0.5e-3, 1e-3)],
    ]),
    ...group("mean impact speed, km/s (6.2; ECSS-E-ST-10-04C J.2.2.1.3, read)", [
      ["meteoroids at 400 km", "19", meanImpactSpeedMPerS(stream("meteoroid", 51.64)) / 1000],
      ["debris, orbit of 28.5 degrees", "10", meanImpactSpeedMPerS(stream("debris", 28.5)) / 1000],
      ["debris, orbit of 90 degrees", "13", meanImpactSpeedMPerS(stream("debris", 90)) / 1000],
    ]),
  ];
}

const stream = (kind: "meteoroid" | "debris", inclinationDeg: number) =>
  impactStream(kind, { altitudeM: 400e3, inclinationDeg });

function limits(): Oracle[] {
  const shield: [number, string[]][] = [
    [1, ["0.39526", "0.49604", "0.68318", "1.18084"]],
    [3, ["0.19749", "0.24784", "0.34135", "0.59000"]],
    [5, ["0.35520", "0.32162", "0.30620", "0.42730"]],
    [7, ["0.51292", "0.44573", "0.39058", "0.39734"]],
    [10, ["0.40437", "0.44507", "0.50948", "0.44687"]],
    [15, ["0.30859", "0.33965", "0.38880", "0.48986"]],
  ];
  const single = (kmPerS: number, density: number, degrees = 0, failure?: SingleWall["failure"]) =>
    100 *
    criticalDiameterM(
      { ...SHEET, ...(failure && { failure }) },
      { speedMPerS: 1000 * kmPerS, angleRad: degrees * DEGREE, particleDensityKgPerM3: density },
    );
  return [
    ...group(
      "Whipple shield of a public tool's example, critical diameter in cm (7.10)",
      shield.flatMap(([kmPerS, row]) =>
        row.map((printed, i): [string, string, number] => {
          const degrees = [0, 30, 45, 60][i]!;
          const particle = {
            speedMPerS: 1000 * kmPerS,
            angleRad: degrees * DEGREE,
            particleDensityKgPerM3: 2700,
          };
          return [`${kmPerS} km/s, ${degrees} degrees`, printed, 100 * criticalDiameterM(SHIELD, particle)];
        }),
      ),
    ),
    ...group("single aluminium wall of 1 mm, critical diameter in cm (7.10)", [
      ["7 km/s, 2.8 g/cm3, perforation", "0.031926", single(7, 2800)],
      ["the same, detached spall", "0.026399", single(7, 2800, 0, "detachedSpall")],
      ["the same, incipient spall", "0.019678", single(7, 2800, 0, "incipientSpall")],
      ["the same at 45 degrees, perforation", "0.039739", single(7, 2800, 45)],
      ["20 km/s, 1 g/cm3", "0.026792", single(20, 1000)],
      ["10 km/s, 7.9 g/cm3 (exponent 2/3)", "0.013170", single(10, 7900)],
    ]),
  ];
}

function chance(): Oracle[] {
  const pair: [number, string, string, string, string][] = [
    [0.2, "0.0088", "0.0043", "9.1e-6", "0.0011"],
    [0.5, "0.022", "0.0106", "5.7e-5", "0.0070"],
    [1, "0.044", "0.0211", "2.2e-4", "0.028"],
    [2, "0.088", "0.0418", "8.9e-4", "0.105"],
    [8, "0.352", "0.157", "0.013", "0.81"],
  ];
  const flux = meteoroidFluxPerM2Yr(0.5e-3, 420e3) + nasa90FluxPerM2Yr(0.5e-3, ISS);
  return [
    ...group(
      "two hits within 59 days, three vehicles, particles from 0.5 mm, ten years (6.4)",
      pair.flatMap(([area, rate, one, two, some]): [string, string, number][] => {
        const found = hitChance({
          ratePerVehicleYr: [1, 2, 3].map(() => flux * area),
          windowYr: 59 / 365.25,
          watchedYr: 10,
        });
        return [
          [`${area} m2: rate`, rate, found.totalRateYr / 3],
          [`${area} m2: one or more in the window`, one, found.atLeastOne],
          [`${area} m2: two or more in it`, two, found.atLeastTwo],
          [`${area} m2: some pair in ten years`, some, found.somePairWhileWatching],
        ];
      }),
    ),
    ...group(
      "count at an uncertain rate, Gamma(2, 20), exposure 1.5 (6.1)",
      ["0.86533261", "0.12074409", "0.01263601", "0.00117544"].map((printed, n) => [
        `${n} events`,
        printed,
        countProbability(n, 2, 20, 1.5),
      ]),
    ),
  ];
}

function trends(): Oracle[] {
  const [crow, nist, barringer] = [crow22, nistRecord, barringerRecord].map(
    (record) => crowAmsaa(record)!,
  ) as [
    NonNullable<ReturnType<typeof crowAmsaa>>,
    NonNullable<ReturnType<typeof crowAmsaa>>,
    NonNullable<ReturnType<typeof crowAmsaa>>,
  ];
  const start = Date.UTC(2000, 10, 2);
  const late = laplaceTrend({
    times: [Date.UTC(2022, 11, 14), Date.UTC(2023, 1, 11), Date.UTC(2023, 9, 9)].map(
      (t) => (t - start) / (365.25 * 86_400_000),
    ),
    length: (Date.UTC(2023, 11, 31) - start) / (365.25 * 86_400_000),
    truncation: "time",
  });
  return [
    ...group("Crow's 22 failures (7.11)", [
      ["growth exponent, published", "0.6142104", crow.beta],
      ["scale, published", "0.4239422", crow.lambda],
      ["intensity at 620, published 0.0217906", "0.0217946", crow.intensity],
      ["mean time between failures, published about 46", "45.8830", crow.mtbf],
      ["Laplace", "-2.78316", laplaceTrend(crow22).u!],
      ["MIL-HDBK-189", "71.63669", powerLawTrend(crow22).chiSquared],
      ["unbiased exponent", "0.5583731", crow.betaUnbiased!],
      ["Cramer-von Mises", "0.0492807", crow.cramerVonMises!],
    ]),
    ...group("NIST handbook, case 1 (7.11)", [
      ["growth exponent", "0.5372289", nist.beta],
      ["scale", "0.1966582", nist.lambda],
      ["unbiased exponent", "0.4835060", nist.betaUnbiased!],
      ["growth slope, published", "0.5165", 1 - nist.betaUnbiased!],
      ["mean time between failures at 1500", "279.2106", nist.mtbf],
      ["Laplace", "-1.326949", laplaceTrend(nistRecord).u!],
      ["MIL-HDBK-189", "37.22808", powerLawTrend(nistRecord).chiSquared],
      ["its upper tail", "0.01099", powerLawTrend(nistRecord).fallingP!],
      ["Cramer-von Mises", "0.0537687", nist.cramerVonMises!],
    ]),
    ...group("Barringer's record (7.11)", [
      ["growth exponent, published 0.5999", "0.5998823", barringer.beta],
      ["scale, published 0.0037", "0.0036929", barringer.lambda],
      ["unbiased exponent, published 0.4799", "0.4799058", barringer.betaUnbiased!],
      ["unbiased scale, published 0.0179", "0.0179430", barringer.lambdaUnbiased!],
    ]),
    ...group("three external leaks in 23.16 years (6.5)", [
      ["Laplace", "2.814", late.u!],
      ["normal tail", "0.0024", late.risingPNormal!],
      ["exact tail at the printed sum of 2.9071", "1.34e-4", irwinHallSurvival(2.9071, 3)],
    ]),
  ];
}

function scores(): Oracle[] {
  return [
    ...group("scores (7.12)", [
      ...(
        [
          [0, "0.23369498"],
          [0.5, "0.33140353"],
          [1, "0.60244136"],
          [2, "1.45279182"],
          [3, "2.43657473"],
        ] as const
      ).map(([y, printed]): [string, string, number] => [
        `CRPS of a standard normal at ${y}`,
        printed,
        crpsNormal(0, 1, y),
      ]),
      ["CRPS of {1, 2, 3, 4} at 2.5", "0.375", crpsEnsemble([1, 2, 3, 4], 2.5)],
      ["the same, fair", "0.1666667", crpsEnsemble([1, 2, 3, 4], 2.5, true)],
      ["CRPS of {1, 2, 3, 4} at 5", "1.875", crpsEnsemble([1, 2, 3, 4], 5)],
      ["90 % interval score at 0", "3.29", intervalScore(-1.645, 1.645, 0, 0.1)],
      ["90 % interval score at 2", "10.39", intervalScore(-1.645, 1.645, 2, 0.1)],
      ...(
        [
          [-1, "0.986614"],
          [-0.5, "0.848284"],
          [-0.25, "0.554600"],
          [0, "0"],
          [0.5, "-0.848284"],
          [1, "-0.986614"],
        ] as const
      ).map(([y, printed]): [string, string, number] => [
        `NAB at position ${y}`,
        printed,
        nabPositionScore(y),
      ]),
      ...(
        [
          [0.1, "0.997459"],
          [0.25, "0.951953"],
          [0.5, "0.5"],
          [0.75, "0.048047"],
        ] as const
      ).map(([x, printed]): [string, string, number] => [
        `ADTQC at ${x} of the window`,
        printed,
        adtqc(7 * x, 3, 7),
      ]),
      ["ADTQC before, half way", "0.151955", adtqc(-1.5, 3, 7)],
    ]),
  ];
}

/** Every value, in the order of the science notes. */
export function oracles(): Oracle[] {
  return [...environment(), ...limits(), ...chance(), ...trends(), ...scores()];
}

/** Half a unit of the last printed digit. */
export function halfUnit(printed: string): number {
  const [mantissa, exponent = "0"] = printed.split("e");
  return 0.5 * 10 ** (Number(exponent) - (mantissa!.split(".")[1]?.length ?? 0));
}

/** Ours, written as the value beside it is. */
export function asPrinted({ printed, ours }: Oracle): string {
  const [mantissa, exponent] = printed.split("e");
  const digits = mantissa!.split(".")[1]?.length ?? 0;
  return exponent === undefined
    ? ours.toFixed(digits)
    : `${(ours / 10 ** Number(exponent)).toFixed(digits)}e${exponent}`;
}

/** The table for the page. */
export function oracleTable(): string {
  const rows = oracles().map((row, i, all) => {
    const heading = row.group === all[i - 1]?.group ? "" : row.group;
    return `| ${heading} | ${row.what} | ${row.printed} | ${asPrinted(row)} |`;
  });
  return ["| | | to be met | ours |", "|---|---|---|---|", ...rows].join("\n");
}
