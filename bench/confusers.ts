// Seeded trials of what can be mistaken for a leak: is each named, and is a leak ever thought likelier? And of leaks beside them.
// Made-up telemetry of the fixture loop (src/watch/testing/scenario.case.ts) at the shipped settings.
//
//   npx jiti bench/confusers.ts [trials = 50] [docs/confusers.md]
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Finding } from "../src/watch/finding.ts";
import { channelsOf, planWatch } from "../src/watch/plan.ts";
import { beginWatch } from "../src/watch/state.ts";
import { type Confuser, confuse, confusers } from "../src/watch/testing/confusers.case.ts";
import { type Scenario, scenarioFrames, witnessedLoop } from "../src/watch/testing/scenario.case.ts";
import { step } from "../src/watch/watch-loop.ts";

const trials = Number(process.argv[2] ?? 50);
const only = process.argv[4];

interface Run {
  readonly named: Set<string>;
  readonly last: string;
  readonly confirmedS: number | null;
  /** A leak thought likelier than all that can be decided, at any instant. */
  readonly leakLikely: boolean;
}

function watch(scenario: Scenario): Run {
  const plan = planWatch(witnessedLoop);
  let state = beginWatch(plan);
  const named = new Set<string>();
  let last = "";
  let confirmedS: number | null = null;
  let leakLikely = false;
  const look = (finding: Finding) => {
    if (finding.type === "fault" && finding.kind !== undefined) {
      named.add(finding.kind);
      last = finding.kind;
    }
    if (finding.type !== "leak") return;
    if (finding.phase === "confirmed") confirmedS ??= finding.timeS;
    const decided = Object.entries(finding.odds).filter(([name]) => !finding.undecided?.includes(name));
    const rest = decided.reduce((sum, [, odds]) => sum + 1 / odds, 0);
    if (1 / (1 + rest) > 0.5) leakLikely = true;
  };
  for (const frame of scenarioFrames(scenario)) {
    const result = step(plan, state, frame);
    state = result.state;
    for (const finding of result.findings) look(finding);
  }
  return { named, last, confirmedS, leakLikely };
}

const rows: string[] = [];
let likely = 0;
let all = 0;
function measure(confuser: Confuser) {
  let right = 0;
  let wrong = 0;
  let leak = 0;
  let confirmed = 0;
  const others = new Map<string, number>();
  for (let seed = 1; seed <= trials; seed++) {
    const run = watch(confuse(confuser, seed));
    if (run.named.has(confuser.alternative)) right++;
    if (run.last !== "" && run.last !== confuser.alternative) wrong++;
    for (const name of run.named)
      if (name !== confuser.alternative) others.set(name, (others.get(name) ?? 0) + 1);
    if (run.leakLikely) leak++;
    if (run.confirmedS !== null) confirmed++;
  }
  likely += leak;
  all += trials;
  const also = [...others].map(([name, count]) => `${name} ${count}`).join(", ") || "–";
  rows.push(
    `| ${confuser.name} | ${confuser.alternative} | ${right} of ${trials} | ${also} | ${leak} | ${confirmed} |`,
  );
  console.log(rows.at(-1), wrong);
}
for (const confuser of confusers) if (!only || confuser.name.includes(only)) measure(confuser);

const leaks: string[] = [];
for (const perHour of only ? [] : [10, 40, 160, 640]) {
  const delays: number[] = [];
  let faults = 0;
  for (let seed = 1; seed <= trials; seed++) {
    const onsetS = (4.5 + ((seed * 0.618) % 1)) * 3600;
    const run = watch({ seed, hours: 9, pressure: (t) => (-perHour * Math.max(0, t - onsetS)) / 3600 });
    if (run.confirmedS !== null) delays.push(run.confirmedS - onsetS);
    if (run.named.size > 0) faults++;
  }
  delays.sort((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  leaks.push(
    `| ${perHour} kPa/h | ${delays.length} of ${trials} | ${median === undefined ? "–" : `${(median / 60).toFixed(1)} min`} | ${faults} |`,
  );
  console.log(leaks.at(-1));
}
console.log(`leak above 50 % in ${likely} of ${all}; channels ${channelsOf(witnessedLoop).join(" ")}`);

const page = `# What can be mistaken for a leak

Measured by \`npx jiti bench/confusers.ts ${trials} docs/confusers.md\` with Node ${process.versions.node} on ${cpus()[0]?.model.trim()}. All telemetry is **made up**: one
pressure loop with temperature and flow on the same hub and a second pressure sensor on another, one false alarm a year, onset, size
and noise drawn anew in each of ${trials} trials a row.

| what happens | its name | named | also named | leak above 50 % | leak confirmed |
|---|---|---|---|---|---|
${rows.join("\n")}

The leak hypothesis went above 50 % (against all that the channels can decide) in ${likely} of ${all} trials.

## Leaks on the same loop

| rate | confirmed | median delay | trials in which a fault was named as well |
|---|---|---|---|
${leaks.join("\n")}
`;
if (process.argv[3]?.endsWith(".md")) writeFileSync(process.argv[3], page);
