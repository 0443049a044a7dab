/**
 * Adds the light of a point that moved from (x0, y0) to (x1, y1) while the shutter was open: a Gaussian spot smeared along the
 * path. `light` is the sum over all pixels in grey levels; negative for something dark before a bright ground.
 */
export function addStreak(
  pixels: Float32Array,
  widthPx: number,
  heightPx: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  light: number,
  blurPx: number,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const steps = Math.max(1, Math.ceil(length / (0.7 * blurPx)));
  const reach = Math.ceil(3.2 * blurPx);
  const scale = light / (steps * 2 * Math.PI * blurPx * blurPx);
  const k = -0.5 / (blurPx * blurPx);
  for (let s = 0; s < steps; s++) {
    const part = (s + 0.5) / steps;
    const cx = x0 + part * (x1 - x0);
    const cy = y0 + part * (y1 - y0);
    const left = Math.max(0, Math.ceil(cx - reach));
    const right = Math.min(widthPx - 1, Math.floor(cx + reach));
    const bottom = Math.min(heightPx - 1, Math.floor(cy + reach));
    for (let y = Math.max(0, Math.ceil(cy - reach)); y <= bottom; y++) {
      const row = Math.exp(k * (y - cy) ** 2) * scale;
      for (let x = left; x <= right; x++) pixels[y * widthPx + x]! += row * Math.exp(k * (x - cx) ** 2);
    }
  }
}
