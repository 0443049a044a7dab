import type { LedgerResult } from "./assess-ledger.ts";

const WIDTH = 760;
const ROW = 26;
const LEFT = 210;
const RIGHT = 20;
const TOP = 34;
/** One colour and one radius for each severity; the number is drawn beside, so colour never stands alone. */
const SEVERITY = ["", "#7a8794", "#2f6f9f", "#c26a00", "#a8201a"];

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);

/** The ledger as a picture (SVG): one line a system over time, one mark an event with its severity, and what is said of each. */
export function plotLedger(result: LedgerResult): string {
  const from = Date.parse(result.all.from);
  const until = Date.parse(result.all.until);
  const x = (date: string) => LEFT + ((Date.parse(date) - from) / (until - from)) * (WIDTH - LEFT - RIGHT);
  const severity = new Map(result.anomalies.map((anomaly) => [anomaly.id, anomaly]));
  const height = TOP + ROW * result.systems.length + 58;
  const parts: string[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(until).getUTCFullYear(); year++) {
    const at = x(`${year}-01-01`).toFixed(1);
    parts.push(
      `<line x1="${at}" y1="${TOP - 8}" x2="${at}" y2="${height - 54}" stroke="#d5dae0"/>`,
      `<text x="${at}" y="${height - 40}" text-anchor="middle">${year}</text>`,
    );
  }
  for (const [i, row] of result.systems.entries()) {
    const y = TOP + ROW * (i + 0.5);
    parts.push(
      `<text x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${escaped(row.title)}</text>`,
      `<line x1="${LEFT}" y1="${y}" x2="${WIDTH - RIGHT}" y2="${y}" stroke="#9aa5b1"/>`,
    );
    for (const event of row.events) {
      const anomaly = severity.get(event.id)!;
      const at = x(event.date).toFixed(1);
      parts.push(
        `<g><title>${escaped(`${anomaly.date} ${anomaly.vehicle}: ${anomaly.what}`)}</title>` +
          `<circle cx="${at}" cy="${y}" r="9" fill="${SEVERITY[anomaly.severity]}" stroke="#fff"/>` +
          `<text x="${at}" y="${y + 4}" text-anchor="middle" fill="#fff">${anomaly.severity}</text></g>`,
      );
    }
  }
  const title = result.title;
  parts.push(
    `<text x="${LEFT}" y="${height - 14}">number: severity, from 1 (handled in place) to 4 (crew in danger)</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733"><title>${escaped(title)}</title><rect width="${WIDTH}" height="${height}" fill="#fff"/><text x="12" y="18" font-weight="600">${escaped(title)}</text>${parts.join("")}</svg>
`;
}
