import { type DebrisEnvironment, nasa90FluxPerM2Yr } from "./debris-flux.ts";
import { LARGEST_METEOROID_KG, meteoroidFluxPerM2Yr } from "./meteoroid-flux.ts";

/** Which kind of particle, since direction, speed and density go with it. */
export type ParticleKind = "meteoroid" | "debris";

/** A cumulative flux with the doubt that goes with it. */
export interface FluxModel {
  readonly name: string;
  readonly source: string;
  readonly kind: ParticleKind;
  /** Of the particles. */
  readonly densityKgPerM3: number;
  /** Standard deviation of the logarithm of the flux: models of the same environment differ that much. */
  readonly sigmaLn: number;
  /** The flux is defined from here to there [m]. */
  readonly smallestDiameterM: number;
  readonly largestDiameterM: number;
  /** Particles of this diameter and more, per square metre of randomly turned surface and year. */
  fluxPerM2Yr(diameterM: number): number;
}

/** Models disagree sixfold at 1 mm: one standard deviation of ln flux is about 1.1. */
export const FLUX_SIGMA_LN = 1.1;

/** Gruen's meteoroids with Earth focusing and shielding. */
export function gruenModel(altitudeM: number, densityKgPerM3 = 1000): FluxModel {
  return {
    name: "Gruen 1985",
    source: "Gruen et al., Icarus 62 (1985); ECSS-E-ST-10-04C; focusing and shielding of SSP 30425",
    kind: "meteoroid",
    densityKgPerM3,
    sigmaLn: FLUX_SIGMA_LN,
    smallestDiameterM: 1e-8,
    largestDiameterM: Math.cbrt((6 * LARGEST_METEOROID_KG) / (Math.PI * densityKgPerM3)),
    fluxPerM2Yr: (diameterM) => meteoroidFluxPerM2Yr(diameterM, altitudeM, densityKgPerM3),
  };
}

/** The NASA engineering model of orbital debris; fragments of aluminium. */
export function nasa90Model(environment: DebrisEnvironment, densityKgPerM3 = 2800): FluxModel {
  return {
    name: "NASA-90",
    source: "Kessler, Reynolds, Anz-Meador, NASA TM-100471 (1989); SSP 30425",
    kind: "debris",
    densityKgPerM3,
    sigmaLn: FLUX_SIGMA_LN,
    smallestDiameterM: 1e-8,
    largestDiameterM: 1,
    fluxPerM2Yr: (diameterM) => nasa90FluxPerM2Yr(diameterM, environment),
  };
}

/** One row of a flux table: particles of this diameter and more. */
export interface FluxRow {
  readonly diameterM: number;
  readonly fluxPerM2Yr: number;
}

/** What a user's own table is called and how sure it is. */
export interface FluxTable {
  readonly name: string;
  readonly source: string;
  readonly kind: ParticleKind;
  readonly densityKgPerM3: number;
  readonly sigmaLn?: number;
  readonly rows: readonly FluxRow[];
}

/**
 * A user's own cumulative flux, such as the output of ORDEM or MASTER, interpolated on logarithms. Diameters ascend and
 * fluxes fall; outside the table it throws rather than extrapolates. Cross-sectional fluxes are divided by four before.
 */
export function tabulatedModel(table: FluxTable): FluxModel {
  const { rows } = table;
  if (rows.length < 2)
    throw new RangeError(`flux table "${table.name}" has ${rows.length} rows; it takes two or more`);
  rows.forEach((row, i) => {
    if (!(row.diameterM > 0 && row.fluxPerM2Yr > 0))
      throw new RangeError(`flux table "${table.name}", row ${i + 1}: diameter and flux are positive`);
    const before = rows[i - 1];
    if (before && !(row.diameterM > before.diameterM && row.fluxPerM2Yr <= before.fluxPerM2Yr))
      throw new RangeError(
        `flux table "${table.name}", row ${i + 1}: diameters ascend and cumulative fluxes do not rise`,
      );
  });
  const [first, last] = [rows[0]!, rows.at(-1)!];
  return {
    name: table.name,
    source: table.source,
    kind: table.kind,
    densityKgPerM3: table.densityKgPerM3,
    sigmaLn: table.sigmaLn ?? FLUX_SIGMA_LN,
    smallestDiameterM: first.diameterM,
    largestDiameterM: last.diameterM,
    fluxPerM2Yr(diameterM) {
      if (!(diameterM >= first.diameterM && diameterM <= last.diameterM))
        throw new RangeError(
          `flux table "${table.name}" runs from ${first.diameterM * 1000} to ${last.diameterM * 1000} mm; ${diameterM * 1000} mm is outside: extend the table`,
        );
      const above = Math.max(
        1,
        rows.findIndex((row) => row.diameterM >= diameterM),
      );
      const [a, b] = [rows[above - 1]!, rows[above]!];
      const share = Math.log(diameterM / a.diameterM) / Math.log(b.diameterM / a.diameterM);
      return Math.exp(Math.log(a.fluxPerM2Yr) * (1 - share) + Math.log(b.fluxPerM2Yr) * share);
    },
  };
}

/** Steepness of a flux, -d ln F / d ln d between two diameters; 3.67 for meteoroids at half a millimetre, 2.5 for debris. */
export function fluxSlope(model: FluxModel, fromM: number, toM: number): number {
  return -Math.log(model.fluxPerM2Yr(toM) / model.fluxPerM2Yr(fromM)) / Math.log(toM / fromM);
}
