import { assessCause, type CauseCase } from "../cause/index.ts";
import { assessClaims, type ClaimsCase } from "../claims/index.ts";
import { openIncident, type WeighedIncident } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { CauseAnswer } from "./cause-contract.ts";
import type { ClaimsAnswer } from "./claims-contract.ts";
import { Problem } from "./problem.ts";

/** A question about one case. `knownByS` null asks with everything on record. */
export type CaseQuestion =
  | { readonly kind: "claims"; readonly incident: string; readonly knownByS: number | null }
  | {
      readonly kind: "cause";
      readonly incident: string;
      readonly knownByS: number | null;
      /** Ids of evidence to leave out, and of such as is off by default to count. */
      readonly off: readonly string[];
      readonly on: readonly string[];
    };

export type CaseAnswer = ClaimsAnswer | CauseAnswer;

const answersKept = 128;
const opened = new Map<string, WeighedIncident>();
const kept = new Map<string, CaseAnswer>();

/**
 * Weighs a case. What is known changes only when something becomes known, so an answer holds until the next such instant and
 * is kept. Takes seconds when it is new: meant for a thread of its own.
 */
export function answerCase(question: CaseQuestion): CaseAnswer {
  const { cause, claims } = open(question.incident);
  const known = instantsOf(cause, claims).filter((timeS) => timeS <= (question.knownByS ?? Number.MAX_VALUE));
  const switched =
    question.kind === "cause" ? `${[...question.off].sort().join()} ${[...question.on].sort().join()}` : "";
  const key = [question.kind, question.incident, question.knownByS === null, known.length, switched].join(
    " ",
  );
  let answer = kept.get(key);
  if (answer === undefined) {
    answer = question.kind === "claims" ? claimsOf(claims, question) : causeOf(cause, question);
    if (kept.size >= answersKept) kept.delete(kept.keys().next().value!);
    kept.set(key, answer);
  }
  return { ...answer, knownByS: question.knownByS };
}

function open(id: string): WeighedIncident {
  const known = opened.get(id);
  if (known !== undefined) return known;
  try {
    const incident = openIncident(id);
    opened.set(id, incident);
    return incident;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const detail = `Nothing is on record of ${JSON.stringify(id)} to weigh: ${error.message}. Shipped cases have statements and evidence; recordings and live runs have none.`;
    throw new Problem(404, "nothing-on-record", detail);
  }
}

function instantsOf(cause: CauseCase, claims: ClaimsCase): number[] {
  return [
    ...claims.claims.map(({ atS }) => atS),
    ...claims.records.map(({ knownFromS }) => knownFromS),
    ...cause.evidence.map(({ knownFromS }) => knownFromS),
    ...(cause.sister === null ? [] : [cause.sister.knownFromS]),
  ];
}

/** As it goes over the wire: what has no bound, or is no number, is null. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function claimsOf(claims: ClaimsCase, { knownByS }: CaseQuestion): ClaimsAnswer {
  const { atS: _, ...result } = assessClaims(claims, knownByS === null ? {} : { atS: knownByS });
  return { ...(plain(result) as Omit<ClaimsAnswer, "knownByS">), knownByS };
}

function causeOf(cause: CauseCase, question: CaseQuestion & { kind: "cause" }): CauseAnswer {
  const { knownByS, off, on } = question;
  try {
    const result = assessCause(cause, { off, on, ...(knownByS !== null && { atS: knownByS }) });
    const sisterLater = cause.sister !== null && cause.sister.knownFromS > (knownByS ?? Number.MAX_VALUE);
    const evidence = result.evidence.filter(({ later }) => !later);
    return plain({
      ...result,
      evidence,
      // The question about two hits is asked of two leaks: before the second it gives the second away.
      pair: sisterLater ? null : result.pair,
      knownByS,
      laterItems: result.evidence.length - evidence.length,
    }) as CauseAnswer;
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(400, "bad-input", `${error.message}.`);
    throw error;
  }
}
