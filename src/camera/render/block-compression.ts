/** Luminance table of ITU T.81 annex K, row after row. */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const u = i >> 3;
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * (i & 7) + 1) * u * Math.PI) / 16);
});

/** Quantisation steps at a quality from 1 to 100, scaled as the Independent JPEG Group does. */
export function quantisationSteps(quality: number): Float64Array {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return Float64Array.from(LUMINANCE, (step) =>
    Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))),
  );
}

/** Quantises each block of eight by eight pixels in place, as JPEG and intra-coded video do; pixels of an incomplete block stay. */
export function compressBlocks(
  pixels: Float32Array,
  widthPx: number,
  heightPx: number,
  quality: number,
): void {
  const steps = quantisationSteps(quality);
  const block = new Float64Array(64);
  const work = new Float64Array(64);
  for (let y = 0; y + 8 <= heightPx; y += 8) {
    for (let x = 0; x + 8 <= widthPx; x += 8) {
      for (let i = 0; i < 64; i++) block[i] = pixels[(y + (i >> 3)) * widthPx + x + (i & 7)]! - 128;
      forward(block, work);
      for (let i = 0; i < 64; i++) block[i] = Math.round(block[i]! / steps[i]!) * steps[i]!;
      backward(block, work);
      for (let i = 0; i < 64; i++) pixels[(y + (i >> 3)) * widthPx + x + (i & 7)] = block[i]! + 128;
    }
  }
}

function forward(block: Float64Array, work: Float64Array): void {
  for (let row = 0; row < 8; row++)
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += block[row * 8 + x]! * COSINES[u * 8 + x]!;
      work[row * 8 + u] = sum;
    }
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let y = 0; y < 8; y++) sum += work[y * 8 + u]! * COSINES[v * 8 + y]!;
      block[v * 8 + u] = sum;
    }
}

function backward(block: Float64Array, work: Float64Array): void {
  work.fill(0);
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      const c = block[v * 8 + u]!;
      if (c === 0) continue;
      for (let x = 0; x < 8; x++) work[v * 8 + x]! += c * COSINES[u * 8 + x]!;
    }
  block.fill(0);
  for (let v = 0; v < 8; v++)
    for (let y = 0; y < 8; y++) {
      const cosine = COSINES[v * 8 + y]!;
      for (let x = 0; x < 8; x++) block[y * 8 + x]! += work[v * 8 + x]! * cosine;
    }
}
