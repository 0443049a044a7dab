import { type RandomStream, randomStream } from "../stats/index.ts";
import {
  discounted,
  type EvidenceContext,
  type EvidenceItem,
  MODEL_TRUST,
  SOURCE_TRUST,
} from "./evidence.ts";
import { middle, particleClimate } from "./exposure.ts";
import { STANDARD_HYPOTHESES } from "./hypothesis.ts";
import { type CauseCase, CauseSampler } from "./posterior.ts";
import { weighEvidence } from "./read-evidence.ts";
import { roughLeak } from "./rough-leak.case.ts";
import { stationExposure } from "./station-exposure.case.ts";
import { type ReportedItem, syntheticLeak, TRUTHS, type Truth } from "./synthetic-leak.case.ts";

/** A world of synthetic leaks: what is reported of each, and how far the priors of the weighing are off. */
export interface World {
  readonly name: string;
  report(truth: Truth, stream: RandomStream): readonly (ReportedItem & { readonly confidence?: string })[];
  /** Standard deviation of the logarithm by which each prior is wrong, drawn anew for each case. */
  readonly priorErrorLn: number;
}

/** Built near to the models that weigh it, with priors that are right. */
export const NEAR_WORLD: World = {
  name: "near to the models, priors right",
  report: syntheticLeak,
  priorErrorLn: 0,
};

/** Built otherwise, with reports that hang together, one in eight of them wrong, and each prior off by a factor of two. */
export const ROUGH_WORLD: World = {
  name: "built otherwise, priors off by a factor of two",
  report: (truth, stream) => roughLeak(truth, stream).items,
  priorErrorLn: Math.LN2,
};

/** What came out of weighing synthetic leaks of known cause. */
export interface Calibration {
  readonly casesPerCause: number;
  /** Mean log score of the prior that was used (even where it is right) and of the posterior [nat]; smaller is better. */
  readonly priorNat: number;
  readonly posteriorNat: number;
  /** The same of both kinds of particle taken as one. */
  readonly mergedNat: number;
  /** Slope of what happened on what was said, least squares over all (case, cause) pairs; 1 is calibrated. */
  readonly slope: number;
  /** Share of cases in which the likeliest cause was the true one. */
  readonly hitRate: number;
  /** Observed share by band of stated probability. */
  readonly bins: readonly { readonly said: number; readonly happened: number; readonly count: number }[];
}

const exposure = stationExposure({ low: 0.5, high: 0.5 });

/** Weighs synthetic leaks of a world, as many of each cause, before a prior that is even as far as the world lets it be. */
export function calibrate(
  casesPerCause: number,
  seed: number,
  draws = 60,
  world: World = NEAR_WORLD,
): Calibration {
  const climate = particleClimate(exposure);
  const ids = STANDARD_HYPOTHESES.map(({ id }) => id);
  const context: EvidenceContext = {
    hypotheses: ids,
    climate,
    particleM: middle(exposure.particleM),
    days: exposure.days,
  };
  const stream = randomStream(seed);
  const pairs: { said: number; happened: boolean }[] = [];
  let [before, nat] = [0, 0];
  let merged = 0;
  let hits = 0;
  for (const truth of TRUTHS)
    for (let n = 0; n < casesPerCause; n++) {
      const { prior, probability } = posteriorOf(truth, n);
      before -= Math.log(prior[truth]!);
      nat -= Math.log(probability[truth]!);
      const impact = probability.meteoroid! + probability.debris!;
      merged -= Math.log(truth === "meteoroid" || truth === "debris" ? impact : probability[truth]!);
      if (TRUTHS.every((other) => probability[other]! <= probability[truth]!)) hits++;
      for (const other of TRUTHS) pairs.push({ said: probability[other]!, happened: other === truth });
    }
  const total = TRUTHS.length * casesPerCause;
  return {
    casesPerCause,
    priorNat: before / total,
    posteriorNat: nat / total,
    mergedNat: merged / total,
    slope: slopeOf(pairs),
    hitRate: hits / total,
    bins: binsOf(pairs),
  };

  function posteriorOf(
    truth: Truth,
    n: number,
  ): {
    readonly prior: Readonly<Record<string, number>>;
    readonly probability: Readonly<Record<string, number>>;
  } {
    const own = stream.named(truth).named(n);
    const off = own.named("prior");
    const hypotheses = STANDARD_HYPOTHESES.map((hypothesis) => {
      const rate = Math.exp(world.priorErrorLn * off.normal());
      return { ...hypothesis, rate: { kind: "hazard" as const, perVehicleYr: { low: rate, high: rate } } };
    });
    const evidence = world.report(truth, own).map((item, i): EvidenceItem => {
      const outcome = weighEvidence(item.kind, item.with, context);
      if (!outcome.ok) throw new Error(outcome.problems.join("; "));
      const { basis, spreadLn } = outcome.weighed;
      // As an incident file's evidence is weighed: by the trust of its source, where it names one, and that of the models.
      const trust = MODEL_TRUST * (item.confidence === undefined ? 1 : SOURCE_TRUST[item.confidence]!);
      const likelihoods = discounted(outcome.weighed.likelihoods, ids, trust);
      return {
        id: String(i),
        title: item.kind,
        kind: item.kind,
        likelihoods,
        spreadLn,
        basis,
        source: "synthetic",
        confidence: item.confidence ?? "official",
        about: String(i),
        on: true,
        knownFromS: 0,
      };
    });
    const cause: CauseCase = {
      id: "synthetic",
      title: "synthetic",
      hypotheses,
      exposure,
      cleanVehicleYr: { low: 0, high: 0 },
      evidence,
      sister: null,
      seed: n,
      draws,
    };
    const sampler = new CauseSampler(cause, climate);
    return {
      prior: sampler.posterior(new Set()).probability,
      probability: sampler.posterior(new Set(evidence.map(({ id }) => id))).probability,
    };
  }
}

function slopeOf(pairs: readonly { said: number; happened: boolean }[]): number {
  const mean = pairs.reduce((sum, { said }) => sum + said, 0) / pairs.length;
  const base = pairs.filter(({ happened }) => happened).length / pairs.length;
  let [xy, xx] = [0, 0];
  for (const { said, happened } of pairs) {
    xy += (said - mean) * ((happened ? 1 : 0) - base);
    xx += (said - mean) ** 2;
  }
  return xy / xx;
}

function binsOf(pairs: readonly { said: number; happened: boolean }[]): Calibration["bins"] {
  return [0, 0.1, 0.2, 0.4, 0.6, 0.8].map((from, i, all) => {
    const inside = pairs.filter(({ said }) => said >= from && said < (all[i + 1] ?? 1.01));
    const mean = (of: (pair: (typeof pairs)[number]) => number) =>
      inside.reduce((sum, pair) => sum + of(pair), 0) / Math.max(1, inside.length);
    return {
      said: mean(({ said }) => said),
      happened: mean(({ happened }) => (happened ? 1 : 0)),
      count: inside.length,
    };
  });
}
