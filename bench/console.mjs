// How the console fares in a real Chromium:
//   npm run build && node bench/console.mjs [--only first,script,chart,live] [--minutes 30]
// Chromium draws in software here where there is no graphics processor; the figures say so.
import { fork, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "script,first,chart,live" },
    minutes: { type: "string", default: "30" },
  },
});
const only = values.only.split(",");
const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "dist", "console");

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
const load = () => loadavg()[0].toFixed(1);

console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}, load ${load()}`);

/** What the page's first view needs: what index.html names, and what those import at once. */
function script() {
  const read = (name) => readFileSync(join(folder, name));
  const first = [
    ...read("index.html")
      .toString()
      .matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g),
  ].map(([, name]) => name);
  const seen = new Set();
  const follow = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    if (!name.endsWith(".js")) return;
    for (const [, next] of read(name)
      .toString()
      .matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      follow(`assets/${next}`);
  };
  first.forEach(follow);
  const sizeOf = (end) =>
    [...seen]
      .filter((name) => name.endsWith(end))
      .reduce((sum, name) => sum + gzipSync(read(name)).length, 0) / 1000;
  const all = readdirSync(join(folder, "assets")).filter((name) => name.endsWith(".js")).length;
  console.log(
    `script for the first view: ${sizeOf(".js").toFixed(0)} kB gzip in ${[...seen].filter((name) => name.endsWith(".js")).length} of ${all} files; style ${sizeOf(".css").toFixed(0)} kB`,
  );
}

async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--enable-precise-memory-info",
    ],
  });
  console.log(`Chromium ${browser.version()}, headless, drawing in software, 1440 x 900`);
  return browser;
}

async function untilWatched(url, count) {
  for (;;) {
    const answer = await fetch(new URL("/api/v1/runs", url)).then(
      (response) => response.json(),
      () => ({ runs: [] }),
    );
    if (
      answer.runs.length >= count &&
      answer.runs.every(({ progress }) => progress === null || progress === 1)
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** From the click on a link to the verdict on the screen, with nothing in the cache. */
async function firstView(browser) {
  const kept = mkdtempSync(join(tmpdir(), "hoarfrost-bench-"));
  const command = [join(root, "dist", "cli", "main.js"), "serve", "--port", "0", "--data", kept];
  const server = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise((resolve) =>
    createInterface({ input: server.stdout }).once("line", resolve),
  );
  const url = said.match(/http:\S+/)[0];
  await untilWatched(url, 2);
  const times = [];
  for (let trial = 0; trial < 20; trial += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector(".loops .loop-row")) window.firstViewMs = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url);
    await page.waitForFunction(() => window.firstViewMs !== undefined);
    times.push(await page.evaluate(() => window.firstViewMs));
    await context.close();
  }
  server.kill();
  rmSync(kept, { recursive: true, force: true });
  times.sort((a, b) => a - b);
  console.log(
    `first useful view (verdict and every loop's state): median ${at(times, 0.5).toFixed(0)} ms, worst of ${times.length} ${times.at(-1).toFixed(0)} ms; load ${load()}`,
  );
}

/** The bench's own service, with the built console. */
async function openService() {
  const child = fork(join(root, "bench", "console-service.ts"), [folder], {
    execArgv: ["--import", "jiti/register"],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((resolve) => lines.once("line", resolve));
  await untilWatched(url, 2);
  return { url, child };
}

/** Frame times while something is done to the page. */
async function framesOf(page, what, act) {
  await page.evaluate(() => {
    window.frames_ = [];
    window.drawn_ = 0;
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...rest) {
      window.drawn_ += 1;
      return clear.apply(this, rest);
    };
    const look = (ms) => {
      window.frames_.push(ms);
      window.request_ = requestAnimationFrame(look);
    };
    window.request_ = requestAnimationFrame(look);
  });
  await act();
  const { stamps, drawn } = await page.evaluate(() => {
    cancelAnimationFrame(window.request_);
    return { stamps: window.frames_, drawn: window.drawn_ };
  });
  const gaps = stamps.slice(1).map((ms, row) => ms - stamps[row]);
  gaps.sort((a, b) => a - b);
  const seconds = (stamps.at(-1) - stamps[0]) / 1000;
  const long = gaps.filter((gap) => gap > 20).length / gaps.length;
  console.log(
    `${what}: ${(gaps.length / seconds).toFixed(1)} frames/s, frame time median ${at(gaps, 0.5).toFixed(1)} ms, p95 ${at(gaps, 0.95).toFixed(1)} ms, worst ${gaps.at(-1).toFixed(0)} ms, ${(100 * long).toFixed(1)} % above 20 ms; ${(drawn / seconds).toFixed(0)} strip draws/s over ${seconds.toFixed(0)} s; load ${load()}`,
  );
}

/** Five aligned strips over a run of a million frames, moved by hand. */
async function chart(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const start = Date.UTC(2023, 1, 11) / 1000;
  const t = new Date((start + 9_990_000) * 1000).toISOString().slice(0, 19);
  await page.goto(`${url}/?run=million&view=loop&t=${t}Z`);
  await page.waitForSelector(".strip-plot canvas");
  const box = await page.locator(".strips").boundingBox();
  const middle = { x: box.x + box.width * 0.6, y: box.y + box.height * 0.3 };
  await page.mouse.move(middle.x, middle.y);
  // Out to the whole run: a million frames behind every strip.
  for (let turn = 0; turn < 60; turn += 1) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(1500);
  console.log(
    `chart of the run of 1,000,000 frames: ${await page.locator(".signals .caption").textContent()}`,
  );
  // The hand moves once a frame, so that every frame has a new window to draw.
  const everyFrame = (seconds, kind) =>
    page.evaluate(
      ({ seconds, kind, middle }) =>
        new Promise((resolve) => {
          const strips = document.querySelector(".strips");
          const startMs = performance.now();
          let frame = 0;
          const move = () => {
            frame += 1;
            const swing = Math.sin(frame / 40);
            const place = { bubbles: true, cancelable: true, clientY: middle.y };
            const event =
              kind === "pan"
                ? new PointerEvent("pointermove", {
                    ...place,
                    shiftKey: true,
                    clientX: middle.x + 300 * swing,
                  })
                : new WheelEvent("wheel", {
                    ...place,
                    clientX: middle.x,
                    deltaY: frame % 120 < 60 ? -60 : 60,
                  });
            strips.querySelector(".u-over").dispatchEvent(event);
            if (performance.now() - startMs < 1000 * seconds) requestAnimationFrame(move);
            else resolve();
          };
          requestAnimationFrame(move);
        }),
      { seconds, kind, middle },
    );
  const pan = async (seconds) => {
    await page.keyboard.down("Shift");
    await page.mouse.down();
    await everyFrame(seconds, "pan");
    await page.mouse.up();
    await page.keyboard.up("Shift");
  };
  const zoom = (seconds) => everyFrame(seconds, "zoom");
  await framesOf(page, "pan, all of it in the window", () => pan(8));
  await framesOf(page, "zoom in and out by wheel", () => zoom(8));
  await page.close();
}

/** Fifty residual plots of a live run, fed by the event stream. */
async function live(browser, { url, child }) {
  const minutes = Number(values.minutes);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await page.addInitScript(() => {
    window.packets_ = 0;
    const Source = EventSource;
    window.EventSource = class extends Source {
      constructor(...rest) {
        super(...rest);
        this.addEventListener("message", () => {
          window.packets_ += 1;
        });
      }
    };
  });
  await page.goto(`${url}/?run=fifty&view=loops`);
  await page.waitForSelector(".loops .spark-line");
  const button = page.getByRole("button", { name: "Live", exact: true });
  await button.click();
  const plots = await page.locator(".loops .spark-line").count();
  const heapMb = async () => {
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize / 1e6;
  };
  const told = () =>
    new Promise((resolve) => {
      child.once("message", ({ told }) => resolve(told));
      child.send("told?");
    });
  // The first two minutes fill caches that are bounded: the growth is counted from there.
  await page.waitForTimeout(120_000);
  const begin = { mb: await heapMb(), packets: await page.evaluate(() => window.packets_), ms: Date.now() };
  const toldFirst = await told();
  const row = [begin.mb];
  for (let minute = 1; minute <= minutes; minute += 1) {
    await page.waitForTimeout(60_000);
    row.push(await heapMb());
    if (minute % 5 === 0)
      console.log(`  after ${minute} min: heap ${row.at(-1).toFixed(2)} MB, load ${load()}`);
  }
  const seconds = (Date.now() - begin.ms) / 1000;
  const packets = (await page.evaluate(() => window.packets_)) - begin.packets;
  const sent = (await told()) - toldFirst;
  const shows = await page.getByText("Watch alive").count();
  console.log(
    `${plots} live plots, ${(packets / seconds).toFixed(0)} packets/s for ${(seconds / 60).toFixed(1)} min: heap ${begin.mb.toFixed(2)} MB to ${row.at(-1).toFixed(2)} MB, growth ${(row.at(-1) - begin.mb).toFixed(2)} MB (highest ${Math.max(...row).toFixed(2)}); ${sent} findings sent, ${packets} packets heard; watch ${shows > 0 ? "alive" : "not alive"} at the end`,
  );
  await page.close();
}

if (only.includes("script")) script();
if (only.some((name) => name !== "script")) {
  const browser = await openBrowser();
  if (only.includes("first")) await firstView(browser);
  if (only.includes("chart") || only.includes("live")) {
    const service = await openService();
    if (only.includes("chart")) await chart(browser, service.url);
    if (only.includes("live")) await live(browser, service);
    service.child.disconnect();
  }
  await browser.close();
}
