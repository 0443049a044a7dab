import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

describe("the tour", () => {
  it("is offered once, is walked by keyboard through the views, and is not offered again", async () => {
    const { page, complaints, leave } = await chromium.visit({
      path: placeOf("loops", "10:12:00"),
      newcomer: true,
    });
    await page.getByRole("button", { name: "Take the tour" }).focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog");
    await card.getByRole("heading", { name: "The verdict comes first" }).waitFor();
    expect(await page.locator(".tour-outline").boundingBox()).not.toBeNull();
    const seen = new Set<string>();
    for (let step = 0; step < 20; step++) {
      seen.add(new URL(page.url()).searchParams.get("view") ?? "");
      if ((await card.getByRole("button", { name: "Next" }).count()) === 0) break;
      const title = await card.getByRole("heading").textContent();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => card.getByRole("heading").textContent()).not.toBe(title);
    }
    expect([...seen].sort()).toEqual(["claims", "loop", "loops", "plan"]);
    await page.keyboard.press("ArrowLeft");
    await card.getByRole("heading", { name: "What to do" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => card.count()).toBe(0);
    await page.reload();
    await page.getByText("Watch alive").waitFor();
    expect(await page.getByText("New here?").count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("can be turned down with one click, and taken later from Help", async () => {
    const { page, leave } = await chromium.visit({ newcomer: true });
    await page.getByRole("button", { name: "Not now" }).click();
    await expect.poll(() => page.getByText("New here?").count()).toBe(0);
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("button", { name: "Take the tour, two minutes" }).click();
    await page.getByRole("heading", { name: "The verdict comes first" }).waitFor();
    await page.getByRole("button", { name: "Skip the tour" }).click();
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await leave();
  });
});
