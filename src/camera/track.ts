/** A place seen at an instant. */
export interface TrackPoint {
  readonly xPx: number;
  readonly yPx: number;
  readonly timeS: number;
}

/** One particle followed from frame to frame at nearly constant velocity. */
export interface Track {
  readonly id: number;
  readonly sign: 1 | -1;
  /** Newest last; at most {@link LONGEST_TAIL}. */
  readonly tail: TrackPoint[];
  readonly first: TrackPoint;
  /** Least-squares velocity over the tail [px/s], x to the right, y down. */
  vxPxPerS: number;
  vyPxPerS: number;
  /** Frames in which it was seen, and frames since its birth. */
  hits: number;
  age: number;
  /** Frames in a row in which it was not seen. */
  missed: number;
  peak: number;
  /** Root mean square distance of the tail from the straight line [px]. */
  wobblePx: number;
  /** Set once it was long and straight enough to count. */
  counted: boolean;
  /** Counted, but moving as the scenery does. */
  refused: boolean;
}

export const LONGEST_TAIL = 12;

/** Fits position against time on the tail; fills velocity and wobble. */
export function fitTrack(track: Track): void {
  const { tail } = track;
  const n = tail.length;
  if (n < 2) return;
  let [t0, x0, y0] = [0, 0, 0];
  for (const p of tail) {
    t0 += p.timeS;
    x0 += p.xPx;
    y0 += p.yPx;
  }
  t0 /= n;
  x0 /= n;
  y0 /= n;
  let [tt, tx, ty] = [0, 0, 0];
  for (const p of tail) {
    const t = p.timeS - t0;
    tt += t * t;
    tx += t * (p.xPx - x0);
    ty += t * (p.yPx - y0);
  }
  if (!(tt > 0)) return;
  track.vxPxPerS = tx / tt;
  track.vyPxPerS = ty / tt;
  let sum = 0;
  for (const p of tail) {
    const t = p.timeS - t0;
    sum += (p.xPx - x0 - track.vxPxPerS * t) ** 2 + (p.yPx - y0 - track.vyPxPerS * t) ** 2;
  }
  track.wobblePx = Math.sqrt(sum / n);
}

/** Where the track is expected at an instant. */
export function predict(track: Track, timeS: number): { xPx: number; yPx: number } {
  const { tail } = track;
  const last = tail[tail.length - 1]!;
  const dt = timeS - last.timeS;
  return { xPx: last.xPx + track.vxPxPerS * dt, yPx: last.yPx + track.vyPxPerS * dt };
}
