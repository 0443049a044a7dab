import { SOBOL_ROWS } from "./sobol-rows.generated.ts";

const BITS = 32;
/** Dimensions that the table of direction numbers reaches. */
export const SOBOL_DIMENSIONS = SOBOL_ROWS.length + 1;

/** Direction numbers of one dimension, by the recurrence of its primitive polynomial (Joe and Kuo 2008, section 2). */
function directions(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit++) v[bit] = 2 ** (BITS - 1 - bit);
    return v;
  }
  const [polynomial, ...m] = SOBOL_ROWS[dimension - 1]! as [number, ...number[]];
  const degree = m.length;
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      v[bit] = m[bit]! * 2 ** (BITS - 1 - bit);
      continue;
    }
    let word = v[bit - degree]! ^ (v[bit - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((polynomial >>> (degree - k)) & 1) word ^= v[bit - k]!;
    v[bit] = word;
  }
  return v;
}

/** Well-mixed 32 bits of three words. */
function hash(a: number, b: number, c: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  for (const word of [b, c, a]) {
    h = Math.imul(h ^ word ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  }
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) >>> 0;
}

/**
 * Points of Sobol's sequence under nested uniform scrambling (Owen 1995): a digit is flipped or not by chance, and the chance is another
 * for each run of digits before it. Each point is uniform, the points together even; point n is a function of seed and n alone, so a
 * campaign can be made longer. Point numbers from 0 to 2^32 - 1, dimensions below {@link SOBOL_DIMENSIONS}.
 */
export class ScrambledSobol {
  readonly #directions: readonly Uint32Array[];
  readonly #keys: Uint32Array;

  constructor(dimensions: number, seed: number) {
    if (!(Number.isInteger(dimensions) && dimensions >= 0 && dimensions <= SOBOL_DIMENSIONS))
      throw new RangeError(`Sobol points have up to ${SOBOL_DIMENSIONS} dimensions, not ${dimensions}`);
    this.#directions = Array.from({ length: dimensions }, (_, dimension) => directions(dimension));
    const [low, high] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
    this.#keys = Uint32Array.from({ length: dimensions }, (_, dimension) => hash(low, high, dimension));
  }

  /** Coordinate of a point before scrambling, as 32 binary digits; points in their natural order. */
  digits(number: number, dimension: number): number {
    const v = this.#directions[dimension]!;
    let plain = 0;
    for (let bit = 0, rest = number; rest !== 0; bit++, rest >>>= 1) if (rest & 1) plain ^= v[bit]!;
    return plain >>> 0;
  }

  /** Coordinate of a point: a multiple of 2^-32 in [0, 1). */
  coordinate(number: number, dimension: number): number {
    const plain = this.digits(number, dimension);
    let scrambled = 0;
    for (let bit = 0; bit < BITS; bit++) {
      // The leading one tells runs of different length apart.
      const before = bit === 0 ? 1 : (plain / 2 ** (BITS - bit) + 2 ** bit) >>> 0;
      const flip = hash(this.#keys[dimension]!, before, bit) & 1;
      scrambled = (scrambled << 1) | (((plain >>> (BITS - 1 - bit)) & 1) ^ flip);
    }
    return (scrambled >>> 0) / 2 ** BITS;
  }
}
