import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { views } from "../../console/src/state/console-state.ts";
import { missionClock } from "../../console/src/words/format.ts";
import { massReading, systemOf } from "../../console/src/words/units.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";
import { settled } from "./settled.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const plain = (text: string | null): string => (text ?? "").replaceAll(/[\u2009\u00a0]/g, " ");

describe("the reader's own clock and units", () => {
  it("writes mission time as mission clocks do, before the zero too", () => {
    expect(missionClock(0)).toBe("T+0/00:00:00");
    expect(missionClock(5 * 3600 + 22 * 60 + 17.9)).toBe("T+0/05:22:17");
    expect(missionClock(108 * 86_400 + 59)).toBe("T+108/00:00:59");
    expect(missionClock(-1)).toBe("T\u22120/00:00:01");
    expect(missionClock(-3600.5)).toBe("T\u22120/01:00:01");
  });

  it("knows pounds by their definition, and which units make a system", () => {
    expect(0.45359237 * massReading("psi").factor).toBeCloseTo(1, 12);
    expect(massReading("kgf/cm2")).toEqual({ factor: 1, unit: "kg" });
    expect(systemOf("psi", "lb/day")).toBe("US");
    expect(systemOf("psi", "g/s")).toBeNull();
  });

  it("shows time since the first leak only once one is known, and mission time from a zero one sets", async () => {
    const { page, leave } = await chromium.visit({ path: `${placeOf("loops", "09:33:00")}&beside=leak` });
    const beside = page.locator(".time-beside");
    await expect.poll(async () => plain(await beside.textContent())).toBe("no leak known ");
    await page.goto(page.url().replace("T09:33:00Z", "T10:12:00Z"));
    // The fixture's median onset is 09:33:40.
    await expect.poll(async () => plain(await beside.textContent())).toBe("since leak T+0/00:38:20");
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Beside UTC").selectOption("mission");
    await page.getByLabel("Its zero, UTC").fill("2023-02-09T06:15:36");
    await page.getByRole("button", { name: "Done" }).click();
    await expect.poll(async () => plain(await beside.textContent())).toBe("mission T+2/03:56:24");
    await page.reload();
    await expect.poll(async () => plain(await beside.textContent())).toBe("mission T+2/03:56:24");
    await leave();
  });

  it("turns every number of the verdict into US units with one choice, and keeps it in the link", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00") });
    const verdict = page.getByRole("region", { name: "Verdict" });
    await verdict.getByText("how fast").waitFor();
    const kilograms = Number(/(\d+\.\d) kg of/.exec(plain(await verdict.textContent()))![1]);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Units").selectOption("US");
    await page.getByRole("button", { name: "Done" }).click();
    const words = plain(await verdict.textContent());
    expect(words).toMatch(/lb\/day/);
    expect(Number(/(\d+\.?\d*) lb of/.exec(words)![1])).toBeCloseTo(kilograms / 0.45359237, 0);
    const strips = plain(await page.locator(".strips").textContent());
    for (const unit of ["Pressure, psi", "Residual, psi", "Leak rate, lb/day", "Coolant left, lb"])
      expect(strips).toContain(unit);
    expect(new URL(page.url()).searchParams.get("pressure")).toBe("psi");
    await leave();
  });
});

describe("a link", () => {
  for (const view of views)
    it(`leads to the ${view} view at its instant, and Back leads back`, async () => {
      const { page, leave } = await chromium.visit({ path: placeOf(view, "10:12:00") });
      await page.locator(settled[view]).first().waitFor({ timeout: 90_000 });
      const said = new URL(page.url()).searchParams;
      expect([said.get("view"), said.get("t")]).toEqual([view, "2023-02-11T10:12:00Z"]);
      const other = view === "loops" ? "loop" : "loops";
      await page.keyboard.press(other === "loop" ? "3" : "2");
      await expect.poll(() => new URL(page.url()).searchParams.get("view")).toBe(other);
      await page.goBack();
      await page.locator(settled[view]).first().waitFor();
      await leave();
    });
});

describe("paper", () => {
  for (const view of views)
    it(`takes the ${view} view with its run and instant, without the console's controls`, async () => {
      const { page, leave } = await chromium.visit({ path: placeOf(view, "10:12:00") });
      await page.locator(settled[view]).first().waitFor({ timeout: 90_000 });
      const folder = mkdtempSync(join(tmpdir(), "hoarfrost-print-"));
      const path = join(folder, "view.pdf");
      await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
      const read = spawnSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
      rmSync(folder, { recursive: true, force: true });
      if (read.error !== undefined) {
        console.log("pdftotext is not installed: the printed words are not read.");
      } else {
        const words = plain(read.stdout);
        expect(words).toContain("10:12:00 UTC, 11 Feb 2023");
        for (const control of ["Settings", "Acknowledge\n", "600×"]) expect(words).not.toContain(control);
      }
      // What was dark before is dark again.
      expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
      await leave();
    });
});
