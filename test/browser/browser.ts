import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { keyOfView, type View } from "../../console/src/state/console-state.ts";
import { type FixtureChoice, type FixtureServer, startFixtureServer } from "./fixture-server.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Builds the console as it is shipped, into a folder of its own; answers with the folder. */
async function buildConsole(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "hoarfrost-console-"));
  const before = process.env.NODE_ENV;
  // The test runner's own mode would put React's development build into the console.
  process.env.NODE_ENV = "production";
  try {
    await build({
      root: join(root, "console"),
      configFile: join(root, "console", "vite.config.ts"),
      logLevel: "error",
      build: { outDir: folder, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
  return folder;
}

export interface Visit {
  readonly page: Page;
  readonly server: FixtureServer;
  /** Errors and warnings on the browser's console, and requests to any other origin. */
  readonly complaints: string[];
  readonly leave: () => Promise<void>;
}

export interface VisitChoice extends FixtureChoice {
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "dark" | "light";
  /** Somebody who has never been here: the tour is offered. */
  readonly newcomer?: boolean;
}

export interface Chromium {
  readonly visit: (choice?: VisitChoice) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

/** A real Chromium and the built console; each visit gets a fixture server and a page of its own. */
export async function startChromium(): Promise<Chromium> {
  const folder = await buildConsole();
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    async visit(choice = {}) {
      const server = await startFixtureServer(folder, choice);
      const context = await browser.newContext({
        viewport: { width: choice.width ?? 1440, height: choice.height ?? 900 },
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(server.url)) complaints.push(`asked ${request.url()}`);
      });
      await page.addInitScript({
        content: `localStorage.setItem("hoarfrost.theme", "${choice.theme ?? "dark"}");
          ${choice.newcomer ? "" : 'localStorage.setItem("hoarfrost.tour", "taken");'}`,
      });
      await page.goto(server.url + (choice.path ?? "/"));
      return {
        page,
        server,
        complaints,
        leave: async () => {
          await context.close();
          await server.close();
        },
      };
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Address of a view at an instant of the fixture's case. */
export function placeOf(view: View, time: string, loop = "ms21"): string {
  return `/?run=progress-ms-21-fixture&view=${view}&loop=${loop}&t=2023-02-11T${time}Z`;
}

/** The key that opens a view. */
export const keyOf = (view: View): string => keyOfView(view)!;
