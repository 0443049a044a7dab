import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { View } from "../../console/src/state/console-state.ts";
import { type Chromium, keyOf, placeOf, startChromium } from "./browser.ts";
import { settled } from "./settled.ts";

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
    await expect.poll(() => page.locator(".strip-plot canvas").count()).toBe(6);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("is told end to end: quiet, leak, size, camera, statements, cause, plan, ledger and report, in one visit", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: placeOf("station", "09:20:00") });
    const slow = { timeout: 90_000 };
    const nav = page.getByRole("navigation", { name: "Views" });
    const open = async (view: View): Promise<void> => {
      await page.evaluate("document.activeElement.blur()");
      await page.keyboard.press(keyOf(view));
      await page.locator(settled[view]).first().waitFor(slow);
    };

    // 1. Seven people, five ships, all quiet.
    await page.getByRole("heading", { name: /^Seven people/ }).waitFor(slow);
    expect(await page.locator(".station-ship").count()).toBe(5);
    expect(await page.locator(".station-leaking").count()).toBe(0);

    // 2. The replay runs on; one loop alarms, and no other.
    await open("loops");
    await page.getByRole("button", { name: "600 times" }).click();
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByRole("region", { name: "Alarm" }).getByText("WARNING").waitFor(slow);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.goto(page.url().replace(/t=[^&]*/, "t=2023-02-11T09:42:00Z"));
    await page.locator(".loop-leaking").waitFor(slow);
    expect(await page.locator(".loop-leaking").count()).toBe(1);
    expect(await page.locator(".loop-row", { hasText: "Progress MS-22" }).textContent()).toContain("Normal");

    // 3. Rate, hole, onset, what is left and time to empty, with bands that narrow.
    await open("loop");
    const verdict = page.getByRole("region", { name: "Verdict" });
    const bandWidth = async (): Promise<number> => {
      const words = (await verdict.locator(".verdict-cell", { hasText: "how fast" }).textContent())!;
      const [, low, high] = /([\d.]+) to ([\d.]+)/.exec(words)!;
      return Number(high) / Number(low);
    };
    const early = await bandWidth();
    await page.goto(page.url().replace(/t=[^&]*/, "t=2023-02-11T10:12:00Z"));
    await verdict.getByText("how fast").waitFor(slow);
    expect(await bandWidth()).toBeLessThan(early);
    for (const name of ["since", "left", "empty at"])
      await verdict.getByText(name, { exact: true }).waitFor();
    await page.getByText("Hole, if sharp and round").waitFor();

    // 4. The camera sees particles leave.
    await open("camera");
    await page.getByRole("heading", { level: 1, name: "Particles leave the ship" }).waitFor();

    // 5. Statements get verdicts; with the whole record all of them.
    await open("claims");
    const then = await page.locator(".claims-list tbody tr").count();
    await page.getByRole("button", { name: "Whole record" }).click();
    await page.getByText("With hindsight").waitFor();
    await expect.poll(() => page.locator(".claims-list tbody tr").count()).toBeGreaterThan(then);
    for (const word of ["Supported", "In tension", "Contradicted", "Not decidable"])
      expect(await page.locator(".claims-list").getByText(word).count(), word).toBeGreaterThan(0);

    // 6. Causes as odds, with the sister ship's leak as an item of evidence that can be switched.
    await open("cause");
    await page
      .getByRole("switch", { name: /sister|MS-22/i })
      .first()
      .waitFor(slow);
    await page.getByRole("heading", { name: "Two independent hits?" }).waitFor();

    // 7. Compartments and crew against their limits.
    await open("forecast");
    await page.getByRole("heading", { name: "What if" }).waitFor(slow);

    // 8. A seat for each, the replacement that was flown among the options, and the end of the cargo ship.
    await open("plan");
    await page
      .getByText(/Soyuz MS-23 docks at Poisk zenith without crew/)
      .first()
      .waitFor(slow);
    await page.locator(".disposal-map").waitFor(slow);

    // 9. Whether the rate rises.
    await open("ledger");
    await page.getByRole("heading", { name: "Is the rate rising?" }).waitFor();

    // 10. One click writes the report.
    await open("station");
    const download = page.waitForEvent("download", slow);
    await page.getByRole("link", { name: "Report" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/progress-ms-21.*\.html$/);
    const text = readFileSync((await file.path())!, "utf8");
    for (const part of ["What to do", "What was said", "Why"]) expect(text).toContain(part);
    expect(await nav.locator("[aria-current=page]").textContent()).toBe("Station");
    expect(complaints).toEqual([]);
    await leave();
  }, 400_000);

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
