import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, keyOf, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

describe("the keyboard alone", () => {
  it("reaches every view, moves in time and acknowledges an alarm", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00") });
    const slider = page.getByRole("slider", { name: "Instant shown" });
    await slider.waitFor();
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const instant = async (): Promise<number> => Number(await slider.inputValue());

    await press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the view");
    for (const [view, heading] of [
      ["ledger", "Is the rate rising?"],
      ["plan", "Options"],
      ["claims", "Statements"],
      ["cause", "Evidence"],
      ["station", "Ships"],
      ["loop", "Signals"],
    ] as const) {
      await press(keyOf(view));
      // The first plan of a process is solved for, which takes a while on a busy machine.
      await page.getByRole("heading", { level: 2, name: heading }).waitFor({ timeout: 90_000 });
    }

    const before = await instant();
    await press("ArrowRight");
    await expect.poll(instant).toBe(before + 20);
    await press("Shift+ArrowLeft");
    await expect.poll(instant).toBe(Date.parse("2023-02-11T09:47:20Z") / 1000);

    await press("+");
    await page.getByRole("button", { name: "Follow" }).waitFor();
    await press("]");
    await press("Escape");
    await expect.poll(() => page.getByRole("button", { name: "Follow" }).count()).toBe(0);

    await press("?");
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    await press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);

    await press("a");
    await page.getByRole("dialog", { name: "Acknowledge the alarm" }).waitFor();
    await page.getByLabel("Your name").focus();
    await page.keyboard.type("B. Controller");
    await press("Tab");
    await page.keyboard.type("leak known, plan running");
    await press("Tab");
    await press("Tab");
    await press("Enter");
    await page.getByText("Acknowledged by B. Controller").waitFor();

    await press(keyOf("loops"));
    await page.getByRole("heading", { level: 2, name: "Loops" }).waitFor();
    await page.evaluate("document.activeElement.blur()");
    await press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it("reaches each control by Tab, with a focus one can see", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00") });
    await page.locator(".strip-plot canvas").first().waitFor();
    const wanted = await page.locator("button:visible, select:visible, input:visible").count();
    const seen = new Set<string>();
    for (let step = 0; step < wanted + 12; step++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate<{ at: number; outlined: boolean }>(`({
        at: [...document.querySelectorAll("button, select, input")].indexOf(document.activeElement),
        outlined: getComputedStyle(document.activeElement).outlineStyle !== "none",
      })`);
      if (focused.at < 0) continue;
      expect(focused.outlined, `control ${focused.at} shows its focus`).toBe(true);
      seen.add(String(focused.at));
    }
    expect(seen.size).toBe(wanted);
    await leave();
  });
});
