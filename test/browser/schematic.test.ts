import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCase } from "../../src/incident/index.ts";
import type { Board } from "../../src/service/contract.ts";
import type { LeakFinding } from "../../src/watch/finding.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const progress = openCase(
  fileURLToPath(new URL("../../library/incidents/2023-02-11-progress-ms-21.yaml", import.meta.url)),
);
const twin = progress.hardware.get("ms21/external")!.twin.loops.find(({ id }) => id === "external")!;

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate<
    readonly { id: string; nodes: readonly { target: readonly string[]; failureSummary: string }[] }[]
  >("axe.run(document).then(({ violations }) => violations)");
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
  );
}

const schematicOf = (time: string, loop = "ms21"): string => `${placeOf("loop", time, loop)}&panel=schematic`;
const elementNamed = (page: Page, name: RegExp) =>
  page.locator(".schematic-svg").getByRole("button", { name });

describe("the schematic of a loop", () => {
  it("draws every element of the ship's file, and asks for the drawing once", async () => {
    const { page, server, complaints, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00") });
    await page.getByRole("button", { name: "Schematic", exact: true }).click();
    await page.locator(".schematic-svg").waitFor();
    for (const { id, type } of twin.elements)
      expect(
        await elementNamed(page, new RegExp(`^${id}(?![-\\w])[^;]*; ${type.replaceAll("-", " ")};`)).count(),
        id,
      ).toBe(1);
    await page.getByRole("button", { name: "Signals", exact: true }).click();
    await page.locator(".strip-plot canvas").first().waitFor();
    await page.getByRole("button", { name: "Schematic", exact: true }).click();
    await page.locator(".schematic-svg").waitFor();
    expect(server.asked.filter((path) => path.endsWith("/schematic")).length).toBe(1);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("tells of an element by keyboard alone its numbers, their sources, its segment and that no valve cuts it off", async () => {
    const { page, leave } = await chromium.visit({ path: schematicOf("10:12:00") });
    const panel = elementNamed(page, /^panel-1\b/);
    await panel.waitFor();
    const name = (await panel.getAttribute("aria-label"))!;
    expect(name).toContain("segment radiators, no valve cuts it off");
    expect(name).toContain("area 2.9 (2.6 to 3) m², estimate");
    await panel.focus();
    await page.keyboard.press("Enter");
    expect(await panel.getAttribute("aria-pressed")).toBe("true");
    const numbers = page.getByRole("region", { name: "panel-1, radiator" });
    expect(await numbers.getByRole("row", { name: /emissivity 90 \(85 to 92\) % estimate/ }).count()).toBe(1);
    await elementNamed(page, /^compensator\b/).focus();
    await page.keyboard.press("Space");
    const words = (await page.getByRole("region", { name: "compensator, accumulator" }).textContent())!;
    expect(words).toContain("Documentation of the thermal control system quoted in a forum (secondary)");
    await leave();
  });

  it("marks the loop once the leak is confirmed and says that its place is unknown; before, nothing of it", async () => {
    const quiet = await chromium.visit({ path: schematicOf("09:33:00") });
    await quiet.page.locator(".schematic-svg").waitFor();
    expect(await quiet.page.locator(".schematic-leak, .schematic-mark, .gauge-median").count()).toBe(0);
    expect(await quiet.page.locator(".schematic-level").textContent()).toContain("it suspects none");
    await quiet.leave();
    const { page, leave } = await chromium.visit({ path: schematicOf("10:12:00") });
    await page.locator(".schematic-leak").waitFor();
    const mark = (await page.locator(".schematic-mark").textContent())!;
    expect(mark).toContain("Leak confirmed");
    expect(mark).toContain("Its place on the loop is not known: one pressure sensor");
    await leave();
  });

  it("shows the board's reading at the inventory sensor, and at the accumulator what is left with its band", async () => {
    const { page, server, leave } = await chromium.visit({ path: schematicOf("10:12:00") });
    await page.locator(".gauge-median").waitFor();
    const at = Date.parse("2023-02-11T10:12:00Z") / 1000;
    const answer = await fetch(`${server.url}/api/v1/runs/progress-ms-21-fixture/at?timeS=${at}`);
    const board = (await answer.json()) as Board;
    const status = board.loops.find(({ loop }) => loop === "ms21")!;
    const left = (status.leak as LeakFinding).inventoryKg!;
    const row = (await page.getByRole("row", { name: /^P-ext-1 / }).textContent())!;
    expect(Number(/(\d+\.\d+)\skPa/.exec(row)![1])).toBeCloseTo(status.measured!, 1);
    const sentence = (await page.locator(".schematic-level").textContent())!;
    expect(Math.abs(Number(/estimates ([\d.]+) kg/.exec(sentence)![1]) - left.median)).toBeLessThan(0.06);
    const [frame, band] = await Promise.all(
      [".gauge-frame", ".gauge-band"].map(async (part) =>
        Number(await page.locator(part).getAttribute("width")),
      ),
    );

    expect(band! / frame!).toBeCloseTo((Math.min(34, left.p95) - left.p05) / 34, 3);
    for (const path of server.asked.filter((each) => each.includes("/at?")))
      expect(Number(new URL(path, server.url).searchParams.get("timeS"))).toBeLessThanOrEqual(at);
    await leave();
  });

  it("shows at every declared sensor its reading in the reader's unit, an old one as stale, and no data where there is none", async () => {
    const { page, leave } = await chromium.visit({
      path: `${schematicOf("10:12:00")}&pressure=psi&rate=lb%2Fday`,
    });
    const words = async (id: string): Promise<string> =>
      (await page.getByRole("row", { name: new RegExp(`^${id} `) }).textContent())!;
    await expect.poll(() => words("T-ext-1")).toMatch(/68\.0\s°F/);
    expect(await words("P-ext-1")).toMatch(/\d\.\d\d\spsi/);
    // The fixture's second sensor fell silent at 10:00.
    expect(await words("P-ext-2")).toMatch(/psi\s*stale: last heard 12\smin ago/);
    expect(await words("dP-pump")).toMatch(/no data.*nothing heard of it so far/);
    await elementNamed(page, /^panel-1\b.*P-ext-2 .*stale, 12\smin ago/).waitFor();
    await elementNamed(page, /^pump\b.*dP-pump no data/).waitFor();
    await leave();
  });

  it("moves what flows by the twin, undisturbed or with the leak as the watch knows it, and says whose figures they are", async () => {
    const quiet = await chromium.visit({ path: schematicOf("09:33:00") });
    await quiet.page.locator(".schematic-flow").first().waitFor({ state: "attached" });
    await quiet.page.getByText("what this loop comes to when nothing disturbs it").waitFor();
    await quiet.leave();
    const { page, leave } = await chromium.visit({ path: schematicOf("10:12:00") });
    await page.getByText(/with a hole of .* in panel-1, open for 38.min, as the watch knows it/).waitFor();
    // The cushion is used up and the pump has lost its prime: nothing flows, and a part of the loop is vapour.
    await page.getByText(/next to nothing flows; .* of its volume is vapour/).waitFor();
    expect(await page.locator(".schematic-flow").count()).toBe(0);
    expect(await page.locator(".schematic-vapour").count()).toBeGreaterThan(5);
    await leave();
    const driven = await chromium.visit({ path: schematicOf("09:37:00") });
    await driven.page.getByText(/flow is as before; all of it is liquid/).waitFor();
    expect(await driven.page.locator(".schematic-flow").count()).toBeGreaterThan(3);
    expect(await driven.page.locator(".schematic-vapour").count()).toBe(0);
    await driven.leave();
  });

  it("shuts a valve in the model by a click, says what that saves, and opens it again", async () => {
    const { page, leave } = await chromium.visit({ path: schematicOf("09:37:00") });
    await elementNamed(page, /^regulator/).press("Enter");
    await page.getByRole("button", { name: "What if it is shut" }).click();
    await page.getByText(/What if regulator is shut now: in the next 1.h .* leak, .* as it is/).waitFor();
    await page.locator(".schematic-shut").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Open it again", exact: true }).click();
    await page.locator(".schematic-shut").waitFor({ state: "detached" });
    expect(await page.locator(".schematic-what-if").count()).toBe(0);
    await leave();
  });

  it("says of a watch-only loop of the station that its hardware is not described, and draws nothing", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: schematicOf("10:12:00", "eatcs-a") });
    await page.getByRole("heading", { name: "The hardware of this loop is not described" }).waitFor();
    expect(await page.getByText("watch-only").isVisible()).toBe(true);
    expect(await page.locator(".schematic-svg").count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await leave();
  });

  it.each(["dark", "light"] as const)(
    "has no violation that axe-core finds, %s, with a leak",
    async (theme) => {
      const { page, leave } = await chromium.visit({ path: schematicOf("10:12:00"), theme });
      await page.locator(".schematic-leak").waitFor();
      await elementNamed(page, /^pump P-ext-1/).click();
      expect(await violationsOf(page)).toEqual([]);
      await leave();
    },
  );

  it("stays within a narrow screen: the drawing scrolls in its own place", async () => {
    const { page, leave } = await chromium.visit({ path: schematicOf("10:12:00"), width: 390, height: 844 });
    await page.locator(".schematic-svg").waitFor();
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await leave();
  });
});
