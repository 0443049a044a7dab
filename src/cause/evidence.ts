import type { ParticleClimate } from "./exposure.ts";

/** How far a source is to be believed: the chance that what it reports is so. Own estimates, the same for causes and claims. */
export const SOURCE_TRUST: Readonly<Record<string, number>> = {
  /** A public event that anybody could watch, such as a launch or a landing. */
  event: 0.999,
  official: 0.95,
  secondary: 0.85,
  rumour: 0.55,
};

/**
 * How far the models behind the likelihoods are to be believed: nine times of ten. Set once, after a world of synthetic leaks built
 * otherwise than the models (bench/cause.ts) had shown them too sure of themselves without it.
 */
export const MODEL_TRUST = 0.9;

/** Likelihood of a finding under each hypothesis, on any common scale; a hypothesis left out counts as 1. */
export type Likelihoods = Readonly<Record<string, number>>;

/** A finding that bears on the cause, weighed. */
export interface EvidenceItem {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly likelihoods: Likelihoods;
  /** Doubt of the likelihoods themselves: standard deviation of the logarithm of each. */
  readonly spreadLn: number;
  /** How the likelihoods come about, in one line. */
  readonly basis: string;
  /** Title and confidence of the source. */
  readonly source: string;
  /** Key of {@link SOURCE_TRUST}. */
  readonly confidence: string;
  /** What it is about: items about one thing are not independent, and n of them count with the power 1/sqrt(n). */
  readonly about: string;
  /** Off items are listed and can be switched on. */
  readonly on: boolean;
  /** When it became known [Unix s]; -Infinity for what always was. */
  readonly knownFromS: number;
}

/** What the evidence models read beside their own arguments. */
export interface EvidenceContext {
  readonly hypotheses: readonly string[];
  readonly climate: ParticleClimate;
  /** Smallest particle that holes the surface, middle of its range [m]. */
  readonly particleM: number;
  readonly days: number;
}

/** What a model of one kind of evidence gives. */
export interface Weighed {
  readonly likelihoods: Likelihoods;
  readonly basis: string;
  readonly spreadLn: number;
}

/** Doubt of a likelihood that is an own estimate: a factor two at one standard deviation would be 0.69; ours is 0.5. */
export const ESTIMATE_SPREAD_LN = 0.5;

/**
 * A finding that is true only with probability `trust`: the rest of the time it says nothing, that is, it has the
 * likelihood of the average hypothesis.
 */
export function discounted(
  likelihoods: Likelihoods,
  hypotheses: readonly string[],
  trust: number,
): Likelihoods {
  const values = hypotheses.map((id) => likelihoods[id] ?? 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Object.fromEntries(hypotheses.map((id, i) => [id, trust * values[i]! + (1 - trust) * mean]));
}
