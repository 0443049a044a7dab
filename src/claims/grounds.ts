import { weightedQuantiles } from "../cause/index.ts";
import type { Assertion } from "./assertion.ts";
import type { Claim, ClaimGrounds, Judge, Judgement } from "./assess-claims.ts";
import { asValue, weigh } from "./ensemble.ts";
import { QUANTITIES, type Window } from "./quantity.ts";

const STEPS = 48;

/** What a verdict rests on: the ensemble as shares between two ends, the words for and against, or the causes. */
export function groundsOf(judge: Judge, claim: Claim, judgement: Judgement, atS: number): ClaimGrounds {
  const { decided } = judgement;
  if (decided.kind === "open")
    return { kind: "none", why: `${decided.about}: no public measurement can decide it` };
  if (judgement.probability === null)
    return { kind: "none", why: "nothing public and independent of the speaker bears on it" };
  if (decided.kind === "value") return numberGrounds(judge, claim, decided, atS);
  if (decided.kind === "cause") {
    const found = judge.causesAt(atS)?.probability ?? {};
    return {
      kind: "causes",
      causes: (judge.case.cause?.hypotheses ?? []).map(({ id, name }) => ({
        id,
        name,
        probability: found[id] ?? 0,
        asked: decided.causes.includes(id),
      })),
    };
  }
  const holds = decided.kind === "proposition" && decided.holds;
  const nat = (trust: number) => Math.log(trust / (1 - trust));
  return {
    kind: "words",
    words: [
      { title: `${claim.by} says so`, nat: nat(claim.trust) },
      ...judgement.records.flatMap(({ title, trust, assertion }) =>
        assertion.kind === "proposition"
          ? [{ title, nat: (assertion.holds === holds ? 1 : -1) * nat(trust) }]
          : [],
      ),
    ],
  };
}

function numberGrounds(
  judge: Judge,
  claim: Claim,
  { quantity, window, circumstance }: Extract<Assertion, { kind: "value" }>,
  atS: number,
): ClaimGrounds {
  const ensemble = judge.ensemble(quantity)!;
  const { weights } = weigh(ensemble, judge.recordsFor(claim, quantity, atS).map(asValue));
  const values = Array.from(weights, (_, i) => ensemble.value(i, quantity, circumstance));
  const { log } = QUANTITIES[quantity]!.reference;
  const [low, high] = ends(values, weights, window, quantity);
  const at = log
    ? (value: number) => Math.log(Math.max(value, 1e-300) / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  const shares = new Array<number>(STEPS).fill(0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  values.forEach((value, i) => {
    const step = Math.min(STEPS - 1, Math.max(0, Math.floor(STEPS * at(value))));
    shares[step]! += weights[i]! / total;
  });
  return { kind: "number", low, high, log, shares };
}

/** Ends of the drawing: what the ensemble allows and what was claimed, with a margin. */
function ends(
  values: readonly number[],
  weights: ArrayLike<number>,
  window: Window,
  name: string,
): [number, number] {
  const { low: least, high: most, log } = QUANTITIES[name]!.reference;
  const [first, last] = weightedQuantiles(values, weights, [0.01, 0.99]) as [number, number];
  const all = [first, last, window.low, window.high].filter(Number.isFinite);
  const [from, to] = [Math.min(...all), Math.max(...all)];
  if (log) {
    const low = Math.max(least, from);
    const high = Math.max(low * 1.5, Math.min(most, to));
    const margin = (high / low) ** 0.06;
    return [low / margin, high * margin];
  }
  const margin = 0.06 * Math.max(to - from, 0.02 * (most - least));
  return [Math.max(least, from - margin), Math.min(most, to + margin)];
}
