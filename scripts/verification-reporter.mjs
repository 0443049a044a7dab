// Gathers what tests noted with verifyBelow and verifyAbove and writes the verification page from it.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./prepare.mjs";

const PAGE = "docs/verification.md";
const INTRODUCTION = `# Verification

What this program computes, held against what it did not make: closed forms, published tables, other solvers' outputs, other
libraries. Written by the test run itself (\`HOARFROST_WRITE_DOCS=1 npm test\`); each row is a test that fails when its bar is
passed. *Measured* is the largest deviation found over the range that the test sweeps; for an order it is the order.
Rows whose oracle lies outside the project (outputs of other solvers, recordings) appear where the test machine has it.

Validation, against what really happened, is on pages of its own: [Soyuz MS-22](ms-22-milestones.md),
[the station's ammonia loops](eatcs-calibration.md), [detection on recordings](detection-iss.md), [the cases](detection-cases.md).
`;

const ROOMS = {
  units: "Units",
  stats: "Statistics",
  fluids: "Coolants, gases and drops",
  orbit: "Orbit, Sun and heat on surfaces",
  debris: "Meteoroids and debris",
  loop: "The loop solver",
  cabin: "Cabin air and people",
  twin: "The twin",
  watch: "The watch",
  ledger: "The ledger",
  forecast: "Forecast",
  plan: "Plan and disposal",
};

export default class VerificationReporter {
  onTestRunEnd(modules, _errors, reason) {
    const rows = [];
    for (const module of modules)
      for (const test of module.children.allTests())
        for (const verification of test.meta().verifications ?? [])
          rows.push({ ...verification, file: module.relativeModuleId });
    if (rows.length === 0) return;
    const page = `${INTRODUCTION}\n${Object.entries(ROOMS)
      .map(([room, title]) => [title, rows.filter(({ file }) => file.startsWith(`src/${room}/`))])
      .filter(([, ofRoom]) => ofRoom.length > 0)
      .map(([title, ofRoom]) => `## ${title}\n\n${table(ofRoom)}`)
      .join("\n\n")}\n`;
    const write = process.env.HOARFROST_WRITE_DOCS === "1" && reason === "passed";
    const path = join(root, write ? PAGE : "dist/verification.md");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, page);
    console.log(
      `${rows.length} comparisons with independent oracles: ${write ? PAGE : "dist/verification.md"}`,
    );
  }
}

/** One row for a subject that several tests sweep: the worst of them. */
function worstOfEach(rows) {
  const worst = new Map();
  for (const row of rows) {
    const key = JSON.stringify([row.file, row.subject, row.oracle, row.bar]);
    const known = worst.get(key);
    const larger = known !== undefined && row.measured > known.measured;
    if (known === undefined || larger === (row.side === "below")) worst.set(key, row);
  }
  return [...worst.values()];
}

function table(rows) {
  const lines = worstOfEach(rows)
    .toSorted((a, b) => a.file.localeCompare(b.file))
    .map(
      ({ subject, oracle, unit, measured, bar, side, file }) =>
        `| ${subject} | ${oracle} | ${side === "below" ? "<" : ">"} ${`${number(bar)} ${unit}`.trim()} | ${number(measured)} | \`${file.replace(/^src\//, "")}\` |`,
    );
  return ["| subject | oracle | bar | measured | test in `src` |", "|---|---|---|---|---|", ...lines].join(
    "\n",
  );
}

function number(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e-2 && size < 1e4 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
}
