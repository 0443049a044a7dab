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

  it("in the 3D panel of the station, dark and light", async () => {
    for (const theme of ["dark", "light"] as const) {
      const { page, leave } = await chromium.visit({
        path: `${placeOf("station", "10:12:00")}&panel=space`,
        theme,
      });
      await page.getByText(/The Sun stands to starboard/).waitFor({ timeout: 90_000 });
      expect(await violationsOf(page)).toEqual([]);
      await leave();
    }
  });

  it("in the open More menu, wide and narrow", async () => {
    for (const width of [1024, 390]) {
      const { page, leave } = await chromium.visit({
        path: placeOf("loops", "10:12:00"),
        width,
        height: 844,
      });
      await page.locator(".loops .spark-line").first().waitFor();
      const more = page.getByRole("button", { name: /more views/i });
      await more.click();
      await expect.poll(() => more.getAttribute("aria-expanded")).toBe("true");
      expect(await violationsOf(page)).toEqual([]);
      await leave();
    }
  });

  it("at every step of the tour, walked by keyboard", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00"), newcomer: true });
    const offer = page.getByRole("button", { name: "Take the tour" });
    await offer.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await offer.focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog");
    await card.waitFor();
    for (let step = 0; step < 20; step += 1) {
      expect(await violationsOf(page)).toEqual([]);
      if ((await card.getByRole("button", { name: "Next" }).count()) === 0) break;
      const title = await card.getByRole("heading").textContent();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => card.getByRole("heading").textContent()).not.toBe(title);
    }
    expect(await card.getByRole("button", { name: "Close" }).count()).toBe(1);
    await leave();
  });
});
