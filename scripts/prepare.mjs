// What both set-up commands share: packages that match the lockfile, and a build that matches the sources.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs a program with its output shown; ends this process with its exit code if it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) {
    console.error(`${command} could not be started: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Hoarfrost needs Node 20.19 or later; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

/** Installs the packages of the lockfile unless this very lockfile is installed already. */
export function ensurePackages() {
  refuseOldNode();
  const stamp = join(root, "node_modules", ".hoarfrost-lock");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages ...");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { shell: process.platform === "win32" });
  writeFileSync(stamp, lock);
}

function newest(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Compiles the library, the command and the console unless dist/ is newer than every source. */
export function ensureBuild() {
  const stamp = join(root, "dist", ".built");
  const sources = [
    "src",
    "console",
    "library",
    "package-lock.json",
    "tsconfig.base.json",
    "tsconfig.build.json",
  ];
  const changedMs = Math.max(...sources.map((name) => newest(join(root, name))));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= changedMs) return;
  console.log("Building ...");
  const bin = (name) => join(root, "node_modules", ".bin", name);
  const shell = process.platform === "win32";
  run(bin("tsc"), ["-p", "tsconfig.build.json"], { shell });
  run(bin("vite"), ["build", "console", "--logLevel", "warn"], { shell });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, new Date().toISOString());
}
