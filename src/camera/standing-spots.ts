import type { Track } from "./track.ts";

type Place = { readonly xPx: number; readonly yPx: number };

/** Frames looked back on. */
export const RECENT_FRAMES = 8;
/** From this far on a particle no longer accounts for a spot at a place on its way [px]. */
const APART_PX = 3;
/** Instants at which a place is looked at while the particle was elsewhere, and the part of them with a spot, from which on it stands. */
const FEWEST = 6;
const MOST = 0.4;

/**
 * Where spots were seen in each of the last {@link RECENT_FRAMES} frames: a bit a frame for each pixel of the stabilised scene,
 * set where a spot lay within a pixel. The scene wraps round at the size of the picture, so that a pan needs no more memory.
 */
export class RecentSpots {
  readonly #bits: Uint8Array;
  /** The same memory, four pixels at once. */
  readonly #words: Uint32Array;

  constructor(
    readonly widthPx: number,
    readonly heightPx: number,
  ) {
    const buffer = new ArrayBuffer(4 * Math.ceil((widthPx * heightPx) / 4));
    this.#bits = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
  }

  #index(x: number, y: number): number {
    const { widthPx: w, heightPx: h } = this;
    return (((y % h) + h) % h) * w + (((x % w) + w) % w);
  }

  learn(spots: readonly Place[]): void {
    const words = this.#words;
    for (let i = 0; i < words.length; i++) words[i] = (words[i]! << 1) & 0xfefefefe;
    for (const { xPx, yPx } of spots) {
      const [x, y] = [Math.round(xPx), Math.round(yPx)];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) this.#bits[this.#index(x + dx, y + dy)]! |= 1;
    }
  }

  /** Bit k: a spot was seen there k frames ago. */
  at({ xPx, yPx }: Place): number {
    return this.#bits[this.#index(Math.round(xPx), Math.round(yPx))]!;
  }
}

/**
 * Whether a track hops over spots that stand still: where it was, spots were seen before it came or after it left. The grid of an
 * array that comes out of the dark shows as rows of spots at equal steps that come and go, and three in a row look like one that
 * moves. Spots strewn as densely as one in 50 px2 lie at a place in a fifth of the frames.
 */
export function hopsOverStandingSpots(
  { tail, vxPxPerS, vyPxPerS }: Pick<Track, "tail" | "vxPxPerS" | "vyPxPerS">,
  frameS: number,
  recent: RecentSpots,
): boolean {
  const last = tail[tail.length - 1]!;
  const stepPx = Math.hypot(vxPxPerS, vyPxPerS) * frameS;
  let looked = 0;
  let still = 0;
  for (const point of tail) {
    const bits = recent.at(point);
    const behindPx = Math.hypot(point.xPx - last.xPx, point.yPx - last.yPx);
    for (let k = 0; k < RECENT_FRAMES; k++) {
      if (Math.abs(behindPx - k * stepPx) < APART_PX) continue;
      looked++;
      still += (bits >> k) & 1;
    }
  }
  return looked >= FEWEST && still >= MOST * looked;
}
