// The watch on SKAB and NPPAD, file by file, beside trivial baselines. Needs the data of ../shared; they are not part of the project.
//
//   npx jiti bench/leak-datasets.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { scoreNppad } from "../src/leakbench/adapters/nppad.ts";
import { scoreSkab } from "../src/leakbench/adapters/skab.ts";
import { header, row } from "../src/leakbench/report/wording.ts";

const shared = join(import.meta.dirname, "..", "..", "shared", "data");
const skab = join(shared, "skab");
const nppad = join(shared, "nppad-loca");

if (existsSync(skab)) {
  const files = scoreSkab(skab);
  const guesses = Object.keys(files[0]?.scores ?? {});
  console.log(
    header(
      "file",
      "kind",
      "leak from row",
      "watch confirms at row",
      ...guesses.map((g) => `${g}: F1 (FAR, MAR)`),
    ),
  );
  for (const { file, kind, onsetRow, confirmedRow, scores } of files) {
    const cells = guesses.map((guess) => {
      const { f1, falseAlarmRate, missedRate } = scores[guess]!;
      return `${f1.toFixed(2)} (${falseAlarmRate.toFixed(2)}, ${missedRate.toFixed(2)})`;
    });
    console.log(row(file, kind, onsetRow, confirmedRow ?? "–", ...cells));
  }
} else console.log(`No data at ${skab}: SKAB not scored.`);

if (existsSync(nppad)) {
  const say = (delay: number | null) => (delay === null ? "–" : `${delay} s`);
  console.log(
    `\n${header("run", "leaks", "peak leak, t/h", "watch", "level 5 % low", "charging - letdown > 2 t/h")}`,
  );
  for (const run of scoreNppad(nppad)) {
    console.log(
      row(
        run.run,
        run.leaks ? "yes" : "no",
        run.peakLeakTPerH.toPrecision(3),
        say(run.watchAfterS),
        say(run.levelLimitAfterS),
        say(run.balanceAfterS),
      ),
    );
  }
} else console.log(`No data at ${nppad}: NPPAD not scored.`);
