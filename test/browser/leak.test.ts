import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Board, DetectabilityAnswer, DrawnSchematic } from "../../src/service/contract.ts";
import type { LeakFinding, Placing } from "../../src/watch/finding.ts";
import { type Chromium, placeOf, startChromium, type VisitChoice } from "./browser.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate<
    readonly { id: string; nodes: readonly { target: readonly string[] }[] }[]
  >("axe.run(document).then(({ violations }) => violations)");
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

const placing: Placing = {
  place: [
    { segment: "radiators", probability: 0.72 },
    { segment: "pump side", probability: 0.2 },
    { segment: "return", probability: 0.08 },
  ],
  set: ["radiators", "pump side"],
  toldApart: true,
  misfit: 1.1,
  rateKgPerS: { median: 0.006, p05: 0.005, p95: 0.007 },
  next: [
    {
      kind: "isolate",
      target: "radiators",
      action: "close valve-a and valve-b",
      gainBits: 0.81,
      savesKg: { nextHour: 9.3, untilEmpty: 14.2 },
    },
    { kind: "stop-pump", target: "pump", action: "stop the pump", gainBits: 0.22, savesKg: null },
  ],
};

/** The fixture's board, but with a leak whose place the taps tell something of and one alternative that nothing decides. */
async function visitPlaced(told: Placing, path: string, choice: VisitChoice = {}) {
  const visit = await chromium.visit({ ...choice, path: "/" });
  await visit.page.route("**/api/v1/runs/*/at?*", async (route) => {
    const board = (await (await route.fetch()).json()) as Board;
    const loops = board.loops.map((status) => {
      const leak = status.leak as LeakFinding | null;
      if (leak === null) return status;
      const odds = { ...leak.odds, "heater fault": 1, "gas in the line": 0.2 };
      return {
        ...status,
        leak: { ...leak, odds, undecided: ["heater fault"], place: told.place, placing: told },
      };
    });
    await route.fulfill({ json: { ...board, loops } });
  });
  await visit.page.route("**/schematic", async (route) => {
    const drawn = (await (await route.fetch()).json()) as DrawnSchematic;
    const nodes = drawn.nodes.map((node) =>
      node.segment === "radiators" ? { ...node, isolation: ["valve-a", "valve-b"] } : node,
    );
    await route.fulfill({ json: { ...drawn, nodes } });
  });
  await visit.page.goto(visit.server.url + path);
  return visit;
}

const leaking = placeOf("loop", "10:12:00");

describe("what a leak is and is not", () => {
  it("draws the odds against each alternative on a scale of decades, the undecided one in words and without a bar", async () => {
    const { page, leave } = await visitPlaced(placing, leaking);
    const panel = page.getByRole("region", { name: "Odds of a leak" });
    const row = (rival: string) => panel.locator("li", { hasText: rival });
    await row("heater fault").waitFor();
    expect(await row("heater fault").textContent()).toContain("no channel of this loop can tell it");
    expect(await row("heater fault").locator(".odds-fill").count()).toBe(0);
    expect(await row("gas in the line").textContent()).toContain("likelier than a leak");
    const part = async (rival: string): Promise<number> => {
      const [fill, track] = await Promise.all(
        [".odds-fill", ".odds-track"].map(async (of) => (await row(rival).locator(of).boundingBox())!.width),
      );
      return fill! / track!;
    };
    // log10 of 2,300 and of 120,000 over six decades
    expect(await part("transfer or make-up")).toBeCloseTo(0.5603, 2);
    expect(await part("thermal transient")).toBeCloseTo(0.8465, 2);
    await leave();
  });

  it("lists the segments, the 90 % set, and what would tell most next with its bits and what it saves", async () => {
    const { page, leave } = await visitPlaced(placing, leaking);
    const panel = page.getByRole("region", { name: "Place", exact: true });
    await panel.getByText("With 90 % in radiators, pump side.").waitFor();
    expect(await panel.locator(".place-list li").allTextContents()).toEqual([
      expect.stringMatching(/radiators in the 90 % set72/),
      expect.stringMatching(/pump side in the 90 % set20/),
      expect.stringMatching(/^return8/),
    ]);
    const next = await panel.locator(".leak-next li").allTextContents();
    expect(next[0]).toMatch(
      /Close valve-a and valve-b\..*0\.81 bit.*9\.3 kg in the next hour, 14\.2 kg until/,
    );
    expect(next[1]).not.toContain("save");
    await leave();
  });

  it("says that the segments cannot be told apart where the set holds nearly all", async () => {
    const all = { ...placing, set: placing.place.map(({ segment }) => segment), toldApart: false };
    const { page, leave } = await visitPlaced(all, leaking);
    await page.getByText(/cannot be told apart from these taps: the 90 % set holds 3 of 3/).waitFor();
    await leave();
  });

  it("says why the place is not known where the telemetry tells nothing of it", async () => {
    const { page, leave } = await chromium.visit({ path: leaking });
    const panel = page.getByRole("region", { name: "Place", exact: true });
    await panel.getByText(/one pressure sensor cannot tell where/).waitFor();
    expect(await panel.locator(".place-list, .leak-next").count()).toBe(0);
    await leave();
  });

  it("shows the time to empty over time beside rate and coolant left", async () => {
    const { page, leave } = await chromium.visit({ path: leaking });
    const strip = page.locator(".strip", { hasText: "Time to empty" });
    await strip.locator("canvas").waitFor();
    const read = (await strip.locator(".strip-read").textContent())!;
    const [median, low, high] = read.match(/[\d.]+/g)!.map(Number);
    expect(low!).toBeLessThan(median!);
    expect(high!).toBeGreaterThan(median!);
    await leave();
  });

  it("gives the smallest leak seen within each time, as the service worked it out, and asks once", async () => {
    const { page, server, complaints, leave } = await chromium.visit({ path: leaking });
    const panel = page.getByRole("region", { name: "Smallest leak seen" });
    await panel.locator(".meter li").first().waitFor();
    const asked = server.asked.filter((path) => path.endsWith("/detectability"));
    expect(asked.length).toBe(1);
    const { windows } = (await (await fetch(server.url + asked[0]!)).json()) as DetectabilityAnswer;
    const rows = await panel.locator(".meter li").allTextContents();
    expect(rows.length).toBe(4);
    for (const [i, { window, half, most, bound }] of windows.entries())
      for (const words of [window, half.words, most.words, bound.words]) expect(rows[i]).toContain(words);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("says so where the sizes cannot be had", async () => {
    const { page, leave } = await chromium.visit({ path: leaking, answers: "failing" });
    const panel = page.getByRole("region", { name: "Smallest leak seen" });
    await panel.getByText(/^Not known:/).waitFor();
    await leave();
  });

  it("tells what cutting a segment off would save when one of its elements is chosen", async () => {
    const { page, leave } = await visitPlaced(placing, `${leaking}&panel=schematic`);
    await page
      .locator(".schematic-svg")
      .getByRole("button", { name: /^panel-1\b/ })
      .click();
    const words = await page.locator(".schematic-cut").textContent();
    expect(words).toMatch(
      /^Closing valve-a and valve-b cuts radiators off: expected to save 9\.3 kg in the next/,
    );
    expect(words).toContain("holds the leak with 72");
    await leave();
  });

  it.each([
    ["dark", 1440],
    ["light", 1440],
    ["dark", 390],
  ] as const)("has no violation that axe-core finds, %s, %i px wide, and fits", async (theme, width) => {
    const { page, leave } = await visitPlaced(placing, leaking, { theme, width, height: 900 });
    await page.locator(".meter li").first().waitFor();
    await page.locator(".odds-bars li").first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await leave();
  });
});
