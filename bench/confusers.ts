// Seeded trials of what can be mistaken for a leak: is each named, and is a leak ever thought likelier? And of leaks beside them.
// Made-up telemetry of the fixture loop (src/watch/testing/scenario.case.ts) at the shipped settings.
//
//   npx jiti bench/confusers.ts [trials = 40] [docs/confusers.md] [--tune] [--only WORDS] [--keep FILE]
//
// Settings were chosen on the seeds of --tune, 1 and up; what is reported uses seeds from 10001 up. --keep writes each finished row to a
// file and takes finished rows from it, so that a run can be stopped, taken up, and shared among processes with --only.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { proportionInterval } from "../src/stats/index.ts";
import type { LeakFinding } from "../src/watch/finding.ts";
import { type ConfuserTrial, confuse, confusers } from "../src/watch/testing/confusers.case.ts";
import { leakTrials } from "../src/watch/testing/leaks.case.ts";
import { watchTrial } from "../src/watch/testing/watch-trial.case.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tune: { type: "boolean" }, only: { type: "string" }, keep: { type: "string" } },
});
const trials = Number(positionals[0] ?? 40);
const page = positionals[1];
const firstSeed = values.tune ? 1 : 10_001;

interface Outcome {
  readonly named: readonly string[];
  readonly confirmedS: number | null;
  /** Highest probability of a leak at any finding: among what can be decided, and with the undecided at even odds. */
  readonly decided: number;
  readonly stated: number;
  /** ln odds of a leak against each alternative that could be decided, when it was first suspected. */
  readonly weighed: Readonly<Record<string, number>>;
}

interface Row {
  readonly key: string;
  readonly outcomes: readonly Outcome[];
}

function probability({ odds, undecided = [] }: LeakFinding, withUndecided: boolean): number {
  const counted = Object.entries(odds).filter(([name]) => withUndecided || !undecided.includes(name));
  return 1 / (1 + counted.reduce((sum, [, each]) => sum + 1 / each, 0));
}

async function outcomeOf(trial: ConfuserTrial): Promise<Outcome> {
  const { findings, weighing } = await watchTrial(trial);
  const leaks = findings.filter((finding) => finding.type === "leak");
  const named = findings.flatMap((f) => (f.type === "fault" && f.kind !== undefined ? [f.kind] : []));
  const decided = Object.entries(weighing?.lnOdds ?? {}).filter(
    ([name]) => !(weighing!.undecided as readonly string[]).includes(name),
  );
  return {
    named: [...new Set(named)],
    confirmedS: leaks.find(({ phase }) => phase === "confirmed")?.timeS ?? null,
    decided: Math.max(0, ...leaks.map((leak) => probability(leak, false))),
    stated: Math.max(0, ...leaks.map((leak) => probability(leak, true))),
    weighed: Object.fromEntries(decided),
  };
}

const kept = new Map<string, Row>();
if (values.keep !== undefined && existsSync(values.keep))
  for (const line of readFileSync(values.keep, "utf8").split("\n").filter(Boolean)) {
    const row = JSON.parse(line) as Row;
    kept.set(row.key, row);
  }

/** Trials are run in blocks, all rows of one before the next, so that a run that is stopped has as many of each. */
const BLOCK = 10;

async function measureBlock(
  name: string,
  trialOf: (seed: number) => ConfuserTrial,
  from: number,
  count: number,
): Promise<readonly Outcome[]> {
  const key = `${name}, ${count} trials from seed ${from}`;
  const before = kept.get(key);
  if (before !== undefined) return before.outcomes;
  const outcomes: Outcome[] = [];
  for (let i = 0; i < count; i++) {
    outcomes.push(await outcomeOf(trialOf(from + i)));
    process.stderr.write(`\rseed ${from + i}: ${name}   `);
  }
  process.stderr.write("\r");
  const row = { key, outcomes };
  kept.set(key, row);
  if (values.keep !== undefined) appendFileSync(values.keep, `${JSON.stringify(row)}\n`);
  return outcomes;
}

async function measure(
  name: string,
  trialOf: (seed: number) => ConfuserTrial,
): Promise<{ outcomes: readonly Outcome[] }> {
  const outcomes: Outcome[] = [];
  for (let done = 0; done < trials; done += BLOCK)
    outcomes.push(...(await measureBlock(name, trialOf, firstSeed + done, Math.min(BLOCK, trials - done))));
  return { outcomes };
}

/** 95 % Clopper-Pearson interval of a share, in per cent. */
function interval(count: number, of: number): string {
  const { low, high } = proportionInterval(count, of);
  return `${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)} %`;
}

const chosen = <T extends { name: string }>(all: readonly T[]) =>
  all.filter(({ name }) => values.only === undefined || name.includes(values.only));

for (let done = 0; done < trials; done += BLOCK) {
  const [from, count] = [firstSeed + done, Math.min(BLOCK, trials - done)];
  for (const confuser of chosen(confusers))
    await measureBlock(confuser.name, (seed) => confuse(confuser, seed), from, count);
  for (const { name, build } of chosen(leakTrials)) await measureBlock(name, build, from, count);
}

const pairs: { p: number; isLeak: boolean }[] = [];
const rows: string[] = [];
let [right, leakInRest, leakAtAll, all] = [0, 0, 0, 0];
for (const confuser of chosen(confusers)) {
  const { outcomes } = await measure(confuser.name, (seed) => confuse(confuser, seed));
  const isNamed = ({ named }: Outcome) => named.includes(confuser.alternative);
  const named = outcomes.filter(isNamed).length;
  const others = new Map<string, number>();
  for (const outcome of outcomes)
    for (const name of outcome.named)
      if (name !== confuser.alternative) others.set(name, (others.get(name) ?? 0) + 1);
  const likely = outcomes.filter(({ decided }) => decided > 0.5);
  const inRest = likely.filter((outcome) => !isNamed(outcome)).length;
  const stated = outcomes.filter((outcome) => outcome.stated > 0.5).length;
  const confirmed = outcomes.filter(({ confirmedS }) => confirmedS !== null).length;
  for (const { weighed } of outcomes) {
    const nat = weighed[confuser.alternative];
    if (nat !== undefined) pairs.push({ p: 1 / (1 + Math.exp(-nat)), isLeak: false });
  }
  right += named;
  leakInRest += inRest;
  leakAtAll += likely.length;
  all += trials;
  const also = [...others].map(([name, count]) => `${name} ${count}`).join(", ") || "–";
  rows.push(
    `| ${confuser.name} | ${confuser.alternative} | ${named} of ${trials} | ${interval(named, trials)} | ${also} | ${inRest} | ${likely.length} | ${stated} | ${confirmed} |`,
  );
  console.log(rows.at(-1));
}

const leaks: string[] = [];
for (const leak of chosen(leakTrials)) {
  const { outcomes } = await measure(leak.name, leak.build);
  const delays = outcomes
    .flatMap(({ confirmedS }, i) => (confirmedS === null ? [] : [confirmedS - leak.onsetS(firstSeed + i)]))
    .sort((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  const faults = new Map<string, number>();
  for (const { named } of outcomes) for (const name of named) faults.set(name, (faults.get(name) ?? 0) + 1);
  for (const { weighed } of outcomes)
    for (const [name, nat] of Object.entries(weighed))
      if (name !== "noise and drift") pairs.push({ p: 1 / (1 + Math.exp(-nat)), isLeak: true });
  const also = [...faults].map(([name, count]) => `${name} ${count}`).join(", ") || "–";
  leaks.push(
    `| ${leak.name} | ${delays.length} of ${trials} | ${interval(delays.length, trials)} | ${median === undefined ? "–" : `${(median / 60).toFixed(1)} min`} | ${also} |`,
  );
  console.log(leaks.at(-1));
}

const edges = [0, 0.01, 0.1, 0.5, 0.9, 0.99, 1];
const calibration = edges.slice(1).map((high, i) => {
  const low = edges[i]!;
  const inside = pairs.filter(({ p }) => p >= low && (p < high || high === 1));
  const count = inside.filter(({ isLeak }) => isLeak).length;
  const share =
    inside.length === 0 ? "– | –" : `${count} of ${inside.length} | ${interval(count, inside.length)}`;
  return `| ${100 * low} to ${100 * high} % | ${share} |`;
});
console.log(calibration.join("\n"));
console.log(
  `named ${right} of ${all}; leak above 50 %: in ${leakInRest} of the ${all - right} others, in ${leakAtAll} of all`,
);

const text = `# What can be mistaken for a leak

Measured by \`npx jiti bench/confusers.ts ${trials} docs/confusers.md\` with Node ${process.versions.node} on ${cpus()[0]?.model.trim()}. All telemetry is **made up**: one
pressure loop with temperature and flow on the same hub and a second pressure sensor on another (in rows with a valve, its position too),
one false alarm a year, onset, size and noise drawn anew in each of ${trials} trials a row, seeds ${firstSeed} to ${firstSeed + trials - 1}. Settings were chosen
on other seeds. Intervals are Clopper-Pearson, 95 %.

| what happens | its name | named | interval | also named | leak above 50 %, not named | leak above 50 % at any time | the same with the undecided counted | leak confirmed |
|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Named rightly: ${right} of ${all} trials. Where it was not, the leak hypothesis went above 50 % (against all that the channels can decide) in
${leakInRest} of ${all - right}; at any time, named or not, in ${leakAtAll} of ${all}. What nothing can decide stands at even odds in a finding: the last
column but one counts it in.

Where it falls short. A slow transfer that no channel reports *is* a leak to these channels while it lasts: it is confirmed as one, at even
odds against a transfer, told as ended when it stops, and never named. A season of eclipses is named once two orbits show the new swing, so a
small or slow change is not named within the trial. A manoeuvre is named by the temperature that turns with it; where the turn comes before the
swings of both were learned well, or looks like a ramp for some minutes, another name or a leak comes first.

## Leaks on the same loop

| leak | confirmed | interval | median delay | faults named as well |
|---|---|---|---|---|
${leaks.join("\n")}

## Are the odds right?

Each trial in which a fall was suspected gives one weighing, at that instant: odds of a leak against what really happened, and in leaks
against each alternative that could be decided. Trials are no sample of what happens in orbit (as many of each confuser as of each
leak), so this asks whether odds point the right way and how sure they may be, not whether their priors hold.

| probability given to a leak | it was one | interval |
|---|---|---|
${calibration.join("\n")}
`;
if (page?.endsWith(".md")) writeFileSync(page, text);
