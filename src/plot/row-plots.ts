import { coordinate, element, textElement } from "./element.ts";
import type { Picture } from "./picture.ts";
import { linearScale, logScale, type Scale } from "./scale.ts";
import type { Tone } from "./strip-plot.ts";
import { timeTicks } from "./time-ticks.ts";

const ROW = 22;
const TOP = 8;
const AXIS = 26;

export interface IntervalRow {
  readonly label: string;
  /** What is written at the end of the row. */
  readonly value: string;
  readonly median: number;
  /** Absent for a row that is a number without a band. */
  readonly band?: readonly [number, number];
  /** A second mark, hollow: what it was before. */
  readonly before?: number;
  readonly tone: Tone;
}

export interface IntervalPlot {
  readonly title: string;
  readonly axis: string;
  readonly widthPx: number;
  readonly leftPx: number;
  readonly rightPx: number;
  readonly scale: "linear" | "log";
  readonly from: number;
  readonly until: number;
  readonly rows: readonly IntervalRow[];
  /** A vertical line, such as even odds. */
  readonly reference?: number;
  readonly tickWords?: (tick: number) => string;
}

/** One row a quantity: a dot at its middle, a bar over its band, a hollow dot for what it was before. */
export function intervalPlot(plot: IntervalPlot): Picture {
  const { widthPx: width, leftPx, rightPx, rows } = plot;
  const range = [leftPx, width - rightPx] as const;
  const scale: Scale =
    plot.scale === "log"
      ? logScale([plot.from, plot.until], range, 5)
      : linearScale([plot.from, plot.until], range, 5);
  const bottom = TOP + ROW * rows.length;
  const words = plot.tickWords ?? ((tick: number) => String(tick));
  const parts: string[] = [];
  for (const tick of scale.ticks) {
    const x = scale.at(tick);
    parts.push(
      element("line", { class: "grid", x1: x, x2: x, y1: TOP, y2: bottom }),
      textElement(x, bottom + 12, words(tick), { class: "tick middle" }),
    );
  }
  if (plot.reference !== undefined) {
    const x = scale.at(plot.reference);
    parts.push(element("line", { class: "axis", x1: x, x2: x, y1: TOP, y2: bottom }));
  }
  for (const [i, row] of rows.entries()) {
    const y = TOP + ROW * (i + 0.5);
    parts.push(textElement(leftPx - 10, y + 4, row.label, { class: "end" }));
    if (row.band !== undefined) {
      const [x1, x2] = row.band.map(scale.clamp) as [number, number];
      parts.push(
        element("rect", { class: "band", x: x1, y: y - 5, width: Math.max(1, x2 - x1), height: 10 }),
      );
    } else if (plot.reference !== undefined)
      parts.push(
        element("line", {
          class: `line is-${row.tone}`,
          "stroke-width": 2,
          x1: scale.clamp(plot.reference),
          x2: scale.clamp(row.median),
          y1: y,
          y2: y,
        }),
      );
    if (row.before !== undefined)
      parts.push(element("circle", { class: "hindsight", cx: scale.clamp(row.before), cy: y, r: 3.5 }));
    parts.push(
      element("circle", { class: `fill is-${row.tone}`, cx: scale.clamp(row.median), cy: y, r: 4 }),
      textElement(width - 2, y + 4, row.value, { class: "end" }),
    );
  }
  parts.push(textElement(width - 2, bottom + 25, plot.axis, { class: "tick end" }));
  return { width, height: bottom + AXIS + 2, title: plot.title, parts };
}

export interface SpanBar {
  readonly fromS: number;
  readonly untilS: number;
  readonly label: string;
  readonly tone: "good" | "caution" | "alarm" | "neutral";
}

export interface SpanPlot {
  readonly title: string;
  readonly widthPx: number;
  readonly leftPx: number;
  readonly fromS: number;
  readonly untilS: number;
  readonly rows: readonly { readonly label: string; readonly bars: readonly SpanBar[] }[];
  readonly nowS?: number;
}

/** Rows of bars over a time axis: who has which seat, which ship is where. */
export function spanPlot(plot: SpanPlot): Picture {
  const { widthPx: width, leftPx, fromS, untilS, rows } = plot;
  const time = linearScale([fromS, untilS], [leftPx, width - 6]);
  const clamp = (atS: number) => time.clamp(atS);
  const bottom = TOP + ROW * rows.length;
  const parts: string[] = [];
  for (const { timeS, label } of timeTicks(fromS, untilS, Math.max(3, Math.floor((width - leftPx) / 80)))) {
    const x = time.at(timeS);
    parts.push(
      element("line", { class: "grid", x1: x, x2: x, y1: TOP, y2: bottom }),
      textElement(x, bottom + 13, label, { class: "tick middle" }),
    );
  }
  for (const [i, row] of rows.entries()) {
    const y = TOP + ROW * i;
    parts.push(textElement(leftPx - 8, y + 15, row.label, { class: "end" }));
    for (const bar of row.bars) {
      const [x1, x2] = [clamp(bar.fromS), clamp(bar.untilS)];
      if (x2 <= x1) continue;
      parts.push(
        element("rect", {
          class: `wash-${bar.tone}`,
          x: x1,
          y: y + 3,
          width: x2 - x1,
          height: ROW - 6,
          rx: 2,
        }),
      );
      if (x2 - x1 > 6.3 * bar.label.length + 6)
        parts.push(
          textElement(x1 + 5, y + 15, bar.label, {
            class: `start ${bar.tone === "good" ? "" : `is-${bar.tone}`}`.trim(),
          }),
        );
    }
  }
  if (plot.nowS !== undefined && plot.nowS > fromS && plot.nowS < untilS) {
    const x = time.at(plot.nowS);
    parts.push(element("line", { class: "now", x1: x, x2: x, y1: TOP, y2: bottom }));
  }
  return { width, height: bottom + 20, title: plot.title, parts };
}

export interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly words: string;
  readonly tone: Tone | "expected" | "quiet";
}

/** Horizontal bars from zero, one a row, with their words at the end. Throws where the largest is not above zero. */
export function barPlot(plot: {
  readonly title: string;
  readonly widthPx: number;
  readonly leftPx: number;
  readonly rightPx: number;
  readonly most: number;
  readonly rows: readonly BarRow[];
}): Picture {
  const { widthPx: width, leftPx, rightPx, most, rows } = plot;
  const scale = linearScale([0, most], [leftPx, width - rightPx]);
  const parts = rows.flatMap((row, i) => {
    const y = TOP + ROW * i;
    const x = scale.clamp(row.value);
    return [
      textElement(leftPx - 8, y + 15, row.label, { class: "end" }),
      element("rect", {
        class: `fill is-${row.tone}`,
        x: leftPx,
        y: y + 6,
        width: Math.max(1, x - leftPx),
        height: ROW - 12,
      }),
      textElement(x + 6, y + 15, row.words, { class: "start" }),
    ];
  });
  parts.push(
    element("path", {
      class: "axis",
      d: `M${coordinate(leftPx)} ${TOP}V${coordinate(TOP + ROW * rows.length)}`,
    }),
  );
  return { width, height: TOP + ROW * rows.length + 4, title: plot.title, parts };
}
