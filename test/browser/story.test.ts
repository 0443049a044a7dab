import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, keyOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

describe("the story of a leak", () => {
  it("replays by itself, raises the alarm, takes the acknowledgement and shows the verdict", async () => {
    const { page, complaints, leave } = await chromium.visit();
    const slider = page.getByRole("slider", { name: "Instant shown" });
    await slider.waitFor();
    const beginning = Number(await slider.inputValue());
    await page.getByRole("heading", { name: "No leak seen" }).waitFor();
    expect(await page.getByText("Synthetic", { exact: true }).first().isVisible()).toBe(true);
    await page.getByRole("button", { name: "600 times" }).click();

    await page.getByRole("region", { name: "Alarm" }).getByText("WARNING").waitFor();
    expect(Number(await slider.inputValue())).toBeGreaterThan(beginning);
    await page.getByRole("heading", { name: "Leaking" }).waitFor();

    await page.getByRole("button", { name: "Acknowledge" }).click();
    const dialog = page.getByRole("dialog", { name: "Acknowledge the alarm" });
    await dialog.getByLabel("Your name").fill("A. Controller");
    await dialog.getByLabel("Reason").fill("Seen; crew told");
    await dialog.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByText("Acknowledged by A. Controller").waitFor();

    await page.getByRole("button", { name: "See its signals" }).click();
    await page.getByRole("heading", { level: 2, name: "Signals" }).waitFor();
    const verdict = page.getByRole("region", { name: "Verdict" });
    for (const name of ["how fast", "since", "left", "empty at", "how sure"])
      expect(await verdict.getByText(name, { exact: true }).isVisible(), name).toBe(true);
    expect(await verdict.getByText("09:33:40").first().isVisible()).toBe(true);
    await expect.poll(() => page.locator(".strip-plot canvas").count()).toBe(5);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("leaves no chart behind when views are changed again and again", async () => {
    const { page, leave } = await chromium.visit();
    await page.getByRole("heading", { name: "No leak seen" }).waitFor();
    for (let round = 0; round < 6; round++) {
      await page.keyboard.press(keyOf("loop"));
      await page.locator(".strip-plot canvas").first().waitFor();
      await page.keyboard.press(keyOf("loops"));
      await page.locator(".loops").waitFor();
    }
    expect(await page.locator("canvas").count()).toBe(0);
    await leave();
  });
});
