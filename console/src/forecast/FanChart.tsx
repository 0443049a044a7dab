import { decimalsFor, decimalsOf } from "../words/format.ts";
import { bandPath, linePath, ticks } from "./fan-path.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface FanChartProps {
  /** Sentence for who cannot see it. */
  readonly words: string;
  /** One row each for 5, 25, 50, 75 and 95 %, in the shown unit. */
  readonly quantiles: readonly (readonly (number | null)[])[];
  /** Another median to compare with, dotted. */
  readonly beside?: readonly (number | null)[] | undefined;
  readonly timesS: readonly number[];
  readonly range: Range;
  readonly limits: readonly number[];
  readonly widthPx: number;
  readonly zero?: boolean;
}

const HEIGHT = 118;
const LEFT = 40;
const RIGHT = 8;
const TOP = 6;
const BOTTOM = 18;
const DAY_S = 86_400;

/** One quantity over the horizon: 90 % and 50 % of the members, their median, limits across. */
export function FanChart({ words, quantiles, beside, timesS, range, limits, widthPx, zero }: FanChartProps) {
  const lastS = timesS.at(-1)!;
  const plotWidth = Math.max(40, widthPx - LEFT - RIGHT);
  const bottom = HEIGHT - BOTTOM;
  const x = (at: number): number => LEFT + (plotWidth * timesS[at]!) / lastS;
  const y = (value: number): number =>
    bottom - ((bottom - TOP) * (value - range.low)) / (range.high - range.low);
  const marks = ticks(range.low, range.high, 3);
  const decimals = marks.length > 1 ? decimalsFor(marks[1]! - marks[0]!, 1) : 0;
  const long = lastS > 2 * DAY_S;
  const unitS = long ? DAY_S : 3600;
  const hours = ticks(0, lastS / unitS, Math.max(2, Math.min(6, plotWidth / 60)));
  const [low, q25, median, q75, high] = quantiles as [
    readonly (number | null)[],
    readonly (number | null)[],
    readonly (number | null)[],
    readonly (number | null)[],
    readonly (number | null)[],
  ];
  return (
    <svg className="fan-chart" width={widthPx} height={HEIGHT} role="img" aria-label={words}>
      {marks.map((value) => (
        <g key={value}>
          <line className="fan-grid" x1={LEFT} x2={LEFT + plotWidth} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {decimalsOf(value, decimals)}
          </text>
        </g>
      ))}
      {hours.map((hour) => (
        <text
          key={hour}
          x={LEFT + (plotWidth * hour * unitS) / lastS}
          y={HEIGHT - 4}
          textAnchor={hour === 0 ? "start" : "middle"}
        >
          {hour === 0 ? "now" : `${decimalsOf(hour, Number.isInteger(hour) ? 0 : 1)} ${long ? "d" : "h"}`}
        </text>
      ))}
      {zero && range.low < 0 && range.high > 0 && (
        <line className="fan-zero" x1={LEFT} x2={LEFT + plotWidth} y1={y(0)} y2={y(0)} />
      )}
      <path className="fan-90" d={bandPath(low, high, x, y)} />
      <path className="fan-50" d={bandPath(q25, q75, x, y)} />
      {beside !== undefined && <path className="fan-beside" d={linePath(beside, x, y)} />}
      <path className="fan-median" d={linePath(median, x, y)} />
      {limits
        .filter((limit) => limit >= range.low && limit <= range.high)
        .map((limit) => (
          <g key={limit}>
            <line className="fan-limit" x1={LEFT} x2={LEFT + plotWidth} y1={y(limit)} y2={y(limit)} />
            <text className="fan-limit-word" x={LEFT + 4} y={y(limit) - 3}>
              limit {decimalsOf(limit, decimalsFor(limit, 3) > 2 ? 2 : Number.isInteger(limit) ? 0 : 1)}
            </text>
          </g>
        ))}
    </svg>
  );
}
