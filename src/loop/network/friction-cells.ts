import { CHURCHILL, frictionFactor } from "./friction.ts";

/** Cells an octave of Reynolds number. A cubic through both ends, values and slopes, is then within 1e-9 of the law. */
const CELL_BITS = 6;
const CELLS_PER_OCTAVE = 1 << CELL_BITS;
const SHIFT = 20 - CELL_BITS;
/** Doubles a cell: its number, start, and four coefficients of the offset from the start. */
const CELL_DOUBLES = 6;
/** Where a law changes regime its slope may jump: cells that hold such a place are not used. */
const EDGES = [1000, 2000, 4000];
/** Churchill's sixteenth powers bend too sharply for a cubic below this. */
const CHURCHILL_BENDS_BELOW = 1e4;

/**
 * Friction factors of many pipes, remembered as cubics on a fixed grid of Reynolds numbers: the logarithms are paid
 * once a cell instead of once an iteration. The grid does not depend on what was asked before, so neither do results.
 */
export class FrictionCells {
  readonly #law: Uint8Array;
  readonly #roughness: Float64Array;
  readonly #cells: Float64Array;
  /** Where the caller puts the Reynolds number: a number passed as such would be boxed. */
  readonly reynolds = new Float64Array(1);
  readonly #bits = new Uint32Array(this.reynolds.buffer);
  readonly #edge = new Float64Array(1);
  readonly #edgeBits = new Uint32Array(this.#edge.buffer);

  /** One entry a pipe: law code and relative roughness. */
  constructor(law: Uint8Array, roughness: Float64Array) {
    this.#law = law;
    this.#roughness = roughness;
    this.#cells = new Float64Array(law.length * CELLS_PER_OCTAVE * CELL_DOUBLES);
  }

  /** Factor of pipe k at `reynolds[0]` into out[0] and its slope with Reynolds number into out[1]. */
  evaluate(k: number, out: Float64Array): void {
    const reynolds = this.reynolds[0]!;
    const cell = this.#bits[1]! >>> SHIFT;
    const at = (k * CELLS_PER_OCTAVE + (cell & (CELLS_PER_OCTAVE - 1))) * CELL_DOUBLES;
    const cells = this.#cells;
    if (cells[at] !== cell && !this.#fill(k, cell, at, out)) {
      frictionFactor(this.#law[k]!, reynolds, this.#roughness[k]!, out);
      return;
    }
    const x = reynolds - cells[at + 1]!;
    const c1 = cells[at + 3]!;
    const c2 = cells[at + 4]!;
    const c3 = cells[at + 5]!;
    out[0] = cells[at + 2]! + x * (c1 + x * (c2 + x * c3));
    out[1] = c1 + x * (2 * c2 + x * 3 * c3);
  }

  #fill(k: number, cell: number, at: number, out: Float64Array): boolean {
    const start = this.#boundary(cell);
    const end = this.#boundary(cell + 1);
    if (EDGES.some((edge) => edge >= start && edge <= end)) return false;
    if (this.#law[k] === CHURCHILL && start < CHURCHILL_BENDS_BELOW) return false;
    const width = end - start;
    frictionFactor(this.#law[k]!, start, this.#roughness[k]!, out);
    const y0 = out[0]!;
    const s0 = out[1]!;
    frictionFactor(this.#law[k]!, end, this.#roughness[k]!, out);
    const chord = (out[0]! - y0) / width;
    const cells = this.#cells;
    cells[at] = cell;
    cells[at + 1] = start;
    cells[at + 2] = y0;
    cells[at + 3] = s0;
    cells[at + 4] = (3 * chord - 2 * s0 - out[1]!) / width;
    cells[at + 5] = (s0 + out[1]! - 2 * chord) / (width * width);
    return true;
  }

  #boundary(cell: number): number {
    this.#edgeBits[0] = 0;
    this.#edgeBits[1] = (cell << SHIFT) >>> 0;
    return this.#edge[0]!;
  }
}
