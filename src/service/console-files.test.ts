import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshFolder, serve } from "./service.case.ts";

async function serveConsole() {
  const consoleFolder = await freshFolder();
  await mkdir(join(consoleFolder, "assets"));
  await writeFile(join(consoleFolder, "index.html"), "<!doctype html><title>Hoarfrost</title>");
  await writeFile(join(consoleFolder, "icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  await writeFile(join(consoleFolder, "assets", "index-DyA3k2Lm.js"), "export {};");
  return serve([], { consoleFolder });
}

describe("the console", () => {
  test("is served at the root and for every view", async () => {
    const { address } = await serveConsole();
    for (const path of ["/", "/loop/a?t=5", "/index.html"]) {
      const response = await fetch(address + path);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        200,
        "text/html; charset=utf-8",
      ]);
      expect(response.headers.get("cache-control")).toBe("no-cache");
      expect(response.headers.get("content-security-policy")).toMatch(/default-src 'self'/);
      expect(await response.text()).toMatch(/Hoarfrost/);
    }
  });

  test("keeps files named by their content for ever, and no others", async () => {
    const { address } = await serveConsole();
    const cached = async (path: string) => (await fetch(address + path)).headers.get("cache-control");
    expect(await cached("/assets/index-DyA3k2Lm.js")).toBe("public, max-age=31536000, immutable");
    expect(await cached("/icon.svg")).toBe("no-cache");
  });

  test("a file that is not there is not a view, and nothing outside the folder is served", async () => {
    const { get } = await serveConsole();
    for (const path of [
      "/assets/none-DyA3k2Lm.js",
      "/..%2f..%2fetc%2fpasswd.txt",
      "/%2e%2e/%2e%2e/package.json",
    ]) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  test("that is not built says how to build it, and the interface works without", async () => {
    const { get } = await serve([]);
    const answer = await get("/");
    expect([answer.status, answer.body.detail]).toEqual([404, expect.stringMatching(/npm run build/)]);
    expect((await get("/api/v1/runs")).body).toEqual({ runs: [] });
  });
});
