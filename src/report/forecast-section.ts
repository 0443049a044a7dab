import { type QuantityName, quantities } from "../forecast/index.ts";
import { defaultCurves, type ForecastAlarm, type ForecastCurve } from "../forecast/thermal/index.ts";
import { inlineSvg, type Layer, type Strip, stripPlot } from "../plot/index.ts";
import { fromSi } from "../units/index.ts";
import type { ThermalReport } from "./forecast-of-leak.ts";
import { type Column, figure, type Html, html, table } from "./html.ts";
import { minuteWords } from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { worded } from "./status.ts";
import type { ReturnReport } from "./way-home.ts";
import { duration, durationBandWords } from "./words.ts";

const WIDTH = 700;
const MOST_CURVES = 6;

/** What lies ahead: limits and when they are passed, what would change it, and who could come home. */
export function forecastSection({ thermal, wayHome }: ReportCase): Html | null {
  if (thermal === null && wayHome === null) return null;
  return html`<section id="forecast"><h2>Forecast: the hours ahead</h2>
${thermal === null ? null : ahead(thermal)}
${wayHome === null ? null : returns(wayHome)}</section>`;
}

function ahead(thermal: ThermalReport): Html {
  const { forecast, nowS } = thermal;
  const { members, alternatives, basis } = forecast;
  const failed =
    members.failed === 0 ? "" : ` ${members.failed} of ${members.asked} failed and are left out.`;
  return html`<p>As it could be told at ${minuteWords(nowS)} UTC, for ${duration(forecast.horizonS)}: simulated by the twin, ${members.sound} members, seed ${forecast.seed}.${failed} ${basis.join(" ")}</p>
${alarms(thermal)}
${fans(thermal).map((half) => figure(inlineSvg(half), ""))}
<p class="small">${`Shade: 90 % and 50 % of the members as it is; line: their median; dashed: limits of the vehicle file. ${alternatives
    .slice(1)
    .map(({ name }, i) => `${i === 0 ? "Blue" : "Thin grey"}: median with ${name}.`)
    .join(" ")}`}</p>`;
}

/** Each event that comes in some member under some alternative, side by side; the others in one sentence. */
function alarms({ forecast }: ThermalReport): Html {
  const { alternatives, members } = forecast;
  const [first] = alternatives;
  const comes = first!.alarms.map((_, i) => alternatives.some(({ alarms: all }) => all[i]!.members > 0));
  const never = first!.alarms.filter((_, i) => !comes[i]).map(({ name }) => spoken(name));
  const columns: Column[] = [{ head: "what" }, ...alternatives.map(({ name }): Column => ({ head: name }))];
  return html`<div class="wide">${table(
    "Predicted alarms: when, and in how many of the members",
    columns,
    first!.alarms.flatMap((alarm, i) =>
      comes[i]
        ? [
            [
              `${spoken(alarm.name)}${alarm.kind === "limit" ? ` (${alarm.means})` : ""}`,
              ...alternatives.map(({ alarms: all }) => alarmWords(all[i]!, members.sound)),
            ],
          ]
        : [],
    ),
  )}</div>${
    never.length === 0
      ? null
      : html`<p class="small">In no member: ${never.join("; ")} (probability at most ${percent(first!.alarms[comes.indexOf(false)]!.probability.p95)}, 90 % interval).</p>`
  }`;
}

function alarmWords({ members, already, unknown, whenS, probability }: ForecastAlarm, of: number): string {
  const unsure = unknown === 0 ? "" : `; ${unknown} not known`;
  if (whenS === null) return `in none of ${of}${unsure}`;
  const when = already === members ? "so already" : `in ${durationBandWords(whenS)}`;
  const { p05, p95 } = probability;
  return `${when}; in ${members} of ${of} (${percent(p05)} to ${percent(p95)})${unsure}`;
}

const spoken = (name: string) =>
  name
    .replaceAll("/", " ")
    .replaceAll("-", " ")
    .replaceAll("degC", "°C")
    .replace("pump.inlet", "pump inlet")
    .replaceAll(/\d+\.\d{2,}/g, (number) => String(Number(Number(number).toPrecision(3))));

const SHOWN: Readonly<Record<string, readonly [unit: string, word: string]>> = {
  Pa: ["kPa", "kPa"],
  K: ["degC", "°C"],
  "1": ["%", "%"],
  "kg/s": ["g/s", "g/s"],
};

/** Two pictures, so that one fits into what a page has left. */
function fans({ forecast, nowS }: ThermalReport) {
  const { alternatives, timesS, title } = forecast;
  const wanted = defaultCurves(forecast);
  const curves = alternatives[0]!.curves;
  // Limits first; then the coolant itself, then air and humidity of the compartments, as many as fit a page.
  const rank = ({ name, limits }: ForecastCurve) =>
    limits.length > 0 ? 0 : /inventory$/.test(name) ? 1 : /\/temperature$/.test(name) ? 2 : 3;
  const leaking = curves.filter(
    ({ name, quantiles }) =>
      /inventory$/.test(name) && (quantiles[2]![0] ?? 0) > 1.5 * (quantiles[2]!.at(-1) ?? 0),
  );
  const chosen = [...curves.filter(({ name }) => wanted.includes(name)), ...leaking]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_CURVES);
  const times = timesS.map((timeS) => timeS + nowS);
  const half = Math.ceil(chosen.length / 2);
  return [chosen.slice(0, half), chosen.slice(half)]
    .filter((part) => part.length > 0)
    .map((part) =>
      stripPlot({
        title,
        widthPx: WIDTH,
        fromS: nowS,
        untilS: times.at(-1)!,
        strips: part.map((curve) =>
          strip(
            curve,
            alternatives.slice(1).map(({ curves: own }) => own.find(({ name }) => name === curve.name)!),
            times,
          ),
        ),
      }),
    );
}

function strip(curve: ForecastCurve, others: readonly ForecastCurve[], timesS: readonly number[]): Strip {
  const [unit, word] = SHOWN[curve.unit] ?? ["", curve.unit];
  const of = (value: number | null) =>
    value === null ? Number.NaN : unit === "" ? value : fromSi(value, unit);
  const row = (each: ForecastCurve, i: number) => each.quantiles[i]!.map(of);
  const layers: Layer[] = [
    { kind: "range", role: "band", timesS, low: row(curve, 0), high: row(curve, 4) },
    { kind: "range", role: "band", timesS, low: row(curve, 1), high: row(curve, 3) },
    ...others.map(
      (other, i): Layer => ({
        kind: "line",
        role: i === 0 ? "expected" : "other",
        timesS,
        values: row(other, 2),
      }),
    ),
    { kind: "line", role: "median", timesS, values: row(curve, 2) },
    ...curve.limits.map(
      ({ bound, side }): Layer => ({
        kind: "threshold",
        value: of(bound),
        label: `limit: not ${side} ${Number(of(bound).toPrecision(3))} ${word}`,
        tone: "alarm",
      }),
    ),
  ];
  return { title: `${spoken(curve.name)}, ${word}`, heightPx: 74, scale: "linear", layers };
}

const VERDICTS = {
  go: () => worded("ok", "Go"),
  conditional: () => worded("caution", "Conditional"),
  "no-go": () => worded("alarm", "No go"),
} as const;

const SHOWN_OF_RETURN: readonly QuantityName[] = ["cabin", "humidity", "wbgt", "body", "electronics"];

function returns({ ship, forecast, rules, isOwnStart }: ReturnReport): Html {
  const { crews, members, seed, profile } = forecast;
  const worst = (crew: (typeof crews)[number]) =>
    crew.limits
      .filter(({ weight, odds }) => weight === "limit" && odds > rules.odds.go.value)
      .sort((a, b) => b.odds - a.odds)[0];
  const rows: (readonly [string, ...(Html | string)[]])[] = [
    ["verdict", ...crews.map(({ verdict }) => VERDICTS[verdict]())],
    ["a limit is broken in", ...crews.map(({ odds }) => `${percent(odds)} of members`)],
    [
      "the likeliest",
      ...crews.map((crew) => {
        const limit = worst(crew);
        return limit === undefined ? "none" : `${limit.says}: ${percent(limit.odds)}`;
      }),
    ],
    ...SHOWN_OF_RETURN.map((name): readonly [string, ...string[]] => {
      const { title, unit, shown } = quantities[name];
      return [
        `highest ${title}, ${unit.replace("degC", "°C")}`,
        ...crews.map(({ peaks }) => {
          const band = peaks[name];
          if (band === undefined) return "–";
          const [m, a, b] = [band.median, band.p05, band.p95].map((value) =>
            shown(value).toFixed(unit === "K" ? 1 : 0),
          );
          return `${m}, ${a} to ${b}`;
        }),
      ];
    }),
    [
      "the crew bears it for",
      ...crews.map(({ toleranceS, crew }) =>
        toleranceS === null || crew === 0 ? "–" : boundedWords(toleranceS),
      ),
    ],
  ];
  const head = (crew: number) => (crew === 0 ? "empty" : crew === 1 ? "1 person" : `${crew} people`);
  return html`<h3>Return of ${ship} without its cooling, by number of people</h3>
<div class="wide">${table(
    `${profile} profile; medians with 90 % bands of ${members} members, seed ${seed}`,
    [{ head: "", className: "nowrap" }, ...crews.map(({ crew }): Column => ({ head: head(crew) }))],
    rows,
  )}</div>
<p class="small">${isOwnStart ? `It starts as was reported of ${ship} while docked.` : "It starts as the file of its kind has it."} Go: at most ${percent(rules.odds.go.value)} of members break a limit; no go: ${percent(rules.odds["no-go"].value)} or more. No thermal model and no flight rule of the ship is public: limits are cited in the rules file, much else is estimated.</p>`;
}

/** "2 h 5 min, 1 h to the end": what the trip does not reach is borne to its end. */
function boundedWords({ median, p05, p95 }: { median: number; p05: number; p95: number }): string {
  const show = (lengthS: number) =>
    Number.isFinite(lengthS) ? duration(300 * Math.round(lengthS / 300)) : "the end";
  return Number.isFinite(median)
    ? `${show(median)}, ${show(p05)} to ${show(p95)}`
    : `all of it, or from ${show(p05)}`;
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 1 ? "< 1 %" : `${value.toFixed(0)} %`;
}
