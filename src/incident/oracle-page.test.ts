// Oracles: every value of the science notes, sections 6 and 7.9 to 7.12, that a program can meet; tolerance half a unit of the last printed
// digit, or 1e-4 where the notes give that for five-digit tables (fluxes, ballistic limits).
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { halfUnit, oracles, oracleTable } from "./oracle-page.case.ts";

const FIVE_DIGITS = /\(7\.9\)|\(7\.10\)/;

describe("impacts, limits, chance, trends and scores", () => {
  it.each(oracles().map((row) => [`${row.group}: ${row.what}`, row] as const))("%s", (_, row) => {
    const { printed, ours, group } = row;
    const tolerance = Math.max(
      halfUnit(printed) * (1 + 1e-9),
      FIVE_DIGITS.test(group) ? 1e-4 * Math.abs(Number(printed)) : 0,
    );
    expect(Math.abs(ours - Number(printed))).toBeLessThanOrEqual(tolerance);
  });

  it("stand in docs/debris.md as they are today; if not, run this test with HOARFROST_WRITE_DOCS=1", () => {
    const path = "docs/debris.md";
    const page = readFileSync(path, "utf8");
    const [before, rest] = page.split("<!-- printed: oracles -->");
    const after = rest!.split("<!-- end of printed -->").slice(1).join("<!-- end of printed -->");
    const current = `${before}<!-- printed: oracles -->\n\n${oracleTable()}\n\n<!-- end of printed -->${after}`;
    if (process.env.HOARFROST_WRITE_DOCS === "1") writeFileSync(path, current);
    else expect(page).toBe(current);
  });
});
