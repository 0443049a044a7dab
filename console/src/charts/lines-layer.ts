import uPlot from "uplot";
import type { Palette } from "./palette.ts";
import type { Line, Strip } from "./strip.ts";

/** What a picture of the lines was drawn from; while it holds, the picture is moved instead of drawn anew. */
interface Drawn {
  readonly strip: Strip;
  readonly timeS: readonly number[];
  readonly palette: Palette;
  readonly low: number;
  readonly high: number;
  readonly pxPerS: number;
  readonly height: number;
  /** Time at the picture's left edge [s]. */
  readonly fromS: number;
  readonly toS: number;
}

export interface LinesLayer {
  /** Draws a strip's bands and lines into its plot's columns. */
  readonly draw: (plot: uPlot, palette: Palette, strip: Strip, timeS: readonly number[]) => void;
}

/** First row at or after a time. */
function rowAt(timeS: readonly number[], wantedS: number): number {
  let [low, high] = [0, timeS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeS[middle]! < wantedS) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fillBand(
  context: CanvasRenderingContext2D,
  high: Line,
  low: Line,
  rows: readonly [number, number],
  xOf: (row: number) => number,
  yOf: (value: number) => number,
): void {
  context.beginPath();
  for (let row = rows[0]; row < rows[1]; row++) {
    if (high.values[row] == null || low.values[row] == null) continue;
    const begin = row;
    context.moveTo(xOf(row), yOf(high.values[row]!));
    while (row + 1 < rows[1] && high.values[row + 1] != null && low.values[row + 1] != null) {
      row += 1;
      context.lineTo(xOf(row), yOf(high.values[row]!));
    }
    for (let back = row; back >= begin; back--) context.lineTo(xOf(back), yOf(low.values[back]!));
    context.closePath();
  }
  context.fill();
}

function strokeLine(
  context: CanvasRenderingContext2D,
  line: Line,
  rows: readonly [number, number],
  xOf: (row: number) => number,
  yOf: (value: number) => number,
): void {
  context.beginPath();
  let down = false;
  for (let row = rows[0]; row < rows[1]; row++) {
    const value = line.values[row];
    if (value == null) down = false;
    else if (down) context.lineTo(xOf(row), yOf(value));
    else {
      context.moveTo(xOf(row), yOf(value));
      down = true;
    }
  }
  context.stroke();
}

/** Draws all rows between the picture's ends, one beyond each so that lines run out of it. */
function drawLines(context: CanvasRenderingContext2D, plot: uPlot, drawn: Drawn): void {
  const { strip, timeS, palette, fromS, toS, pxPerS } = drawn;
  const rows = [Math.max(0, rowAt(timeS, fromS) - 1), Math.min(timeS.length, rowAt(timeS, toS) + 1)] as const;
  const xOf = (row: number): number => (timeS[row]! - fromS) * pxPerS;
  const yOf = (value: number): number => plot.valToPos(value, "y", true) - plot.bbox.top;
  context.fillStyle = palette.band;
  for (const [high, low] of strip.bands)
    fillBand(context, strip.lines[high]!, strip.lines[low]!, rows, xOf, yOf);
  context.lineJoin = "round";
  for (const line of strip.lines) {
    if (line.colour === null || line.widthPx === 0) continue;
    context.strokeStyle = palette[line.colour];
    context.lineWidth = line.widthPx * uPlot.pxRatio;
    context.setLineDash((line.dash ?? []).map((part) => part * uPlot.pxRatio));
    strokeLine(context, line, rows, xOf, yOf);
  }
}

/** A window that is moved comes back with its last digits changed: less than a tenth of a pixel over its width. */
const sameScale = (a: number, b: number, widthPx: number): boolean => Math.abs(a / b - 1) * widthPx < 0.1;

/** Whether the picture still shows what is wanted, moved along or not. */
function stands(kept: Drawn, want: Drawn, window: uPlot.Scale, widthPx: number): boolean {
  return (
    kept.strip === want.strip &&
    kept.timeS === want.timeS &&
    kept.palette === want.palette &&
    kept.low === want.low &&
    kept.high === want.high &&
    kept.height === want.height &&
    sameScale(kept.pxPerS, want.pxPerS, widthPx) &&
    kept.fromS <= Math.max(want.timeS[0]!, window.min!) &&
    kept.toS >= Math.min(want.timeS.at(-1)!, window.max!)
  );
}

/**
 * A strip's lines as a picture of their own. Stroking them is by far the dearest part of a frame where no graphics
 * processor draws; a hand that moves the window along moves the picture instead, by whole pixels, until new rows come.
 * A window that is widened or narrowed has them drawn at once, for a picture of them would not serve twice.
 */
export function createLinesLayer(): LinesLayer {
  const picture = document.createElement("canvas");
  let drawn: Drawn | null = null;
  let lastPxPerS = 0;

  function drawPicture(plot: uPlot, want: Drawn): void {
    picture.width = Math.ceil((want.toS - want.fromS) * want.pxPerS) + 2;
    picture.height = want.height;
    const context = picture.getContext("2d");
    if (context === null) return;
    drawLines(context, plot, want);
    drawn = want;
  }

  return {
    draw(plot, palette, strip, timeS) {
      const { x, y } = plot.scales;
      if (timeS.length === 0 || x?.min == null || x.max == null || y?.min == null || y.max == null) return;
      const { ctx: context, bbox } = plot;
      const pxPerS = bbox.width / (x.max - x.min);
      const moved = sameScale(lastPxPerS, pxPerS, bbox.width);
      lastPxPerS = pxPerS;
      // What moves along is drawn as far as a width of the plot to either side.
      const besideS = moved ? x.max - x.min : 0;
      const want: Drawn = {
        strip,
        timeS,
        palette,
        low: y.min,
        high: y.max,
        pxPerS,
        height: bbox.height,
        fromS: Math.max(timeS[0]!, x.min - besideS),
        toS: Math.min(timeS.at(-1)!, x.max + besideS),
      };
      if (want.toS < want.fromS) return;
      context.save();
      context.beginPath();
      context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      context.clip();
      if (moved) {
        if (drawn === null || !stands(drawn, want, x, bbox.width)) drawPicture(plot, want);
        if (drawn !== null)
          context.drawImage(picture, Math.round(plot.valToPos(drawn.fromS, "x", true)), bbox.top);
      } else {
        context.translate(plot.valToPos(want.fromS, "x", true), bbox.top);
        drawLines(context, plot, want);
      }
      context.restore();
    },
  };
}
