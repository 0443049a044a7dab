import type { Palette } from "./palette.ts";

/** One line of a strip. Null where it must not be drawn. */
export interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly colour: keyof Palette | null;
  readonly widthPx: number;
  readonly dash?: readonly [number, number];
  /** Left out of the read-out: an edge of a band. */
  readonly edge?: boolean;
  /** Does not set the scale: a band that grows beyond all that was measured must not flatten it. */
  readonly aside?: boolean;
}

export interface Limit {
  readonly value: number;
  readonly label: string;
  readonly colour: "alarm" | "caution";
}

export interface Mark {
  readonly timeS: number;
  readonly value: number;
  readonly label: string;
  readonly shape: "diamond" | "triangle";
  readonly colour: "alarm" | "caution";
}

/** What one strip shows: lines over the shared times, bands between two of them, limits and marks. */
export interface Strip {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  /** Indices into `lines` of upper and lower edge. */
  readonly bands: readonly (readonly [number, number])[];
  readonly limits: readonly Limit[];
  readonly marks: readonly Mark[];
  /** Amounts and rates begin at zero; a statistic over orders of magnitude is bent. */
  readonly axis: "free" | "zero" | "bent";
  /** Least height of the axis, so that noise does not look like news. */
  readonly leastSpan: number;
  /** Why there is nothing to draw, where there is nothing. */
  readonly empty: string | null;
  /** Share of the height. */
  readonly weight: number;
}

/** Columns that go through all strips, up to the shown instant. */
export interface Columns {
  readonly gaps: readonly { readonly fromS: number; readonly toS: number }[];
  readonly onset: { readonly fromS: number; readonly toS: number; readonly label: string } | null;
  readonly nowS: number;
}

/** Below this the bent axis is linear [nat]. */
export const BEND = 1;

/** Range of the value axis for what is visible between `low` and `high`. */
export function axisRange(strip: Strip, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (strip.axis === "bent") return [Math.min(0, low), Math.max(strip.leastSpan, high * 2)];
  if (strip.axis === "zero") return [0, Math.max(high * 1.08, strip.leastSpan)];
  const span = Math.max(high - low, strip.leastSpan, 1e-9);
  const middle = (low + high) / 2;
  const half = (span / 2) * 1.12;
  // A fall to a small part of what was there is an amount again, and amounts begin at zero.
  if (low >= 0 && span > 0.45 * high) return [0, high * 1.1];
  return [middle - half, middle + half];
}

const LEAST_TICK_PX = 22;

/** Round values for the axis, as many as stay apart. */
export function axisTicks(strip: Strip, low: number, high: number, heightPx: number): number[] {
  if (strip.axis === "bent") {
    const bend = (value: number): number => Math.asinh(value / BEND);
    const perPx = (bend(high) - bend(low)) / Math.max(1, heightPx);
    const ticks: number[] = [];
    for (const tick of [0, 1, 10, 100, 1000, 1e4, 1e5]) {
      const last = ticks.at(-1);
      const free = last === undefined || bend(tick) - bend(last) >= 16 * perPx;
      if (tick >= low && tick <= high && free) ticks.push(tick);
    }
    return ticks;
  }
  const least = ((high - low) * LEAST_TICK_PX) / Math.max(1, heightPx);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + 1e-9 * step; at++) ticks.push(at * step);
  return ticks;
}
