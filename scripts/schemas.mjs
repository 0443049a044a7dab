// Writes schemas/*.schema.json from the built program: npm run build && node scripts/schemas.mjs. A test checks that they are current.
import { writeFileSync } from "node:fs";
import { fileSchemas } from "../dist/incident/file-schemas.js";

for (const [name, schema] of Object.entries(fileSchemas())) {
  const path = new URL(`../schemas/${name}.schema.json`, import.meta.url);
  writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`schemas/${name}.schema.json`);
}
