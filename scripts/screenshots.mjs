// Pictures of a running console, for docs/screens and for one's own eyes:
//   node scripts/screenshots.mjs http://127.0.0.1:8080 [--at 2023-02-11T10:12:00Z] [--loop ID] [--run ID] [--out docs/screens] [--views loops,ledger] [--pictures dark,390]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    at: { type: "string", default: "2023-02-11T10:12:00Z" },
    loop: { type: "string" },
    run: { type: "string" },
    out: { type: "string", default: "docs/screens" },
    views: {
      type: "string",
      default:
        "station,station-3d,loops,loop,schematic,cause,claims,forecast,plan,ledger,camera,library,alarms",
    },
    pictures: { type: "string", default: "dark,light,390,390-light" },
  },
});
const url = positionals[0];
if (url === undefined) {
  console.error("usage: node scripts/screenshots.mjs URL [--at TIME] [--loop ID] [--run ID] [--out FOLDER]");
  process.exit(2);
}

/** What each view shows once its answers are there. */
const settled = {
  station: ".station-ship",
  "station-3d": ".space canvas",
  loops: ".loops .spark-line",
  loop: ".strip-plot canvas",
  schematic: ".schematic-model",
  cause: ".cause-odds",
  claims: ".claims-list table",
  forecast: ".forecast-run .caption",
  plan: ".seat-chart",
  ledger: ".ledger-plot",
  camera: ".camera-plot",
  library: ".library-record",
  alarms: "[role=dialog]",
};

/** Views that are a part of another, or lie over one. */
const within = {
  "station-3d": { view: "station", panel: "space" },
  schematic: { view: "loop", panel: "schematic" },
  alarms: { view: "loops" },
  // At the instant of the leak nothing had been said of it yet.
  claims: { known: "all" },
};

const pictures = [
  { name: "dark", theme: "dark", width: 1440, height: 900, full: false },
  { name: "light", theme: "light", width: 1440, height: 900, full: false },
  { name: "390", theme: "dark", width: 390, height: 844, full: true },
  { name: "390-light", theme: "light", width: 390, height: 844, full: true },
].filter(({ name }) => values.pictures.split(",").includes(name));

const answer = await (await fetch(new URL("/api/v1/runs", url))).json();
const run = answer.runs.find(({ id }) => id === values.run) ?? answer.runs[0];
if (run === undefined) {
  console.error(`${url} has no run to show.`);
  process.exit(1);
}
const loop = values.loop ?? run.loops[0].id;

mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
for (const { name, theme, width, height, full } of pictures) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  await page.addInitScript((chosen) => {
    localStorage.setItem("hoarfrost.theme", chosen);
    localStorage.setItem("hoarfrost.tour", "taken");
  }, theme);
  for (const view of values.views.split(",")) {
    const query = new URLSearchParams({ run: run.id, loop, t: values.at, view, ...within[view] });
    await page.goto(new URL(`/?${query}`, url).href);
    if (view === "alarms")
      await page
        .locator(".loops .spark-line")
        .first()
        .waitFor()
        .then(() => page.keyboard.press("l"));
    await page.waitForSelector(settled[view] ?? "h1", { timeout: 120_000 });
    // What a view asks for besides settles too: nothing is waited for longer than half a minute.
    await page
      .waitForFunction(
        () =>
          document.querySelector("main [aria-busy=true]") === null &&
          !/takes? (some seconds|half a minute)|more are flown/.test(
            document.querySelector("main").textContent,
          ),
        null,
        { timeout: 60_000 },
      )
      .catch(() => console.error(`${view}: something is still being asked for`));
    await page.waitForTimeout(700);
    if (full && view !== "alarms") {
      // The view scrolls inside the page; a window as tall as all of it shows it whole.
      const tall = await page.evaluate(() => {
        const content = document.querySelector("#content");
        return innerHeight - content.clientHeight + content.scrollHeight;
      });
      await page.setViewportSize({ width, height: tall });
      await page.waitForTimeout(400);
    }
    const path = join(values.out, `${view}-${name}.png`);
    await page.screenshot({ path });
    console.log(path);
    await page.setViewportSize({ width, height });
  }
  await page.close();
}
await browser.close();
