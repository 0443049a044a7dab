// The second set-up command: installs what the tests need, Chromium included, then runs every check.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild, ensurePackages, root, run } from "./prepare.mjs";

const chromiumPlaces = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].filter(Boolean);

function ensureChromium() {
  if (chromiumPlaces.some((path) => existsSync(path))) return;
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) {
    console.error("The browser tests need Chromium or Chrome: install one, or name it in CHROMIUM_PATH.");
    process.exit(1);
  }
  console.log("Installing Chromium for the browser tests ...");
  const sudo = process.getuid?.() === 0 ? [] : ["sudo"];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, "apt-get", ...args];
    run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  };
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core");
}

ensurePackages();
ensureChromium();
ensureBuild();
run("npm", ["run", "--silent", "lint"]);
run("npm", ["run", "--silent", "typecheck"]);

const folder = mkdtempSync(join(tmpdir(), "hoarfrost-test-"));
const report = join(folder, "vitest.json");
const vitest = spawnSync(
  join(root, "node_modules", ".bin", "vitest"),
  [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    "--reporter=./scripts/verification-reporter.mjs",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit" },
);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
}
rmSync(folder, { recursive: true, force: true });
process.exit(vitest.status ?? 1);
