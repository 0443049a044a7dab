import type { F64 } from "../kernel/number-types.ts";

/** Entries of the table per unit of the argument, and its reach: beyond it exp(-x) is below 1e-19. */
export const PER_UNIT = 64;
export const REACH = 44;
const PER_ENTRY = 1 / PER_UNIT;
const SIXTH = 1 / 6;
const TWENTYFOURTH = 1 / 24;
const HUNDREDTWENTIETH = 1 / 120;

/**
 * exp(-x), x not negative, to two units in the last place: a table entry times a polynomial of degree five for the
 * rest, several times faster than calling out of the kernel. Zero beyond 44.
 */
export function decay(table: Float64Array, x: F64): F64 {
  if (!(x < REACH)) return x * 0;
  const j = (x * PER_UNIT + 0.5) | 0;
  const r = j * PER_ENTRY - x;
  const r2 = r * r;
  // Exponential series in an order that lets products run side by side.
  const series = 1 + r + r2 * (0.5 + r * SIXTH + r2 * (TWENTYFOURTH + r * HUNDREDTWENTIETH));
  return table[j]! * series;
}

/** exp(x) between -44 and 44. */
export function exponential(table: Float64Array, x: F64): F64 {
  return x < 0 ? decay(table, -x) : 1 / decay(table, x);
}
