import { textTable, wrapped } from "../print/index.ts";
import type { CauseResult, EvidenceRow } from "./assess-cause.ts";

export function percent(share: number): string {
  if (share < 0.001) return "< 0.1 %";
  return share > 0.999 ? "> 99.9 %" : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** A Bayes factor as people read it: 4.0 or 1/6.2. */
export function factorText(factor: number): string {
  if (!Number.isFinite(factor)) return "-";
  if (factor >= 1e4 || factor <= 1e-4)
    return factor >= 1 ? factor.toExponential(1) : `1/${(1 / factor).toExponential(1)}`;
  return factor >= 1
    ? factor.toFixed(factor < 10 ? 1 : 0)
    : `1/${(1 / factor).toFixed(1 / factor < 10 ? 1 : 0)}`;
}

/** Two digits, without an exponent. */
function plain(value: number): string {
  if (value >= 1e6) return "over 1,000,000";
  return Number(value.toPrecision(2)).toLocaleString("en");
}

/** Odds as people read them: 3.2 : 1 or 1 : 1.9. */
export function oddsText(probability: number): string {
  const odds = probability / (1 - probability);
  return odds >= 1 ? `${plain(odds)} : 1` : `1 : ${plain(1 / odds)}`;
}

/** Chance as one in so many. */
function oneIn(chance: number): string {
  return chance > 0.5 ? percent(chance) : `1 in ${Number((1 / chance).toPrecision(2)).toLocaleString("en")}`;
}

function state(row: EvidenceRow): string {
  return row.later ? "later" : row.on ? "on" : "off";
}

/** The result as plain text for a terminal: odds, evidence with its factors and sources, and what they hang on. */
export function renderCause(result: CauseResult): string {
  const { hypotheses, evidence, sister, pair, sensitivity } = result;
  const lines = [
    `Why: ${result.title}`,
    "",
    "Probability of each cause, given that the loop leaked or seemed to",
    ...textTable([
      ["cause", "before evidence", ...(sister ? ["alone"] : []), "now", "90 % over inputs", "odds"],
      ...hypotheses.map((h) => [
        h.name,
        percent(h.prior),
        ...(sister ? [percent(h.withoutSister)] : []),
        percent(h.posterior),
        `${percent(h.band.p05)} to ${percent(h.band.p95)}`,
        oddsText(h.posterior),
      ]),
    ]),
    "",
    `  meteoroid or debris: ${percent(result.impact.posterior)}, odds ${oddsText(result.impact.posterior)}`,
  ];
  if (sister)
    lines.push(
      `  ${sister.ship} turns the odds of an impact from ${oddsText(sister.before)} to ${oddsText(sister.after)}`,
    );
  lines.push(
    "",
    "Evidence; the factor is odds of impact to manufacture with the item over those without it",
    ...textTable(
      [
        ["item", "state", "what", "source", "factor"],
        ...evidence.map((row) => [
          row.id,
          state(row),
          row.title,
          row.confidence,
          factorText(row.impactOverManufacture),
        ]),
      ],
      { left: 4 },
    ),
    "",
    "What it hangs on",
    ...textTable([
      ["changed", "impact", "manufacture", "fatigue"],
      ...sensitivity.map((row) => [
        row.what,
        percent(row.impact),
        percent(row.manufacture),
        percent(row.fatigue),
      ]),
    ]),
  );
  if (pair)
    lines.push(
      "",
      `Two independent hits? ${pair.vehicles} vehicles, particles from ${(pair.particleM * 1000).toPrecision(2)} mm; flux a factor three either way`,
      ...textTable([
        [
          "window",
          "area of each",
          "two in a window fixed before",
          `some pair in ${pair.watchedYr} years`,
          "selection",
        ],
        ...pair.rows.map((row) => [
          `${row.windowDays.toFixed(0)} d`,
          `${row.areaM2.toPrecision(2)} m2`,
          oneIn(row.atLeastTwo),
          oneIn(row.somePairWhileWatching),
          `x ${plain(row.selectionFactor)}`,
        ]),
      ]),
      "  The last but one is the fair question for a pair that was noticed after it happened.",
    );
  lines.push("", "Sources and reasons");
  for (const row of evidence)
    lines.push(...wrapped(`${row.id}: ${row.basis}. ${row.source} (${row.confidence})`, { first: "  " }));
  for (const h of hypotheses) lines.push(...wrapped(`prior of ${h.name}: ${h.source}`, { first: "  " }));
  lines.push("", ...result.notes.flatMap((note) => wrapped(`Note: ${note}`)));
  return `${lines.join("\n")}\n`;
}
