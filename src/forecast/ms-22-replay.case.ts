import { readFileSync } from "node:fs";
import { type Band, bandOf } from "./band.ts";
import { firstReached, flyMembers, peakOf } from "./crew-return/fly-members.ts";
import { reconcile } from "./crew-return/reconcile.ts";
import { ms22, rules, soyuz } from "./crew-return/returns.case.ts";

/** One published statement beside what the forecast says. */
export interface ReplayRow {
  readonly reported: string;
  readonly by: string;
  readonly forecast: string;
  readonly reconciled: boolean;
}

const MEMBERS = 200;
const SEED = 1;
const HUMID = 0.75;
const HOT_K = 313.15;

const written = ({ median, p05, p95 }: Band, unit: string, digits = 0) =>
  `${median.toFixed(digits)} ${unit} (${p05.toFixed(digits)} to ${p95.toFixed(digits)})`;
const minutes = ({ median, p05, p95 }: Band) => {
  const one = (valueS: number) => (valueS === Number.POSITIVE_INFINITY ? "never" : (valueS / 60).toFixed(0));
  return `${one(median)}${median === Number.POSITIVE_INFINITY ? "" : " min"} (${one(p05)} to ${one(p95)}${p95 === Number.POSITIVE_INFINITY ? "" : " min"})`;
};
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Rows of the docked ship, as its ensemble left them in docs/ms-22-milestones.md: the column of the documented loop. */
export function dockedRows(): ReplayRow[] {
  const page = readFileSync(new URL("../../docs/ms-22-milestones.md", import.meta.url), "utf8");
  const table = page.slice(page.indexOf("| reported | as a number |"));
  const wanted = [
    "instrument compartment at",
    "habitable compartments at",
    "about 30 degC",
    "27 degC",
    "about 12 K",
  ];
  return wanted.map((start) => {
    const line = table.split("\n").find((row) => row.startsWith(`| ${start}`));
    if (line === undefined)
      throw new Error(`docs/ms-22-milestones.md has no row that begins with "${start}"`);
    const [sentence, number, cell] = line
      .split("|")
      .slice(1, 4)
      .map((part) => part.trim()) as [string, string, string];
    const unit = number.endsWith("K") ? "K" : "degC";
    const band = cell.split(";")[0]!.replace(" **outside**", "").replace(" (", ` ${unit} (`);
    return {
      reported: sentence.replace(/ \(\[source\].*$/, ""),
      by: `[source](${/\((https[^)]*)\)/.exec(sentence)![1]})`,
      forecast: `docked: ${band}`,
      reconciled: !cell.includes("**outside**"),
    };
  });
}

/** Rows of the way home without cooling: 200 members, seed 1, as `hoarfrost return soyuz-ms-22` flies them. */
export function returnRows(): ReplayRow[] {
  const fly = (profile: "nominal" | "fast", crew: number) =>
    flyMembers({ file: soyuz, start: ms22.start, coolant: "none", profile, crew }, rules, {
      members: MEMBERS,
      seed: SEED,
    });
  const flown = new Map([2, 3].map((crew) => [crew, fly("nominal", crew)]));
  const reports = ms22.reports!.map((report): ReplayRow => {
    const flights = report.profile === "nominal" ? flown.get(report.crew)! : fly(report.profile, report.crew);
    const other = report["less-than-crew"];
    const { standing, share, band } = reconcile(
      report,
      flights,
      other === undefined ? null : flown.get(other)!,
    );
    const unit = report.quantity === "humidity" ? "%" : "degC";
    return {
      reported: report.says,
      by: `${report.by} ([source](${ms22.sources[report.source]!.url}))`,
      forecast:
        other === undefined
          ? `way home, ${report.crew === 0 ? "empty, fast" : `${report.crew} people`}: ${written(band, unit)}; ${percent(share)} of members agree`
          : `way home: ${written(band, "K", 1)} cooler, in ${percent(share)} of members`,
      reconciled: standing === "reconciled",
    };
  });
  const wet = (crew: number) =>
    flown.get(crew)!.map(({ samples }) => firstReached(samples, "humidity", HUMID));
  const hot = (crew: number) => flown.get(crew)!.map(({ samples }) => firstReached(samples, "cabin", HOT_K));
  const bearing = (crew: number) =>
    bandOf(flown.get(crew)!.map(({ limits }) => limits["body-heat"]?.reachedS ?? Number.NaN));
  const [wetOfThree, hotOfThree] = [wet(3), hot(3)];
  const first = wetOfThree.filter((timeS, i) => timeS < hotOfThree[i]!).length / MEMBERS;
  const [two, three] = [2, 3].map((crew) =>
    bandOf(flown.get(crew)!.map(({ samples }) => peakOf(samples, "humidity"))),
  );
  const bears = [2, 3].map(bearing);
  const later = bandOf(wet(2).map((timeS, i) => (timeS === wetOfThree[i] ? 0 : timeS - wetOfThree[i]!)));
  return [
    ...reports,
    {
      reported: "two people instead of three lower the humidity",
      by: "Roscosmos, as above",
      forecast: `humidity passes 75 % ${minutes(later)} later; most humid ${written({ median: 100 * two!.median, p05: 100 * two!.p05, p95: 100 * two!.p95 }, "%")} against ${written({ median: 100 * three!.median, p05: 100 * three!.p05, p95: 100 * three!.p95 }, "%")}${Number.isNaN(bears[0]!.median) ? "" : `; the crew bears it for ${minutes(bears[0]!)} against ${minutes(bears[1]!)}`}`,
      reconciled: later.median > 0,
    },
    {
      reported: "very humid, and about 40 degrees: humidity is the limit before temperature",
      by: "own reading of the same briefing",
      forecast: `three people: 75 % after ${minutes(bandOf(wetOfThree))}, 40 degC after ${minutes(bandOf(hotOfThree))}; humidity first in ${percent(first)} of members`,
      reconciled: first >= 0.95,
    },
  ];
}

/** The table of docs/forecast.md. */
export function replayTable(rows: readonly ReplayRow[]): string {
  return [
    "| reported | by | forecast: median (5 to 95 %) | |",
    "|---|---|---|---|",
    ...rows.map(
      ({ reported, by, forecast, reconciled }) =>
        `| ${reported} | ${by} | ${forecast} | ${reconciled ? "reconciled" : "**cannot be reconciled**"} |`,
    ),
  ].join("\n");
}

export const REPLAY_BEGINS = "<!-- bench/ms-22/replay.ts writes from here -->";
export const REPLAY_ENDS = "<!-- to here -->";

/** What stands between the marks in docs/forecast.md. */
export function replaySection(rows: readonly ReplayRow[]): string {
  const not = rows.filter(({ reconciled }) => !reconciled);
  return `${replayTable(rows)}

Cannot be reconciled: ${not.map(({ reported, forecast }) => `"${reported}" (${forecast})`).join("; ")}.`;
}
