/** The page of the MS-22 ensemble, from what `run.ts` left in a folder: `npx jiti bench/ms-22/page.ts FOLDER`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { effectiveMembers, weightedQuantiles } from "../../src/campaign/index.ts";
import { ensembleOf, SEED, SHIPS, type ShipName } from "./ensemble.ts";
import { logLikelihood, type MemberCourse, MILESTONES, type Milestone } from "./milestones.ts";

const BAND = [0.05, 0.5, 0.95] as const;
const folder = process.argv[2];
if (folder === undefined) throw new Error("write: page.ts FOLDER");

interface Line {
  readonly number: number;
  readonly draws: readonly number[];
  readonly course?: Readonly<Record<keyof MemberCourse, number | null>>;
  readonly problem?: string;
}

function shipResult(ship: ShipName) {
  const path = join(folder!, `${ship}.jsonl`);
  if (!existsSync(path)) throw new Error(`${path} is not there: run run.ts ${ship} first`);
  const lines = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text) as Line);
  const ran = lines.filter(({ course }) => course !== undefined);
  // JSON has no NaN: what never happened was written as null.
  const courses = ran.map(
    ({ course }) =>
      Object.fromEntries(
        Object.entries(course!).map(([key, value]) => [key, value ?? Number.NaN]),
      ) as unknown as MemberCourse,
  );
  const logs = MILESTONES.map((milestone) => courses.map((course) => logLikelihood(milestone, course)));
  const weights = courses.map((_, i) => Math.exp(logs.reduce((sum, each) => sum + each[i]!, 0)));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    ship,
    failed: lines.length - ran.length,
    courses,
    draws: ran.map(({ draws }) => draws),
    weights,
    evidence: mean(weights),
    evidenceOf: logs.map((each) => mean(each.map(Math.exp))),
    variables: ensembleOf(ship).variables,
  };
}
type ShipResult = ReturnType<typeof shipResult>;

const digits = (value: number) =>
  Number.isNaN(value) ? "never" : String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
const band = (values: readonly number[], weights?: readonly number[]) =>
  weightedQuantiles(values, BAND, weights);
const written = ([low, middle, high]: readonly number[]) =>
  `${digits(middle!)} (${digits(low!)} to ${digits(high!)})`;

function reported({ low, high, unit }: Milestone): string {
  if (high === Number.POSITIVE_INFINITY) return `${low} ${unit} or more`;
  return low === 0 ? `${high} ${unit} or less` : `${low} to ${high} ${unit}`;
}

/** Whether what was reported lies within the ensemble's 90 % band, in part or as a whole. */
function meets({ low, high, of }: Milestone, courses: readonly MemberCourse[]): boolean {
  const [from, , until] = band(courses.map(of));
  return from! <= high && until! >= low;
}

function milestoneTable(results: readonly ShipResult[]): string {
  const head = ["reported", "as a number", ...results.map(({ ship }) => SHIPS[ship].name)];
  const rows = MILESTONES.map((milestone, m) => [
    `${milestone.sentence} ([source](${milestone.source}))`.replace(
      / \(\[source\]\(own.*\)\)/,
      " (own reading)",
    ),
    reported(milestone),
    ...results.map(({ courses, evidenceOf }) => {
      const values = courses.map(milestone.of);
      const mark = meets(milestone, courses) ? "" : " **outside**";
      return `${written(band(values))}${mark}; ${digits(100 * evidenceOf[m]!)} %`;
    }),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** How far a number's ranks moved under the weights, in standard deviations of the mean of unweighted ranks. */
function shift(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const total = weights.reduce((a, b) => a + b, 0);
  let mean = 0;
  order.forEach((i, rank) => {
    mean += (weights[i]! / total) * ((rank + 0.5) / values.length);
  });
  return (mean - 0.5) * Math.sqrt(12);
}

function parameterTable({ variables, draws, weights }: ShipResult): string {
  const rows = variables
    .map(({ name, range }, v) => ({ name, range, values: draws.map((each) => each[v]!) }))
    .map((row) => ({ ...row, shift: shift(row.values, weights) }))
    .toSorted((a, b) => Math.abs(b.shift) - Math.abs(a.shift))
    .slice(0, 12)
    .map(
      ({ name, range, values, shift: moved }) =>
        `| \`${name.replace(/^loops\.|^compartments\./, "")}\` | ${digits(range.low)} to ${digits(range.high)} | ${written(band(values, weights))} | ${moved > 0 ? "+" : "−"}${Math.abs(moved).toFixed(2)} |`,
    );
  return [
    "| number of the file, SI | drawn from | given the milestones: median (90 %) | moved |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function given({ courses, weights }: ShipResult): string {
  const rows = MILESTONES.map(
    ({ sentence, of, unit }) => `| ${sentence} | ${written(band(courses.map(of), weights))} ${unit} |`,
  );
  return ["| milestone | median (90 %) of the members as weighted |", "|---|---|", ...rows].join("\n");
}

function verdict(results: readonly ShipResult[]): string {
  return results
    .map(({ ship, courses }) => {
      const outside = MILESTONES.filter((milestone) => !meets(milestone, courses));
      const name = `**${SHIPS[ship].name}** (${SHIPS[ship].source})`;
      return outside.length === 0
        ? `- ${name}: no milestone lies outside its 90 % band.`
        : `- ${name}: rejected by ${outside.map(({ sentence }) => `"${sentence}"`).join("; ")}.`;
    })
    .join("\n");
}

const results = (Object.keys(SHIPS) as ShipName[]).map(shipResult);
const [first, second] = results as [ShipResult, ShipResult];
const factor = first.evidence / second.evidence;
const page = `# Soyuz MS-22: the twin against what was reported

Nothing of the ship's telemetry is public; what is, are a handful of statements. Here the Soyuz twin
(\`library/vehicles/soyuz-ms.yaml\`) runs ${results.map(({ courses }) => courses.length).join(" and ")} times with every uncertain number drawn from its range: twelve hours
docked and healthy, a round hole of 0.8 mm in a radiator's tube, systems switched off 26 to 66 hours later, a week more, then
a closed hatch with three crew and systems on for six hours. Public figures for the loop disagree, so both ships run.

A synthetic ensemble, seed ${SEED}. ${results.map(({ ship, failed }) => `${SHIPS[ship].name}: ${failed} members failed`).join("; ")}.
To do it again: the commands at the head of \`bench/ms-22/run.ts\` and \`page.ts\`.

## Milestones

Each cell: median (5 to 95 %) of the members before any of them is weighted; then the mean likelihood of the report. *Outside*:
no part of what was reported lies in the 90 % band.

${milestoneTable(results)}

${verdict(results)}

Together the reports are ${digits(factor >= 1 ? factor : 1 / factor)} times as probable under ${SHIPS[factor >= 1 ? first.ship : second.ship].name} as under ${SHIPS[factor >= 1 ? second.ship : first.ship].name}. Each report counts as flat
between its ends and as the flank of a bell beyond them; the widths are own estimates and stand in \`bench/ms-22/milestones.ts\`.

The twelve kelvins are the one report that neither ship reaches. The run is the docked ship with its hatch to the station shut, at
docked power, with the door between its modules open; in free flight it draws more, and the crew sits in one module. A trial of 24
members with that door shut gave 6.9 K (5.3 to 9.3). [The way home](crew-return.md) has flight power and phases, starts from a
warmer ship, and reaches the temperature that was reported.

## What the milestones say of the ship

Members weighted by how well they meet all of them. *Moved*: by how much a number's rank moved, in standard deviations of
its draws; a number that did not move was not learned.

${results.map((result) => `### ${SHIPS[result.ship].name}\n\nWorth ${digits(effectiveMembers(result.weights))} equal members.\n\n${parameterTable(result)}\n\n${given(result)}`).join("\n\n")}
`;
writeFileSync(new URL("../../docs/ms-22-milestones.md", import.meta.url), page);
