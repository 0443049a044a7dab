import type { RandomStream } from "../../stats/index.ts";

/** A patch of scenery that repeats at its edges, side a power of two; grey levels about zero. */
export interface Texture {
  readonly side: number;
  readonly values: Float32Array;
}

/** Cloud-like noise: smooth lattices of halving size and amplitude, summed. `amplitude` is its standard deviation. */
export function cloudTexture(
  random: RandomStream,
  side: number,
  largest: number,
  smallest: number,
  amplitude: number,
): Texture {
  const values = new Float32Array(side * side);
  for (let cell = largest; cell >= smallest; cell /= 2) {
    const n = Math.max(1, Math.floor(side / cell));
    const lattice = Float32Array.from({ length: n * n }, () => random.normal());
    const weight = cell / largest;
    for (let y = 0; y < side; y++) {
      const fy = (y * n) / side;
      const y0 = Math.floor(fy) % n;
      const ay = ease(fy - Math.floor(fy));
      for (let x = 0; x < side; x++) {
        const fx = (x * n) / side;
        const x0 = Math.floor(fx) % n;
        const ax = ease(fx - Math.floor(fx));
        const x1 = (x0 + 1) % n;
        const y1 = (y0 + 1) % n;
        const top = lattice[y0 * n + x0]! * (1 - ax) + lattice[y0 * n + x1]! * ax;
        const low = lattice[y1 * n + x0]! * (1 - ax) + lattice[y1 * n + x1]! * ax;
        values[y * side + x]! += weight * (top * (1 - ay) + low * ay);
      }
    }
  }
  let squares = 0;
  for (const v of values) squares += v * v;
  const scale = amplitude / Math.sqrt(squares / values.length);
  return { side, values: values.map((v) => v * scale) };
}

const ease = (t: number) => t * t * (3 - 2 * t);

/** Adds the texture to a picture, moved by a fraction of pixels. */
export function addTexture(
  pixels: Float32Array,
  widthPx: number,
  heightPx: number,
  texture: Texture,
  shiftX: number,
  shiftY: number,
): void {
  const { side, values } = texture;
  const mask = side - 1;
  const fx = Math.floor(shiftX);
  const fy = Math.floor(shiftY);
  const ax = shiftX - fx;
  const ay = shiftY - fy;
  for (let y = 0; y < heightPx; y++) {
    const r0 = ((y - fy - 1) & mask) * side;
    const r1 = ((y - fy) & mask) * side;
    for (let x = 0; x < widthPx; x++) {
      const c0 = (x - fx - 1) & mask;
      const c1 = (x - fx) & mask;
      const a = values[r0 + c0]! * ax + values[r0 + c1]! * (1 - ax);
      const b = values[r1 + c0]! * ax + values[r1 + c1]! * (1 - ax);
      pixels[y * widthPx + x]! += a * ay + b * (1 - ay);
    }
  }
}
