import { brokenPath, coordinate, element, textElement } from "./element.ts";
import type { Picture } from "./picture.ts";
import { linearScale, logScale, type Scale, spanOf } from "./scale.ts";
import { dayWords, timeTicks } from "./time-ticks.ts";

/** A status as a plot draws it; words and shapes stand beside it. */
export type Tone = "alarm" | "caution" | "neutral" | "blind" | "good" | "ok";

export type Layer =
  | {
      readonly kind: "line";
      readonly role: "measured" | "expected" | "residual" | "statistic" | "median" | "other";
      readonly timesS: readonly number[];
      /** NaN breaks the line. */
      readonly values: readonly number[];
    }
  | {
      readonly kind: "range";
      /** band: what is believed. envelope: extremes of what one point of a thinned line stands for. */
      readonly role: "band" | "envelope";
      readonly timesS: readonly number[];
      readonly low: readonly number[];
      readonly high: readonly number[];
    }
  | { readonly kind: "threshold"; readonly value: number; readonly label: string; readonly tone: Tone };

export interface Strip {
  readonly title: string;
  readonly heightPx: number;
  readonly scale: "linear" | "log";
  readonly layers: readonly Layer[];
  /** Forces the axis to begin or end here; without it, at what the layers need. */
  readonly from?: number;
  readonly until?: number;
}

/** An instant marked over all strips. */
export interface TimeMark {
  readonly timeS: number;
  readonly label: string;
  readonly shape: "diamond" | "triangle" | "line";
  readonly tone: Tone;
}

export interface StripPlot {
  readonly title: string;
  readonly widthPx: number;
  readonly fromS: number;
  readonly untilS: number;
  readonly strips: readonly Strip[];
  /** Without data: hatched over all strips. */
  readonly gaps?: readonly { readonly fromS: number; readonly untilS: number }[];
  readonly onset?: { readonly fromS: number; readonly untilS: number; readonly label: string };
  readonly marks?: readonly TimeMark[];
}

const LEFT = 52;
const RIGHT = 8;
const TOP = 6;
const TITLE = 16;
const BETWEEN = 8;
const AXIS = 30;

/** Strips over one time axis: measured and expected, bands, thresholds, gaps, onset and marks. Nothing is drawn where nothing is known. */
export function stripPlot(plot: StripPlot): Picture {
  const { widthPx: width, fromS, untilS, strips } = plot;
  const markRoom = markRows(plot) * 13;
  const time = linearScale([fromS, untilS], [LEFT, width - RIGHT]);
  const parts: string[] = [];
  const top = TOP + markRoom;
  let y = top;
  const frames = strips.map((strip) => {
    const box = { top: y + TITLE, bottom: y + TITLE + strip.heightPx };
    y = box.bottom + BETWEEN;
    return { strip, ...box };
  });
  const bottom = frames.at(-1)?.bottom ?? top;
  const height = bottom + AXIS;

  const inside = (atS: number) => Math.min(untilS, Math.max(fromS, atS));
  for (const gap of plot.gaps ?? []) {
    if (gap.untilS <= fromS || gap.fromS >= untilS) continue;
    parts.push(
      ...hatched(time.at(inside(gap.fromS)), time.at(inside(gap.untilS)), frames[0]?.top ?? top, bottom),
    );
  }
  const { onset } = plot;
  if (onset !== undefined && onset.untilS > fromS && onset.fromS < untilS) {
    const x = time.at(inside(onset.fromS));
    const columnWidth = Math.max(2, time.at(inside(onset.untilS)) - x);
    parts.push(
      element("rect", {
        class: "onset",
        x,
        y: frames[0]?.top ?? top,
        width: columnWidth,
        height: bottom - (frames[0]?.top ?? top),
      }),
    );
  }
  const ticks = timeTicks(fromS, untilS, Math.max(3, Math.floor(width / 95)));
  for (const { timeS, label } of ticks) {
    const x = time.at(timeS);
    for (const frame of frames)
      parts.push(element("line", { class: "grid", x1: x, x2: x, y1: frame.top, y2: frame.bottom }));
    // A label at an end of the picture stands within it, not over it.
    const half = 3 * label.length;
    const [at, anchor] =
      x + half > width ? [width, "end"] : x - half < LEFT - 8 ? [LEFT - 8, "start"] : [x, "middle"];
    parts.push(textElement(at, bottom + 13, label, { class: `tick ${anchor}` }));
  }
  for (const { strip, top: y1, bottom: y2 } of frames)
    parts.push(...drawStrip(strip, time, y1, y2, width - RIGHT));
  parts.push(...drawMarks(plot, time, top, bottom));
  // Over the lines of the marks, so that none runs through a title.
  for (const { strip, top: y1 } of frames)
    parts.push(textElement(LEFT, y1 - 5, strip.title, { class: "title start" }));
  parts.push(textElement(LEFT, bottom + 26, `${dayWords(fromS)}, UTC`, { class: "tick start" }));
  return { width, height: Math.ceil(height), title: plot.title, parts };
}

function drawStrip(strip: Strip, time: Scale, y1: number, y2: number, right: number): string[] {
  const parts: string[] = [];
  const scale = scaleOf(strip, [y2, y1]);
  if (scale === null) {
    parts.push(textElement((LEFT + right) / 2, (y1 + y2) / 2, "nothing known", { class: "tick middle" }));
    return parts;
  }
  for (const tick of scale.ticks) {
    const y = scale.at(tick);
    parts.push(
      element("line", { class: tick === 0 ? "axis" : "grid", x1: LEFT, x2: right, y1: y, y2: y }),
      textElement(LEFT - 6, y + 4, tickWords(tick, scale), { class: "tick end" }),
    );
  }
  const thresholds = strip.layers.flatMap((layer) =>
    layer.kind === "threshold" ? [scale.clamp(layer.value)] : [],
  );
  for (const layer of strip.layers) {
    if (layer.kind === "threshold") {
      const y = scale.clamp(layer.value);
      parts.push(element("line", { class: `threshold is-${layer.tone}`, x1: LEFT, x2: right, y1: y, y2: y }));
      // Two names on one line cannot be read: the lower of two neighbours has its own beneath it.
      const isLower = thresholds.some((other) => other < y && y - other < 14);
      const labelY = isLower ? y + 11 : y - 3;
      parts.push(textElement(right - 2, labelY, layer.label, { class: `end is-${layer.tone}` }));
    } else if (layer.kind === "range") parts.push(...drawRange(layer, time, scale));
    else {
      const points = layer.timesS.map((timeS, i) => [time.at(timeS), scale.clamp(layer.values[i]!)] as const);
      parts.push(element("path", { class: `line ${layer.role}`, d: brokenPath(points) }));
    }
  }
  return parts;
}

function drawRange(layer: Extract<Layer, { kind: "range" }>, time: Scale, scale: Scale): string[] {
  const parts: string[] = [];
  let run: number[] = [];
  const flush = () => {
    if (run.length > 1) {
      const up = run.map((i) => [time.at(layer.timesS[i]!), scale.clamp(layer.high[i]!)] as const);
      const down = run
        .toReversed()
        .map((i) => [time.at(layer.timesS[i]!), scale.clamp(layer.low[i]!)] as const);
      const d = [...up, ...down].map(([x, y]) => `${coordinate(x)},${coordinate(y)}`).join(" ");
      parts.push(element("polygon", { class: layer.role, points: d }));
    }
    run = [];
  };
  layer.timesS.forEach((_, i) => {
    if (Number.isFinite(layer.low[i]) && Number.isFinite(layer.high[i])) run.push(i);
    else flush();
  });
  flush();
  return parts;
}

function scaleOf(strip: Strip, range: readonly [number, number]): Scale | null {
  const values: number[] = [];
  for (const layer of strip.layers) {
    if (layer.kind === "threshold") values.push(layer.value);
    else if (layer.kind === "line") for (const value of layer.values) values.push(value);
    else for (const value of [...layer.low, ...layer.high]) values.push(value);
  }
  const wanted = Math.max(2, Math.round((range[0] - range[1]) / 22));
  if (strip.scale === "log") {
    const span = spanOf(
      values.filter((value) => value > 0),
      0,
    );
    if (span === null) return null;
    const from = strip.from ?? span[0];
    return logScale([from, strip.until ?? Math.max(span[1] * 1.5, from * 10)], range, wanted);
  }
  const span = spanOf(values);
  if (span === null) return null;
  const from = strip.from ?? span[0];
  const until = strip.until ?? span[1];
  return linearScale([from, until > from ? until : from + 1], range, wanted);
}

const SUPERSCRIPT = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** A tick in words: plain where short, 10⁴ for large powers of ten, a true minus sign. */
function tickWords(tick: number, scale: Scale): string {
  if (scale.kind === "log" && (tick >= 1e4 || tick < 1e-2)) {
    const power = Math.round(Math.log10(tick));
    const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPT[Number(digit)]).join("");
    return `10${power < 0 ? "⁻" : ""}${digits}`;
  }
  const text = Math.abs(tick).toLocaleString("en-US", { maximumFractionDigits: 6 });
  return tick < 0 ? `\u2212${text}` : text;
}

function hatched(x1: number, x2: number, y1: number, y2: number): string[] {
  const parts = [
    element("rect", { class: "gap", x: x1, y: y1, width: Math.max(1, x2 - x1), height: y2 - y1 }),
  ];
  // Drawn, not a pattern: ids would clash between plots of a page.
  let d = "";
  for (let c = x1 - (y2 - y1); c < x2; c += 7) {
    const [fromX, untilX] = [Math.max(x1, c), Math.min(x2, c + (y2 - y1))];
    if (untilX > fromX)
      d += `M${coordinate(fromX)} ${coordinate(y2 - (fromX - c))}L${coordinate(untilX)} ${coordinate(y2 - (untilX - c))}`;
  }
  if (d !== "" && x2 - x1 > 2) parts.push(element("path", { class: "hatch", d }));
  return parts;
}

/** A mark with the place of its label: rows count upwards from the strips, so that no two labels lie over each other. */
interface PlacedMark extends TimeMark {
  readonly row: number;
  readonly isLeft: boolean;
}

function placedMarks({ marks = [], onset, fromS, untilS, widthPx }: StripPlot): PlacedMark[] {
  const time = linearScale([fromS, untilS], [LEFT, widthPx - RIGHT]);
  const named: (TimeMark & { readonly prefersLeft: boolean })[] = marks.map((mark) => ({
    ...mark,
    prefersLeft: false,
  }));
  if (onset !== undefined)
    named.unshift({
      timeS: Math.max(onset.fromS, Math.min(onset.untilS, (onset.fromS + onset.untilS) / 2)),
      label: onset.label,
      shape: "line",
      tone: "alarm",
      prefersLeft: true,
    });
  const taken: { readonly row: number; readonly start: number; readonly end: number }[] = [];
  const placed: PlacedMark[] = [];
  for (const { prefersLeft, ...mark } of named.toSorted((a, b) => b.timeS - a.timeS)) {
    if (mark.timeS < fromS || mark.timeS > untilS) continue;
    const x = time.at(mark.timeS);
    const wide = 6 * mark.label.length + 12;
    const isLeft = prefersLeft ? x - wide > 0 : x + wide > widthPx;
    const [start, end] = isLeft ? [x - wide, x - 2] : [x - 5, x + wide];
    const isFree = (row: number) =>
      taken.every((other) => other.row !== row || other.end < start || other.start > end);
    let row = 0;
    while (!isFree(row)) row += 1;
    taken.push({ row, start, end });
    placed.push({ ...mark, row, isLeft });
  }
  return placed;
}

function markRows(plot: StripPlot): number {
  return Math.max(0, ...placedMarks(plot).map(({ row }) => row + 1));
}

function drawMarks(plot: StripPlot, time: Scale, top: number, bottom: number): string[] {
  return placedMarks(plot).flatMap(({ timeS, label, shape, tone, row, isLeft }) => {
    const x = time.at(timeS);
    const y = top - row * 13 - 2;
    const [textX, anchor] = isLeft ? [x - 4, "end"] : [x + 8, "start"];
    const parts = [textElement(textX, y, label, { class: `${anchor} is-${tone}` })];
    if (shape !== "line" || tone === "neutral")
      parts.unshift(element("line", { class: `threshold is-${tone}`, x1: x, x2: x, y1: y + 3, y2: bottom }));
    const d = markShape(shape, x, y - 4);
    if (d !== "") parts.push(element("path", { class: `fill is-${tone}`, d }));
    return parts;
  });
}

function markShape(shape: TimeMark["shape"], x: number, y: number): string {
  const at = (dx: number, dy: number) => `${coordinate(x + dx)} ${coordinate(y + dy)}`;
  if (shape === "triangle") return `M${at(0, -5)}L${at(5, 4)}L${at(-5, 4)}Z`;
  if (shape === "diamond") return `M${at(0, -5)}L${at(5, 0)}L${at(0, 5)}L${at(-5, 0)}Z`;
  return "";
}
