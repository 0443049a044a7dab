/**
 * The Soyuz MS-22 ensemble: `npx jiti bench/ms-22/run.ts document 200 FOLDER`, the same with `rumour`, then
 * `npx jiti bench/ms-22/page.ts FOLDER`. Members already in the folder are kept, so a run that was stopped goes on.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { courseOf } from "./course.ts";
import { ensembleOf, SHIPS, type ShipName } from "./ensemble.ts";

const [ship, members, folder] = process.argv.slice(2) as [ShipName, string, string];
if (SHIPS[ship] === undefined || !(Number(members) > 0) || folder === undefined)
  throw new Error("write: run.ts document|rumour MEMBERS FOLDER");
mkdirSync(folder, { recursive: true });
const path = join(folder, `${ship}.jsonl`);
const done = existsSync(path) ? readFileSync(path, "utf8").split("\n").length - 1 : 0;
const { description, member } = ensembleOf(ship);
for (let number = done; number < Number(members); number++) {
  const { draws, choice, ...circumstances } = member(number);
  let line: object;
  try {
    line = { number, draws, course: courseOf(description, choice, circumstances) };
  } catch (problem) {
    line = { number, draws, problem: (problem as Error).message };
  }
  appendFileSync(path, `${JSON.stringify(line)}\n`);
  process.stderr.write(`\r${ship}: ${number + 1} of ${members}`);
}
process.stderr.write("\n");
