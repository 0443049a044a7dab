import type { LoopStatus, LoopSummary, Series } from "../../../src/service/contract.ts";
import type { Band, StateFinding } from "../../../src/watch/finding.ts";
import { clock, decimalsOf, falseAlarmPromise } from "../words/format.ts";
import { inventoryReading, massReading, type ReaderUnits, rateFactor } from "../words/units.ts";
import { leakOf } from "../words/verdict-cells.ts";
import type { Line, Mark, Strip } from "./strip.ts";

/** 90 % of a normal distribution lies within this many standard deviations. */
const NINETY = 1.645;

type Values = readonly (number | null)[];

const scaled = (values: Values, factor: number): Values =>
  values.map((value) => (value === null ? null : value * factor));

const beside = (values: Values, sd: Values, times: number): Values =>
  values.map((value, at) => (value === null || sd[at] == null ? null : value + times * sd[at]!));

const line = (label: string, values: Values, colour: Line["colour"], widthPx: number): Line => ({
  label,
  values,
  colour,
  widthPx,
});
const edge = (values: Values): Line => ({ label: "", values, colour: null, widthPx: 0, edge: true });
const aside = (values: Values): Line => ({ ...edge(values), aside: true });
const plain = { limits: [], marks: [], empty: null, weight: 1, leastSpan: 0 } as const;

function typicalSd(sd: Values): number {
  const known = sd.filter((value): value is number => value !== null && value > 0).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? 0;
}

function measuredStrip(series: Series, loop: LoopSummary, units: ReaderUnits): Strip {
  const { factor, unit, quantity } = inventoryReading(loop.inventoryUnit, units.pressureUnit);
  const column = series.columns;
  const sd = scaled(column.expectedSd, factor);
  const expected = scaled(column.expected, factor);
  const decimated = series.decimation > 1;
  return {
    ...plain,
    id: "measured",
    title: quantity,
    unit,
    lines: [
      aside(beside(expected, sd, NINETY)),
      aside(beside(expected, sd, -NINETY)),
      line("expected", expected, "expected", 1.2),
      ...(decimated
        ? [edge(scaled(column.measuredMax, factor)), edge(scaled(column.measuredMin, factor))]
        : []),
      line("measured", scaled(column.measured, factor), "measured", 1.6),
    ],
    bands: decimated
      ? [
          [0, 1],
          [3, 4],
        ]
      : [[0, 1]],
    axis: "free",
    leastSpan: 12 * typicalSd(sd),
    weight: 1.35,
  };
}

function residualStrip(series: Series, loop: LoopSummary, units: ReaderUnits): Strip {
  const { factor, unit } = inventoryReading(loop.inventoryUnit, units.pressureUnit);
  const sd = scaled(series.columns.expectedSd, factor);
  const zero = sd.map((value) => (value === null ? null : 0));
  return {
    ...plain,
    id: "residual",
    title: "Residual",
    unit,
    lines: [
      aside(beside(zero, sd, NINETY)),
      aside(beside(zero, sd, -NINETY)),
      line("residual", scaled(series.columns.residual, factor), "residual", 1.4),
    ],
    bands: [[0, 1]],
    axis: "free",
    leastSpan: 10 * typicalSd(sd),
  };
}

/** Where the watch raised the loop to suspected and to leaking, with the statistic of that row. */
function riseMarks(series: Series, changes: readonly StateFinding[]): Mark[] {
  const { timeS, statisticNat } = series.columns;
  const marks: Mark[] = [];
  let before: StateFinding["state"] = "normal";
  for (const { state, timeS: whenS } of changes) {
    if (state === "blind") continue;
    const was = before;
    before = state;
    const suspected = state === "suspected" && was !== "leaking";
    if (!suspected && (state !== "leaking" || was === "leaking")) continue;
    const row = timeS.findIndex((time) => time >= whenS);
    const value = statisticNat[row] ?? null;
    if (value === null || whenS < timeS[0]! - series.framePeriodS) continue;
    marks.push({
      timeS: whenS,
      value,
      label: `${suspected ? "suspected" : "confirmed"} ${clock(whenS)}`,
      shape: suspected ? "diamond" : "triangle",
      colour: suspected ? "caution" : "alarm",
    });
  }
  return marks.slice(-4);
}

function statisticStrip(series: Series, loop: LoopSummary, changes: readonly StateFinding[]): Strip {
  const { measured, statisticNat, suspectNat, confirmNat } = series.columns;
  const lastOf = (values: Values): number | null => values.findLast((value) => value !== null) ?? null;
  const suspect = lastOf(suspectNat);
  const confirm = lastOf(confirmNat);
  const promise = falseAlarmPromise(loop.meanTimeBetweenFalseAlarmsS);
  return {
    ...plain,
    id: "statistic",
    title: "Detection statistic",
    unit: "nat",
    lines: [
      line(
        "statistic",
        statisticNat.map((value, at) => (measured[at] === null ? null : value)),
        "ink1",
        1.4,
      ),
    ],
    bands: [],
    limits: [
      ...(confirm === null
        ? []
        : [
            {
              value: confirm,
              label: `confirmed ${decimalsOf(confirm, 1)}: ${promise}`,
              colour: "alarm" as const,
            },
          ]),
      ...(suspect === null || suspect === confirm
        ? []
        : [
            {
              value: suspect,
              label: `suspected ${decimalsOf(suspect, 1)}`,
              colour: "caution" as const,
            },
          ]),
    ],
    marks: riseMarks(series, changes),
    axis: "bent",
    leastSpan: 3 * (confirm ?? 10),
    weight: 1.15,
  };
}

/** Median and band of an estimate; where data are missing the line ends and only the band's edges go on, dotted. */
function estimateStrip(
  id: string,
  title: string,
  unit: string,
  bands: readonly (Band | null)[],
  factor: number,
  measured: Values,
): Strip {
  const inData = (pick: keyof Band): Values =>
    bands.map((band, at) => (band === null || measured[at] === null ? null : band[pick] * factor));
  const inGap = (pick: keyof Band): Values =>
    bands.map((band, at) =>
      band === null || (measured[at] !== null && measured[at - 1] !== null && measured[at + 1] !== null)
        ? null
        : band[pick] * factor,
    );
  const dotted = (values: Values): Line => ({
    label: "",
    values,
    colour: "expected",
    widthPx: 1,
    dash: [2, 3],
    edge: true,
  });
  return {
    ...plain,
    id,
    title,
    unit,
    lines: [
      edge(inData("p95")),
      edge(inData("p05")),
      dotted(inGap("p95")),
      dotted(inGap("p05")),
      line("median", inData("median"), "measured", 1.4),
    ],
    bands: [[0, 1]],
    axis: "zero",
  };
}

const someOf = (bands: readonly (Band | null)[]): boolean => bands.some((band) => band !== null);

function rateStrip(series: Series, status: LoopStatus | null, units: ReaderUnits): Strip {
  const { rateKgPerS, rateFractionPerDay, measured } = series.columns;
  if (someOf(rateKgPerS) || !someOf(rateFractionPerDay)) {
    const strip = estimateStrip(
      "rate",
      "Leak rate",
      units.rateUnit,
      rateKgPerS,
      rateFactor(units.rateUnit),
      measured,
    );
    return someOf(rateKgPerS) ? strip : { ...strip, empty: absence(status, "rateKgPerS") };
  }
  return estimateStrip("rate", "Leak rate", "% a day", rateFractionPerDay, 100, measured);
}

function leftStrip(
  series: Series,
  loop: LoopSummary,
  status: LoopStatus | null,
  { pressureUnit }: ReaderUnits,
): Strip {
  const { inventoryKg, measured } = series.columns;
  const { factor, unit } = massReading(pressureUnit);
  const strip = estimateStrip("left", "Coolant left", unit, inventoryKg, factor, measured);
  const charge = loop.chargeKg === null ? 0 : loop.chargeKg.p95 * 1.05 * factor;
  return someOf(inventoryKg)
    ? { ...strip, leastSpan: charge }
    : { ...strip, empty: absence(status, "inventoryKg") };
}

const HOUR_S = 3600;
const DAY_S = 86_400;

/** In hours while the newest estimate is below two days, in days beyond. */
function toEmptyStrip(series: Series, status: LoopStatus | null): Strip {
  const { timeToEmptyS, measured } = series.columns;
  const newest = timeToEmptyS.findLast((band) => band !== null)?.median ?? 0;
  const inDays = newest > 2 * DAY_S;
  const strip = estimateStrip(
    "to-empty",
    "Time to empty",
    inDays ? "days" : "h",
    timeToEmptyS,
    1 / (inDays ? DAY_S : HOUR_S),
    measured,
  );
  return someOf(timeToEmptyS) ? strip : { ...strip, empty: absence(status, "timeToEmptyS") };
}

/** Why an estimate is absent: no leak to size, or what the watch says it cannot give. */
function absence(status: LoopStatus | null, key: string): string {
  const leak = status === null ? null : leakOf(status);
  if (leak === null) return "nothing to size: no leak is suspected in this window";
  return `not known from this telemetry: ${leak.unavailable[key] ?? "the watch gives no reason"}`;
}

/** The strips of a loop, top to bottom: from what was measured to what follows from it. */
export function stripsOf(
  series: Series,
  loop: LoopSummary,
  status: LoopStatus | null,
  changes: readonly StateFinding[],
  units: ReaderUnits,
): readonly Strip[] {
  return [
    measuredStrip(series, loop, units),
    residualStrip(series, loop, units),
    statisticStrip(series, loop, changes),
    rateStrip(series, status, units),
    leftStrip(series, loop, status, units),
    toEmptyStrip(series, status),
  ];
}

/** The part of a series that was known at an instant: rows that had ended by then. */
export function knownBy(series: Series, instantS: number): Series {
  const { timeS } = series.columns;
  if (timeS.length === 0 || timeS.at(-1)! <= instantS + 1e-6) return series;
  const rows = timeS.findIndex((time) => time > instantS + 1e-6);
  const columns = Object.fromEntries(
    Object.entries(series.columns).map(([name, values]) => [name, values.slice(0, rows)]),
  ) as Series["columns"];
  return { ...series, toS: instantS, columns };
}
