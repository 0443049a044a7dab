import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const both = "&left=2022-12-15-soyuz-ms-22&right=2013-05-09-iss-p6-2b&known=all";

describe("the library", () => {
  it("lists what had happened by the instant, and with the whole record all six", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: placeOf("library", "10:12:00") });
    await page.getByRole("heading", { level: 1, name: "5 incidents on file" }).waitFor();
    expect(await page.getByText("Nauka").count()).toBe(0);
    await page.getByRole("button", { name: "Whole record" }).click();
    await page.getByRole("heading", { level: 1, name: "6 incidents on file" }).waitFor();
    await page.getByText(/Nauka/).first().waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it("holds two side by side: causes, statements on rate and hole, what was done, with sources", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("library", "10:12:00") + both });
    const sides = page.locator(".library-side");
    for (const [at, said] of [
      [0, "0.8"],
      [1, "5.2 lb"],
    ] as const) {
      const side = sides.nth(at);
      await side.locator(".library-causes li").first().waitFor({ timeout: 90_000 });
      await side.locator(".library-said li", { hasText: said }).first().waitFor({ timeout: 90_000 });
      expect(await side.locator(".library-record li").count()).toBeGreaterThan(3);
      await side.locator(".library-sources summary").click();
      expect(await side.locator(".library-url").first().textContent()).toMatch(/^https?:/);
    }
    await leave();
  });

  it("keeps the choice in its address", async () => {
    const { page, leave } = await chromium.visit({ path: `${placeOf("library", "10:12:00")}&known=all` });
    const right = page.getByRole("button", { name: /Ammonia leak of P6.* right/ });
    await right.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => right.getAttribute("aria-pressed")).toBe("true");
    expect(new URL(page.url()).searchParams.get("right")).toBe("2013-05-09-iss-p6-2b");
    await leave();
  });

  it("fits a narrow screen", async () => {
    const { page, leave } = await chromium.visit({
      path: placeOf("library", "10:12:00") + both,
      width: 390,
      height: 844,
    });
    await page.locator(".library-record").first().waitFor();
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await leave();
  });

  it.each([
    ["failing", "The library cannot be read."],
    ["late", "Asking for the library"],
  ] as const)("says so where its answer is %s", async (answers, words) => {
    const { page, leave } = await chromium.visit({ path: placeOf("library", "10:12:00"), answers });
    await page.getByText(words).first().waitFor();
    expect(await page.locator(".library-list").count()).toBe(0);
    await leave();
  });
});
