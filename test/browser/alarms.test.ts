import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const at = (time: string): number => Date.parse(`2023-02-11T${time}Z`) / 1000;
const banner = (page: Page) => page.getByRole("region", { name: "Alarm" });

describe("a shelved alarm", () => {
  it("leaves the banner, stays counted, shows its end, comes back by itself, and the journal says who did it", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00") });
    await banner(page).getByText("WARNING").waitFor();
    await page.keyboard.press("s");
    const dialog = page.getByRole("dialog", { name: "Shelve the alarm" });
    await dialog.getByLabel("Your name").fill("C. Controller");
    await dialog.getByLabel("Reason").fill("known, plan running");
    await dialog.getByLabel("For").selectOption({ value: "900" });
    await dialog.getByRole("button", { name: "Shelve" }).click();
    await expect.poll(() => banner(page).getByText("WARNING").count()).toBe(0);
    await page.getByRole("button", { name: "Alarms, 1 shelved" }).click();
    const list = page.getByRole("dialog", { name: "Alarms at this instant" });
    await list.getByText(/Shelved by C\. Controller: known, plan running\. Back at 10:27/).waitFor();
    await list
      .locator(".alarm-journal")
      .getByText(/shelved until 10:27/)
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("slider", { name: "Instant shown" }).fill(String(at("10:27:20")));
    await banner(page).getByText("WARNING").waitFor();
    await page.getByRole("slider", { name: "Instant shown" }).fill(String(at("10:20:00")));
    await expect.poll(() => banner(page).getByText("WARNING").count()).toBe(0);
    await page.keyboard.press("l");
    await list.getByRole("button", { name: "Put back" }).click();
    const back = page.getByRole("dialog", { name: "Put the alarm back" });
    await back.getByLabel("Your name").fill("D. Controller");
    await back.getByLabel("Reason").fill("shift ends");
    await back.getByRole("button", { name: "Put back" }).click();
    await banner(page).getByText("WARNING").waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
});

/** Counts tones instead of playing them. */
const countTones = `
  window.tones = 0;
  const node = { connect: (next) => next, frequency: {}, start: () => { window.tones += 1; }, stop: () => {},
    gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} } };
  window.AudioContext = class { state = "running"; currentTime = 0; destination = node;
    createOscillator() { return node; } createGain() { return node; } resume() {} };
`;

describe("sound", () => {
  const tonesAfter = async (page: Page, time: string): Promise<number> => {
    const before = await page.evaluate<number>("window.tones");
    await page.getByRole("slider", { name: "Instant shown" }).fill(String(at(time)));
    await page.waitForTimeout(900);
    return (await page.evaluate<number>("window.tones")) - before;
  };

  it("is off by default, gives three tones for a warning, and none once muted", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loops", "09:20:00") });
    await page.addInitScript({ content: countTones });
    await page.reload();
    await page.locator(".loops .spark-line").first().waitFor();
    const mute = page.getByRole("button", { name: "Sound" });
    expect(await mute.getAttribute("aria-pressed")).toBe("false");
    expect(await tonesAfter(page, "10:00:00")).toBe(0);
    expect(await tonesAfter(page, "09:20:00")).toBe(0);
    await mute.click();
    expect(await tonesAfter(page, "10:00:00")).toBe(3);
    expect(await tonesAfter(page, "10:01:00")).toBe(0);
    expect(await tonesAfter(page, "09:20:00")).toBe(0);
    await mute.click();
    expect(await tonesAfter(page, "10:00:00")).toBe(0);
    await leave();
  });
});

describe("density", () => {
  it("gives rows more air and is remembered", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("ledger", "10:12:00") });
    const row = page.locator(".ledger-list tbody tr").first();
    const dense = (await row.boundingBox())!.height;
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Density").selectOption("comfortable");
    await page.keyboard.press("Escape");
    expect((await row.boundingBox())!.height).toBeGreaterThan(dense);
    await page.reload();
    await row.waitFor();
    expect((await row.boundingBox())!.height).toBeGreaterThan(dense);
    await leave();
  });
});
