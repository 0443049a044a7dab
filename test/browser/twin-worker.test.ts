import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import { expect, it } from "vitest";
import { runVehicleFile } from "../../src/twin/run-vehicle-file.ts";

// Oracle: the same run in Node. Tolerance: 1e-9 of each quantity. Exponentials and powers come from each engine's own version,
// and may differ in their last bit.

const root = fileURLToPath(new URL("../../", import.meta.url));
const vehicleText = readFileSync(join(root, "library/vehicles/lab-bench.yaml"), "utf8");
const wish = {
  vehicleText,
  fileName: "lab-bench.yaml",
  forS: 3600,
  everyS: 300,
  actions: [
    { kind: "leak", element: "bench.plate", diameterM: 2e-4, dischargeCoefficient: 0.62, atS: 1200 } as const,
  ],
};

async function bundledWorker(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "hoarfrost-worker-"));
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      lib: { entry: join(root, "test/browser/twin-worker.case.ts"), formats: ["es"], fileName: "worker" },
      target: "es2023",
      minify: false,
    },
    worker: { format: "es" },
  });
  const text = readFileSync(join(folder, "worker.js"), "utf8");
  rmSync(folder, { recursive: true, force: true });
  return text;
}

it("the twin runs in a worker of the browser as it does in Node", async () => {
  const worker = await bundledWorker();
  const server = createServer((request, response) => {
    const isWorker = request.url === "/worker.js";
    response.writeHead(200, { "content-type": isWorker ? "text/javascript" : "text/html" });
    response.end(isWorker ? worker : "<!doctype html><title>twin</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const course = (await page.evaluate(`new Promise((resolve, reject) => {
      const thread = new Worker("/worker.js", { type: "module" });
      thread.onmessage = ({ data }) => resolve(data);
      thread.onerror = (event) => reject(new Error(event.message));
      thread.postMessage(${JSON.stringify(wish)});
    })`)) as { readonly names: readonly string[]; readonly rows: readonly (readonly number[])[] };
    const here = runVehicleFile(wish);
    expect(course.names).toEqual(here.names);
    expect(course.rows).toHaveLength(13);
    course.rows.forEach((row, at) => {
      row.forEach((value, quantity) => {
        const known = here.rows[at]![quantity]!;
        expect(Math.abs(value - known), here.names[quantity]).toBeLessThanOrEqual(
          1e-9 * Math.abs(known) + 1e-15,
        );
      });
    });
    const leaked = here.names.indexOf("bench/leaked");
    expect(course.rows.at(-1)![leaked]).toBeGreaterThan(0.01);
  } finally {
    await browser.close();
    server.close();
  }
}, 120_000);
