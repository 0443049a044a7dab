/** One grey picture, row after row from the top left. `timeS` is the time of the picture at its source. */
export interface GreyFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timeS: number;
  /** 0 is black, 255 is white, whatever the array type. Length is width times height; a source may reuse it. */
  readonly pixels: Uint8Array | Float32Array;
}

/** Smallest picture that the detector looks at: below this the local background window does not fit twice. */
export const SMALLEST_SIDE_PX = 32;
/** Largest number of pixels: bounds the memory of the detector (24 bytes a pixel). */
export const LARGEST_PIXELS = 4096 * 2304;

/** What makes a frame unusable, in words; null for a usable one. */
export function frameProblem({ widthPx, heightPx, timeS, pixels }: GreyFrame): string | null {
  if (!Number.isInteger(widthPx) || !Number.isInteger(heightPx))
    return `its size ${widthPx} x ${heightPx} is not in whole pixels`;
  if (Math.min(widthPx, heightPx) < SMALLEST_SIDE_PX)
    return `it is ${widthPx} x ${heightPx} pixels; at least ${SMALLEST_SIDE_PX} on each side are needed`;
  if (widthPx * heightPx > LARGEST_PIXELS)
    return `it is ${widthPx} x ${heightPx} pixels, above the limit of ${LARGEST_PIXELS}; scale it down`;
  if (pixels.length !== widthPx * heightPx)
    return `it has ${pixels.length} pixels where ${widthPx} x ${heightPx} need ${widthPx * heightPx}`;
  if (!Number.isFinite(timeS)) return `its time ${timeS} is not a number`;
  return null;
}
