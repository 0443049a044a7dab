import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../telemetry/index.ts";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
const PATIENCE_MS = 120_000;

/** The browser that prints: the one that CHROMIUM_PATH names, else the first of its kind on this machine. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment.CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (canRun(named)) return named;
    throw new InputError(
      `CHROMIUM_PATH names ${named}, which cannot be run; name a Chromium or Chrome, or unset it`,
    );
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(
    canRun,
  );
  if (found !== undefined) return found;
  throw new InputError(
    "a PDF is printed by Chromium, and none was found; install the package chromium (or Google Chrome), or name one with CHROMIUM_PATH; --out report.html needs none",
  );
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Prints a page on A4. The same page and the same browser give the same bytes: the browser's time of printing is taken out. */
export async function printPdf(page: string, browser: string = findBrowser()): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "hoarfrost-report-"));
  try {
    const source = join(folder, "report.html");
    const target = join(folder, "report.pdf");
    writeFileSync(source, page);
    const complaint = await run(browser, [
      "--headless",
      "--disable-gpu",
      "--no-first-run",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A browser refuses to run as root within its sandbox; the page runs no script and loads nothing.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      `--user-data-dir=${join(folder, "profile")}`,
      "--no-pdf-header-footer",
      `--print-to-pdf=${target}`,
      pathToFileURL(source).href,
    ]);
    try {
      return withoutClock(readFileSync(target));
    } catch {
      throw new InputError(
        `${browser} printed nothing: ${complaint.trim().split("\n").at(-1) ?? "no reason given"}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(browser: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(browser, args, { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-4000);
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new InputError(`${browser} cannot be run: ${error.message}`));
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve(complaint);
    });
  });
}

/** The same document, dated as if printed at the beginning of 1970. Dates keep their length, so every offset in the file still holds. */
export function withoutClock(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString("latin1");
  const dated = text.replace(
    /(\/(?:CreationDate|ModDate)\s*\(D:)(\d{14})/g,
    (_, before: string) => `${before}19700101000000`,
  );
  return Buffer.from(dated, "latin1");
}
