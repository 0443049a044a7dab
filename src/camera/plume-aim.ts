import { angleApart } from "./circular.ts";

const HELD = 2048;
const MEMORY_S = 3;
const ROUNDS = 6;
/** Fewer spots than this give no direction. */
const FEWEST = 12;

/** Where the spots of the last seconds lie around the origin of a plume: places in a ring buffer, in bounded memory. */
export interface PlumeAim {
  readonly angleRad: Float64Array;
  readonly weight: Float64Array;
  readonly timeS: Float64Array;
  count: number;
}

export const noAim = (): PlumeAim => ({
  angleRad: new Float64Array(HELD),
  weight: new Float64Array(HELD),
  timeS: new Float64Array(HELD),
  count: 0,
});

/** Takes a spot in, on a ray of `pathPx` through the picture: on a long ray a particle is seen the longer, and weighs the less each time. */
export function learnAim(aim: PlumeAim, angleRad: number, pathPx: number, timeS: number): void {
  const at = aim.count++ % HELD;
  aim.angleRad[at] = angleRad;
  aim.weight[at] = 1 / pathPx;
  aim.timeS[at] = timeS;
}

/**
 * Mean direction of what leaves the origin: of the spots within `halfWidthRad` of it, found by going there anew from the direction of the
 * tracks, which are few and miss the side that the edge of the picture cuts short. Null where there are too few spots.
 */
export function aimDirection(
  aim: PlumeAim,
  tracksRad: number,
  halfWidthRad: number,
  timeS: number,
): number | null {
  const held = Math.min(aim.count, HELD);
  let mean = tracksRad;
  for (let round = 0; round < ROUNDS; round++) {
    let [sum, turned, spots] = [0, 0, 0];
    for (let i = 0; i < held; i++) {
      if (angleApart(aim.angleRad[i]!, mean) > halfWidthRad) continue;
      const off = aim.angleRad[i]! - mean;
      const weight = aim.weight[i]! * Math.exp((aim.timeS[i]! - timeS) / MEMORY_S);
      sum += weight;
      turned += weight * (off - 2 * Math.PI * Math.round(off / (2 * Math.PI)));
      spots++;
    }
    if (spots < FEWEST) return null;
    mean += turned / sum;
  }
  return mean - 2 * Math.PI * Math.round(mean / (2 * Math.PI));
}
