import { type ClaimResult, QUANTITIES, shown } from "../claims/index.ts";
import { type Html, html, table } from "./html.ts";
import { minuteWords } from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { verdictWord } from "./status.ts";

/** What was said of the leak, and what the numbers say of it. */
export function claimsSection({ claims }: ReportCase): Html | null {
  if (claims === null || claims.claims.length === 0) return null;
  const { bands } = claims;
  const share = (value: number) => `${Math.round(100 * value)} %`;
  return html`<section id="claims"><h2>What was said</h2>
<p>A statement is supported from ${share(bands.supportedFrom)} probability that it is right, in tension up to ${share(bands.tensionBelow)}, contradicted up to ${share(bands.contradictedBelow)}, and between them not decidable from public data. Before the evidence it is as likely right as wrong. A speaker’s own reports do not support the speaker.</p>
<div class="wide">${table(
    "Statements in order of time",
    [
      { head: "verdict", className: "nowrap" },
      { head: "right", number: true },
      { head: "statement, by whom, when" },
      { head: "because, with the number found" },
    ],
    claims.claims.map((claim) => [
      verdictWord(claim.verdict),
      claim.probability === null ? "–" : percent(claim.probability),
      html`“${claim.says}”<br><span class="small">${claim.by}${claim.role === null ? null : `, ${claim.role}`}, ${claim.at.replace("T", " ")}; ${claim.source}</span>`,
      html`${numbers(claim)}${claim.sentence}${changes(claim)}`,
    ]),
  )}</div>
${
  claims.conflicts.length === 0
    ? null
    : html`<h3>Set against each other</h3><ul class="brief">${claims.conflicts.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`
}</section>`;
}

function changes({ history }: ClaimResult): Html | null {
  if (history.length < 2) return null;
  const words = history.map(({ fromS, verdict }, i) =>
    i === 0 ? `at first ${verdict}` : `${verdict} from ${minuteWords(fromS)}`,
  );
  return html` <span class="small">(${words.join("; ")})</span>`;
}

/** "claimed 12 mm, found 0.41 to 17 mm"; nothing for a statement without a number. */
function numbers(claim: ClaimResult): Html | null {
  if (claim.number === null) return null;
  return html`<strong>claimed ${claimed(claim)}, found ${found(claim)}</strong><br>`;
}

function claimed({ number, claimed: said }: ClaimResult): string {
  if (number === null || said === null) return "–";
  const quantity = QUANTITIES[number.quantity]!;
  const show = (value: number) => `${shown(quantity, value)}\u2009${quantity.unit}`;
  if (said.low === Number.NEGATIVE_INFINITY) return `below ${show(said.high)}`;
  if (said.high === Number.POSITIVE_INFINITY) return `above ${show(said.low)}`;
  return show((said.low + said.high) / 2);
}

function found({ number }: ClaimResult): string {
  if (number === null) return "–";
  const quantity = QUANTITIES[number.quantity]!;
  const { p05, p95 } = number.band;
  return `${shown(quantity, p05)} to ${shown(quantity, p95)}\u2009${quantity.unit}`;
}

function percent(share: number): string {
  if (share < 0.01) return "< 1 %";
  return share > 0.99 ? "> 99 %" : `${Math.round(100 * share)} %`;
}
