// The first set-up command: from a fresh clone to the console with the Progress MS-21 case replaying.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuild, ensurePackages, root } from "./prepare.mjs";

ensurePackages();
ensureBuild();
const child = spawn(
  process.execPath,
  [join(root, "dist", "cli", "main.js"), "serve", ...process.argv.slice(2)],
  {
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 0));
