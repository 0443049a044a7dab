import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerCase } from "../../src/service/case-answers.ts";
import { ledgerAnswer } from "../../src/service/ledger-answer.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const at = (time: string): number => Date.parse(`2023-02-11T${time}Z`) / 1000;
const incident = "2023-02-11-progress-ms-21";
const asked = (path: string, name: string): number =>
  Number(new URL(path, "http://fixture").searchParams.get(name));

describe("the ledger", () => {
  it("says what it counts up to the instant, and more only with hindsight", async () => {
    const { page, server, complaints, leave } = await chromium.visit({ path: placeOf("ledger", "10:12:00") });
    const then = ledgerAnswer({ severityFrom: 1, knownByS: at("10:12:00") });
    await page.getByRole("heading", { level: 1, name: /All systems: no trend shown/ }).waitFor();
    expect(await page.locator(".ledger-list tbody tr").count()).toBe(then.anomalies.length);
    expect(await page.locator(".ledger-later").count()).toBe(then.later.length);
    for (const path of server.asked.filter((one) => one.includes("/ledger")))
      expect(asked(path, "knownByS")).toBeLessThanOrEqual(at("10:12:00"));
    await page.getByRole("button", { name: "Whole record" }).click();
    await page.getByText("With hindsight").waitFor();
    const whole = ledgerAnswer({ severityFrom: 1, knownByS: null });
    await expect.poll(() => page.locator(".ledger-list tbody tr").count()).toBe(whole.anomalies.length);
    expect(await page.locator(".ledger-later").count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("is filtered by severity and system, by an address that leads back to the same", async () => {
    const { page, leave } = await chromium.visit({
      path: `${placeOf("ledger", "10:12:00")}&severity=3&known=all`,
    });
    const severe = ledgerAnswer({ severityFrom: 3, knownByS: null });
    await expect.poll(() => page.locator(".ledger-list tbody tr").count()).toBe(severe.anomalies.length);
    await page.getByLabel("System").selectOption("external-cooling");
    const cooling = severe.systems.find(({ system }) => system === "external-cooling")!;
    await page.getByText(cooling.sentence).waitFor();
    expect(await page.locator(".ledger-list tbody tr").count()).toBe(cooling.events.length);
    await page.reload();
    await page.getByText(cooling.sentence).waitFor();
    expect(await page.getByRole("button", { name: "3+" }).getAttribute("aria-pressed")).toBe("true");
    await leave();
  });
});

describe("the claims", () => {
  it("of an instant are those made by then, each with its verdict, chance and sentence", async () => {
    const { page, server, complaints, leave } = await chromium.visit({ path: placeOf("claims", "10:12:00") });
    const then = answerCase({ kind: "claims", incident, knownByS: at("10:12:00") });
    if (!("claims" in then)) throw new Error("the claims were asked for");
    const rows = page.locator(".claims-list tbody tr");
    await page.locator(".claims-list").waitFor();
    expect(await rows.count()).toBe(then.claims.length);
    for (const path of server.asked.filter((one) => one.includes("/claims")))
      expect(asked(path, "timeS")).toBeLessThanOrEqual(at("10:12:00"));
    await page.getByRole("button", { name: "Whole record" }).click();
    const whole = answerCase({ kind: "claims", incident, knownByS: null });
    if (!("claims" in whole)) throw new Error("the claims were asked for");
    await expect.poll(() => rows.count()).toBe(whole.claims.length);
    const words = { supported: "Supported", contradicted: "Contradicted" } as Record<string, string>;
    for (const [index, claim] of whole.claims.entries()) {
      const text = await rows.nth(index).textContent();
      expect(text).toContain(claim.says);
      expect(text?.toLowerCase()).toContain((words[claim.verdict] ?? claim.verdict).toLowerCase());
    }
    await page.getByRole("button", { name: new RegExp(whole.claims[0]!.says) }).click();
    await page.locator(".claim-panel .claim-sentence").getByText(whole.claims[0]!.sentence).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("claim")).toBe(whole.claims[0]!.id);
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe("the cause", () => {
  it("has nothing to explain before a leak is suspected", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("cause", "09:20:00") });
    await page.getByRole("heading", { name: "There is nothing to explain" }).waitFor();
    expect(await page.locator(".cause-odds").count()).toBe(0);
    await leave();
  });

  it("shows odds that follow the switches of the evidence, by keyboard and by address", async () => {
    const { page, complaints, leave } = await chromium.visit({
      path: `${placeOf("cause", "10:12:00")}&known=all`,
    });
    await page.locator(".cause-odds").waitFor();
    const title = page.getByRole("heading", { level: 1 });
    const before = await title.textContent();
    const sister = page.getByRole("switch", { name: /Soyuz MS-22 leaked too/ });
    expect(await sister.getAttribute("aria-checked")).toBe("true");
    await sister.focus();
    await page.keyboard.press("Space");
    await expect.poll(() => sister.getAttribute("aria-checked")).toBe("false");
    const without = answerCase({ kind: "cause", incident, knownByS: null, off: ["sister-ship"], on: [] });
    if (!("impact" in without)) throw new Error("the cause was asked for");
    const percent = Math.round(without.impact.posterior * 100);
    await expect.poll(() => title.textContent()).toMatch(new RegExp(`Impact ${percent}\\s%`));
    expect(await title.textContent()).not.toBe(before);
    expect(new URL(page.url()).searchParams.get("off")).toBe("sister-ship");
    await page.reload();
    await expect.poll(() => title.textContent()).toMatch(new RegExp(`Impact ${percent}\\s%`));
    await page.getByRole("button", { name: "All as on record" }).click();
    await expect.poll(() => title.textContent()).toBe(before);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("says how improbable two independent hits are, and what meteoroids and debris do to a radiator", async () => {
    const { page, leave } = await chromium.visit({ path: `${placeOf("cause", "10:12:00")}&known=all` });
    await page.getByRole("heading", { name: "Two independent hits?" }).waitFor();
    await page.getByRole("heading", { name: "Meteoroids and debris" }).waitFor();
    await page.getByRole("heading", { name: "What it hangs on" }).waitFor();
    await leave();
  });
});
