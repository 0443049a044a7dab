import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, keyOf, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const at = (time: string): number => Date.parse(`2023-02-11T${time}Z`) / 1000;

/** Latest instant that any request so far has asked about. */
function latestAsked(asked: readonly string[]): number {
  const instants = asked.flatMap((path) => {
    const query = new URL(path, "http://fixture").searchParams;
    return [query.get("timeS"), query.get("toS")].flatMap((text) => (text === null ? [] : [Number(text)]));
  });
  return Math.max(...instants);
}

describe("what is shown at an instant", () => {
  it("is never asked for, nor drawn, from after that instant", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loop", "09:33:00") });
    await page.getByRole("heading", { name: "Normal" }).waitFor();
    await page.locator(".strip-plot canvas").first().waitFor();
    expect(latestAsked(server.asked)).toBeLessThanOrEqual(at("09:33:00"));
    expect(await page.getByRole("region", { name: "Alarm" }).count()).toBe(0);
    expect(await page.getByText("leak confirmed").count()).toBe(0);
    await leave();
  });

  it("goes back with the time bar: the leak, its alarm and its events are not known before they happen", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00") });
    await page.getByRole("heading", { name: "Leaking" }).waitFor();
    await page.getByRole("slider", { name: "Instant shown" }).fill(String(at("09:20:00")));
    await page.getByRole("heading", { name: "Normal" }).waitFor();
    expect(await page.getByRole("region", { name: "Alarm" }).count()).toBe(0);
    expect(await page.getByText("leak confirmed").count()).toBe(0);
    await page.waitForTimeout(500);
    const since = server.asked.length;
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(500);
    expect(server.asked.length).toBeGreaterThan(since);
    expect(latestAsked(server.asked.slice(since))).toBeLessThanOrEqual(at("09:20:00"));
    await leave();
  });

  it("asks for nothing while time stands still", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00") });
    await page.locator(".strip-plot canvas").first().waitFor();
    await page.waitForTimeout(1000);
    const since = server.asked.length;
    await page.waitForTimeout(2000);
    expect(server.asked.slice(since)).toEqual([]);
    await leave();
  });

  it("is that of the first case when an address names a run that is not there", async () => {
    const { page, leave } = await chromium.visit({ path: "/?run=none-such&t=2023-02-11T10:12:00Z" });
    await page.locator(".loops").waitFor();
    expect(new URL(page.url()).searchParams.get("run")).toBe("progress-ms-21-fixture");
    await leave();
  });

  it("is the run's end when an address asks for an instant after it", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loops", "23:00:00") });
    await page.locator(".loops").waitFor();
    expect(Number(await page.getByRole("slider", { name: "Instant shown" }).inputValue())).toBe(
      at("14:00:00"),
    );
    await leave();
  });

  it("is found again by its address, paused, in the units of the one who sent it", async () => {
    const { page, leave } = await chromium.visit({
      path: `${placeOf("loop", "10:12:00")}&pressure=psi&rate=lb/day`,
    });
    const verdict = page.getByRole("region", { name: "Verdict" });
    await verdict.getByText("lb/day").first().waitFor();
    await page.getByRole("heading", { name: "Pressure, psi" }).waitFor();
    expect(await page.getByRole("button", { name: "Play" }).isVisible()).toBe(true);
    await page.keyboard.press(keyOf("loops"));
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => new URL(page.url()).searchParams.get("t")).toBe("2023-02-11T10:12:20Z");
    expect(new URL(page.url()).searchParams.get("view")).toBe("loops");
    await page.goBack();
    await page.getByRole("heading", { name: "Signals" }).waitFor();
    await leave();
  });
});
