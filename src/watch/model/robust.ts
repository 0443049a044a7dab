import type { Innovation } from "./kalman.ts";

/**
 * An innovation beyond this many standard deviations counts as this many in the test: 4.5 nat at most, so that it takes a fall
 * that goes on for four frames to confirm a leak, and a step that settles within three never does.
 */
const CLIP_SD = 3;
/** Beyond this the level is taken to have jumped, and is learned anew instead of being followed as if it drifted. */
export const JUMP_SD = 6;

export function isJump(innovation: Innovation): boolean {
  return Math.abs(innovation.residual) > JUMP_SD * Math.sqrt(innovation.variance);
}

/** The residual, held within what one frame may say. */
export function clipped(innovation: Innovation): number {
  const limit = CLIP_SD * Math.sqrt(innovation.variance);
  return Math.max(-limit, Math.min(limit, innovation.residual));
}

/** A covariance whose level may be anywhere within the jump that was just seen. */
export function loosenLevel(covariance: Float64Array, innovation: Innovation): Float64Array {
  const loosened = covariance.slice();
  loosened[0] = loosened[0]! + innovation.residual ** 2;
  return loosened;
}
