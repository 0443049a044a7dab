import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { views } from "../../console/src/state/console-state.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";
import { settled } from "./settled.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Every violation as "rule: element"; empty when there is none. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate<readonly Violation[]>(
    "axe.run(document).then(({ violations }) => violations)",
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
  );
}

describe("axe-core finds no violation", () => {
  for (const theme of ["dark", "light"] as const)
    for (const view of views)
      for (const time of ["09:33:00", "10:12:00"]) {
        it(`in the ${view} view, ${theme}, ${time === "10:12:00" ? "with a leak and a blind loop" : "all quiet"}`, async () => {
          const { page, leave } = await chromium.visit({ path: placeOf(view, time), theme });
          const quiet = time === "09:33:00";
          await page
            .locator(quiet && view === "cause" ? ".notice" : settled[view])
            .first()
            .waitFor({ timeout: 90_000 });
          expect(await violationsOf(page)).toEqual([]);
          await leave();
        });
      }

  it("in the dialogs, on a narrow screen and while the watch is not alive", async () => {
    const { page, server, leave } = await chromium.visit({
      path: placeOf("loops", "10:12:00"),
      width: 390,
      height: 844,
    });
    await page.locator(".loops .spark-line").first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    for (const name of ["Settings", "Alarms", "Shelve"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      if (name === "Alarms") await page.locator(".alarm-journal").waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    server.fallSilent();
    await page.getByText("WATCH NOT ALIVE", { exact: true }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await leave();
  });
});
