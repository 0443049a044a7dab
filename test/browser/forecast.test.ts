import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const WAIT = { timeout: 100_000 };
const shed = "&for=6&what-if=shed:+load=all,to=shed";

describe("the forecast", () => {
  it("starts from what was known at the instant, and asks for nothing later", async () => {
    const { page, server, complaints, leave } = await chromium.visit({
      path: `${placeOf("forecast", "10:12:00")}&for=6`,
    });
    await page.locator(".forecast-fans").waitFor(WAIT);
    await page.getByText(/The watch knew, and nothing later enters: hole/).waitFor();
    const nowS = Date.parse("2023-02-11T10:12:00Z") / 1000;
    for (const path of server.asked.filter((one) => one.includes("timeS=")))
      expect(Number(new URL(path, "http://fixture").searchParams.get("timeS"))).toBeLessThanOrEqual(nowS);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("holds a what-if of its address beside doing nothing, with the difference that it makes", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("forecast", "10:12:00") + shed });
    await page.locator(".forecast-fans").waitFor(WAIT);
    const heads = page.locator(".forecast-alarms thead th");
    expect(await heads.allTextContents()).toEqual(["Event", "as it is", "shed"]);
    await page.getByText("4 members", { exact: true }).waitFor(WAIT);
    const boxes = page.getByRole("region", { name: "Instrument, structure temperature", exact: true });
    await page.getByRole("button", { name: "Differences" }).click();
    const words = (await boxes.getByRole("img").nth(1).getAttribute("aria-label"))!;
    // Boxes that nothing cools are cooler with less power: by a number below zero at the end.
    expect(words).toMatch(/shed, less as it is: −\d/);
    await leave();
  });

  it("gives each chart as a table too, and is worked by keyboard", async () => {
    const { page, leave } = await chromium.visit({ path: `${placeOf("forecast", "10:12:00")}&for=6` });
    await page.locator(".forecast-fans").waitFor(WAIT);
    const figures = await page.locator(".fan-columns figure").count();
    expect(await page.locator(".fan-table table").count()).toBe(figures);
    const summary = page.locator(".fan-table summary").first();
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.locator(".fan-table[open] td").first().waitFor();
    const prepared = page.getByRole("button", { name: "shed loads" });
    await prepared.focus();
    await page.keyboard.press("Enter");
    await page.locator(".pick-list").getByText("all loads shed, now").waitFor();
    expect(new URL(page.url()).searchParams.getAll("what-if")).toEqual(["shed loads: load=all,to=shed"]);
    await page.locator(".forecast-alarms thead th", { hasText: "shed loads" }).waitFor(WAIT);
    await leave();
  });

  it("is cancelled on request, and says of how many members its bands are", async () => {
    const { page, leave } = await chromium.visit({
      path: `${placeOf("forecast", "10:20:00")}&for=168`,
    });
    await page.getByRole("button", { name: "Cancel" }).waitFor(WAIT);
    await page.getByRole("button", { name: "Cancel" }).press("Enter");
    await page.getByText(/cancelled: bands of \d of/).waitFor();
    await leave();
  });

  it("is branched from the instant of the time bar, which stops there", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00") });
    await page.locator(".loops").waitFor();
    await page.getByRole("button", { name: "Branch what-if" }).click();
    await page.getByRole("heading", { name: "What if" }).waitFor();
    const address = new URL(page.url()).searchParams;
    expect(address.get("view")).toBe("forecast");
    expect(address.get("t")).toBe("2023-02-11T10:12:00Z");
    await leave();
  });

  it("says of a loop without hardware on file why there is none", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("forecast", "10:12:00", "eatcs-a") });
    await page.getByText(/says nothing of the hardware/).waitFor();
    expect(await page.locator(".forecast-fans").count()).toBe(0);
    await leave();
  });

  it("fits a narrow screen", async () => {
    const { page, leave } = await chromium.visit({
      path: placeOf("forecast", "10:12:00") + shed,
      width: 390,
      height: 844,
    });
    await page.locator(".forecast-fans").waitFor(WAIT);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await leave();
  });

  it.each([
    ["failing", "The library cannot be read."],
    ["late", "Asking for the forecast"],
  ] as const)("says so where its answer is %s", async (answers, words) => {
    const { page, leave } = await chromium.visit({ path: placeOf("forecast", "10:12:00"), answers });
    await page.getByText(words).first().waitFor();
    expect(await page.locator(".forecast-fans").count()).toBe(0);
    await leave();
  });
});
