import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, placeOf, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

describe("the camera", () => {
  it("shows picture, tracks, direction, rate and odds of a plume, and says that it is synthetic", async () => {
    const { page, complaints, leave } = await chromium.visit({ path: placeOf("camera", "10:12:00") });
    await page.getByRole("heading", { level: 1, name: "Particles leave the ship" }).waitFor();
    await page.getByText("Synthetic").first().waitFor();
    for (const name of ["Direction, from the right, up is 90°", "Rate", "Given to the watch"])
      await page.getByRole("rowheader", { name }).waitFor();
    await page.getByRole("img", { name: /^Synthetic footage at .* lead away from one place$/ }).waitFor();
    expect(await page.locator(".camera-away").count()).toBeGreaterThan(1);
    expect(await page.locator(".camera-origin").count()).toBe(1);
    await page.getByRole("slider", { name: "Picture" }).fill("0");
    await expect.poll(() => page.locator(".camera-away").count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("says when the loop was confirmed without and with the camera, and that the camera alone isolates nothing", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("camera", "10:12:00") });
    const panel = page.getByRole("region", { name: "Without and with the camera" });
    // The fixture's times: a minute after the breach alone, 20 s sooner with the camera.
    const row = panel.getByRole("row", { name: /^Progress MS-21 confirmed/ });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/09:34:40.*09:34:20.*20\ss sooner/);
    expect(await panel.textContent()).toContain("Alone it confirms no loop and isolates none");
    await leave();
    const early = await chromium.visit({ path: placeOf("camera", "09:34:30") });
    const then = early.page.getByRole("row", { name: /^Progress MS-21 confirmed/ });
    await then.waitFor();
    expect(await then.textContent()).toMatch(/not so far.*09:34:20/);
    await early.leave();
  });

  it("knows nothing of the plume before it begins, and asks for nothing later than its instant", async () => {
    const { page, server, leave } = await chromium.visit({ path: placeOf("camera", "09:33:00") });
    await page.getByText("The footage begins at").waitFor();
    expect(await page.getByText("Nothing yet: no particles").count()).toBe(1);
    const instantS = Date.parse("2023-02-11T09:33:00Z") / 1000;
    for (const path of server.asked.filter((one) => one.includes("/camera")))
      expect(Number(new URL(path, "http://fixture").searchParams.get("timeS"))).toBeLessThanOrEqual(instantS);
    await leave();
  });
});
