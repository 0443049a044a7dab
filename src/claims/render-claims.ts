import { textTable, wrapped } from "../print/index.ts";
import type { ClaimResult, ClaimsResult } from "./assess-claims.ts";
import { VERDICT_MARKS } from "./plot-claim.ts";
import { QUANTITIES, shown } from "./quantity.ts";
import { percentText } from "./wording.ts";

const STATEMENT_WIDTH = 44;
function day(timeS: number): string {
  return new Date(timeS * 1000).toISOString().slice(0, 16).replace("T", " ").replace(" 00:00", "");
}

/** As much of a statement as the table has room for; the list below has it whole. */
function shortened(text: string): string {
  return text.length <= STATEMENT_WIDTH ? text : `${text.slice(0, STATEMENT_WIDTH - 3).trimEnd()}...`;
}

function claimedText({ number, claimed }: ClaimResult): string {
  if (number === null || claimed === null) return "-";
  const quantity = QUANTITIES[number.quantity]!;
  const { low, high } = claimed;
  if (low === Number.NEGATIVE_INFINITY) return `below ${shown(quantity, high)} ${quantity.unit}`;
  if (high === Number.POSITIVE_INFINITY) return `above ${shown(quantity, low)} ${quantity.unit}`;
  return `${shown(quantity, (low + high) / 2)} ${quantity.unit}`;
}

function foundText({ number }: ClaimResult): string {
  if (number === null) return "-";
  const quantity = QUANTITIES[number.quantity]!;
  const { p05, p95 } = number.band;
  return `${shown(quantity, p05)} to ${shown(quantity, p95)} ${quantity.unit}`;
}

/** The verdicts as plain text for a terminal: a table, then each statement with its sentence, its history and its source. */
export function renderClaims(result: ClaimsResult): string {
  const rows = result.claims.map((claim, i) => [
    String(i + 1),
    `${VERDICT_MARKS[claim.verdict]} ${claim.verdict}`,
    claim.probability === null ? "-" : percentText(claim.probability),
    claim.at.slice(0, 10),
    shortened(claim.says),
    claimedText(claim),
    foundText(claim),
  ]);
  const head = ["", "verdict", "right", "said", "statement", "claimed", "found, 90 %"];
  const { bands } = result;
  const lines = [
    `Claims: ${result.title}${result.atS === null ? "" : `, as knowable at ${day(result.atS)} UTC`}`,
    "",
    ...textTable([head, ...rows], { left: head.length, indent: "" }),
    "",
    ...wrapped(
      `Verdicts by the probability that a statement is right: supported from ${bands.supportedFrom * 100} %, in tension to ${bands.tensionBelow * 100} %, contradicted to ${bands.contradictedBelow * 100} %, between them not decidable from public data. Before the evidence each is as likely right as wrong, a statement on the cause as likely as the exposure makes it. No speaker's own reports support him.`,
    ),
    "",
  ];
  result.claims.forEach((claim, i) => {
    lines.push(...wrapped(`${i + 1}. ${claim.says} (${claim.by}, ${claim.at})`));
    lines.push(...wrapped(`${claim.verdict}: ${claim.sentence}`, { first: "   " }));
    if (claim.history.length > 1) {
      lines.push(`   at first: ${claim.history[0]!.verdict}`);
      for (const step of claim.history.slice(1))
        lines.push(
          ...wrapped(
            `from ${day(step.fromS)}: ${step.verdict}, after: ${step.because.slice(-2).join("; ")}`,
            {
              first: "   ",
            },
          ),
        );
    }
    lines.push(...wrapped(`source: ${claim.source}${claim.link ? ` ${claim.link}` : ""}`, { first: "   " }));
  });
  if (result.conflicts.length > 0) {
    lines.push("", "Set against each other");
    for (const conflict of result.conflicts)
      lines.push(...wrapped(`- ${conflict.sentence}`, { first: "  " }));
  }
  return `${lines.join("\n")}\n`;
}
