import type { Strip } from "../charts/strip.ts";
import { decimalsFor, decimalsOf } from "../words/format.ts";

/** A strip's values at a row, in words: "measured 98.1 · expected 98.0 (97.4 to 98.6)". */
export function readOut(strip: Strip, row: number): string {
  if (row < 0) return "nothing known here";
  const said: string[] = [];
  const [high, low] = strip.bands[0] ?? [];
  const top = high === undefined ? null : (strip.lines[high]?.values[row] ?? null);
  const bottom = low === undefined ? null : (strip.lines[low]?.values[row] ?? null);
  const width = top === null || bottom === null ? null : Math.abs(top - bottom);
  for (const line of [...strip.lines].reverse()) {
    if (line.edge) continue;
    const value = line.values[row] ?? null;
    if (value === null) continue;
    const fine = decimalsFor(value, 3);
    const known = width === null || width === 0 ? fine : Math.min(4, decimalsFor(width, 2));
    const decimals = line.label === "median" ? Math.min(fine, known) : known;
    const show = (one: number): string => decimalsOf(one, decimals);
    const banded = line.label === "expected" || line.label === "median";
    const range = banded && top !== null && bottom !== null ? ` (${show(bottom)} to ${show(top)})` : "";
    const name =
      line.label === "median" || line.label === "residual" || line.label === "statistic"
        ? ""
        : `${line.label} `;
    said.push(`${name}${show(value)}${range}`);
  }
  return said.length > 0 ? said.join(" · ") : "no data";
}
