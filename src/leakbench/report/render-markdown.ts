import type { FalseAlarmScore } from "../score/false-alarm-score.ts";
import { bars } from "./bars.ts";
import { type BenchReport, type DelayRow, suddenRows } from "./collect-report.ts";
import { header, percent, round, row, sayDuration, sayInterval, sayRate } from "./wording.ts";

/** The report as Markdown: what was asked, what was measured, what was missed. */
export function renderMarkdown(report: BenchReport): string {
  const { options, vehicle } = report;
  const promised = sayDuration(report.arlRequiredS);
  return [
    `# LeakBench: ${vehicle.title}`,
    `SYNTHETIC loops, seeds of the \`${options.split}\` part. Noise model: ${report.noiseModel}. Frames of ${report.framePeriodS} s.`,
    `ARL required: ${promised} (threshold ${round(report.thresholdNat)} nat). ARL measured: ${arlMeasured(report)}.`,
    `## Bars\n\nMet: even at the bad end of the interval, on ten leaks or more. Missed: even at the good end. Undecided: too few cases to say.\n\n${barTable(report)}`,
    `## False alarms of the shipped watch\n\n${falseAlarmTable(report.falseAlarms)}`,
    `## Delay at the shipped threshold\n\n${shippedTable(suddenRows(report, "nominal"))}`,
    `## All detectors at one alarm a loop-year\n\n${equalText(report)}`,
    `## What was told of confusers\n\n${confuserTable(report)}`,
    `## Size and onset\n\n${sizeTable(report)}`,
    `## Other shapes and other worlds\n\n${otherTable(report)}`,
  ].join("\n\n");
}

function arlMeasured(report: BenchReport): string {
  const said = Object.entries(report.passedPerYear).map(([world, rate]) => {
    const years = report.falseAlarms.find((score) => score.world === world)?.loopYears ?? 0;
    return `${world} ${rate === 0 ? `more than ${round(years)} loop-years` : `${round(1 / rate)} loop-years`}`;
  });
  return said.length > 0 ? said.join(", ") : "not measured";
}

function barTable(report: BenchReport): string {
  const lines = bars(report).map(({ goal, bar, measured, standing }) =>
    row(goal, bar, measured, standing === "missed" ? "**missed**" : standing),
  );
  return [header("goal", "bar", "measured (95 % interval)", ""), ...lines].join("\n");
}

function falseAlarmTable(scores: readonly FalseAlarmScore[]): string {
  const lines = scores.map(({ world, loopYears, alarms, suspected, isolate }) =>
    row(
      world,
      round(loopYears),
      alarms.count,
      `${round(alarms.perYear)} (upper 95 % ${round(alarms.upper)})`,
      causes(alarms.byCause),
      suspected.count,
      causes(suspected.byCause),
      `${isolate.count} (upper 95 % ${round(isolate.upper)} a year)`,
    ),
  );
  const head = [
    "world",
    "loop-years judged",
    "confirmed",
    "a year",
    "by cause",
    "suspected",
    "by cause",
    "isolate",
  ];
  return [header(...head), ...lines].join("\n");
}

function causes(byCause: Readonly<Record<string, number>>): string {
  const list = Object.entries(byCause).sort((a, b) => b[1] - a[1]);
  return list.length === 0 ? "–" : list.map(([cause, count]) => `${cause} ${count}`).join(", ");
}

function confuserTable(report: BenchReport): string {
  const { confusers } = report.together;
  const lines = Object.entries(confusers)
    .sort((a, b) => a[0].localeCompare(b[0]))
    .map(([kind, { count, told }]) => row(kind, count, causes(told)));
  if (lines.length === 0) return "None took place.";
  return [header("what took place", "times", "faults told meanwhile or within two hours"), ...lines].join(
    "\n",
  );
}

function shippedTable(rows: readonly DelayRow[]): string {
  const lines = rows.map((r) =>
    row(
      sayRate(r.rateGPerS),
      `${r.shipped.found} of ${r.trials}`,
      sayInterval(r.shipped.meanS, sayDuration),
      sayDuration(r.shipped.p95S),
      sayDuration(r.suspected.meanS.value),
      r.isolated.found === 0 ? "–" : `${r.isolated.found}, after ${sayDuration(r.isolated.meanS.value)}`,
      sayInterval(r.lost.median),
      round(r.lost.p95.value),
      r.early,
    ),
  );
  const head = [
    "g/s",
    "found",
    "mean delay",
    "95 % of delays",
    "mean to suspected",
    "isolate",
    "median lost, g",
    "95 % lost, g",
    "not quiet before",
  ];
  return [header(...head), ...lines].join("\n");
}

function equalText(report: BenchReport): string {
  const parts: string[] = [];
  for (const world of ["matched", "nominal"] as const) {
    const rows = suddenRows(report, world);
    const used = report.calibrated.filter((column) => column.world === world);
    if (rows.length === 0 || used.length === 0) continue;
    const columns = [...new Set(rows.flatMap(({ atEqualArl }) => Object.keys(atEqualArl)))];
    const thresholds = used
      .filter(({ column }) => !column.startsWith("oracle "))
      .map(({ column, threshold, countedPerYear, extrapolated }) => {
        const counted = extrapolated ? "extrapolated" : `${round(countedPerYear)} a year counted`;
        return `${column} ${round(threshold)} (${counted})`;
      });
    const lines = rows.map((r) =>
      row(
        sayRate(r.rateGPerS),
        r.boundS === null ? "–" : sayDuration(r.boundS),
        r.firstOrderS === null ? "–" : sayDuration(r.firstOrderS),
        ...columns.map((column) => delayOf(r, column)),
        randomDelay(r, report.arlRequiredS),
        r.overOracle ? sayInterval(r.overOracle) : "–",
        r.overBound ? sayInterval(r.overBound) : "–",
      ),
    );
    parts.push(
      [
        `World \`${world}\`, thresholds from ${round(used[0]!.loopYears)} leak-free loop-years: ${thresholds.join("; ")}. ` +
          "Restricted mean delay; a leak missed within the horizon counts with all of it, and the share found is given.",
        "",
        header("g/s", "B_NP", "first order", ...columns, "random (exact)", "watch / oracle", "watch / B_NP"),
        ...lines,
      ].join("\n"),
    );
  }
  parts.push(
    "`always` alarms at the first frame of every loop, leaking or not; `never` finds nothing. Neither has a threshold, so neither is in " +
      "the table. B_NP is a bound on the worst onset in Gaussian noise of the description: in the nominal world, whose sensors are " +
      "quantised, it is a yardstick only.",
  );
  return parts.join("\n\n");
}

/** What alarms by lot at the same rate would give, without running them: they fall on a leak only by chance. */
function randomDelay(r: DelayRow, arlS: number): string {
  const found = -Math.expm1(-r.horizonS / arlS);
  return `${sayDuration(arlS * found)} [${(100 * found).toPrecision(2)} %]`;
}

function delayOf(r: DelayRow, column: string): string {
  const score = r.atEqualArl[column];
  if (!score) return "–";
  const found = score.found === score.trials ? "" : ` [${percent(score.foundShare.value)}]`;
  return `${sayDuration(score.meanS.value)}${found}`;
}

function sizeTable(report: BenchReport): string {
  const lines = suddenRows(report, "nominal").flatMap((r) =>
    r.sizes
      .filter(({ cases }) => cases > 0)
      .map(({ multiple, cases, error, coverage, honest }) =>
        row(
          sayRate(r.rateGPerS),
          `${multiple} x`,
          cases,
          sayInterval(error, percent),
          sayInterval(coverage, percent),
          `${percent(honest.low / cases)} to ${percent(honest.high / cases)}`,
        ),
      ),
  );
  const onset =
    report.onset.cases > 0
      ? `\n\n90 % onset bands at the alarm hold the true onset in ${sayInterval(report.onset, percent)} of ${report.onset.cases} leaks up to 0.3 g/s.`
      : "";
  const head = [
    "g/s",
    "at",
    "cases",
    "mean rate error",
    "90 % bands holding the truth",
    "honest bands would",
  ];
  return [header(...head), ...lines].join("\n") + onset + emptyText(report);
}

function emptyText({ empties }: BenchReport): string {
  const known = empties.filter(({ cases }) => cases > 0);
  if (known.length === 0) return "";
  const lines = known.map(({ multiple, cases, coverage, honest, logError }) =>
    row(
      `${multiple} x`,
      cases,
      sayInterval(coverage, percent),
      `${percent(honest.low / cases)} to ${percent(honest.high / cases)}`,
      sayInterval(logError),
    ),
  );
  const head = [
    "at",
    "cases",
    "90 % bands holding the truth",
    "honest bands would",
    "mean error of the logarithm",
  ];
  return `\n\nTime to empty, sudden and growing leaks:\n\n${[header(...head), ...lines].join("\n")}`;
}

function otherTable(report: BenchReport): string {
  const lines = report.rows
    .filter(({ world, shape }) => shape !== "sudden" || (world !== "nominal" && world !== "matched"))
    .map((r) =>
      row(
        r.world,
        r.shape,
        sayRate(r.rateGPerS),
        `${r.shipped.found} of ${r.trials}`,
        sayInterval(r.shipped.meanS, sayDuration),
        r.overNominal === null ? "–" : sayInterval(r.overNominal),
        round(r.lost.median.value),
        r.early,
      ),
    );
  const head = [
    "world",
    "shape",
    "g/s",
    "found",
    "mean delay, shipped",
    "over nominal",
    "median lost, g",
    "not quiet before",
  ];
  return [header(...head), ...lines].join("\n");
}
