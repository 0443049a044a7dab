import { randomStream } from "../stats/index.ts";
import { ESTIMATE_SPREAD_LN, type EvidenceContext, type EvidenceItem } from "./evidence.ts";
import { type Exposure, middle, particleClimate } from "./exposure.ts";
import { STANDARD_HYPOTHESES } from "./hypothesis.ts";
import { type CauseCase, CauseSampler } from "./posterior.ts";
import { weighEvidence } from "./read-evidence.ts";
import { syntheticLeak, TRUTHS, type Truth } from "./synthetic-leak.case.ts";

/** What came out of weighing synthetic leaks of known cause. */
export interface Calibration {
  readonly casesPerCause: number;
  /** Mean log score of the even prior and of the posterior [nat]; smaller is better. */
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

const exposure: Exposure = {
  areaM2: { low: 0.5, high: 0.5 },
  particleM: { low: 5e-4, high: 5e-4 },
  days: 100,
  altitudeM: 420_000,
  inclinationDeg: 51.64,
  year: 2022.96,
  solarFlux107: 110,
};

/** Weighs synthetic leaks, as many of each cause, before an even prior. */
export function calibrate(casesPerCause: number, seed: number, draws = 60): Calibration {
  const climate = particleClimate(exposure);
  const even = { kind: "hazard" as const, perVehicleYr: { low: 1, high: 1 } };
  const hypotheses = STANDARD_HYPOTHESES.map((hypothesis) => ({ ...hypothesis, rate: even }));
  const context: EvidenceContext = {
    hypotheses: hypotheses.map(({ id }) => id),
    climate,
    particleM: middle(exposure.particleM),
    days: exposure.days,
  };
  const stream = randomStream(seed);
  const pairs: { said: number; happened: boolean }[] = [];
  let nat = 0;
  let merged = 0;
  let hits = 0;
  for (const truth of TRUTHS)
    for (let n = 0; n < casesPerCause; n++) {
      const probability = posteriorOf(truth, n);
      nat -= Math.log(probability[truth]!);
      const impact = probability.meteoroid! + probability.debris!;
      merged -= Math.log(truth === "meteoroid" || truth === "debris" ? impact : probability[truth]!);
      if (TRUTHS.every((other) => probability[other]! <= probability[truth]!)) hits++;
      for (const other of TRUTHS) pairs.push({ said: probability[other]!, happened: other === truth });
    }
  const total = TRUTHS.length * casesPerCause;
  return {
    casesPerCause,
    priorNat: Math.log(TRUTHS.length),
    posteriorNat: nat / total,
    mergedNat: merged / total,
    slope: slopeOf(pairs),
    hitRate: hits / total,
    bins: binsOf(pairs),
  };

  function posteriorOf(truth: Truth, n: number): Readonly<Record<string, number>> {
    const evidence = syntheticLeak(truth, stream.named(truth).named(n)).map((item, i): EvidenceItem => {
      const outcome = weighEvidence(item.kind, item.with, context);
      if (!outcome.ok) throw new Error(outcome.problems.join("; "));
      const { likelihoods, basis, spreadLn } = outcome.weighed;
      return {
        id: String(i),
        title: item.kind,
        kind: item.kind,
        likelihoods,
        spreadLn: Math.min(spreadLn, ESTIMATE_SPREAD_LN),
        basis,
        source: "synthetic",
        confidence: "official",
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
    return new CauseSampler(cause, climate).posterior(new Set(evidence.map(({ id }) => id))).probability;
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
