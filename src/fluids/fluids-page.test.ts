import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { measuredTables } from "./fluids-page.case.ts";

const PAGE = "docs/fluids.md";
const START = "<!-- measured: written by src/fluids/fluids-page.test.ts with HOARFROST_WRITE_DOCS=1 -->";
const END = "<!-- end of measured -->";

it("docs/fluids.md says what the library measures today; if not, run this test with HOARFROST_WRITE_DOCS=1", () => {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  expect(after).toBeDefined();
  const written = `${before}${START}\n\n${measuredTables()}\n\n${END}${after}`;
  if (process.env.HOARFROST_WRITE_DOCS === "1") writeFileSync(PAGE, written);
  else expect(page).toBe(written);
});
