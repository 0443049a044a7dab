import type { Band } from "../band.ts";
import type { CrewForecast, ReturnForecast } from "./forecast-return.ts";
import type { JudgedLimit } from "./judge.ts";
import { type QuantityName, quantities, quantityNames } from "./quantity.ts";
import type { ReturnCase } from "./return-case.ts";
import type { ReturnFile } from "./return-file.ts";
import type { ReturnRules } from "./return-rules.ts";

const LABEL = 36;
const COLUMN = 22;

/** A return as text: every number of people side by side, then limits, what drives them, and the reports. */
export function renderReturn(
  forecast: ReturnForecast,
  file: ReturnFile,
  ship: Pick<ReturnCase, "name" | "reports">,
  rules: ReturnRules,
): string {
  const { crews, members, coolant, profile } = forecast;
  const row = (label: string, cell: (crew: CrewForecast) => string) =>
    (label.padEnd(LABEL) + crews.map((crew) => cell(crew).padEnd(COLUMN)).join("")).trimEnd();
  const lines = [
    `Return of ${ship.name}, ${coolant === "none" ? "no cooling" : "cooling works"}, ${profile} profile: ${file.profiles[profile].title}`,
    `Medians with 90 % bands over ${members} members. A decision aid; numbers without a public source are estimates of the files.`,
    "",
    row("", ({ crew }) => (crew === 0 ? "empty" : crew === 1 ? "1 person" : `${crew} people`)),
    row("verdict", ({ verdict }) => verdict.toUpperCase()),
    row("odds that a limit breaks", ({ odds }) => percent(odds)),
    row("crew bears it for", ({ toleranceS, crew }) =>
      crew === 0 || toleranceS === null ? "-" : times(toleranceS),
    ),
  ];
  for (const quantity of quantityNames) lines.push(...phaseTable(forecast, quantity, row));
  lines.push("", "Limits: odds of breaking, when after hatch closing, margin at the worst moment");
  for (const rule of Object.keys(rules.rules)) {
    const { says, weight, source } = rules.rules[rule]!;
    const limitOf = ({ limits }: CrewForecast) => limits.find((limit) => limit.rule === rule);
    if (crews.every((crew) => limitOf(crew) === undefined)) continue;
    const cell = (write: (limit: JudgedLimit) => string) => (crew: CrewForecast) => {
      const limit = limitOf(crew);
      return limit === undefined ? "-" : write(limit);
    };
    lines.push(`  ${says}${weight === "advisory" ? " (advisory)" : ""} [${source}]`);
    lines.push(
      row(
        "    odds",
        cell(({ odds }) => percent(odds)),
      ),
    );
    lines.push(
      row(
        "    reached after minutes",
        cell(({ reachedS }) => times(reachedS)),
      ),
    );
    lines.push(
      row(
        "    minutes before the end",
        cell(({ marginS }) => ahead(marginS)),
      ),
    );
    lines.push(
      row(
        `    margin, ${quantities[rules.rules[rule]!.quantity].unit === "%" ? "%" : "K"}`,
        cell(marginText),
      ),
    );
  }
  lines.push(
    "",
    "What drives it: share of the variance of ranks (squared rank correlation), + raises, - lowers",
  );
  for (const { crew, drivers } of crews) {
    const who = crew === 0 ? "empty" : `${crew} aboard`;
    for (const quantity of ["cabin", "body", "electronics"] as const) {
      const found = drivers[quantity];
      if (found === undefined || found.length === 0) continue;
      const list = found.map(({ name, share, raises }) => `${raises ? "+" : "-"}${name} ${percent(share)}`);
      lines.push(`  ${`${who}, ${quantities[quantity].title}`.padEnd(LABEL)}${list.join(", ")}`);
    }
  }
  lines.push(...order(crews));
  if (forecast.reports.length > 0) lines.push("", "What was said of it, highest value of the trip:");
  for (const { report, standing, share, band } of forecast.reports) {
    const said = ship.reports?.find(({ id }) => id === report);
    if (said === undefined) continue;
    const who = said.crew === 0 ? "empty" : `${said.crew} aboard`;
    const unit = said["less-than-crew"] === undefined ? quantities[said.quantity].unit : "K lower";
    const own = `${band.median.toFixed(1)} (${band.p05.toFixed(1)} to ${band.p95.toFixed(1)}) ${unit}`;
    lines.push(`  ${standing.padEnd(21)}${said.by}: ${said.says}`);
    lines.push(
      `  ${"".padEnd(21)}here, ${who}, ${said.profile}: ${own}; ${percent(share)} of members agree${said.note === undefined ? "" : `; ${said.note}`}`,
    );
  }
  return lines.join("\n");
}

function phaseTable(
  { crews }: ReturnForecast,
  quantity: QuantityName,
  row: (label: string, cell: (crew: CrewForecast) => string) => string,
): string[] {
  const { title, unit, shown } = quantities[quantity];
  if (crews.every(({ peaks }) => peaks[quantity] === undefined)) return [];
  const digits = quantity === "body" ? 1 : 0;
  const lines = ["", `${title}, ${unit}, at the end of`];
  crews[0]!.phases.forEach(({ name, endS }, i) => {
    if (crews.every(({ phases }) => phases[i]!.atEnd[quantity] === undefined)) return;
    lines.push(
      row(`  ${name}`.slice(0, LABEL - 7).padEnd(LABEL - 6) + clock(endS.median).padStart(5), (crew) => {
        const band = crew.phases[i]!.atEnd[quantity];
        return band === undefined ? "-" : written(band, shown, digits);
      }),
    );
  });
  lines.push(
    row("  highest", ({ peaks }) => {
      const band = peaks[quantity];
      return band === undefined ? "-" : written(band, shown, digits);
    }),
  );
  return lines;
}

/** Whether humidity or temperature limits first, for each crew. */
function order(crews: readonly CrewForecast[]): string[] {
  const lines: string[] = [];
  for (const { crew, limits } of crews) {
    const inOrder = (quantity: QuantityName) =>
      limits
        .filter((limit) => limit.quantity === quantity)
        .sort((a, b) => a.reachedS.median - b.reachedS.median);
    // of humidity the limit that goes first, of temperature the one that stands longest
    const [humid, hot, stress] = [inOrder("humidity")[0], inOrder("cabin").at(-1), inOrder("wbgt")[0]];
    if (humid === undefined || hot === undefined) continue;
    lines.push(`  ${crew} aboard: ${humid.says}: until ${times(humid.reachedS)}`);
    lines.push(`  ${" ".repeat(String(crew).length)}         ${hot.says}: until ${times(hot.reachedS)}`);
    if (stress !== undefined)
      lines.push(
        `  ${" ".repeat(String(crew).length)}         heat stress of people at rest: from ${times(stress.reachedS)}`,
      );
  }
  return lines.length === 0 ? [] : ["", "Which fails first, minutes after hatch closing:", ...lines];
}

function marginText({ quantity, margin }: JudgedLimit): string {
  return written(margin, quantities[quantity].difference, quantity === "humidity" ? 0 : 1);
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 1 ? "<1 %" : `${value.toFixed(0)} %`;
}

function written({ median, p05, p95 }: Band, shown: (si: number) => number, digits: number): string {
  const [m, a, b] = [median, p05, p95].map((value) =>
    shown(value)
      .toFixed(digits)
      .replace(/^-(0(\.0*)?)$/, "$1"),
  );
  return `${m} (${a} to ${b})`;
}

function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Minutes, "never" for what the trip does not reach. */
function times({ median, p05, p95 }: Band): string {
  const text = (value: number) => (Number.isFinite(value) ? `${Math.round(value / 60)}` : "never");
  if (p05 === p95) return text(median);
  return `${text(median)} (${text(p05)} to ${text(p95)})`;
}

/** How long before the end of the trip a limit is reached. */
function ahead({ median, p05, p95 }: Band): string {
  const before = (value: number) => (Number.isFinite(value) ? Math.max(0, -value) : value);
  return times({ median: before(median), p05: before(p95), p95: before(p05) });
}
