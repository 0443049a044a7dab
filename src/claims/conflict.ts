import { type Band, weightedBand } from "../cause/index.ts";
import type { Assertion } from "./assertion.ts";
import type { Claim, Judge } from "./assess-claims.ts";
import { asValue, inWindow, weigh } from "./ensemble.ts";
import { spanWords } from "./found-words.ts";
import { QUANTITIES } from "./quantity.ts";
import { percentText } from "./wording.ts";

/** Two statements set against each other. */
export interface Conflict {
  readonly a: string;
  readonly b: string;
  /** What the second quantity would be if the first statement were right, with what others than both reported, SI; null where no model joins them. */
  readonly ifA: { readonly quantity: string; readonly band: Band } | null;
  /** Share of the possibilities in which the first holds that fit the second too; null where no model joins them. */
  readonly bothGivenA: number | null;
  readonly sentence: string;
}

type Value = Extract<Assertion, { kind: "value" }>;

/** Fewer members than this in the first window say nothing. */
const LEAST_MEMBERS = 20;

/** The parts of a statement that are numbers. */
export function valuesOf(assertion: Assertion): Value[] {
  if (assertion.kind === "value") return [assertion];
  return assertion.kind === "all" ? assertion.parts.flatMap(valuesOf) : [];
}

/** Every pair of statements that the file sets against each other, both already made. */
export function conflictsOf(judge: Judge, claims: readonly Claim[], atS: number): Conflict[] {
  return claims.flatMap((a) =>
    a.against.flatMap((id) => {
      const b = claims.find((claim) => claim.id === id);
      return b ? [conflictOf(judge, a, b, atS)] : [];
    }),
  );
}

function conflictOf(judge: Judge, a: Claim, b: Claim, atS: number): Conflict {
  const [first, second] = [valuesOf(a.assertion), valuesOf(b.assertion)];
  const target = second[0];
  const side = (claim: Claim) => {
    const { probability } = judge.judge(claim, atS);
    return probability === null ? "not decidable" : percentText(probability);
  };
  const apart = `"${a.says}" (${a.by}): ${side(a)}; "${b.says}" (${b.by}): ${side(b)}`;
  const pair = { a: a.id, b: b.id };
  const model = target && QUANTITIES[target.quantity]!.model;
  const ensemble = target && judge.ensemble(target.quantity);
  const joined = first.filter(({ quantity }) => QUANTITIES[quantity]!.model === model);
  if (!target || !ensemble || joined.length === 0 || model === "recorded")
    return { ...pair, ifA: null, bothGivenA: null, sentence: `${apart}.` };
  const heard = judge.recordsFor(a, target.quantity, atS);
  const reports = judge.recordsFor(b, target.quantity, atS).filter((record) => heard.includes(record));
  const { weights } = weigh(ensemble, reports.map(asValue));
  const members = Array.from({ length: ensemble.size }, (_, i) => i).filter((i) =>
    joined.every((part) => inWindow(ensemble.value(i, part.quantity, part.circumstance), part.window)),
  );
  if (members.length < LEAST_MEMBERS)
    return {
      ...pair,
      ifA: null,
      bothGivenA: 0,
      sentence: `${apart}; the first lies outside what the model allows.`,
    };
  const values = members.map((i) => ensemble.value(i, target.quantity, target.circumstance));
  const weightOf = (list: readonly number[]) => list.reduce((sum, i) => sum + weights[i]!, 0);
  const band = weightedBand(
    values,
    members.map((i) => weights[i]!),
  );
  const fits = members.filter((i) =>
    second.every(
      (part) =>
        QUANTITIES[part.quantity]!.model !== model ||
        inWindow(ensemble.value(i, part.quantity, part.circumstance), part.window),
    ),
  );
  const bothGivenA = weightOf(fits) / weightOf(members);
  const others = reports.length > 0 ? ", with the reports of others," : ",";
  const quantity = QUANTITIES[target.quantity]!;
  return {
    ...pair,
    ifA: { quantity: target.quantity, band },
    bothGivenA,
    sentence: `${apart}; if the first is right${others} ${quantity.name} is ${spanWords(quantity, band)}, and the second fits ${percentText(bothGivenA)} of what is then possible.`,
  };
}
