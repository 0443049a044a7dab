import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { howManyFit } from "../../console/src/parts/how-many-fit.ts";
import { views } from "../../console/src/state/console-state.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

describe("the row of views", () => {
  it("keeps room for More only where not all views fit", () => {
    expect(howManyFit([50, 50, 50], 150, 60)).toBe(3);
    expect(howManyFit([50, 50, 50], 149, 60)).toBe(1);
    expect(howManyFit([50, 50, 50], 40, 60)).toBe(0);
  });

  for (const width of [1440, 1024, 390])
    it(`reaches each view at ${width} px, with nothing in the header over anything else`, async () => {
      const { page, leave } = await chromium.visit({
        path: placeOf("loops", "10:12:00"),
        width,
        height: 844,
      });
      await page.getByText("Watch alive").waitFor();
      // Two pictures later what was measured is what is shown.
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      const boxes = await page.evaluate<[string, number, number, number, number][]>(`
        [...document.querySelectorAll(".top .brand, .views > .tab, .more > .tab, .top-run > *, .alive, .top > .button")]
          .map((one) => [one, one.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0)
          .map(([one, box]) => [one.textContent, box.left, box.right, box.top, box.bottom])`);
      for (const [at, [name, left, right, top, bottom]] of boxes.entries()) {
        expect(left, `${name} begins on the page`).toBeGreaterThanOrEqual(0);
        expect(right, `${name} ends on the page`).toBeLessThanOrEqual(width);
        for (const [other, l, r, t, b] of boxes.slice(at + 1))
          expect(
            left < r - 0.5 && l < right - 0.5 && top < b - 0.5 && t < bottom - 0.5,
            `${name} over ${other}`,
          ).toBe(false);
      }
      const nav = page.getByRole("navigation", { name: "Views" });
      for (const view of [...views].reverse()) {
        const tab = nav.getByRole("button", { name: new RegExp(`^${view}$`, "i") });
        if ((await tab.count()) === 0) await nav.getByRole("button", { name: /more views/i }).click();
        await tab.click();
        await expect.poll(() => new URL(page.url()).searchParams.get("view")).toBe(view);
        expect(await nav.locator("[aria-current=page]").count()).toBe(1);
      }
      await leave();
    });

  it("opens and closes More by keyboard and gives the focus back", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00"), width: 1024 });
    const more = page.getByRole("button", { name: "More views" });
    await more.focus();
    await page.keyboard.press("Enter");
    expect(await more.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    expect(await more.getAttribute("aria-expanded")).toBe("false");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-controls')")).toBe("more-views");
    await leave();
  });
});
