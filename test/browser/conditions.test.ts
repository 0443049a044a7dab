import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { views } from "../../console/src/state/console-state.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";
import { settled } from "./settled.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const promisedMs = 5000;

describe("when something is amiss", () => {
  it("says within 5 s that the watch is not alive, in place of any alarm, once the server is gone", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00") });
    await page.getByText("Watch alive").waitFor();
    await page.getByRole("region", { name: "Alarm" }).getByText("WARNING", { exact: true }).waitFor();
    await server.close();
    await page.getByText("WATCH NOT ALIVE", { exact: true }).waitFor({ timeout: promisedMs });
    expect(await page.getByText("WARNING", { exact: true }).count()).toBe(0);
    const ink = (selector: string, token: string): Promise<string> =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector("${selector}")).getPropertyValue("${token}").trim()`,
      );
    expect(await ink("#content", "--ink-1")).toBe(await ink(":root", "--ink-3"));
    await leave().catch(() => undefined);
  });

  it("says so too when the connection stands but the watch has fallen silent", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00") });
    await page.getByText("Watch alive").waitFor();
    server.fallSilent();
    await page.getByText("WATCH NOT ALIVE", { exact: true }).waitFor({ timeout: promisedMs });
    await leave();
  });

  it("tells how far the watch of a run has got before there is anything to show", async () => {
    const { page, leave } = await chromium.visit({ runs: "loading" });
    await page.getByRole("heading", { name: "Watching Progress MS-21" }).waitFor();
    expect(await page.getByText("12 %", { exact: true }).isVisible()).toBe(true);
    await leave();
  });

  it("says what to do when there is no run at all", async () => {
    const { page, leave } = await chromium.visit({ runs: "none" });
    await page.getByRole("heading", { name: "Nothing to watch yet" }).waitFor();
    await leave();
  });

  it("shows the service's own words when the runs cannot be read", async () => {
    const { page, leave } = await chromium.visit({ runs: "failing" });
    await page.getByText("The run store cannot be read.").waitFor();
    await leave();
  });

  it("says that the screen lags behind, and since when, while boards are refused, and takes it back after", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00") });
    await page.getByRole("heading", { name: "Leaking" }).waitFor();
    server.refuseBoards(true);
    await page.getByRole("slider", { name: "Instant shown" }).focus();
    await page.keyboard.press("ArrowRight");
    const said = page.getByText("Not up to date.");
    await said.waitFor();
    expect(await page.getByRole("status").textContent()).toContain("what was known at 10:12:00");
    expect(await page.getByRole("status").textContent()).toContain("The store of frames cannot be read.");
    server.refuseBoards(false);
    await said.waitFor({ state: "detached", timeout: 10_000 });
    await leave();
  });

  it("announces display data that were lost, asks for all of it anew, and keeps saying so until somebody notes it", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("loops", "10:12:00") });
    await page.getByRole("heading", { name: "Leaking" }).waitFor();
    const listed = (): number => server.asked.filter((path) => path === "/api/v1/runs").length;
    const before = listed();
    server.loseMessages();
    await page.getByText("Display data were lost").waitFor();
    await expect.poll(() => listed()).toBe(before + 1);
    await page.getByRole("heading", { name: "Leaking" }).waitFor();
    server.loseMessages();
    await page.getByText("2 times, last").waitFor();
    await page.getByRole("button", { name: "Noted" }).click();
    await expect.poll(() => page.getByText("Display data were lost").count()).toBe(0);
    await leave();
  });

  for (const view of ["station", "plan"] as const) {
    it(`says in the ${view} view what could not be answered, in the service's words`, async () => {
      const { page, leave } = await chromium.visit({ path: placeOf(view, "10:12:00"), answers: "failing" });
      await page.getByText("The library cannot be read.").waitFor();
      await leave();
    });

    it(`says in the ${view} view that it still waits for an answer`, async () => {
      const { page, leave } = await chromium.visit({ path: placeOf(view, "10:12:00"), answers: "late" });
      await page.getByRole("heading", { name: /^Asking for/ }).waitFor();
      await leave();
    });
  }

  for (const view of ["cause", "claims", "ledger", "camera"] as const) {
    it(`says in the ${view} view what could not be answered, in the service's words`, async () => {
      const { page, leave } = await chromium.visit({ path: placeOf(view, "10:12:00"), answers: "failing" });
      await page.getByText("The library cannot be read.").waitFor();
      await leave();
    });

    it(`says in the ${view} view that it still waits for an answer`, async () => {
      const { page, leave } = await chromium.visit({ path: placeOf(view, "10:12:00"), answers: "late" });
      await page.getByRole("heading", { name: `Asking for the ${view}` }).waitFor();
      await leave();
    });
  }

  it("names the loops there are when a link asks for one that is not there", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("loop", "10:12:00", "ms99") });
    await page.getByText("ms21").first().waitFor();
    await leave();
  });

  for (const view of views)
    it(`fits the ${view} view into 390 px without scrolling sideways, each target 44 px high`, async () => {
      const { page, leave } = await chromium.visit({
        path: placeOf(view, "10:12:00"),
        width: 390,
        height: 844,
      });
      await page.locator(settled[view]).first().waitFor({ timeout: 90_000 });
      const wide = await page.evaluate<number>(`Math.max(
        document.documentElement.scrollWidth - innerWidth,
        document.querySelector("#content").scrollWidth - document.querySelector("#content").clientWidth,
      )`);
      expect(wide).toBeLessThanOrEqual(0);
      const small: string[] = [];
      for (const target of await page.locator("button:visible, select:visible").all()) {
        const height = (await target.boundingBox())?.height ?? 0;
        if (height < 44) small.push(`${await target.textContent()}: ${height} px`);
      }
      expect(small).toEqual([]);
      await leave();
    });
});
