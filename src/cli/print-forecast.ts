import pc from "picocolors";
import {
  defaultCurves,
  type Forecast,
  type ForecastAlarm,
  type ForecastCurve,
} from "../forecast/thermal/index.ts";
import { wrapped } from "../print/index.ts";
import { shownQuantity } from "./shown-quantity.ts";
import { textTable } from "./text-table.ts";
import { duration } from "./words.ts";

/** Instants of the tables, as parts of the horizon. */
const SHOWN_PARTS = [0, 1 / 12, 1 / 3, 1];
/** Kelvin, per cent and the like in a difference: no offset. */
const SCALES: Readonly<Record<string, readonly [number, string]>> = {
  K: [1, "K"],
  "1": [100, "%"],
  Pa: [1e-3, "kPa"],
  "kg/s": [1000, "g/s"],
};

/** A forecast in a page: predicted alarms, what would be otherwise, bands at a few instants. */
export function printForecast(forecast: Forecast): string {
  const { title, at, basis, members, alternatives, timesS, partial, failure } = forecast;
  const when = at === null ? "" : `, from ${at.slice(0, 16).replace("T", " ")} UTC`;
  const lines = [pc.bold(title + when) + pc.magenta("  SYNTHETIC")];
  const count = `${members.sound} of ${members.asked} members${partial ? "; more to come" : ""}`;
  for (const sentence of basis) lines.push(...wrapped(sentence));
  lines.push(count);
  if (members.failed > 0)
    lines.push(pc.yellow(`${members.failed} failed and are in no figure, the first is ${failure}`));
  lines.push("", pc.bold("Predicted alarms"), ...alarms(forecast));
  const chosen = defaultCurves(forecast);
  const shown = SHOWN_PARTS.map((part) => nearest(timesS, part * timesS.at(-1)!));
  const rows = [...new Set(shown)];
  const head = rows.map((row) => instant(timesS[row]!));
  for (const { name, curves } of alternatives.slice(0, 1)) {
    lines.push("", pc.bold(`Median, and 5 to 95 % of the members: ${name}`));
    lines.push(
      ...textTable([
        ["", ...head],
        ...curves.filter((each) => chosen.includes(each.name)).map((each) => bands(each, rows)),
      ]),
    );
  }
  // At time 0 there is no difference yet.
  const after = rows.slice(1);
  for (const { name, curves } of alternatives.slice(1)) {
    lines.push("", pc.bold(`Difference that "${name}" makes, member by member`));
    lines.push(
      ...textTable([
        ["", ...head.slice(1)],
        ...curves.filter((each) => chosen.includes(each.name)).map((each) => differenceCells(each, after)),
      ]),
    );
  }
  return lines.join("\n");
}

function alarms({ alternatives, horizonS, members: { sound } }: Forecast): string[] {
  const first = alternatives[0]!;
  return first.alarms.flatMap(({ name }, e) => {
    const own = alternatives.map((alternative) => alternative.alarms[e]!);
    // What happens in no member of any alternative is one line.
    if (own.every(({ members }) => members === 0))
      return [`  ${name}: in no member within ${duration(horizonS)} (${chance(own[0]!, sound)})`];
    if (own.length === 1) return [`  ${alarmSentence(own[0]!, sound)}`];
    return [
      `  ${name}`,
      ...textTable(
        own.map((alarm, a) => [
          `    ${alternatives[a]!.name}`,
          whenWords(alarm),
          chance(alarm, sound),
          ...otherwise(alarm),
        ]),
        () => "left",
      ),
    ];
  });
}

/** "descent/temperature passes 40 degC in 3 h 40 min (3 h to 5 h), probability 0.93 (0.89 to 0.96)". */
export function alarmSentence(alarm: ForecastAlarm, sound: number): string {
  const [, quantity, side, bound] = /^(\S+) (above|below) (.+)$/.exec(alarm.name) ?? [];
  const what =
    quantity === undefined
      ? `${alarm.name}`
      : `${quantity} ${side === "above" ? "passes" : "falls below"} ${bound}`;
  const joined = quantity === undefined ? ": " : " ";
  return `${what}${joined}${whenWords(alarm)}, ${chance(alarm, sound)}`;
}

function whenWords({ whenS, already, members }: ForecastAlarm): string {
  if (whenS === null) return "in no member";
  if (already === members) return "so already";
  const [low, middle, high] = [whenS.p05, whenS.median, whenS.p95].map((timeS) =>
    timeS < 60 ? "now" : duration(timeS),
  );
  if (low === high) return middle === "now" ? "now" : `in ${middle}`;
  return `${middle === "now" ? "" : "in "}${middle} (${low} to ${high})`;
}

/** A share of those that are known says little where many members came to a halt before: there the interval stands alone. */
const MOST_UNKNOWN = 0.1;

function chance({ probability: { estimate, p05, p95 }, unknown }: ForecastAlarm, asked: number): string {
  const open = unknown > 0 ? `; ${unknown} ended before` : "";
  if (unknown > MOST_UNKNOWN * asked)
    return `probability ${p05.toFixed(2)} to ${p95.toFixed(2)} (${unknown} members ended before)`;
  return `probability ${estimate === null ? "unknown" : estimate.toFixed(2)} (${p05.toFixed(2)} to ${p95.toFixed(2)}${open})`;
}

function otherwise({ difference }: ForecastAlarm): string[] {
  if (difference === undefined) return [];
  const { laterS, avoided, caused, members } = difference;
  const parts: string[] = [];
  if (laterS !== null && (laterS.p05 !== 0 || laterS.p95 !== 0))
    parts.push(`later by ${signed(laterS.median)} (${signed(laterS.p05)} to ${signed(laterS.p95)})`);
  if (avoided > 0) parts.push(`avoided in ${avoided} of ${members}`);
  if (caused > 0) parts.push(`caused in ${caused} of ${members}`);
  return [parts.length === 0 ? "no difference" : parts.join(", ")];
}

function signed(lengthS: number): string {
  return lengthS < 0 ? `−${duration(-lengthS)}` : duration(lengthS);
}

function bands({ name, unit, quantiles }: ForecastCurve, rows: readonly number[]): string[] {
  const { word, show } = shownQuantity(unit, name);
  return [
    word === "" ? name : `${name}, ${word}`,
    ...rows.map((row) =>
      cell(
        quantiles.map((values) => values[row] ?? null),
        show,
      ),
    ),
  ];
}

function differenceCells({ name, unit, difference }: ForecastCurve, rows: readonly number[]): string[] {
  const [factor, word] = SCALES[unit] ?? [1, unit];
  const show = (value: number) => {
    const figure = (factor * value).toFixed(1);
    return Number(figure) === 0 ? "0.0" : figure.replace("-", "−");
  };
  return [
    `${name}, ${word}`,
    ...rows.map((row) =>
      cell(
        difference!.quantiles.map((values) => values[row] ?? null),
        show,
      ),
    ),
  ];
}

function cell(at: readonly (number | null)[], show: (value: number) => string): string {
  const [low, middle, high] = [at[0]!, at[2]!, at[4]!];
  return middle === null ? "none" : `${show(middle)} (${show(low)} to ${show(high)})`;
}

function nearest(timesS: readonly number[], timeS: number): number {
  let best = 0;
  timesS.forEach((each, i) => {
    if (Math.abs(each - timeS) < Math.abs(timesS[best]! - timeS)) best = i;
  });
  return best;
}

function instant(timeS: number): string {
  const hours = timeS / 3600;
  return Number.isInteger(hours) ? `${hours} h` : `${Math.round(timeS / 60)} min`;
}
