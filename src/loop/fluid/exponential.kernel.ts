import type { F64 } from "../kernel/number-types.ts";

/** Entries of the table per unit of the argument, and its reach: beyond it exp(-x) is below 1e-19. */
export const PER_UNIT = 64;
export const REACH = 44;

/**
 * exp(-x), x not negative, to two units in the last place: a table entry times a polynomial of degree five for the
 * rest, several times faster than calling out of the kernel. Zero beyond 44.
 */
export function decay(table: Float64Array, x: F64): F64 {
  if (!(x < REACH)) return x * 0;
  const j = (x * PER_UNIT + 0.5) | 0;
  const r = j / PER_UNIT - x;
  const series = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  return table[j]! * series;
}

/** exp(x) between -44 and 44. */
export function exponential(table: Float64Array, x: F64): F64 {
  return x < 0 ? decay(table, -x) : 1 / decay(table, x);
}
