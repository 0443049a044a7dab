// Pictures of a running console, for docs/screens and for one's own eyes:
//   node scripts/screenshots.mjs http://127.0.0.1:8080 [--at 2023-02-11T10:12:00Z] [--loop ID] [--run ID] [--out docs/screens] [--views loops,ledger]
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
    views: { type: "string", default: "station,loops,loop,cause,claims,forecast,plan,ledger,camera,library" },
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
  loops: ".loops .spark-line",
  loop: ".strip-plot canvas",
  cause: ".cause-odds",
  claims: ".claims-list",
  forecast: ".forecast-run .caption",
  plan: ".seat-chart",
  ledger: ".ledger-plot",
  camera: ".camera-plot",
  library: ".library-record",
};

const pictures = [
  { name: "dark", theme: "dark", width: 1440, height: 900, full: false },
  { name: "light", theme: "light", width: 1440, height: 900, full: false },
  { name: "390", theme: "dark", width: 390, height: 844, full: true },
];

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
    const query = new URLSearchParams({ run: run.id, view, loop, t: values.at });
    await page.goto(new URL(`/?${query}`, url).href);
    await page.waitForSelector(settled[view] ?? "h1", { timeout: 120_000 });
    await page.waitForTimeout(700);
    if (full) {
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
