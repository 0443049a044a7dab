import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  calibrationTable,
  causePart,
  claimsPart,
  findingTable,
  pictures,
  quantityTable,
  rateTable,
  trustTable,
} from "./weigh-pages.case.ts";

const PARTS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  "docs/claims.md": {
    "ms-22": () => claimsPart("2022-12-15-soyuz-ms-22", false),
    "ms-21": () => claimsPart("2023-02-11-progress-ms-21", true),
    nauka: () => claimsPart("2023-10-09-nauka-rtod", false),
    quantities: quantityTable,
    trust: trustTable,
  },
  "docs/cause.md": {
    "ms-22": () => causePart("2022-12-15-soyuz-ms-22"),
    "ms-21": () => causePart("2023-02-11-progress-ms-21"),
    findings: findingTable,
    calibration: calibrationTable,
    rates: rateTable,
  },
};

it.each(Object.keys(PARTS))(
  "%s shows what the program prints today; if not, run this test with HOARFROST_WRITE_DOCS=1",
  (path) => {
    const page = readFileSync(path, "utf8");
    let current = page;
    for (const [name, write] of Object.entries(PARTS[path]!)) {
      const start = `<!-- printed: ${name} -->`;
      const end = "<!-- end of printed -->";
      const [before, rest] = current.split(start);
      const after = rest?.split(end).slice(1).join(end);
      expect(after).toBeDefined();
      current = `${before}${start}\n\n${write()}\n\n${end}${after}`;
    }
    if (process.env.HOARFROST_WRITE_DOCS === "1") writeFileSync(path, current);
    else expect(page).toBe(current);
  },
);

it("the pictures of docs/claims.md and docs/cause.md are what the program draws today; if not, run this test with HOARFROST_WRITE_DOCS=1", () => {
  for (const [path, svg] of Object.entries(pictures()))
    if (process.env.HOARFROST_WRITE_DOCS === "1") writeFileSync(path, svg);
    else expect(readFileSync(path, "utf8"), path).toBe(svg);
});
