import { weightedBand } from "../cause/index.ts";
import type { Assertion } from "./assertion.ts";
import type { Claim, Judge, Judgement } from "./assess-claims.ts";
import { inWindow } from "./ensemble.ts";
import { foundWords } from "./found-words.ts";
import { QUANTITIES } from "./quantity.ts";
import type { Verdict } from "./verdict.ts";
import { percentText } from "./wording.ts";

const MODEL_NAMES = {
  emptying: "two-stage emptying over the ranges of the file",
  heat: "a heat balance over published ranges",
  "free-flight": "a heat balance of the cabin alone, without cooling",
  impact: "published speeds of particles",
  drain: "margin and rate as reported",
  recorded: "the record",
} as const;

/** One sentence that says what was found, from the numbers alone and without a word of blame. */
export function claimSentence(
  judge: Judge,
  claim: Claim,
  judgement: Judgement,
  verdict: Verdict,
  atS: number,
): string {
  const { assertion } = claim;
  const { probability, band, quantity: name, records, unfit } = judgement;
  if (assertion.kind === "open") return `This is ${assertion.about}: no public measurement can decide it.`;
  if (probability === null)
    return assertion.kind === "cause"
      ? "Nothing public tells this cause from the others."
      : "Nothing public and independent of the speaker bears on it.";
  const chance = `${percentText(probability)} that it is right`;
  if (assertion.kind === "cause" || name === null) {
    if (assertion.kind === "cause") return causeSentence(judge, assertion, atS, chance);
    const holds = assertion.kind === "proposition" && assertion.holds;
    const side = (agrees: boolean) =>
      records
        .filter(({ assertion: said }) => said.kind === "proposition" && (said.holds === holds) === agrees)
        .map(({ title, confidence }) => `${title} (${confidence})`)
        .join("; ");
    const [pro, con] = [side(true), side(false)];
    return `${pro && `For it: ${pro}. `}${con && `Against it: ${con}. `}Each word weighed by its source: ${chance}.`;
  }
  const quantity = QUANTITIES[name]!;
  const basis = MODEL_NAMES[quantity.model];
  const also =
    records.length === 0 ? "" : ` with ${records.length} report${records.length === 1 ? "" : "s"} of others`;
  const wide = verdict === "not decidable" ? "; that leaves it open" : "";
  const note = unfit.length > 0 ? ` The model cannot reproduce ${unfit.join(", ")}.` : "";
  return `${capital(quantity.name)}: ${foundWords(quantity, band!)}, by ${basis}${also}; ${chance}${wide}.${emptyingOf(judge, assertion)}${note}`;
}

/** What a hole of the stated width would do: how long 90 % of the coolant takes to leave. */
function emptyingOf(judge: Judge, assertion: Assertion): string {
  if (assertion.kind !== "value" || assertion.quantity !== "external.hole-diameter" || !assertion.point)
    return "";
  const ensemble = judge.ensemble(assertion.quantity);
  if (ensemble === null) return "";
  const times = Array.from({ length: ensemble.size }, (_, i) => i)
    .filter((i) => inWindow(ensemble.value(i, "external.hole-diameter", {}), assertion.window))
    .map((i) => ensemble.value(i, "external.emptying-time", {}));
  if (times.length < 20) return "";
  const { p05, p95 } = weightedBand(times, new Float64Array(times.length).fill(1));
  const span =
    p95 < 7200
      ? `${Math.round(p05 / 60)} to ${Math.round(p95 / 60)} min`
      : `${(p05 / 3600).toFixed(1)} to ${(p95 / 3600).toFixed(1)} h`;
  return ` Through a hole of the stated width in the pipe 90 % leaves in ${span}.`;
}

function causeSentence(
  judge: Judge,
  { causes, sense }: Extract<Assertion, { kind: "cause" }>,
  atS: number,
  chance: string,
): string {
  const found = judge.causesAt(atS)?.probability ?? {};
  const name = (id: string) => judge.case.cause?.hypotheses.find((h) => h.id === id)?.name ?? id;
  const list = Object.entries(found)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([id, p]) => `${name(id)} ${percentText(p)}`)
    .join(", ");
  if (sense === "may have") {
    const own = causes.map((id) => `${name(id)} ${percentText(found[id] ?? 0)}`).join(", ");
    return `Causes weighed: ${list}; asked for: ${own}, where less than 1 % would count as excluded; ${chance}.`;
  }
  return `Causes weighed: ${list}; ${chance}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
