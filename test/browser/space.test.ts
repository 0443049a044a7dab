import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COOLED_AT, spaceModel, spaceWords } from "../../console/src/station/space-model.ts";
import type { Board } from "../../src/service/contract.ts";
import { stationAnswer } from "../../src/service/station-answer.ts";
import { type Chromium, placeOf, startChromium } from "./browser.ts";
import { boardAt, run } from "./fixture-run.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

const timeS = Date.UTC(2023, 1, 11, 10, 12) / 1000;

describe("the station in three dimensions", () => {
  const answer = stationAnswer({ timeS, loops: run.loops });
  const board = boardAt(timeS, new Map()) as Board;
  const model = spaceModel(answer, board);

  it("stands the Sun where the orbit says it is, and the camera twenty metres from the leak", () => {
    const { sun } = answer.orbit!;
    expect(model.sun).toEqual([sun.forward, sun.zenith, sun.starboard]);
    expect(Math.hypot(...model.sun!)).toBeCloseTo(1, 9);
    const { at, looksAt, sunDeg } = model.camera!;
    // 84 units are the 7.2 m of a Progress.
    expect((Math.hypot(...at.map((part, axis) => part - looksAt[axis]!)) * 7.2) / 84).toBeCloseTo(20, 9);
    // It looks to port: its angle to the Sun follows from the Sun's starboard part alone.
    expect(Math.cos((sunDeg! * Math.PI) / 180)).toBeCloseTo(-sun.starboard, 9);
    const leaking = model.ships.find(({ status }) => status.leaking)!;
    expect(Math.hypot(...looksAt.map((part, axis) => part - leaking.at[axis]!))).toBeCloseTo(COOLED_AT, 9);
  });

  it("claims no plume, no camera and no light that it does not know of", () => {
    const quiet = spaceModel({ ...answer, orbit: null }, null);
    expect(quiet.camera).toBeNull();
    expect(quiet.sun).toBeNull();
    const words = spaceWords(quiet, timeS).join(" ");
    expect(words).toContain("not known");
    expect(words).toContain("No ship leaks");
  });

  it("is fetched only when opened, says in words what it shows, and is turned by keys", async () => {
    const { page, leave } = await chromium.visit({ path: placeOf("station", "10:12:00") });
    const scripts: string[] = [];
    page.on("request", (request) => scripts.push(request.url()));
    await page.locator(".station-ship").first().waitFor();
    expect(scripts.some((url) => url.includes("SpacePanel"))).toBe(false);
    await page.getByRole("button", { name: "3D" }).click();
    await page.getByText(/The Sun stands to starboard/).waitFor({ timeout: 90_000 });
    expect(scripts.some((url) => url.includes("SpacePanel"))).toBe(true);
    expect(new URL(page.url()).searchParams.get("panel")).toBe("space");
    await page.getByText(/Which way the plume goes is not known/).waitFor();
    const drawing = page.getByRole("application");
    const cannot = page.getByText("cannot draw in three dimensions");
    await drawing.or(cannot).first().waitFor();
    if ((await drawing.count()) > 0) {
      const before = await page.locator(".space canvas").screenshot();
      await drawing.focus();
      for (let turn = 0; turn < 5; turn++) await page.keyboard.press("ArrowLeft");
      await expect
        .poll(async () => before.equals(await page.locator(".space canvas").screenshot()))
        .toBe(false);
    }
    await leave();
  });
});
