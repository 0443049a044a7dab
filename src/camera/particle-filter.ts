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
    const take = (y: number) => {
      fillRow(y, this.#residual);
      alongRow(this.#residual, this.#smooth[y % ROWS]!, this.#box[y % ROWS]!);
    };
    const boxAt = (y: number) => this.#box[Math.max(0, Math.min(h - 1, y)) % ROWS]!;
    const smoothAt = (y: number) => this.#smooth[Math.max(0, Math.min(h - 1, y)) % ROWS]!;
    for (let y = 0; y <= WINDOW && y < h; y++) take(y);
    for (let k = -WINDOW; k <= WINDOW; k++) addRow(sums, boxAt(k));
    for (let y = 0; y < h; y++) {
      // the row after next is read before its slot of the ring is needed for the one that leaves
      const leaving = boxAt(y - WINDOW);
      if (y + WINDOW + 1 < h) take(y + WINDOW + 1);
      writeRow(
        out,
        y * this.#w,
        smoothAt(y - 1),
        smoothAt(y),
        smoothAt(y + 1),
        sums,
        boxAt(y + WINDOW + 1),
        leaving,
      );
    }
  }
}

/** Along one row: [1 2 1]/4 into `smooth`, the sum over the window into `box`. Ends are held. */
function alongRow(source: Float32Array, smooth: Float32Array, box: Float32Array): void {
  const last = source.length - 1;
  const first = source[0]!;
  const end = source[last]!;
  let sum = WINDOW * first;
  for (let k = 0; k <= WINDOW; k++) sum += source[k]!;
  let x = 0;
  for (; x <= WINDOW; x++) {
    box[x] = sum;
    sum += source[x + WINDOW + 1]! - first;
  }
  for (const inner = last - WINDOW; x < inner; x++) {
    box[x] = sum;
    sum += source[x + WINDOW + 1]! - source[x - WINDOW]!;
  }
  for (; x <= last; x++) {
    box[x] = sum;
    sum += end - source[x - WINDOW]!;
  }
  smooth[0] = 0.75 * first + 0.25 * source[1]!;
  let left = first;
  let here = source[1]!;
  for (x = 1; x < last; x++) {
    const right = source[x + 1]!;
    smooth[x] = 0.25 * (left + right) + 0.5 * here;
    left = here;
    here = right;
  }
  smooth[last] = 0.75 * end + 0.25 * source[last - 1]!;
}

/** Down the columns, and the difference; then the sums go one row on. */
function writeRow(
  out: Float32Array,
  row: number,
  above: Float32Array,
  here: Float32Array,
  below: Float32Array,
  sums: Float32Array,
  entering: Float32Array,
  leaving: Float32Array,
): void {
  const scale = 1 / (2 * WINDOW + 1) ** 2;
  for (let x = 0; x < here.length; x++) {
    const sum = sums[x]!;
    out[row + x] = 0.25 * (above[x]! + below[x]!) + 0.5 * here[x]! - scale * sum;
    sums[x] = sum + entering[x]! - leaving[x]!;
  }
}

function addRow(sums: Float32Array, row: Float32Array): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += row[x]!;
}
