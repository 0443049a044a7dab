/** Half width of the window whose mean is taken out of the residual: larger than a particle, smaller than a cloud. */
export const WINDOW = 6;
const ROWS = 2 * WINDOW + 2;

/**
 * The filter matched to a particle: smoothing by [1 2 1]/4 both ways, minus the mean of the square window around it. It goes
 * down the picture row by row and keeps only the rows that the window spans, so they stay in the fastest memory.
 */
export class ParticleFilter {
  readonly #w: number;
  readonly #h: number;
  readonly #residual: Float32Array;
  readonly #smooth: Float32Array[];
  readonly #box: Float32Array[];
  readonly #sums: Float32Array;

  constructor(widthPx: number, heightPx: number) {
    this.#w = widthPx;
    this.#h = heightPx;
    this.#residual = new Float32Array(widthPx);
    this.#smooth = Array.from({ length: ROWS }, () => new Float32Array(widthPx));
    this.#box = Array.from({ length: ROWS }, () => new Float32Array(widthPx));
    this.#sums = new Float32Array(widthPx);
  }

  /** Asks for the rows of a picture from the top down and writes the filtered picture. Edges are held. */
  run(out: Float32Array, fillRow: (y: number, row: Float32Array) => void): void {
    const sums = this.#sums.fill(0);
    const h = this.#h;
    const take = (y: number, weight: number) => {
      fillRow(y, this.#residual);
      this.#alongRow(y);
      addRow(sums, this.#box[y % ROWS]!, weight);
    };
    take(0, WINDOW + 1);
    for (let k = 1; k <= WINDOW; k++) {
      if (k < h) take(k, 1);
      else addRow(sums, this.#box[(h - 1) % ROWS]!, 1);
    }
    for (let y = 0; y < h; y++) {
      this.#writeRow(y, out);
      const into = y + WINDOW + 1;
      if (into < h) take(into, 1);
      else addRow(sums, this.#box[(h - 1) % ROWS]!, 1);
      addRow(sums, this.#box[Math.max(0, y - WINDOW) % ROWS]!, -1);
    }
  }

  #alongRow(y: number): void {
    const source = this.#residual;
    const smooth = this.#smooth[y % ROWS]!;
    const box = this.#box[y % ROWS]!;
    const last = this.#w - 1;
    const at = (x: number) => source[x < 0 ? 0 : x > last ? last : x]!;
    let sum = 0;
    for (let k = -WINDOW; k <= WINDOW; k++) sum += at(k);
    const inner = Math.min(last - WINDOW, last) - 1;
    let x = 0;
    for (; x <= last && x <= WINDOW; x++) {
      box[x] = sum;
      smooth[x] = 0.25 * (at(x - 1) + at(x + 1)) + 0.5 * source[x]!;
      sum += at(x + WINDOW + 1) - at(x - WINDOW);
    }
    for (; x <= inner; x++) {
      box[x] = sum;
      smooth[x] = 0.25 * (source[x - 1]! + source[x + 1]!) + 0.5 * source[x]!;
      sum += source[x + WINDOW + 1]! - source[x - WINDOW]!;
    }
    for (; x <= last; x++) {
      box[x] = sum;
      smooth[x] = 0.25 * (at(x - 1) + at(x + 1)) + 0.5 * source[x]!;
      sum += at(x + WINDOW + 1) - at(x - WINDOW);
    }
  }

  #writeRow(y: number, out: Float32Array): void {
    const above = this.#smooth[Math.max(0, y - 1) % ROWS]!;
    const here = this.#smooth[y % ROWS]!;
    const below = this.#smooth[Math.min(this.#h - 1, y + 1) % ROWS]!;
    const sums = this.#sums;
    const scale = 1 / (2 * WINDOW + 1) ** 2;
    const row = y * this.#w;
    for (let x = 0; x < here.length; x++)
      out[row + x] = 0.25 * (above[x]! + below[x]!) + 0.5 * here[x]! - scale * sums[x]!;
  }
}

function addRow(sums: Float32Array, row: Float32Array, weight: number): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += weight * row[x]!;
}
