import type { GreyFrame } from "../camera/index.ts";

const HEADER = 54;
const PALETTE = 1024;

/** A grey picture as an uncompressed Windows bitmap of 8 bits a pixel: every browser reads it, and it needs no encoder. */
export function greyBitmap({ widthPx, heightPx, pixels }: GreyFrame): Uint8Array {
  const stride = (widthPx + 3) & ~3;
  const start = HEADER + PALETTE;
  const file = new Uint8Array(start + stride * heightPx);
  const view = new DataView(file.buffer);
  file[0] = 0x42;
  file[1] = 0x4d;
  view.setUint32(2, file.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, widthPx, true);
  view.setInt32(22, heightPx, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(46, 256, true);
  for (let level = 0; level < 256; level++) file.fill(level, HEADER + 4 * level, HEADER + 4 * level + 3);
  // rows from the bottom up
  for (let y = 0; y < heightPx; y++)
    file.set(pixels.subarray(y * widthPx, (y + 1) * widthPx), start + (heightPx - 1 - y) * stride);
  return file;
}
