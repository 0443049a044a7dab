import { textTable, wrapped } from "../print/index.ts";
import type { LedgerResult, LedgerRow } from "./assess-ledger.ts";

function number(value: number | null | undefined): string {
  if (value === null || value === undefined) return "-";
  return Math.abs(value) >= 1e-3 || value === 0
    ? Number(value.toPrecision(3)).toString()
    : value.toExponential(1);
}

function trendRow(row: LedgerRow): string[] {
  return [
    row.title,
    String(row.events.length),
    row.years.toFixed(1),
    `${number(row.perYear.rate)} (${number(row.perYear.low)} to ${number(row.perYear.high)})`,
    row.laplace?.u == null ? "-" : row.laplace.u.toFixed(2),
    number(row.laplace?.risingPExact),
    row.crowAmsaa ? row.crowAmsaa.beta.toFixed(2) : "-",
    `${row.change.before.rate === 0 && row.change.after.rate === 0 ? "-" : `x ${number(row.change.ratioLow)} to ${row.change.ratioHigh === null ? "any" : number(row.change.ratioHigh)}`}`,
    row.verdict,
  ];
}

/** The result of an assessment as plain text for a terminal. */
export function renderLedger(result: LedgerResult): string {
  const band = `${Math.round(result.confidence * 100)} %`;
  const lines = [
    result.title,
    "",
    ...textTable(
      [
        ["date", "sev", "system", "vehicle", "what"],
        ...result.anomalies.map((anomaly) => [
          anomaly.date,
          String(anomaly.severity),
          anomaly.system,
          anomaly.vehicle,
          anomaly.number ? `${anomaly.what} (${anomaly.number})` : anomaly.what,
        ]),
      ],
      { left: 5 },
    ),
    "",
    `Trend by system (intervals ${band}; p: chance of events this late at constant rate, exact; change: second half over first)`,
    ...textTable([
      ["system", "n", "years", "a year", "Laplace U", "p rising", "beta", "change", "verdict"],
      ...[...result.systems, result.all].map(trendRow),
    ]),
    "",
    ...[...result.systems.filter((row) => row.events.length >= 3), result.all].flatMap((row) =>
      wrapped(row.sentence, { rest: "  " }),
    ),
  ];
  if (result.exposures.length > 0)
    lines.push(
      "",
      "Exposure",
      ...result.exposures.flatMap(({ measure, amount, low, high, confidence, counts, perUnit }) => {
        const range = low < high ? ` (${low} to ${high})` : "";
        const rate = `${number(perUnit.rate)} each (${number(perUnit.low)} to ${number(perUnit.high)})`;
        return wrapped(
          `${measure}: ${amount}${range}, ${confidence}; events: ${counts.join(", ") || "none"}; ${rate}`,
          { first: "  ", rest: "    " },
        );
      }),
    );
  if (result.precedents.length > 0)
    lines.push(
      "",
      "Before, not counted",
      ...result.precedents.flatMap(({ at, what }) =>
        wrapped(`${at} ${what}`, { first: "  ", rest: "          " }),
      ),
    );
  lines.push("", ...result.caveats.flatMap((caveat) => wrapped(`Note: ${caveat}`, { rest: "  " })));
  return `${lines.join("\n")}\n`;
}
