import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlanAnswer, planAnswerSchema } from "../../src/service/contract.ts";
import { planAnswer } from "../../src/service/plan-answer.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
let whole: PlanAnswer;
beforeAll(async () => {
  chromium = await startChromium();
  whole = planAnswerSchema.parse(
    JSON.parse(
      JSON.stringify(await planAnswer({ kind: "plan", carriers: ["Progress MS-21"], knownByS: null })),
    ),
  );
});
afterAll(() => chromium.close());

const at = (time: string): number => Date.parse(`2023-02-11T${time}Z`) / 1000;

describe("the plan", () => {
  it("ranks the ways out with what they cost, and draws the chosen one beside what was flown", async () => {
    const { page, server, complaints, leave } = await chromium.visit({ path: placeOf("plan", "10:12:00") });
    await page.getByRole("heading", { level: 1, name: "4 good seats for 7 people" }).waitFor();
    const options = page.locator(".plan-list button");
    expect(await options.count()).toBe(whole.plan!.options.length);
    expect(await options.first().textContent()).toContain(whole.plan!.options[0]!.title);
    expect(await options.first().textContent()).toContain("Fewest points");
    await page.locator(".seat-bar-planned").first().waitFor();
    await page.getByText("Soyuz MS-23 docks at Poisk zenith without crew").waitFor();
    for (const path of server.asked.filter((one) => one.includes("/plan")))
      expect(Number(new URL(path, "http://fixture").searchParams.get("timeS"))).toBeLessThanOrEqual(
        at("10:12:00"),
      );
    expect(complaints).toEqual([]);
    await leave();
  });

  it("shows of the future nothing but plans, and with hindsight what was flown", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("plan", "10:12:00") });
    await page.locator(".seat-chart svg").waitFor();
    const chart = page.locator(".seat-chart");
    // Ax-2 was flown in May and is in no plan of January.
    expect(await chart.getByText("Peggy Whitson").count()).toBe(0);
    await page.getByText(/No disposal of Progress MS-21 was on record/).waitFor();
    expect(await page.locator(".disposal-map").count()).toBe(0);
    await page.getByRole("button", { name: "Whole record" }).click();
    await page.getByText("With hindsight").waitFor();
    await chart.getByText("Peggy Whitson").waitFor();
    expect(await page.locator(".seat-bar-planned").count()).toBe(0);
    await leave();
  });

  it("draws the disposal on a map: burn, entry and debris inside the target", async () => {
    const { page, complaints, leave } = await chromium.visit({
      path: `${placeOf("plan", "10:12:00")}&known=all`,
    });
    const map = page.getByRole("img", { name: /Map: Progress MS-21 burns, enters and comes down/ });
    await map.waitFor();
    for (const words of ["burn", "entry", "debris"])
      expect(await map.getByText(words, { exact: true }).isVisible(), words).toBe(true);
    const box = (await page.locator(".disposal-map .map-target").first().boundingBox())!;
    const debris = (await page.locator(".map-mark", { hasText: "debris" }).locator("path").boundingBox())!;
    const [x, y] = [debris.x + debris.width / 2, debris.y + debris.height / 2];
    expect(x).toBeGreaterThan(box.x);
    expect(x).toBeLessThan(box.x + box.width);
    expect(y).toBeGreaterThan(box.y);
    expect(y).toBeLessThan(box.y + box.height);
    const panel = page.getByRole("region", { name: "Disposal" });
    await panel.getByText(`${whole.disposal!.members} runs`).waitFor();
    // Published: burn at 03:15, debris about 03:57.
    expect(await panel.textContent()).toMatch(/burns19 Feb 2023 03:15.*debris down03:5[678]/);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("keeps the chosen option in its address, by keyboard too", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("plan", "10:12:00") });
    const second = page.locator(".plan-list button").nth(1);
    await second.waitFor();
    await second.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => second.getAttribute("aria-pressed")).toBe("true");
    expect(new URL(page.url()).searchParams.get("option")).toBe("2");
    await page.reload();
    await page.getByRole("heading", { name: "Steps of option 2" }).waitFor();
    await leave();
  });

  it("names each gap in words: who, since when, why", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("plan", "10:12:00") });
    const gaps = page.getByRole("region", { name: "Gaps" });
    await gaps.waitFor();
    const words = (await gaps.textContent())!;
    expect(words).toContain("No seat");
    expect(words).toContain("Sergey Prokopyev, Dmitry Petelin, Frank Rubio");
    expect(words).toContain("still so");
    await leave();
  });

  it("fits a narrow screen", async () => {
    const { page, leave } = await chromium.visit({
      path: placeOf("plan", "10:12:00"),
      width: 390,
      height: 844,
    });
    await page.locator(".seat-chart svg").waitFor();
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await leave();
  });

  it.each([
    ["failing", "The library cannot be read."],
    ["late", "Asking for the plan"],
  ] as const)("says so where its answer is %s", async (answers, words) => {
    const { page, leave } = await chromium.visit({ path: placeOf("plan", "10:12:00"), answers });
    await page.getByText(words).first().waitFor();
    expect(await page.locator(".seat-chart").count()).toBe(0);
    await leave();
  });
});
