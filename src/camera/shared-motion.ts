import type { TrackReport } from "./plume-origin.ts";

const WINDOW_S = 3;
/** Velocities that agree within this part of themselves, plus their error, move as one body. */
const ALIKE = 0.05;
const FEWEST = 3;
const MOST = 0.5;

/**
 * Whether a track moves as most others do: stars that drift, clouds and city lights that pass, a panning camera. Drops of a
 * spray differ in speed by tens of per cent and in direction by the width of their cone.
 */
export function sharesMotion(track: TrackReport, others: readonly TrackReport[]): boolean {
  const speed = Math.hypot(track.vxPxPerS, track.vyPxPerS);
  let recent = 0;
  let alike = 0;
  for (const other of others) {
    if (other.timeS < track.timeS - WINDOW_S) continue;
    recent++;
    const apart = Math.hypot(track.vxPxPerS - other.vxPxPerS, track.vyPxPerS - other.vyPxPerS);
    if (apart < speed * Math.hypot(ALIKE, 1.5 * Math.hypot(track.directionSdRad, other.directionSdRad)))
      alike++;
  }
  return recent >= FEWEST && alike >= MOST * recent;
}
