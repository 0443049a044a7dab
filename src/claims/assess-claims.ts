import {
  type Band,
  type CauseCase,
  CauseSampler,
  causeItems,
  EXCLUDED_BELOW,
  type ParticleClimate,
  type Posterior,
} from "../cause/index.ts";
import { randomStream } from "../stats/index.ts";
import type { LeakFinding } from "../watch/index.ts";
import type { Assertion } from "./assertion.ts";
import { type Conflict, conflictsOf } from "./conflict.ts";
import type { LoopRanges, Range } from "./emptying-ensemble.ts";
import { ask, asValue, drawEnsemble, type Ensemble, type EnsembleInputs, weigh } from "./ensemble.ts";
import { groundsOf } from "./grounds.ts";
import { QUANTITIES, referenceShare, type Window } from "./quantity.ts";
import { claimSentence } from "./sentence.ts";
import { probabilityRight, VERDICT_BANDS, type Verdict, verdictOf } from "./verdict.ts";
import { watchRecords } from "./watch-records.ts";

/** A public statement. */
export interface Claim {
  readonly id: string;
  readonly by: string;
  readonly role?: string;
  /** When it was made [Unix s], and as written. */
  readonly atS: number;
  readonly at: string;
  readonly channel?: string;
  readonly source: string;
  readonly sourceTitle: string;
  readonly link?: string;
  readonly says: string;
  /** Trust in its source; counts only where word stands against word. */
  readonly trust: number;
  readonly assertion: Assertion;
  /** Ids of claims it is set against. */
  readonly against: readonly string[];
}

/** Something on record that claims are tested against: a cited figure or a cited fact. */
export interface RecordItem {
  readonly id: string;
  readonly title: string;
  readonly by: string;
  readonly source: string;
  readonly trust: number;
  readonly confidence: string;
  /** When it became known [Unix s]. */
  readonly knownFromS: number;
  readonly assertion: Assertion;
}

export interface ClaimsCase {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly Claim[];
  readonly records: readonly RecordItem[];
  readonly loop: LoopRanges | null;
  readonly onsetS: Range;
  readonly climate: ParticleClimate;
  readonly cause: CauseCase | null;
  readonly seed: number;
  readonly members: number;
}

export interface VerdictStep {
  readonly fromS: number;
  readonly verdict: Verdict;
  readonly probability: number;
  /** Titles of what had become known since the step before. */
  readonly because: readonly string[];
}

export interface ClaimResult {
  readonly id: string;
  readonly by: string;
  readonly role: string | null;
  readonly at: string;
  readonly atS: number;
  readonly channel: string | null;
  readonly says: string;
  readonly source: string;
  readonly link: string | null;
  readonly verdict: Verdict;
  /** Probability that the statement is right; null where nothing public could ever say. */
  readonly probability: number | null;
  /** What the ensemble or the record says instead, SI; null for statements without a number. */
  readonly number: { readonly quantity: string; readonly unit: string; readonly band: Band } | null;
  readonly claimed: { readonly low: number; readonly high: number } | null;
  readonly sentence: string;
  readonly grounds: ClaimGrounds;
  /** Ids of the records that bear on it. */
  readonly records: readonly string[];
  readonly history: readonly VerdictStep[];
}

/** What a verdict rests on, in the shape in which it can be drawn. */
export type ClaimGrounds =
  /** The weighted ensemble between two ends (SI; equal steps, or equal ratios with `log`): shares that add up to one. */
  | {
      readonly kind: "number";
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly shares: readonly number[];
    }
  /** Word against word: how many nats of log odds each adds for the statement; the speaker's own stands first. */
  | { readonly kind: "words"; readonly words: readonly { readonly title: string; readonly nat: number }[] }
  | {
      readonly kind: "causes";
      readonly causes: readonly {
        readonly id: string;
        readonly name: string;
        readonly probability: number;
        /** Whether the statement is about it. */
        readonly asked: boolean;
      }[];
    }
  | { readonly kind: "none"; readonly why: string };

export interface ClaimsResult {
  readonly schema: "hoarfrost/claims/1";
  readonly id: string;
  readonly title: string;
  /** Only what was knowable then was used; null for everything. */
  readonly atS: number | null;
  readonly seed: number;
  readonly members: number;
  readonly bands: typeof VERDICT_BANDS;
  readonly claims: readonly ClaimResult[];
  readonly conflicts: readonly Conflict[];
}

export interface ClaimsOptions {
  /** Use only what was public at this instant [Unix s]. */
  readonly atS?: number;
  readonly seed?: number;
  readonly members?: number;
  /** What the watch found of the loop, as further reports; their source is the watch. */
  readonly findings?: readonly LeakFinding[];
}

/** A statement judged with what was knowable at one instant. */
export interface Judgement {
  readonly probability: number | null;
  readonly band: Band | null;
  readonly quantity: string | null;
  readonly window: Window | null;
  /** The part that decided, where several things were said at once. */
  readonly decided: Assertion;
  readonly records: readonly RecordItem[];
  readonly unfit: readonly string[];
}

const CAUSE_DRAWS = 1200;

/** Judges statements of one case; ensembles and cause odds are made once and kept. */
export class Judge {
  readonly case: ClaimsCase;
  readonly #ensembles = new Map<string, Ensemble | null>();
  readonly #sampler: CauseSampler | null;
  readonly #causes = new Map<string, Posterior>();

  constructor(given: ClaimsCase) {
    this.case = given;
    this.#sampler =
      given.cause === null
        ? null
        : new CauseSampler(
            { ...given.cause, draws: Math.min(given.cause.draws, CAUSE_DRAWS) },
            given.climate,
          );
  }

  ensemble(quantity: string): Ensemble | null {
    const { model } = QUANTITIES[quantity]!;
    const key = model === "recorded" ? quantity : model;
    let found = this.#ensembles.get(key);
    if (found === undefined) {
      const inputs: EnsembleInputs = this.case;
      const stream = randomStream(this.case.seed).named(key);
      found = drawEnsemble(model, quantity, inputs, this.case.members, stream);
      this.#ensembles.set(key, found);
    }
    return found;
  }

  /** Records on the same model as a quantity, known by then, and not by whoever is being judged. */
  recordsFor(claim: Claim, quantity: string, atS: number): RecordItem[] {
    const { model } = QUANTITIES[quantity]!;
    return this.#heard(claim, atS).filter(
      ({ assertion }) =>
        assertion.kind === "value" &&
        QUANTITIES[assertion.quantity]!.model === model &&
        (model !== "recorded" || assertion.quantity === quantity),
    );
  }

  #heard({ by, source }: Claim, atS: number): RecordItem[] {
    return this.case.records.filter(
      (record) =>
        record.knownFromS <= atS &&
        !(record.by !== "" && sameSpeaker(record.by, by)) &&
        record.source !== source,
    );
  }

  judge(claim: Claim, atS: number, assertion: Assertion = claim.assertion): Judgement {
    const nothing: Judgement = {
      probability: null,
      band: null,
      quantity: null,
      window: null,
      decided: assertion,
      records: [],
      unfit: [],
    };
    switch (assertion.kind) {
      case "open":
        return nothing;
      case "all":
        return this.#judgeAll(claim, atS, assertion.parts);
      case "value":
        return this.#judgeValue(claim, atS, assertion) ?? nothing;
      case "cause": {
        const found = this.causesAt(atS);
        const { causes, sense } = assertion;
        if (found === null || causes.some((id) => found.probability[id] === undefined)) return nothing;
        const sum = Math.min(
          1,
          causes.reduce((total, id) => total + found.probability[id]!, 0),
        );
        // "May have" is right as far as the cause is not excluded; at the limit itself it is open.
        if (sense === "may have") return { ...nothing, probability: sum / (sum + EXCLUDED_BELOW) };
        return { ...nothing, probability: sense === "did not" ? 1 - sum : sum };
      }
      case "proposition": {
        const records = this.#heard(claim, atS).filter(
          (record) =>
            record.assertion.kind === "proposition" && record.assertion.proposition === assertion.proposition,
        );
        if (records.length === 0) return nothing;
        // Word against word: each counts by the class of its source, the speaker's own too. Without another's word nothing is decided.
        let logOdds = (assertion.holds ? 1 : -1) * Math.log(claim.trust / (1 - claim.trust));
        for (const { assertion: said, trust } of records)
          logOdds += (said.kind === "proposition" && said.holds ? 1 : -1) * Math.log(trust / (1 - trust));
        const holds = 1 / (1 + Math.exp(-logOdds));
        return { ...nothing, probability: assertion.holds ? holds : 1 - holds, records };
      }
    }
  }

  #judgeValue(claim: Claim, atS: number, assertion: Extract<Assertion, { kind: "value" }>): Judgement | null {
    const ensemble = this.ensemble(assertion.quantity);
    if (ensemble === null) return null;
    const records = this.recordsFor(claim, assertion.quantity, atS);
    const { weights, effectiveSize, unfit } = weigh(ensemble, records.map(asValue));
    const { share, band } = ask(ensemble, weights, assertion);
    const byChance = referenceShare(QUANTITIES[assertion.quantity]!, assertion.window);
    return {
      probability: probabilityRight(share, byChance, effectiveSize),
      band,
      quantity: assertion.quantity,
      window: assertion.window,
      decided: assertion,
      records,
      unfit,
    };
  }

  /** Several things said at once: the least likely of them bounds the whole, and is the one shown. */
  #judgeAll(claim: Claim, atS: number, parts: readonly Assertion[]): Judgement {
    const judged = parts.map((part) => this.judge(claim, atS, part));
    const decided = judged.filter(({ probability }) => probability !== null);
    const least = decided.toSorted((a, b) => a.probability! - b.probability!)[0];
    const records = [...new Set(judged.flatMap((part) => part.records))];
    return least ? { ...least, records } : judged[0]!;
  }

  /** Probability of each cause with what was known then; null without a cause case. */
  causesAt(atS: number): Posterior | null {
    if (this.#sampler === null || this.case.cause === null) return null;
    const ids = causeItems(this.case.cause, { atS });
    const key = [...ids].sort().join(" ");
    let found = this.#causes.get(key);
    if (found === undefined) {
      found = this.#sampler.posterior(ids);
      this.#causes.set(key, found);
    }
    return found;
  }

  /** Instants after a claim at which something became known that may bear on it, with its title. */
  epochs(claim: Claim, untilS: number): { readonly atS: number; readonly title: string }[] {
    const { records, cause } = this.case;
    const items = [
      ...records.map(({ knownFromS, title }) => ({ atS: knownFromS, title })),
      ...(cause?.evidence ?? []).map(({ knownFromS, title }) => ({ atS: knownFromS, title })),
      ...(cause?.sister ? [{ atS: cause.sister.knownFromS, title: `${cause.sister.ship} leaks too` }] : []),
    ];
    return items.filter(({ atS }) => atS > claim.atS && atS <= untilS).sort((a, b) => a.atS - b.atS);
  }
}

/** One name within the other, as whole words: "Roscosmos" speaks for the "head of Roscosmos", "NASA" not for "NASASpaceflight". */
function sameSpeaker(a: string, b: string): boolean {
  const within = (part: string, whole: string) =>
    new RegExp(`(^|\\W)${part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|\\W)`).test(whole);
  return within(a, b) || within(b, a);
}

/**
 * Verdicts on every statement of a case, with the number, the sentence and how the verdict changed as evidence came in. A
 * speaker's own records never support him. Same case and options, same result.
 */
export function assessClaims(given: ClaimsCase, options: ClaimsOptions = {}): ClaimsResult {
  const judge = new Judge({
    ...given,
    seed: options.seed ?? given.seed,
    members: options.members ?? given.members,
    records: [...given.records, ...watchRecords(options.findings ?? [])],
  });
  const untilS = options.atS ?? Number.POSITIVE_INFINITY;
  const made = judge.case.claims.filter(({ atS }) => atS <= untilS);
  return {
    schema: "hoarfrost/claims/1",
    id: given.id,
    title: given.title,
    atS: options.atS ?? null,
    seed: judge.case.seed,
    members: judge.case.members,
    bands: VERDICT_BANDS,
    claims: made.map((claim) => resultOf(judge, claim, untilS)),
    conflicts: conflictsOf(judge, made, untilS),
  };
}

function verdictFor(probability: number | null): Verdict {
  return probability === null ? "not decidable" : verdictOf(probability);
}

function resultOf(judge: Judge, claim: Claim, untilS: number): ClaimResult {
  const history: VerdictStep[] = [];
  let because: string[] = [];
  const step = (atS: number) => {
    const { probability } = judge.judge(claim, atS);
    const verdict = verdictFor(probability);
    if (verdict === history.at(-1)?.verdict) return;
    history.push({ fromS: atS, verdict, probability: probability ?? 0.5, because });
    because = [];
  };
  step(claim.atS);
  const epochs = judge.epochs(claim, untilS);
  epochs.forEach(({ atS, title }, i) => {
    because = [...because, title];
    if (epochs[i + 1]?.atS !== atS) step(atS);
  });
  const judgement = judge.judge(claim, untilS);
  const verdict = verdictFor(judgement.probability);
  return {
    id: claim.id,
    by: claim.by,
    role: claim.role ?? null,
    at: claim.at,
    atS: claim.atS,
    channel: claim.channel ?? null,
    says: claim.says,
    source: claim.sourceTitle,
    link: claim.link ?? null,
    verdict,
    probability: judgement.probability,
    number:
      judgement.band === null || judgement.quantity === null
        ? null
        : {
            quantity: judgement.quantity,
            unit: QUANTITIES[judgement.quantity]!.unit,
            band: judgement.band,
          },
    claimed: judgement.window,
    sentence: claimSentence(judge, claim, judgement, verdict, untilS),
    grounds: groundsOf(judge, claim, judgement, untilS),
    records: judgement.records.map(({ id }) => id),
    history,
  };
}
