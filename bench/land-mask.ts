/**
 * Writes the table of land that `hoarfrost dispose` draws and counts by: `npx jiti bench/land-mask.ts`. One bit a degree, set where the middle
 * of the cell lies on land of Natural Earth (1:110 million, public domain, by world-atlas).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { geoContains } from "d3-geo";
import { feature } from "topojson-client";

const atlas = JSON.parse(
  readFileSync(new URL("../node_modules/world-atlas/land-110m.json", import.meta.url), "utf8"),
);
const land = feature(atlas, atlas.objects.land);
const rows = Array.from({ length: 180 }, (_, row) => {
  const latitude = 89.5 - row;
  let hex = "";
  for (let west = -180; west < 180; west += 4) {
    let nibble = 0;
    for (let i = 0; i < 4; i++) nibble = 2 * nibble + Number(geoContains(land, [west + i + 0.5, latitude]));
    hex += nibble.toString(16);
  }
  return hex;
});
writeFileSync(
  new URL("../src/plan/disposal/land-rows.generated.ts", import.meta.url),
  `// Land of Natural Earth, 1:110 million (public domain), written by bench/land-mask.ts: one row a degree from 89.5 N to 89.5 S, four degrees a digit\n// from 180 W on.\nexport const LAND_ROWS: readonly string[] = [\n${rows.map((row) => `  "${row}",`).join("\n")}\n];\n`,
);
