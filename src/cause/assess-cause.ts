import { type HitChance, hitChance } from "../debris/index.ts";
import { type RandomStream, randomStream } from "../stats/index.ts";
import type { Band } from "./band.ts";
import { countedInterval } from "./counted-rate.ts";
import type { Likelihoods } from "./evidence.ts";
import { type Exposure, middle, particleClimate } from "./exposure.ts";
import type { Hypothesis, Range, Rate } from "./hypothesis.ts";
import { type CauseCase, CauseSampler, CLEAN_RECORD, type Posterior, type SisterShip } from "./posterior.ts";

/** What the user changes for one look. */
export interface CauseOptions {
  /** Ids of items to leave out, or to take in where they are off by default. */
  readonly off?: readonly string[];
  readonly on?: readonly string[];
  readonly areaM2?: number;
  /** Window of the question about two hits [days]. */
  readonly windowDays?: number;
  /** Leave out what became known later [Unix s]. */
  readonly atS?: number;
  readonly draws?: number;
  readonly seed?: number;
}

export interface EvidenceRow {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly source: string;
  readonly confidence: string;
  readonly basis: string;
  readonly on: boolean;
  /** Not yet published at the instant asked for. */
  readonly later: boolean;
  /** Odds of impact to manufacture with the item over those without it, all else as switched. */
  readonly impactOverManufacture: number;
  readonly likelihoods: Likelihoods | null;
}

export interface SensitivityRow {
  readonly what: string;
  readonly impact: number;
  readonly manufacture: number;
  readonly fatigue: number;
}

export interface PairRow extends HitChance {
  readonly areaM2: number;
  readonly windowDays: number;
}

export interface CauseResult {
  readonly schema: "hoarfrost/cause/1";
  readonly id: string;
  readonly title: string;
  readonly seed: number;
  readonly draws: number;
  readonly exposure: Exposure;
  readonly hypotheses: readonly {
    readonly id: string;
    readonly name: string;
    readonly prior: number;
    readonly withoutSister: number;
    readonly posterior: number;
    readonly band: Band;
    readonly source: string;
  }[];
  /** Probability of meteoroid or debris. */
  readonly impact: { readonly prior: number; readonly posterior: number };
  readonly evidence: readonly EvidenceRow[];
  readonly sister: { readonly ship: string; readonly before: number; readonly after: number } | null;
  readonly sensitivity: readonly SensitivityRow[];
  readonly pair: {
    readonly watchedYr: number;
    readonly vehicles: number;
    readonly particleM: number;
    readonly rows: readonly PairRow[];
  } | null;
  readonly notes: readonly string[];
}

const WATCHED_YR = 22;
const VEHICLES = 3;
const SENSITIVITY_DRAWS = 1500;

/** Probability that a particle did it. */
export function impactProbability({ probability }: Posterior): number {
  return (probability.meteoroid ?? 0) + (probability.debris ?? 0);
}

/**
 * Posterior odds of each hypothesis with everything that moves them. The same case and options give the same result.
 * Throws a RangeError for an id in `off` or `on` that the case does not have.
 */
export function assessCause(given: CauseCase, options: CauseOptions = {}): CauseResult {
  const cause = adjusted(given, options);
  const { hypotheses } = cause;
  const climate = particleClimate(cause.exposure);
  const ids = causeItems(cause, options);
  const sampler = new CauseSampler(cause, climate);
  const all = sampler.posterior(ids);
  const prior = sampler.posterior(new Set());
  const without = (id: string) => sampler.posterior(new Set([...ids].filter((other) => other !== id)));
  const withId = (id: string) => sampler.posterior(new Set([...ids, id]));
  const factor = (id: string) =>
    oddsOf(ids.has(id) ? all : withId(id)) / oddsOf(ids.has(id) ? without(id) : all);

  const { sister } = cause;
  const alone = sister === null || !ids.has(sister.id) ? all : without(sister.id);
  const later = (knownFromS: number) => knownFromS > (options.atS ?? Number.POSITIVE_INFINITY);
  const evidence: EvidenceRow[] = cause.evidence.map((item) => ({
    id: item.id,
    title: item.title,
    kind: item.kind,
    source: item.source,
    confidence: item.confidence,
    basis: item.basis,
    on: ids.has(item.id),
    later: later(item.knownFromS),
    impactOverManufacture: factor(item.id),
    likelihoods: item.likelihoods,
  }));
  if (cause.cleanVehicleYr.high > 0)
    evidence.push({
      id: CLEAN_RECORD,
      title: `no coolant loss in ${cause.cleanVehicleYr.low} to ${cause.cleanVehicleYr.high} vehicle-years before`,
      kind: "clean-record",
      source: "22.1 years with two to four docked Soyuz and Progress, as in the shipped ledger",
      confidence: "own calculation",
      basis: "exp(-rate x exposure), draw by draw: bounds every rate, that of impacts included",
      on: ids.has(CLEAN_RECORD),
      later: false,
      impactOverManufacture: factor(CLEAN_RECORD),
      likelihoods: null,
    });
  if (sister !== null) evidence.push(sisterRow(sister, ids, later, factor(sister.id)));

  return {
    schema: "hoarfrost/cause/1",
    id: cause.id,
    title: cause.title,
    seed: cause.seed,
    draws: cause.draws,
    exposure: cause.exposure,
    hypotheses: hypotheses.map(({ id, name, source }) => ({
      id,
      name,
      prior: prior.probability[id]!,
      withoutSister: alone.probability[id]!,
      posterior: all.probability[id]!,
      band: all.bands[id]!,
      source,
    })),
    impact: { prior: impactProbability(prior), posterior: impactProbability(all) },
    evidence,
    sister:
      sister === null || !ids.has(sister.id)
        ? null
        : { ship: sister.ship, before: impactProbability(alone), after: impactProbability(all) },
    sensitivity: sensitivity(given, cause, options, ids),
    pair: sister === null ? null : pairOf(cause, sister, options.windowDays),
    notes: [
      "Probabilities are shares among the hypotheses named here, given that the loop leaked or seemed to.",
      "The time a ship flew cancels from the odds of one leak, because every rate is multiplied by it; it counts in the question about two hits.",
      "Rates of defects, wear and handling come from one or two events each, none on such a loop: read the sensitivity table before the odds.",
    ],
  };
}

function oddsOf(posterior: Posterior): number {
  return impactProbability(posterior) / (posterior.probability.manufacture ?? Number.NaN);
}

function adjusted(cause: CauseCase, { areaM2, draws, seed }: CauseOptions): CauseCase {
  const fixed = (value: number, name: string): Range => {
    if (!(value > 0)) throw new RangeError(`${name} is more than 0, got ${value}`);
    return { low: value, high: value };
  };
  return {
    ...cause,
    draws: draws ?? cause.draws,
    seed: seed ?? cause.seed,
    exposure: {
      ...cause.exposure,
      ...(areaM2 !== undefined && { areaM2: fixed(areaM2, "the area") }),
    },
  };
}

/** Ids of the items that count under these options. Throws a RangeError for an id the case does not have. */
export function causeItems(cause: CauseCase, { off = [], on = [], atS }: CauseOptions): Set<string> {
  const known = [
    ...cause.evidence.map(({ id }) => id),
    CLEAN_RECORD,
    ...(cause.sister ? [cause.sister.id] : []),
  ];
  for (const id of [...off, ...on])
    if (!known.includes(id))
      throw new RangeError(`case ${cause.id} has no item "${id}"; it has ${known.join(", ")}`);
  const items = [...cause.evidence, ...(cause.sister ? [cause.sister] : [])];
  const limit = atS ?? Number.POSITIVE_INFINITY;
  const ids = new Set(
    items.filter((item) => (item.on || on.includes(item.id)) && item.knownFromS <= limit).map(({ id }) => id),
  );
  if (cause.cleanVehicleYr.high > 0) ids.add(CLEAN_RECORD);
  for (const id of off) ids.delete(id);
  return ids;
}

function sisterRow(
  sister: SisterShip,
  ids: ReadonlySet<string>,
  later: (knownFromS: number) => boolean,
  impactOverManufacture: number,
): EvidenceRow {
  return {
    id: sister.id,
    title: `${sister.ship} leaked too, ${sister.apartDays.toFixed(0)} days apart`,
    kind: "same-failure",
    source: sister.source,
    confidence: sister.confidence,
    basis: `lot shared with ${sister.sameLot.low * 100} to ${sister.sameLot.high * 100} %; impacts share only the flux`,
    on: ids.has(sister.id),
    later: later(sister.knownFromS),
    impactOverManufacture,
    likelihoods: null,
  };
}

function sensitivity(
  given: CauseCase,
  cause: CauseCase,
  options: CauseOptions,
  ids: ReadonlySet<string>,
): SensitivityRow[] {
  const samplerOf = (changed: CauseCase) =>
    new CauseSampler({ ...changed, draws: Math.min(changed.draws, SENSITIVITY_DRAWS) });
  const unchanged = samplerOf(cause);
  const run = (
    what: string,
    changed: CauseSampler | CauseCase,
    chosen: ReadonlySet<string> = ids,
  ): SensitivityRow => {
    const sampler = changed instanceof CauseSampler ? changed : samplerOf(changed);
    const posterior = sampler.posterior(chosen);
    return {
      what,
      impact: impactProbability(posterior),
      manufacture: posterior.probability.manufacture ?? Number.NaN,
      fatigue: posterior.probability.fatigue ?? Number.NaN,
    };
  };
  const at = (areaM2: number): CauseCase => ({
    ...cause,
    exposure: { ...cause.exposure, areaM2: { low: areaM2, high: areaM2 } },
  });
  const withRates = (change: (hypothesis: Hypothesis) => Hypothesis): CauseCase => ({
    ...cause,
    hypotheses: cause.hypotheses.map((hypothesis) =>
      hypothesis.rate.kind === "impact" ? hypothesis : change(hypothesis),
    ),
  });
  const scaled = (factor: number) => withRates((hypothesis) => rateTimes(hypothesis, factor));
  const stream = randomStream(cause.seed).named("intervals");
  const ends = cause.hypotheses
    .filter(({ rate }) => rate.kind !== "impact")
    .flatMap(({ id, name, rate }) => {
      const { low, high } = rateInterval(rate, stream.named(id));
      const at = (perYr: number) =>
        withRates((hypothesis) => (hypothesis.id === id ? rateFixed(hypothesis, perYr) : hypothesis));
      return [run(`${name}: rate ${perYear(low)}`, at(low)), run(`${name}: rate ${perYear(high)}`, at(high))];
    });
  const { low, high } = given.exposure.areaM2;
  const rows = [
    run("as switched", unchanged),
    run(`area ${low} m2`, at(low)),
    run(`area ${middle({ low, high }).toPrecision(2)} m2`, at(middle({ low, high }))),
    run(`area ${high} m2`, at(high)),
    run("rates of defects, wear, handling / 10", scaled(0.1)),
    run("rates of defects, wear, handling x 10", scaled(10)),
    ...ends,
  ];
  for (const id of ids)
    rows.push(run(`without ${id}`, unchanged, new Set([...ids].filter((other) => other !== id))));
  if (options.areaM2 !== undefined)
    rows.push(run("area as in the file", { ...cause, exposure: given.exposure }));
  return rows;
}

/** A rate multiplied by a factor, whatever kind it is. */
function rateTimes(hypothesis: Hypothesis, factor: number): Hypothesis {
  const { rate } = hypothesis;
  const times = ({ low, high }: Range, by: number): Range => ({ low: low * by, high: high * by });
  if (rate.kind === "hazard")
    return { ...hypothesis, rate: { ...rate, perVehicleYr: times(rate.perVehicleYr, factor) } };
  if (rate.kind === "counted")
    return { ...hypothesis, rate: { ...rate, exposureYr: times(rate.exposureYr, 1 / factor) } };
  return hypothesis;
}

function rateFixed(hypothesis: Hypothesis, perYr: number): Hypothesis {
  return { ...hypothesis, rate: { kind: "hazard", perVehicleYr: { low: perYr, high: perYr } } };
}

/** The middle 90 % of what a rate may be. */
function rateInterval(rate: Rate, stream: RandomStream): Range {
  if (rate.kind === "counted") return countedInterval(rate, stream);
  if (rate.kind === "impact") throw new RangeError("a flux has no rate of its own");
  const { low, high } = rate.perVehicleYr;
  return { low: low * (high / low) ** 0.05, high: low * (high / low) ** 0.95 };
}

/** A rate as people read it: one in so many years. */
function perYear(rate: number): string {
  return `1 in ${Number((1 / rate).toPrecision(2)).toLocaleString("en")} years`;
}

function pairOf(cause: CauseCase, sister: SisterShip, windowDays: number | undefined): CauseResult["pair"] {
  if (windowDays !== undefined && !(windowDays > 0))
    throw new RangeError(`the window is more than 0 days, got ${windowDays}`);
  const { exposure } = cause;
  const climate = particleClimate(exposure);
  const particleM = middle(exposure.particleM);
  const flux = climate.meteoroid.flux.fluxPerM2Yr(particleM) + climate.debris.flux.fluxPerM2Yr(particleM);
  const areas = [...new Set([exposure.areaM2.low, middle(exposure.areaM2), exposure.areaM2.high])];
  const windows = windowDays === undefined ? [sister.apartDays, 365] : [windowDays];
  return {
    watchedYr: WATCHED_YR,
    vehicles: VEHICLES,
    particleM,
    rows: windows.flatMap((days) =>
      areas.map((areaM2) => ({
        areaM2,
        windowDays: days,
        ...hitChance({
          ratePerVehicleYr: Array<number>(VEHICLES).fill(flux * areaM2),
          windowYr: days / 365.25,
          watchedYr: WATCHED_YR,
        }),
      })),
    ),
  };
}
