/**
 * How often the 90 % bands of `hoarfrost forecast` hold the truth of a second ship, observed through its telemetry:
 * `npx jiti bench/forecast-calibration.ts CASES MEMBERS SEED FILE`. Cases already in the file are kept, so a run that was stopped goes on.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { verify } from "../src/forecast/calibration/coverage.ts";
import {
  COMPARED,
  type ForecastCase,
  forecastCase,
  HORIZON_S,
} from "../src/forecast/calibration/forecast-case.case.ts";
import { brierScore, randomStream } from "../src/stats/index.ts";

const [cases, members, seed] = process.argv.slice(2, 5).map(Number) as [number, number, number];
const path = process.argv[5];
if (!(cases > 0 && members > 0 && seed >= 0) || path === undefined)
  throw new Error("write: forecast-calibration.ts CASES MEMBERS SEED FILE");
const text = readFileSync(new URL("../library/vehicles/soyuz-ms.yaml", import.meta.url), "utf8");
// A line that was cut short is run again.
const kept = (existsSync(path) ? readFileSync(path, "utf8").split("\n") : []).flatMap(
  (line): ForecastCase[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  },
);
writeFileSync(path, kept.map((each) => `${JSON.stringify(each)}\n`).join(""));
const done = new Set(kept.map(({ number }) => number));
for (let number = 0; number < cases; number++) {
  if (done.has(number)) continue;
  let line: object;
  try {
    line = await forecastCase(text, number, seed, members);
  } catch (problem) {
    // A second ship that cannot be simulated is no case; how many there were is told.
    line = { number, problem: (problem as Error).message };
  }
  appendFileSync(path, `${JSON.stringify(line)}\n`);
  process.stderr.write(`\r${number + 1} of ${cases}, ${process.cpuUsage().user / 1e6} CPU s`);
}
process.stderr.write("\n");

const all = readFileSync(path, "utf8")
  .trim()
  .split("\n")
  .map((line): ForecastCase | { number: number; problem: string } => JSON.parse(line))
  .filter(({ number }) => number < cases);
const sound = all.flatMap((each) => ("problem" in each ? [] : [each]));
const count = (test: (each: ForecastCase) => boolean) => sound.filter(test).length;
console.log(
  `${sound.length} cases of seed ${seed}, ${members} members each; ${all.length - sound.length} second ships could not be simulated; leak known to the watch in ${count(({ isKnown }) => isKnown)}; ${sound.reduce((sum, { failed }) => sum + failed, 0)} members failed`,
);
const isInstant = (name: string) => name.endsWith(", s");
const read = (value: number | null, name: string) => {
  if (!isInstant(name)) return value ?? Number.NaN;
  return value === null ? Number.POSITIVE_INFINITY : value < 0 ? Number.NaN : value;
};
const random = randomStream(seed).named("places");
const percent = (share: number) => (100 * share).toFixed(1);
console.log("quantity | in the 90 % band | 90 % interval | below | above | of | PIT, ten parts | skill");
const totals = new Map<string, [number, number]>();
const row = (name: string, chosen: readonly ForecastCase[]) => {
  const column = COMPARED.indexOf(name);
  const verified = chosen.map(({ truth, members: own, scenario }) => ({
    truth: read(truth[column]!, name),
    members: own.map((member) => read(member[column]!, name)),
    kind: scenario,
  }));
  return verify(verified, random.named(name), HORIZON_S);
};
for (const name of COMPARED) {
  const { coverage, below, above, cases: of, inside, pit, skill } = row(name, sound);
  console.log(
    `${name} | ${percent(coverage.estimate)} % | ${percent(coverage.low)} to ${percent(coverage.high)} | ${below} | ${above} | ${of} | ${pit.join(" ")} | ${skill.toFixed(2)}`,
  );
  const family = isInstant(name) ? "times" : name.includes("humidity") ? "humidity" : "temperature";
  for (const key of [family, "all"]) {
    const [hits, tries] = totals.get(key) ?? [0, 0];
    totals.set(key, [hits + inside, tries + of]);
  }
}
for (const [name, [hits, tries]] of totals)
  console.log(`together, ${name}: ${percent(hits / tries)} % of ${tries}`);
console.log("\nChances: mean probability said, share in which it came, Brier score");
for (const name of COMPARED.filter(isInstant)) {
  const column = COMPARED.indexOf(name);
  const pairs = sound.flatMap(({ truth, members: own }) => {
    const known = own.map((member) => read(member[column]!, name)).filter((each) => !Number.isNaN(each));
    const came = read(truth[column]!, name);
    if (Number.isNaN(came) || known.length === 0) return [];
    return [{ said: known.filter(Number.isFinite).length / known.length, came: Number.isFinite(came) }];
  });
  const mean = (of: (each: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, each) => sum + of(each), 0) / pairs.length;
  console.log(
    `${name} | ${mean(({ said }) => said).toFixed(2)} | ${mean(({ came }) => Number(came)).toFixed(2)} | ${mean(({ said, came }) => brierScore(said, came)).toFixed(3)} | ${pairs.length}`,
  );
}
