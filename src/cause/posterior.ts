import { type RandomStream, randomStream } from "../stats/index.ts";
import { type Band, weightedBand } from "./band.ts";
import { drawCountedRate } from "./counted-rate.ts";
import type { EvidenceItem } from "./evidence.ts";
import { type Exposure, type ParticleClimate, particleClimate } from "./exposure.ts";
import type { Hypothesis, Range } from "./hypothesis.ts";

/** Another ship of the same kind that leaked too. */
export interface SisterShip {
  readonly id: string;
  readonly ship: string;
  /** Time between both leaks [days]. */
  readonly apartDays: number;
  /** How long it flew before it leaked [days]. */
  readonly days: number;
  /** What is known of its own leak. */
  readonly evidence: readonly EvidenceItem[];
  /** Probability that both ships share the lot or the design detail that failed. */
  readonly sameLot: Range;
  readonly source: string;
  readonly confidence: string;
  readonly on: boolean;
  readonly knownFromS: number;
}

/** Everything a cause is inferred from. */
export interface CauseCase {
  readonly id: string;
  readonly title: string;
  readonly hypotheses: readonly Hypothesis[];
  readonly exposure: Exposure;
  /** Vehicle-years of like ships without a leak before this one; 0 switches the item off. */
  readonly cleanVehicleYr: Range;
  readonly evidence: readonly EvidenceItem[];
  readonly sister: SisterShip | null;
  readonly seed: number;
  readonly draws: number;
}

/** Gamma shape of the defects of a lot against the mean lot; small values mean "most lots have none, some have many". Own estimate. */
const LOT_SHAPE: Range = { low: 0.1, high: 1 };
/** Lots among the earlier ships. Own estimate: some ten series of Soyuz and Progress since 2000. */
const EARLIER_LOTS = 10;
const YEAR_DAYS = 365.25;

/** An item's likelihoods by draw and hypothesis, and the power they count with. */
interface Weighted {
  readonly table: readonly Float64Array[];
  readonly power: number;
}

/** Items about one thing are not independent: n of them count with the power 1/sqrt(n). */
export function powersOf(abouts: readonly string[]): number[] {
  return abouts.map((about) => abouts.filter((other) => other === about).length ** -0.5);
}

/** A cause counts as excluded below this probability: "exceptionally unlikely" in the IPCC guidance note of 2010. */
export const EXCLUDED_BELOW = 0.01;

export interface Posterior {
  /** Probability of each hypothesis, by id; they add up to one. */
  readonly probability: Readonly<Record<string, number>>;
  /** How that moves over what is not known (flux, area, rates, likelihoods): weighted quantiles over the draws. */
  readonly bands: Readonly<Record<string, Band>>;
}

/** One draw of everything uncertain: rates a vehicle-year by hypothesis, and the pieces that go with them. */
interface Draw {
  readonly ratePerYr: readonly number[];
  readonly cleanYr: number;
  /** Boost of a second failure of one lot over an independent one. */
  readonly lotBoost: number;
  readonly lotShape: number;
}

/** The sampled form of a case, so that switching an item off costs one pass over the draws. */
export class CauseSampler {
  readonly #case: CauseCase;
  readonly #draws: readonly Draw[];
  readonly #items: ReadonlyMap<string, readonly Float64Array[]>;
  readonly #about: ReadonlyMap<string, string>;
  readonly #sisterItems: readonly Weighted[];

  constructor(cause: CauseCase, climate: ParticleClimate = particleClimate(cause.exposure)) {
    this.#case = cause;
    const stream = randomStream(cause.seed);
    const rates = stream.named("rates");
    this.#draws = Array.from({ length: cause.draws }, () => draw(cause, climate, rates));
    const likelihoodsOf = (item: EvidenceItem, name: string) => {
      const doubt = stream.named(name).named(item.id);
      return this.#draws.map(() =>
        Float64Array.from(
          cause.hypotheses,
          ({ id }) => Math.max(1e-12, item.likelihoods[id] ?? 1) * Math.exp(item.spreadLn * doubt.normal()),
        ),
      );
    };
    this.#items = new Map(cause.evidence.map((item) => [item.id, likelihoodsOf(item, "item")]));
    this.#about = new Map(cause.evidence.map((item) => [item.id, item.about]));
    const sisterOn = (cause.sister?.evidence ?? []).filter(({ on }) => on);
    const powers = powersOf(sisterOn.map(({ about }) => about));
    this.#sisterItems = sisterOn.map((item, i) => ({
      table: likelihoodsOf(item, "sister"),
      power: powers[i]!,
    }));
  }

  /** Posterior with the items of these ids only; `clean-record` and the sister's id are items too. */
  posterior(ids: ReadonlySet<string>): Posterior {
    const { hypotheses, exposure, sister } = this.#case;
    const on = [...this.#items].filter(([id]) => ids.has(id));
    const powers = powersOf(on.map(([id]) => this.#about.get(id)!));
    const items = on.map(([, table], i): Weighted => ({ table, power: powers[i]! }));
    const withSister = sister !== null && ids.has(sister.id);
    const years = exposure.days / YEAR_DAYS;
    const totals = new Float64Array(hypotheses.length);
    const rows: Float64Array[] = [];
    const weights = new Float64Array(this.#draws.length);
    this.#draws.forEach(({ ratePerYr, cleanYr, lotBoost, lotShape }, s) => {
      const clean = ids.has(CLEAN_RECORD) ? this.#clean(ratePerYr, cleanYr, lotShape) : 1;
      const second = withSister ? this.#second(s, ratePerYr, lotBoost) : null;
      const row = Float64Array.from(ratePerYr, (rate, h) => {
        let value = clean * rate * years * (second?.[h] ?? 1);
        for (const { table, power } of items) value *= table[s]![h]! ** power;
        return value;
      });
      const weight = row.reduce((sum, value) => sum + value, 0);
      row.forEach((value, h) => {
        totals[h] = totals[h]! + value;
      });
      weights[s] = weight;
      rows.push(weight > 0 ? row.map((value) => value / weight) : row);
    });
    const sum = totals.reduce((total, value) => total + value, 0);
    const entries = hypotheses.map(({ id }, h) => [id, totals[h]! / sum] as const);
    const bands = hypotheses.map(
      ({ id }, h) =>
        [
          id,
          weightedBand(
            rows.map((row) => row[h]!),
            weights,
          ),
        ] as const,
    );
    return { probability: Object.fromEntries(entries), bands: Object.fromEntries(bands) };
  }

  /** P(no leak in the earlier vehicle-years): what a lot has in common binds that lot only, so earlier lots bound it less. */
  #clean(ratePerYr: readonly number[], cleanYr: number, lotShape: number): number {
    let probability = 1;
    this.#case.hypotheses.forEach(({ id, lot }, h) => {
      const expected = ratePerYr[h]! * cleanYr;
      if (id === "artefact") return;
      probability *= lot
        ? (1 + expected / (lotShape * EARLIER_LOTS)) ** (-lotShape * EARLIER_LOTS)
        : Math.exp(-expected);
    });
    return probability;
  }

  /** Expected leaks of the sister, with its own evidence, given each cause of this ship's leak. */
  #second(s: number, ratePerYr: readonly number[], lotBoost: number): Float64Array {
    const { hypotheses, sister } = this.#case;
    const years = sister!.days / YEAR_DAYS;
    const expected = ratePerYr.map((rate, h) => {
      let value = rate * years;
      for (const { table, power } of this.#sisterItems) value *= table[s]![h]! ** power;
      return value;
    });
    const sum = expected.reduce((total, value) => total + value, 0);
    return Float64Array.from(hypotheses, ({ lot }, h) => (lot ? sum + (lotBoost - 1) * expected[h]! : sum));
  }
}

/** The id under which the clean record of earlier ships is switched. */
export const CLEAN_RECORD = "clean-record";

function logUniform(stream: RandomStream, { low, high }: Range): number {
  return low === high ? low : low * (high / low) ** stream.uniform();
}

function draw(cause: CauseCase, climate: ParticleClimate, stream: RandomStream): Draw {
  const { exposure, hypotheses, cleanVehicleYr, sister } = cause;
  const areaM2 = logUniform(stream, exposure.areaM2);
  const particleM = logUniform(stream, exposure.particleM);
  const ratePerYr = hypotheses.map(({ rate }) => {
    if (rate.kind === "hazard") return logUniform(stream, rate.perVehicleYr);
    if (rate.kind === "counted") return drawCountedRate(rate, stream);
    const flux = climate[rate.particle].flux.fluxPerM2Yr(particleM);
    return flux * areaM2 * Math.exp(climate.sigmaLn * stream.normal());
  });
  const { low, high } = cleanVehicleYr;
  const cleanYr = low + (high - low) * stream.uniform();
  const shape = logUniform(stream, LOT_SHAPE);
  const same =
    sister === null ? 0 : sister.sameLot.low + (sister.sameLot.high - sister.sameLot.low) * stream.uniform();
  // E[g^2] / E[g]^2 = 1 + 1/a for a Gamma(a) lot, and for a Beta(a, b) share of defects with b much larger than a.
  return { ratePerYr, cleanYr, lotBoost: 1 + same / shape, lotShape: shape };
}
