import uPlot from "uplot";
import { clock, duration } from "../words/format.ts";
import type { Palette } from "./palette.ts";
import type { Columns, Limit, Mark, Strip } from "./strip.ts";

const px = (value: number): number => value * uPlot.pxRatio;

/** Draws inside the strip's columns only, and leaves the canvas as it was. */
function within(plot: uPlot, full: boolean, draw: (context: CanvasRenderingContext2D) => void): void {
  const { ctx: context, bbox } = plot;
  context.save();
  context.beginPath();
  if (full) context.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  else context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  context.clip();
  draw(context);
  context.restore();
}

const xOf = (plot: uPlot, timeS: number): number => plot.valToPos(timeS, "x", true);
const yOf = (plot: uPlot, value: number): number => plot.valToPos(value, "y", true);

function text(plot: uPlot, palette: Palette, words: string, colour: string, x: number, y: number): void {
  const { ctx: context } = plot;
  context.font = `${px(11)}px ${palette.font}`;
  context.lineWidth = px(3);
  context.lineJoin = "round";
  context.strokeStyle = palette.surface;
  context.strokeText(words, x, y);
  context.fillStyle = colour;
  context.fillText(words, x, y);
}

function hatch(plot: uPlot, colour: string, fromX: number, toX: number, height: number): void {
  const { ctx: context } = plot;
  context.save();
  context.beginPath();
  context.rect(fromX, 0, toX - fromX, height);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.5;
  context.lineWidth = px(1);
  context.beginPath();
  const step = px(8);
  // Lines start on a fixed grid of the page, so that the hatching of stacked strips meets.
  for (let x = Math.floor((fromX - height) / step) * step; x < toX; x += step) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

/** Under the lines: gaps as hatched columns, the onset as a column as wide as its uncertainty. */
export function drawColumns(plot: uPlot, palette: Palette, columns: Columns, _first: boolean): void {
  const height = plot.bbox.top + plot.bbox.height;
  within(plot, true, (context) => {
    for (const gap of columns.gaps) {
      const fromX = xOf(plot, gap.fromS);
      const toX = xOf(plot, gap.toS);
      hatch(plot, palette.blind, fromX, Math.max(toX, fromX + px(1)), height);
    }
    if (columns.onset !== null) {
      const fromX = xOf(plot, columns.onset.fromS);
      const width = Math.max(px(3), xOf(plot, columns.onset.toS) - fromX);
      context.globalAlpha = 0.28;
      context.fillStyle = palette.alarm;
      context.fillRect(fromX, 0, width, height);
    }
  });
}

function drawLimitLine(plot: uPlot, palette: Palette, limit: Limit): void {
  const y = yOf(plot, limit.value);
  const { ctx: context, bbox } = plot;
  context.strokeStyle = palette[limit.colour];
  context.lineWidth = px(1);
  context.setLineDash([px(5), px(4)]);
  context.beginPath();
  context.moveTo(bbox.left, y);
  context.lineTo(bbox.left + bbox.width, y);
  context.stroke();
  context.setLineDash([]);
}

/** Limits are labelled on their lines, in one row where the lines are too close, at the end that the marks leave free. */
function drawLimits(plot: uPlot, palette: Palette, limits: readonly Limit[], marks: readonly Mark[]): void {
  const { ctx: context, bbox } = plot;
  const shown = limits.filter((limit) => {
    const y = yOf(plot, limit.value);
    return y >= bbox.top && y <= bbox.top + bbox.height;
  });
  for (const limit of shown) drawLimitLine(plot, palette, limit);
  const early = marks.some((mark) => xOf(plot, mark.timeS) - bbox.left < 0.4 * bbox.width);
  const narrow = bbox.width < px(480);
  const wordsOf = (limit: Limit): string => (narrow ? limit.value.toFixed(1) : limit.label);
  const top = Math.min(...shown.map((limit) => yOf(plot, limit.value)));
  const inRow = shown.filter((limit) => yOf(plot, limit.value) - top < px(20));
  context.font = `${px(11)}px ${palette.font}`;
  const gap = px(14);
  const length = inRow.reduce((sum, limit) => sum + context.measureText(wordsOf(limit)).width + gap, -gap);
  let x = early ? bbox.left + bbox.width - px(6) - length : bbox.left + px(6);
  context.textAlign = "left";
  for (const limit of inRow) {
    text(plot, palette, wordsOf(limit), palette[limit.colour], x, top - px(4));
    x += context.measureText(wordsOf(limit)).width + gap;
  }
  for (const limit of shown.filter((one) => !inRow.includes(one)))
    text(
      plot,
      palette,
      wordsOf(limit),
      palette[limit.colour],
      bbox.left + px(6),
      yOf(plot, limit.value) - px(4),
    );
}

function drawMark(plot: uPlot, palette: Palette, mark: Mark): void {
  const { ctx: context, bbox } = plot;
  const x = xOf(plot, mark.timeS);
  const y = Math.min(Math.max(yOf(plot, mark.value), bbox.top + px(6)), bbox.top + bbox.height - px(6));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  const half = px(6);
  context.fillStyle = palette[mark.colour];
  context.beginPath();
  if (mark.shape === "diamond") {
    context.moveTo(x, y - half);
    context.lineTo(x + half, y);
    context.lineTo(x, y + half);
    context.lineTo(x - half, y);
  } else {
    context.moveTo(x, y - half);
    context.lineTo(x + half, y + half * 0.9);
    context.lineTo(x - half, y + half * 0.9);
  }
  context.closePath();
  context.fill();
  // The earlier mark is labelled to its left, the later to its right, so that two in a row stay apart, if there is room.
  context.font = `${px(11)}px ${palette.font}`;
  const room = context.measureText(mark.label).width + px(14);
  const roomLeft = x - bbox.left > room;
  const roomRight = bbox.left + bbox.width - x > room;
  const leftward = mark.shape === "diamond" ? roomLeft : roomLeft && !roomRight;
  // Where both have to stand on the same side, the earlier goes below.
  const below = leftward && mark.shape === "diamond" && !roomRight;
  context.textAlign = leftward ? "right" : "left";
  text(
    plot,
    palette,
    mark.label,
    palette[mark.colour],
    leftward ? x - px(10) : x + px(10),
    below ? y + px(14) : y - px(5),
  );
}

/** Over the lines: limits with their promise, marks with their time, the now line. */
export function drawOverlay(
  plot: uPlot,
  palette: Palette,
  strip: Strip,
  columns: Columns,
  first: boolean,
): void {
  if (strip.empty === null)
    within(plot, false, () => {
      drawLimits(plot, palette, strip.limits, strip.marks);
      for (const mark of strip.marks) drawMark(plot, palette, mark);
    });
  within(plot, true, (context) => {
    const nowX = xOf(plot, columns.nowS);
    context.fillStyle = palette.ink1;
    context.fillRect(nowX - px(0.5), plot.bbox.top, px(1), plot.bbox.height);
    if (!first) return;
    for (const gap of columns.gaps) {
      const fromX = xOf(plot, gap.fromS);
      const toX = xOf(plot, gap.toS);
      if (toX - fromX < px(56)) continue;
      context.textAlign = "center";
      const middle = plot.bbox.top + plot.bbox.height / 2;
      text(plot, palette, "no data", palette.blind, (fromX + toX) / 2, middle);
      text(plot, palette, duration(gap.toS - gap.fromS), palette.blind, (fromX + toX) / 2, middle + px(14));
    }
    if (columns.onset === null) return;
    const { fromS, toS, label } = columns.onset;
    const leftward = xOf(plot, fromS) - plot.bbox.left > px(130);
    context.textAlign = leftward ? "right" : "left";
    const x = leftward ? xOf(plot, fromS) - px(6) : xOf(plot, toS) + px(6);
    text(plot, palette, label, palette.alarm, x, plot.bbox.top + plot.bbox.height - px(8));
  });
}

export const onsetWords = (timeS: number): string => `onset ${clock(timeS)}`;
