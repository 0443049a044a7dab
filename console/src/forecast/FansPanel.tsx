import { useRef, useState } from "react";
import type { ForecastAnswer } from "../../../src/service/contract.ts";
import { useSize } from "../parts/use-size.ts";
import { useUnits } from "../state/use-console.ts";
import { decimalsOf, duration } from "../words/format.ts";
import type { Turned } from "../words/units.ts";
import { FanChart, type Range } from "./FanChart.tsx";
import { type Alternative, type Curve, firstQuantities, quantityName, shownIn } from "./forecast-words.ts";

type Rows = readonly (readonly (number | null)[])[];

/** Instants of the table beside a chart, as parts of the horizon. */
const TABLE_PARTS = [0, 1 / 12, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 1];
/** A limit further away than this many spans of the bands would flatten them. */
const LIMIT_REACH = 2.5;

/** Fans of each quantity, one column an alternative, on one scale a row; or what each what-if changes. */
export function FansPanel({ forecast }: { forecast: ForecastAnswer }) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const [differences, setDifferences] = useState(false);
  const [all, setAll] = useState(false);
  const units = useUnits();
  const { alternatives, timesS } = forecast;
  const first = firstQuantities(forecast);
  const names = alternatives[0]!.curves.map(({ name }) => name);
  const shownNames = all ? [...first, ...names.filter((name) => !first.includes(name))] : first;
  const columns = Math.max(1, Math.min(alternatives.length, Math.floor(width / 230)));
  const widthPx = Math.floor((width - (columns - 1) * 12) / columns);
  return (
    <section className="panel forecast-fans" aria-labelledby="fans-title">
      <div className="panel-head">
        <h2 id="fans-title">What is to come</h2>
        <span className="caption">
          shade: 90 % and 50 % of {forecast.members.sound} members, line: median, dashed: limit
          {alternatives.length > 1 &&
            (differences ? "; the same members with and without" : "; dotted: as it is")}
        </span>
        <span className="spacer" />
        {alternatives.length > 1 && (
          <fieldset className="segments">
            <legend className="visually-hidden">What is drawn of the what-ifs</legend>
            <button type="button" aria-pressed={!differences} onClick={() => setDifferences(false)}>
              Values
            </button>
            <button type="button" aria-pressed={differences} onClick={() => setDifferences(true)}>
              Differences
            </button>
          </fieldset>
        )}
      </div>
      <div className="fan-rows" ref={place}>
        {width > 0 &&
          shownNames.map((name) => (
            <FanRow
              key={name}
              name={name}
              alternatives={alternatives}
              timesS={timesS}
              differences={differences}
              widthPx={widthPx}
              columns={columns}
              shown={shownIn(curveOf(alternatives[0]!, name).unit, units)}
            />
          ))}
      </div>
      {names.length > first.length && (
        <button type="button" className="link fan-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer quantities" : `${names.length - first.length} more quantities`}
        </button>
      )}
    </section>
  );
}

interface FanRowProps {
  readonly name: string;
  readonly alternatives: readonly Alternative[];
  readonly timesS: readonly number[];
  readonly differences: boolean;
  readonly widthPx: number;
  readonly columns: number;
  readonly shown: Turned;
}

const curveOf = ({ curves }: Alternative, name: string): Curve =>
  curves.find((curve) => curve.name === name)!;

const mapped = (rows: Rows, of: (value: number) => number): Rows =>
  rows.map((row) => row.map((value) => (value === null ? null : of(value))));

function rangeOf(rows: readonly Rows[], limits: readonly number[], fromZero: boolean): Range {
  const values = rows.flat(2).filter((value): value is number => value !== null);
  let low = Math.min(...values, ...(fromZero ? [0] : []));
  let high = Math.max(...values);
  if (!Number.isFinite(low)) return { low: 0, high: 1 };
  const span = Math.max(high - low, 1e-9 + Math.abs(high) * 0.02);
  for (const limit of limits)
    if (limit > low - LIMIT_REACH * span && limit < high + LIMIT_REACH * span) {
      low = Math.min(low, limit);
      high = Math.max(high, limit);
    }
  const room = 0.06 * Math.max(high - low, span);
  return { low: fromZero && low === 0 ? 0 : low - room, high: high + room };
}

function FanRow({ name, alternatives, timesS, differences, widthPx, columns, shown }: FanRowProps) {
  const first = curveOf(alternatives[0]!, name);
  const limits = first.limits.map(({ bound }) => shown.of(bound));
  const values = alternatives.map((alternative) => mapped(curveOf(alternative, name).quantiles, shown.of));
  const changes = alternatives.map((alternative) => {
    const { difference } = curveOf(alternative, name);
    return difference === undefined ? null : mapped(difference.quantiles, shown.ofDifference);
  });
  const isAmount = first.unit === "kg" || first.unit === "kg/s" || first.unit === "1";
  const range = rangeOf(values, limits, isAmount);
  const changed = rangeOf(
    changes.filter((each) => each !== null),
    [0],
    false,
  );
  return (
    <section className="fan-row" aria-label={quantityName(name)}>
      <h3>
        {quantityName(name)}, {shown.unit}
      </h3>
      <div className="fan-columns" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {alternatives.map((alternative, at) => {
          const change = differences ? changes[at]! : null;
          const rows = change ?? values[at]!;
          const unit = change === null ? shown.unit : shown.differenceUnit;
          return (
            <figure key={alternative.name}>
              <figcaption>
                <b>{alternative.name}</b>
                <EndWords rows={rows} unit={unit} timesS={timesS} isChange={change !== null} />
              </figcaption>
              <FanChart
                words={`${quantityName(name)}, ${alternative.name}${change === null ? "" : ", less as it is"}: ${endWords(rows, unit)}`}
                quantiles={rows}
                beside={change === null && at > 0 ? values[0]![2] : undefined}
                timesS={timesS}
                range={change === null ? range : changed}
                limits={change === null ? limits : []}
                zero={change !== null}
                widthPx={widthPx}
              />
              <FanTable
                rows={rows}
                unit={unit}
                timesS={timesS}
                name={`${quantityName(name)}, ${alternative.name}`}
              />
            </figure>
          );
        })}
      </div>
    </section>
  );
}

const digits = (value: number): number => (Math.abs(value) >= 100 ? 0 : 1);

function cell(rows: Rows, at: number): string {
  const [low, middle, high] = [rows[0]![at], rows[2]![at], rows[4]![at]];
  if (low == null || middle == null || high == null) return "none left";
  const decimals = Math.max(digits(low), digits(high)) === 0 ? 0 : 1;
  return `${decimalsOf(middle, decimals)} (${decimalsOf(low, decimals)} to ${decimalsOf(high, decimals)})`;
}

function endWords(rows: Rows, unit: string): string {
  const last = rows[2]!.findLastIndex((value) => value !== null);
  return last < 0 ? "no member left" : `${cell(rows, last)} ${unit} at the end`;
}

interface EndWordsProps {
  readonly rows: Rows;
  readonly unit: string;
  readonly timesS: readonly number[];
  readonly isChange: boolean;
}

function EndWords({ rows, unit, timesS, isChange }: EndWordsProps) {
  const last = rows[2]!.findLastIndex((value) => value !== null);
  if (last < 0) return <span className="dim">no member left</span>;
  return (
    <span>
      <span className="dim">{isChange ? "changed by" : "then"} </span>
      <span className="value">{cell(rows, last)}</span> {unit}
      {last < timesS.length - 1 && <span className="dim"> until {duration(timesS[last]!)}</span>}
    </span>
  );
}

interface FanTableProps {
  readonly rows: Rows;
  readonly unit: string;
  readonly timesS: readonly number[];
  readonly name: string;
}

/** The same numbers for who reads rather than looks. */
function FanTable({ rows, unit, timesS, name }: FanTableProps) {
  const instants = [...new Set(TABLE_PARTS.map((part) => Math.round(part * (timesS.length - 1))))];
  return (
    <details className="fan-table">
      <summary>Table</summary>
      <table>
        <caption className="visually-hidden">
          {name}, {unit}
        </caption>
        <thead>
          <tr>
            <th scope="col">after</th>
            <th scope="col">median (5 to 95 %), {unit}</th>
          </tr>
        </thead>
        <tbody>
          {instants.map((at) => (
            <tr key={at}>
              <th scope="row">{timesS[at] === 0 ? "now" : duration(timesS[at]!)}</th>
              <td>{cell(rows, at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
