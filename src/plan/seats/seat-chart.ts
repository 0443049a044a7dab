import type { Station } from "../station/station.ts";
import type { SeatCoverage, Seating } from "./seat-coverage.ts";

type Standing = Seating["standing"];

/** One person's seat over a stretch of time. */
export interface SeatBar {
  readonly fromS: number;
  readonly untilS: number;
  readonly standing: Standing;
  readonly ship: string | null;
}

/** Everybody who is ever aboard, with what they sit in from change to change; in the station's order. */
export function seatBars(
  station: Station,
  { intervals }: SeatCoverage,
): readonly { readonly person: string; readonly bars: readonly SeatBar[] }[] {
  return Object.keys(station.people).flatMap((person) => {
    const bars: SeatBar[] = [];
    for (const { fromS, untilS, seatings } of intervals) {
      const seat = seatings.find((entry) => entry.person === person);
      if (seat === undefined) continue;
      const last = bars.at(-1);
      const same = last?.untilS === fromS && last.standing === seat.standing && last.ship === seat.ship;
      if (same) bars[bars.length - 1] = { ...last, untilS };
      else bars.push({ fromS, untilS, standing: seat.standing, ship: seat.ship });
    }
    return bars.length === 0 ? [] : [{ person, bars }];
  });
}

/** Letters of the ships that somebody sits in, in order of first use. */
function letters(rows: ReturnType<typeof seatBars>): Map<string, string> {
  const found = new Map<string, string>();
  const ships = rows
    .flatMap(({ bars }) => bars)
    .sort((a, b) => a.fromS - b.fromS)
    .flatMap(({ ship }) => ship ?? []);
  for (const ship of ships)
    if (!found.has(ship)) found.set(ship, String.fromCharCode("A".charCodeAt(0) + (found.size % 23)));
  return found;
}

const SEVERITY: readonly Standing[] = ["good", "deck", "emergency", "none"];
const MARKS: Readonly<Record<Exclude<Standing, "good">, string>> = { deck: "d", emergency: "!", none: "X" };

/**
 * Seats over time as text: a line a person, a letter for the ship of a good seat, `d` on a cargo deck, `!` in a ship for
 * emergencies, `X` without. A column shows the worst of its time, so that no gap is lost however short.
 */
export function renderSeatChart(station: Station, coverage: SeatCoverage, columns = 80): string {
  const rows = seatBars(station, coverage);
  const ships = letters(rows);
  const names = rows.map(({ person }) => station.people[person]!.name);
  const width = Math.max(8, ...names.map((name) => name.length)) + 2;
  const stepS = (station.untilS - station.fromS) / columns;
  const lines = [`  ${"month".padEnd(width)}${months(station.fromS, stepS, columns)}`];
  rows.forEach(({ bars }, i) => {
    let line = "";
    for (let column = 0; column < columns; column++) {
      const fromS = station.fromS + column * stepS;
      const here = bars.filter((bar) => bar.fromS < fromS + stepS && bar.untilS > fromS);
      const worst = here.toSorted((a, b) => SEVERITY.indexOf(b.standing) - SEVERITY.indexOf(a.standing))[0];
      if (worst === undefined) line += ".";
      else if (worst.standing !== "good") line += MARKS[worst.standing];
      else line += ships.get(here.at(-1)!.ship ?? worst.ship!) ?? "?";
    }
    lines.push(`  ${names[i]!.padEnd(width)}${line}`);
  });
  const legend = [...ships].map(([ship, letter]) => `${letter} ${station.ships[ship]!.name}`);
  lines.push("", "  good seat in:");
  for (let i = 0; i < legend.length; i += 4) lines.push(`    ${legend.slice(i, i + 4).join("   ")}`);
  lines.push(
    "  d liner on a cargo deck   ! emergency seat only   X no seat   . not aboard; a column shows its worst moment",
  );
  return lines.join("\n");
}

function months(fromS: number, stepS: number, columns: number): string {
  const of = (column: number) => new Date((fromS + (column + 0.5) * stepS) * 1000).toISOString().slice(0, 7);
  let text = "";
  for (let column = 0; column < columns; ) {
    let width = 1;
    while (column + width < columns && of(column + width) === of(column)) width++;
    text += (width >= 3 ? `|${of(column).slice(5)}` : "|").padEnd(width);
    column += width;
  }
  return text;
}

const ROW = 22;
const LEFT = 150;
const TOP = 34;
const FILL: Readonly<Record<Standing, string>> = {
  good: "#2f7d4f",
  deck: "#7a6bc2",
  emergency: "#c98a1b",
  none: "#b3261e",
};
const WORD: Readonly<Record<Standing, string>> = {
  good: "",
  deck: "deck",
  emergency: "emergency",
  none: "no seat",
};

/** The same as an SVG document: a bar a stretch, labelled with ship and standing, so that no meaning hangs on colour alone. */
export function seatChartSvg(station: Station, coverage: SeatCoverage, width = 1100): string {
  const rows = seatBars(station, coverage);
  const height = TOP + rows.length * ROW + 34;
  const x = (timeS: number) =>
    LEFT + ((width - LEFT - 10) * (timeS - station.fromS)) / (station.untilS - station.fromS);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escaped(`Seats of ${station.name}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
  ];
  for (let timeS = monthAfter(station.fromS); timeS < station.untilS; timeS = monthAfter(timeS)) {
    const at = x(timeS).toFixed(1);
    parts.push(
      `<line x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${height - 30}" stroke="#d0d4d9"/>`,
      `<text x="${at}" y="${TOP - 12}" fill="#44505c">${new Date(timeS * 1000).toISOString().slice(0, 7)}</text>`,
    );
  }
  rows.forEach(({ person, bars }, i) => {
    const y = TOP + i * ROW;
    const name = station.people[person]!.name;
    parts.push(`<text x="6" y="${y + 14}" fill="#1c242c">${escaped(name)}</text>`);
    for (const { fromS, untilS, standing, ship } of bars) {
      const [left, right] = [x(fromS), x(untilS)];
      const shipName = ship === null ? "" : station.ships[ship]!.name;
      const label = [shipName, WORD[standing]].filter((part) => part !== "").join(", ");
      const span = `${day(fromS)} to ${day(untilS)}`;
      parts.push(
        `<g><title>${escaped(`${name}: ${label}, ${span}`)}</title>`,
        `<rect x="${left.toFixed(1)}" y="${y}" width="${Math.max(1, right - left).toFixed(1)}" height="${ROW - 6}" fill="${FILL[standing]}" stroke="#ffffff" stroke-width="0.5"/>`,
      );
      if (label.length * 6 + 8 < right - left)
        parts.push(
          `<text x="${(left + 4).toFixed(1)}" y="${y + 12}" fill="#ffffff">${escaped(label)}</text>`,
        );
      parts.push("</g>");
    }
  });
  let at = LEFT;
  for (const [standing, word] of [
    ["good", "good seat"],
    ["deck", "liner on a cargo deck"],
    ["emergency", "emergency seat only"],
    ["none", "no seat"],
  ] as const) {
    parts.push(
      `<rect x="${at}" y="${height - 22}" width="14" height="12" fill="${FILL[standing]}"/>`,
      `<text x="${at + 20}" y="${height - 12}" fill="#1c242c">${word}</text>`,
    );
    at += 50 + word.length * 7;
  }
  return `${parts.join("\n")}\n</svg>`;
}

function monthAfter(timeS: number): number {
  const at = new Date(timeS * 1000);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) / 1000;
}

function day(timeS: number): string {
  return Number.isFinite(timeS) ? new Date(timeS * 1000).toISOString().slice(0, 10) : "open end";
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
