import type { F64, I32 } from "../kernel/number-types.ts";
import {
  CHURCHILL,
  frictionFactor,
  LAMINAR_END,
  PLAIN_LAMINAR_BELOW,
  TURBULENT_START,
} from "./friction.kernel.ts";

/** Cells an octave of Reynolds number. A cubic through both ends, values and slopes, is then within 1e-9 of the law. */
const CELL_BITS = 6;
export const CELLS_PER_OCTAVE = 1 << CELL_BITS;
export const CELL_MASK = CELLS_PER_OCTAVE - 1;
/** Reynolds numbers lie above 1 and below 2^1023: the sign bit is clear, so that a signed shift will do. */
export const CELL_SHIFT = 20 - CELL_BITS;
/** Doubles a cell: its number, start, and four coefficients of the offset from the start; a cache line in all. */
export const FRICTION_CELL_DOUBLES = 8;
/** Churchill's sixteenth powers bend too sharply for a cubic below this. */
const CHURCHILL_BENDS_BELOW = 1e4;

/**
 * Friction factors of many pipes, remembered as cubics on a fixed grid of Reynolds numbers: the logarithms are paid
 * once a cell instead of once an iteration. The grid does not depend on what was asked before, so neither do results.
 */
export interface FrictionArrays {
  readonly law: Uint8Array;
  readonly roughness: Float64Array;
  readonly cells: Float64Array;
  /** A double and, over the same bytes, its halves: the upper one names the cell. */
  readonly probe: Float64Array;
  readonly probeBits: Int32Array;
}

/** Factor of pipe k at Reynolds number `probe[0]` into out[0] and its slope with Reynolds number into out[1]. */
export function pipeFriction(f: FrictionArrays, k: I32, out: Float64Array): void {
  const { cells, probe, probeBits } = f;
  const reynolds = probe[0]!;
  const cell = probeBits[1]! >> CELL_SHIFT;
  const at = (k * CELLS_PER_OCTAVE + (cell & CELL_MASK)) * FRICTION_CELL_DOUBLES;
  if (cells[at]! !== cell && !fillFrictionCell(f, k, cell, at, out)) {
    frictionFactor(f.law[k]!, reynolds, f.roughness[k]!, out);
    return;
  }
  const x = reynolds - cells[at + 1]!;
  const c1 = cells[at + 3]!;
  const c2 = cells[at + 4]!;
  const c3 = cells[at + 5]!;
  out[0] = cells[at + 2]! + x * (c1 + x * (c2 + x * c3));
  out[1] = c1 + x * (2 * c2 + x * 3 * c3);
}

function fillFrictionCell(f: FrictionArrays, k: I32, cell: I32, at: I32, out: Float64Array): boolean {
  const { cells, probe, probeBits } = f;
  const law = f.law[k]!;
  const roughness = f.roughness[k]!;
  probeBits[0] = 0;
  probeBits[1] = cell << CELL_SHIFT;
  const start = probe[0]!;
  probeBits[1] = (cell + 1) << CELL_SHIFT;
  const end = probe[0]!;
  // Where a law changes regime its slope may jump: cells that hold such a place are not used.
  if (start <= PLAIN_LAMINAR_BELOW && end >= PLAIN_LAMINAR_BELOW) return false;
  if (start <= LAMINAR_END && end >= LAMINAR_END) return false;
  if (start <= TURBULENT_START && end >= TURBULENT_START) return false;
  if (law === CHURCHILL && start < CHURCHILL_BENDS_BELOW) return false;
  const width = end - start;
  frictionFactor(law, start, roughness, out);
  const y0 = out[0]!;
  const s0 = out[1]!;
  frictionFactor(law, end, roughness, out);
  const chord: F64 = (out[0]! - y0) / width;
  cells[at] = cell;
  cells[at + 1] = start;
  cells[at + 2] = y0;
  cells[at + 3] = s0;
  cells[at + 4] = (3 * chord - 2 * s0 - out[1]!) / width;
  cells[at + 5] = (s0 + out[1]! - 2 * chord) / (width * width);
  return true;
}
