import { localVerticalAxes, turned, type YawPitchRoll } from "../orbit/attitude.ts";
import { fromBody, type Vector3 } from "../orbit/vector.ts";
import { LIMIT_SIGMA_LN, PERFORATION_WIDTH_LN } from "./ballistic-limit.ts";
import {
  type FluxModel,
  type FluxTable,
  fluxSlope,
  gruenModel,
  nasa90Model,
  tabulatedModel,
} from "./flux-model.ts";
import { type HitChance, hitChance, noHitProbability } from "./hit-chance.ts";
import { impactStream, type LocalVector, meanImpactSpeedMPerS, shareSlowerThan } from "./impact-stream.ts";
import { type ExposedSurface, perforationRate } from "./perforation-rate.ts";

/** A surface with its outward normal in the body frame (+x forward, +y to starboard, +z to the Earth at zero angles). */
export interface FacingSurface extends ExposedSurface {
  readonly bodyNormal: Vector3;
}

/** Part of the time the vehicle flies with these angles against the local vertical. */
export interface AttitudeShare extends YawPitchRoll {
  readonly share: number;
}

/** A pair question: how likely are two hits so near each other. */
export interface PairQuestion {
  /** Diameter of particle that counts as a hit [m]. */
  readonly diameterM: number;
  readonly vehicles: number;
  /** Effective areas of one vehicle to show side by side [m2]. */
  readonly areasM2: readonly number[];
  readonly windowDays: number;
  readonly watchedYears: number;
}

/** What to assess. Everything has a default but the surfaces, which may be left empty. */
export interface DebrisOptions {
  readonly altitudeKm?: number;
  readonly inclinationDeg?: number;
  readonly year?: number;
  readonly solarFlux107?: number;
  readonly meteoroidDensityKgPerM3?: number;
  readonly debrisDensityKgPerM3?: number;
  /** The user's own fluxes (ORDEM, MASTER); each replaces the built-in model of its kind. */
  readonly tables?: readonly FluxTable[];
  readonly surfaces?: readonly FacingSurface[];
  /** Default: local-vertical flight at zero angles all the time. */
  readonly attitude?: readonly AttitudeShare[];
  readonly days?: number;
  /** Sizes to list; those outside a user's table are left out. */
  readonly diametersM?: readonly number[];
  readonly perforationWidthLn?: number;
  readonly pair?: Partial<PairQuestion>;
}

/** A number with its 90 % band. */
export interface Band {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

export interface DebrisResult {
  readonly schema: "hoarfrost/debris/1";
  readonly conditions: {
    readonly altitudeKm: number;
    readonly inclinationDeg: number;
    readonly year: number;
    readonly solarFlux107: number;
    readonly days: number;
  };
  readonly models: readonly {
    readonly name: string;
    readonly kind: string;
    readonly source: string;
    readonly sigmaLn: number;
    readonly meanImpactSpeedMPerS: number;
    readonly shareBelow7KmPerS: number;
  }[];
  readonly fluxes: readonly {
    readonly diameterM: number;
    readonly perM2Yr: readonly number[];
    readonly sum: number;
  }[];
  readonly surfaces: readonly {
    readonly name: string;
    readonly exposedAreaM2: number;
    readonly byModel: readonly {
      readonly model: string;
      readonly perforations: Band;
      readonly meanCriticalDiameterM: number | null;
      readonly directionalFactor: number;
    }[];
  }[];
  readonly total: { readonly perforations: Band; readonly noPerforationProbability: number } | null;
  readonly pair: {
    readonly question: PairQuestion;
    readonly fluxPerM2Yr: number;
    readonly rows: readonly (HitChance & { readonly areaM2: number })[];
  };
  readonly notes: readonly string[];
}

const Z90 = 1.6448536269514722;

function band(median: number, sigmaLn: number): Band {
  return { median, p05: median * Math.exp(-Z90 * sigmaLn), p95: median * Math.exp(Z90 * sigmaLn) };
}

// Any orbit will do to turn body angles into the local-vertical frame.
const reference = { positionM: [0, 0, -1] as Vector3, velocityMPerS: [1, 0, 0] as Vector3 };

/** A body normal in the local-vertical frame. */
export function localNormal(bodyNormal: Vector3, angles: YawPitchRoll): LocalVector {
  return fromBody(turned(localVerticalAxes(reference), angles), bodyNormal);
}

/**
 * Meteoroids and debris on a vehicle: fluxes, perforations of each surface with the doubt carried along, and the chance
 * of two hits near each other for several areas. Throws a RangeError that names the option at fault.
 */
export function assessDebris(options: DebrisOptions = {}): DebrisResult {
  const {
    altitudeKm = 420,
    inclinationDeg = 51.64,
    year = 2022.96,
    solarFlux107 = 110,
    days = 365.25,
    diametersM = [0.3e-3, 0.5e-3, 0.8e-3, 1e-3, 3e-3],
    attitude = [{ share: 1, yawRad: 0, pitchRad: 0, rollRad: 0 }],
    perforationWidthLn = PERFORATION_WIDTH_LN,
  } = options;
  const shares = attitude.reduce((sum, part) => sum + part.share, 0);
  if (Math.abs(shares - 1) > 1e-6)
    throw new RangeError(`the shares of the attitudes add up to 1, got ${shares}`);
  if (!(days > 0)) throw new RangeError(`the exposure is a positive number of days, got ${days}`);
  const altitudeM = altitudeKm * 1000;
  const own = (options.tables ?? []).map(tabulatedModel);
  const builtIn = [
    gruenModel(altitudeM, options.meteoroidDensityKgPerM3),
    nasa90Model({ altitudeM, year, solarFlux107 }, options.debrisDensityKgPerM3),
  ].filter((model) => !own.some((table) => table.kind === model.kind));
  const models: FluxModel[] = [...builtIn, ...own];
  const streams = models.map((model) => impactStream(model.kind, { altitudeM, inclinationDeg }));
  const years = days / 365.25;

  const surfaces = (options.surfaces ?? []).map((surface) => ({
    name: surface.name,
    exposedAreaM2: surface.areaM2 * (surface.exposedFraction ?? 1),
    byModel: models.map((model, m) => {
      let perYear = 0;
      let factor = 0;
      let facing = 0;
      let critical = 0;
      for (const part of attitude) {
        const normal = localNormal(surface.bodyNormal, part);
        const rate = perforationRate(surface, normal, model, streams[m]!, perforationWidthLn);
        perYear += part.share * rate.perYear;
        factor += part.share * rate.directionalFactor;
        if (rate.meanCriticalDiameterM !== null) {
          facing += part.share * rate.directionalFactor;
          critical += part.share * rate.directionalFactor * rate.meanCriticalDiameterM;
        }
      }
      const criticalM = facing > 0 ? critical / facing : null;
      // An error of the limit moves the count along the slope of the flux there.
      const slope = criticalM === null ? 0 : fluxSlope(model, criticalM * 0.9, criticalM * 1.1);
      return {
        model: model.name,
        perforations: band(perYear * years, Math.hypot(model.sigmaLn, slope * LIMIT_SIGMA_LN)),
        meanCriticalDiameterM: criticalM,
        directionalFactor: factor,
      };
    }),
  }));

  const medians = surfaces.flatMap((surface) => surface.byModel.map((entry) => entry.perforations));
  const median = medians.reduce((sum, entry) => sum + entry.median, 0);
  // The same flux model errs alike on every surface; the total keeps the doubt of its parts, weighted by their share.
  const sigma =
    median > 0
      ? medians.reduce((sum, entry) => sum + (entry.median * Math.log(entry.p95 / entry.median)) / Z90, 0) /
        median
      : 0;

  const question: PairQuestion = {
    diameterM: 0.5e-3,
    vehicles: 3,
    areasM2: [0.2, 0.5, 1, 2, 8],
    windowDays: 59,
    watchedYears: 10,
    ...options.pair,
  };
  const pairFlux = models.reduce((sum, model) => sum + model.fluxPerM2Yr(question.diameterM), 0);
  return {
    schema: "hoarfrost/debris/1",
    conditions: { altitudeKm, inclinationDeg, year, solarFlux107, days },
    models: models.map((model, m) => ({
      name: model.name,
      kind: model.kind,
      source: model.source,
      sigmaLn: model.sigmaLn,
      meanImpactSpeedMPerS: meanImpactSpeedMPerS(streams[m]!),
      shareBelow7KmPerS: shareSlowerThan(streams[m]!, 7000),
    })),
    fluxes: diametersM
      .filter((d) => models.every((m) => d >= m.smallestDiameterM && d <= m.largestDiameterM))
      .map((diameterM) => {
        const perM2Yr = models.map((model) => model.fluxPerM2Yr(diameterM));
        return { diameterM, perM2Yr, sum: perM2Yr.reduce((sum, flux) => sum + flux, 0) };
      }),
    surfaces,
    total:
      surfaces.length === 0
        ? null
        : { perforations: band(median, sigma), noPerforationProbability: noHitProbability(median, sigma) },
    pair: {
      question,
      fluxPerM2Yr: pairFlux,
      rows: question.areasM2.map((areaM2) => ({
        areaM2,
        ...hitChance({
          ratePerVehicleYr: Array<number>(question.vehicles).fill(pairFlux * areaM2),
          windowYr: question.windowDays / 365.25,
          watchedYr: question.watchedYears,
        }),
      })),
    },
    notes: [
      "Models of the same environment differ by a factor of about six at 1 mm; bands carry it.",
      "A pair question has no single answer: it runs over decades with the area and with the choice of the window.",
    ],
  };
}
