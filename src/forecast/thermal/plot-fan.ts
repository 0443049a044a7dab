import { escaped, fitted, label, PLOT_COLOUR, px, svgPicture } from "../../print/svg.ts";
import { fromSi } from "../../units/index.ts";
import type { Forecast, ForecastCurve } from "./conclude-forecast.ts";

const WIDTH = 760;
const [LEFT, RIGHT, TOP] = [64, 150, 62];
const PANEL = 132;
const GAP = 46;
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2"];
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  Pa: ["kPa", "kPa"],
  K: ["degC", "°C"],
  "1": ["%", "%"],
  "kg/s": ["g/s", "g/s"],
};

/**
 * Fan charts, one below the other (SVG): of the first alternative 90 % and 50 % of the members and their median, the medians of the others
 * dashed, limits across.
 *
 * @param quantities which curves; those that have a limit, and air and humidity of compartments, unless given
 * @throws RangeError where the forecast has none of them
 */
export function plotFans(forecast: Forecast, quantities?: readonly string[]): string {
  const { alternatives, timesS, title, members } = forecast;
  const wanted = quantities ?? defaultCurves(forecast);
  const curves = alternatives[0]!.curves.filter(({ name }) => wanted.includes(name));
  if (curves.length === 0) throw new RangeError(`a forecast of "${title}" has none of ${wanted.join(", ")}`);
  const right = WIDTH - RIGHT;
  const lastS = timesS.at(-1)!;
  const x = (timeS: number) => LEFT + ((right - LEFT) * timeS) / lastS;
  const body = [
    label(16, 24, fitted(title, WIDTH - 32, 14), { bold: true, size: 14 }),
    label(16, 44, `simulated; ${members.sound} members; shade: 90 % and 50 % of them, line: median`, {
      colour: PLOT_COLOUR.quiet,
    }),
  ];
  for (const [row, curve] of curves.entries()) {
    const others = alternatives.slice(1).map(({ name, curves: own }) => ({
      name,
      median: own.find((each) => each.name === curve.name)!.quantiles[2]!,
    }));
    body.push(...panel(curve, others, alternatives[0]!.name, timesS, x, TOP + row * (PANEL + GAP), right));
  }
  return svgPicture({
    id: "forecast",
    width: WIDTH,
    height: TOP + curves.length * (PANEL + GAP) + 8,
    title: `Forecast: ${title}`,
    description: curves.map((curve) => sentence(curve)).join(" "),
    body,
  });
}

/** Curves that a person looks at first. */
export function defaultCurves({ alternatives }: Pick<Forecast, "alternatives">): string[] {
  return alternatives[0]!.curves
    .filter(({ name, limits }) => limits.length > 0 || /^[^/]+\/(temperature|humidity)$/.test(name))
    .map(({ name }) => name);
}

function shown(unit: string): { word: string; of: (value: number) => number } {
  const [written, word] = UNITS[unit] ?? ["", unit];
  return { word, of: (value) => (written === "" ? value : fromSi(value, written)) };
}

function sentence({ name, unit, quantiles }: ForecastCurve): string {
  const { word, of } = shown(unit);
  const [low, middle, high] = [quantiles[0]!, quantiles[2]!, quantiles[4]!].map((row) => row.at(-1) ?? null);
  if (low === null || middle === null || high === null)
    return `${name} ends before the horizon in all members.`;
  return `${name} at the end: ${of(middle!).toFixed(1)} ${word}, ${of(low!).toFixed(1)} to ${of(high!).toFixed(1)}.`;
}

function panel(
  curve: ForecastCurve,
  others: readonly { readonly name: string; readonly median: readonly (number | null)[] }[],
  firstName: string,
  timesS: readonly number[],
  x: (timeS: number) => number,
  top: number,
  right: number,
): string[] {
  const { word, of } = shown(curve.unit);
  const bounds = curve.limits.map(({ bound }) => of(bound));
  const values = [...curve.quantiles, ...others.map(({ median }) => median)]
    .flat()
    .flatMap((value) => (value === null ? [] : [of(value)]))
    .concat(bounds);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.05 * (high - low) || 1;
  [low, high] = [low - room, high + room];
  const bottom = top + 14 + PANEL;
  const y = (value: number) => bottom - (PANEL * (value - low)) / (high - low);
  const points = (row: readonly (number | null)[]) =>
    row.flatMap((value, i) => (value === null ? [] : [`${px(x(timesS[i]!))} ${px(y(of(value)))}`]));
  const band = (lower: number, upper: number, opacity: number) => {
    const outline = [...points(curve.quantiles[upper]!), ...points(curve.quantiles[lower]!).reverse()];
    return `<path d="M${outline.join("L")}Z" fill="${PLOT_COLOUR.data}" fill-opacity="${opacity}"/>`;
  };
  const line = (row: readonly (number | null)[], dash: string, width: number) =>
    `<path d="M${points(row).join("L")}" fill="none" stroke="${PLOT_COLOUR.data}" stroke-width="${width}"${dash && ` stroke-dasharray="${dash}"`}/>`;
  const ticksY = ticks(low, high, 4);
  const lastH = timesS.at(-1)! / 3600;
  const named = [{ name: firstName, median: curve.quantiles[2]! }, ...others];
  return [
    label(LEFT, top + 6, `${curve.name}, ${word}`, { bold: true }),
    ...ticksY.flatMap((value) => [
      `<line x1="${LEFT}" x2="${px(right)}" y1="${px(y(value))}" y2="${px(y(value))}" stroke="${PLOT_COLOUR.line}"/>`,
      label(LEFT - 6, y(value) + 4, String(Number(value.toPrecision(6))), {
        anchor: "end",
        colour: PLOT_COLOUR.quiet,
        size: 11,
      }),
    ]),
    ...ticks(0, lastH, 6).map((hour) =>
      label(x(hour * 3600), bottom + 15, `${Number(hour.toPrecision(6))} h`, {
        anchor: "middle",
        colour: PLOT_COLOUR.quiet,
        size: 11,
      }),
    ),
    ...(points(curve.quantiles[2]!).length > 1
      ? [
          band(0, 4, 0.15),
          band(1, 3, 0.25),
          ...named.map(({ median }, i) => line(median, DASHES[i % 6]!, 1.6)),
        ]
      : []),
    ...bounds.flatMap((bound) => [
      `<line x1="${LEFT}" x2="${px(right)}" y1="${px(y(bound))}" y2="${px(y(bound))}" stroke="${PLOT_COLOUR.said}" stroke-width="1.5"/>`,
      label(LEFT + 6, y(bound) - 4, `limit ${Number(bound.toPrecision(4))}`, { colour: PLOT_COLOUR.said }),
    ]),
    ...(named.length > 1 ? legend(named, right + 8, top + 14) : []),
  ];
}

function legend(named: readonly { readonly name: string }[], left: number, top: number): string[] {
  return named.flatMap(({ name }, i) => [
    `<path d="M${px(left)} ${px(top + 15 * i)}h26" stroke="${PLOT_COLOUR.data}" stroke-width="1.6"${DASHES[i % 6] && ` stroke-dasharray="${DASHES[i % 6]}"`}/>`,
    `<g>${label(left + 32, top + 4 + 15 * i, fitted(name, RIGHT - 46, 11), { size: 11 })}<title>${escaped(name)}</title></g>`,
  ]);
}

/** Round numbers within a range, about so many. */
function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10);
  const found: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high + 1e-9 * step; k++) found.push(k * step);
  return found;
}
