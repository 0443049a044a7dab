import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stationAnswer } from "../../src/service/station-answer.ts";
import { type Chromium, keyOf, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const at = (time: string): number => Date.parse(`2023-02-11T${time}Z`) / 1000;

describe("the station", () => {
  it("shows each ship at its port, and the leaking one so that it cannot be missed", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: placeOf("station", "10:12:00") });
    await page.locator(".station-ship").first().waitFor();
    const then = stationAnswer({ timeS: at("10:12:00"), loops: [] });
    expect(await page.locator(".station-ship").count()).toBe(then.ships.length);
    for (const { name } of then.ships)
      expect(
        await page.locator(".station-plan").getByText(name).filter({ visible: true }).first().isVisible(),
        name,
      ).toBe(true);
    expect(await page.locator(".station-leaking").count()).toBe(1);
    const card = page.getByRole("region", { name: "Leak of Progress MS-21" });
    for (const words of ["how fast", "since", "left", "empty at", "Poisk zenith", "Synthetic"])
      expect(await card.getByText(words).first().isVisible(), words).toBe(true);
    expect(await page.locator(".ship-halo, .ship-hatched, .ship-plume, .station-leader").count()).toBe(4);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("shows no leak before the watch has said so, and asks for nothing later than the instant", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("station", "09:20:00") });
    await page.locator(".station-ship").first().waitFor();
    expect(await page.locator(".station-leaking").count()).toBe(0);
    expect(await page.locator(".station-ships").getByText("coolant lost").count()).toBe(0);
    const asked = server.asked.filter((path) => path.includes("/station"));
    expect(asked.length).toBeGreaterThan(0);
    for (const path of asked)
      expect(Number(new URL(path, "http://fixture").searchParams.get("timeS"))).toBeLessThanOrEqual(
        at("09:20:00"),
      );
    await leave();
  });

  it("says in words who would flee in which ship, as the station file has it", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("station", "10:12:00") });
    const seats = page.getByRole("region", { name: "Seven people, four good seats" });
    await seats.waitFor();
    const words = (await seats.textContent())!;
    expect(words).toContain("Holds, three seats degraded");
    expect(words.match(/emergency only/g)?.length).toBe(2);
    expect(words.match(/cargo deck/g)?.length).toBe(2);
    await leave();
  });

  it("leads from a ship to its loop, and from the leak to cause, claims and plan", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("station", "10:12:00") });
    await page
      .locator(".station-plan")
      .getByRole("button", { name: /Progress MS-22/ })
      .click();
    await page.getByRole("heading", { level: 2, name: "Signals" }).waitFor();
    expect(new URL(page.url()).searchParams.get("loop")).toBe("ms22");
    for (const [name, view] of [
      ["Its signals", "loop"],
      ["Cause", "cause"],
      ["Claims", "claims"],
      ["Plan", "plan"],
    ] as const) {
      await page.keyboard.press(keyOf("station"));
      await page
        .getByRole("region", { name: "Leak of Progress MS-21" })
        .getByRole("button", { name, exact: true })
        .click();
      await expect.poll(() => new URL(page.url()).searchParams.get("view")).toBe(view);
    }
    await leave();
  });

  it("tells the orbit of that morning: nearly all daylight, the Sun far to starboard", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("station", "10:12:00") });
    const orbit = page.getByRole("region", { name: "Orbit" });
    await orbit.waitFor();
    const words = (await orbit.textContent())!;
    // Beta of that morning from other elements and another program: -65.6 degrees.
    expect(words).toContain("\u221266°");
    expect(words).toContain("elements of 17 Feb 2023");
    expect(await page.locator(".station-svg").getByText("out of the page").isVisible()).toBe(true);
    await leave();
  });

  it("offers the report on the case as known at the instant", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("station", "10:12:00") });
    const link = page.getByRole("link", { name: "Report" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe(
      `/api/v1/runs/progress-ms-21-fixture/report?timeS=${at("10:12:00")}`,
    );
    await leave();
  });

  it("keeps words and ways on a narrow screen", async () => {
    const { page, leave } = await chromium.visit({
      path: placeOf("station", "10:12:00"),
      width: 390,
      height: 844,
    });
    await page.locator(".station-ship").first().waitFor();
    expect(await page.locator(".ship-row").count()).toBe(5);
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(wide).toBeLessThanOrEqual(390);
    const low = await page.evaluate<number>(
      "Math.min(...[...document.querySelectorAll('.view-station button')].map((b) => b.getBoundingClientRect().height).filter((h) => h > 0))",
    );
    expect(low).toBeGreaterThanOrEqual(44);
    await leave();
  });

  it.each([
    ["failing", "The library cannot be read."],
    ["late", "Asking for the station"],
  ] as const)("says so where its answer is %s", async (answers, words) => {
    const { page, leave } = await chromium.visit({ path: placeOf("station", "10:12:00"), answers });
    await page.getByText(words).first().waitFor();
    expect(await page.locator(".station-ship").count()).toBe(0);
    await leave();
  });
});
