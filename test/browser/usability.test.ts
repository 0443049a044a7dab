import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, startChromium } from "./browser.ts";

let chromium: Chromium;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(() => chromium.close());

/** What may be asked of the first screen, each within three clicks. */
const MOST_CLICKS = 3;

/** Counts every click that the page itself receives, whoever makes it. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`addEventListener("click", (event) => {
    if (event.isTrusted) window.clicksSeen = (window.clicksSeen ?? 0) + 1;
  }, true)`);
  return () => page.evaluate<number>("window.clicksSeen ?? 0");
}

/** The first screen of somebody who has never been here, an instant after the leak was confirmed. */
async function firstScreen(): Promise<{
  page: Page;
  clicks: () => Promise<number>;
  leave: () => Promise<void>;
}> {
  const { page, leave } = await chromium.visit({
    newcomer: true,
    path: "/?run=progress-ms-21-fixture&t=2023-02-11T10:12:00Z",
  });
  await page.getByRole("heading", { name: "Leaking" }).waitFor();
  await page.getByText("New here?").waitFor();
  return { page, clicks: await countClicks(page), leave };
}

const answers: readonly {
  readonly question: string;
  readonly clicks: number;
  readonly walk: (page: Page) => Promise<void>;
}[] = [
  {
    question: "what is leaking",
    clicks: 0,
    walk: async (page) => {
      await page.getByRole("region", { name: "Verdict" }).getByText("Progress MS-21").waitFor();
    },
  },
  {
    question: "how fast",
    clicks: 0,
    walk: async (page) => {
      await page
        .getByRole("region", { name: "Verdict" })
        .locator(".verdict-cell", { hasText: "how fast" })
        .getByText(/g\/s/)
        .first()
        .waitFor();
    },
  },
  {
    question: "since when",
    clicks: 0,
    walk: async (page) => {
      await page.getByRole("region", { name: "Verdict" }).getByText("09:33:40").first().waitFor();
    },
  },
  {
    question: "what to do",
    clicks: 1,
    walk: async (page) => {
      await page.getByRole("region", { name: "Verdict" }).getByRole("button", { name: "What to do" }).click();
      await page.locator(".plan-list button").first().waitFor({ timeout: 90_000 });
    },
  },
  {
    question: "who says otherwise",
    clicks: 1,
    walk: async (page) => {
      await page
        .getByRole("region", { name: "Verdict" })
        .getByRole("button", { name: "Who says otherwise" })
        .click();
      await page.locator(".claims-list").waitFor({ timeout: 90_000 });
    },
  },
];

describe("somebody who has never been here finds, from the first screen and within three clicks,", () => {
  for (const { question, clicks: expected, walk } of answers)
    it(`${question}, with ${expected} ${expected === 1 ? "click" : "clicks"}`, async () => {
      expect(expected).toBeLessThanOrEqual(MOST_CLICKS);
      const { page, clicks, leave } = await firstScreen();
      await walk(page);
      expect(await clicks()).toBe(expected);
      await leave();
    });

  it("the same from the link of the alarm banner: signals with one click, on a phone too", async () => {
    const { page, leave } = await chromium.visit({
      path: "/?run=progress-ms-21-fixture&t=2023-02-11T10:12:00Z",
      width: 390,
      height: 844,
      newcomer: true,
    });
    await page.getByRole("heading", { name: "Leaking" }).waitFor();
    const clicks = await countClicks(page);
    await page.getByRole("region", { name: "Alarm" }).locator(".alarm-message").click();
    await page.getByRole("heading", { level: 2, name: "Signals" }).waitFor();
    expect(await clicks()).toBe(1);
    await leave();
  });
});
