/**
 * How often the 90 % bands of `hoarfrost return` hold the truth of a second, differently built model:
 * `npx jiti bench/return-calibration.ts [ships a cell] [members] [seed]`. 24 cells: 0 to 3 people, both profiles, three starts.
 */
import { calibrateReturn, comparedNames } from "../src/forecast/crew-return/calibration.case.ts";

const each = Number(process.argv[2] ?? 16);
const members = Number(process.argv[3] ?? 200);
const seed = Number(process.argv[4] ?? 1);
const found = calibrateReturn(each, members, seed);
console.log(`${each * 24} synthetic ships, ${members} members a forecast, seed ${seed}`);
let [all, inside] = [0, 0];
for (const name of comparedNames) {
  const { cases, inside: within, below, above } = found[name];
  all += cases;
  inside += within;
  console.log(
    `${name.padEnd(12)} ${((100 * within) / cases).toFixed(1)} % of ${cases} inside, ${below} below, ${above} above`,
  );
}
console.log(`${"together".padEnd(12)} ${((100 * inside) / all).toFixed(1)} % of ${all}`);
