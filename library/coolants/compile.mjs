// Writes src/fluids/coolant-tables.generated.ts from the coolant files beside this script, so that code which must not
// read files (a browser worker) has them too. Run it after editing a coolant file: node library/coolants/compile.mjs
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "..", "..");
const target = join(root, "src", "fluids", "coolant-tables.generated.ts");

const descriptions = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => parse(readFileSync(join(folder, name), "utf8")));

writeFileSync(
  target,
  `// Written by library/coolants/compile.mjs from the files in library/coolants: edit those, not this.
import type { CoolantDescription } from "./coolant-description.ts";

/** Every coolant file of the library, by file name. */
export const coolantTables: readonly CoolantDescription[] = ${JSON.stringify(descriptions, null, 2)};
`,
);
const biome = join(root, "node_modules", ".bin", "biome");
const formatted = spawnSync(biome, ["format", "--write", target], { cwd: root, stdio: "inherit" });
process.exit(formatted.status ?? 1);
