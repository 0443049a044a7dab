// No file above 600 lines: a room one cannot see whole is two rooms.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const LIMIT_LINES = 600;
const offenders = [];

function visit(folder) {
  for (const name of readdirSync(folder)) {
    if (name === "node_modules" || name === "dist") continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) visit(path);
    else if (/\.(ts|tsx|mjs|css)$/.test(name) && !/\.generated\./.test(name)) {
      const lines = readFileSync(path, "utf8").split("\n").length;
      if (lines > LIMIT_LINES) offenders.push(`${path}: ${lines} lines, limit ${LIMIT_LINES}`);
    }
  }
}

for (const root of ["src", "console", "bench", "test", "scripts"]) visit(root);
if (offenders.length > 0) {
  console.error(offenders.join("\n"));
  process.exit(1);
}
