import { summariseDirections } from "./circular.ts";
import { BIN_S, type PlumeEvidence } from "./plume-evidence.ts";
import { movesAwayFrom, type TrackReport } from "./plume-origin.ts";

/** What the footage looked like lately, besides the tracks that count. */
export interface FootageManner {
  /** Part of detections that belong to a track. */
  readonly linkedPart: number;
  readonly detectionsPerFrame: number;
  /** Tracks turned away in the last seconds because they move as the scenery or as each other do. */
  readonly sharedMotionTracks: number;
}

const LIMIT_NAT = Math.log(1000);
const bounded = (nat: number) => Math.exp(Math.max(-LIMIT_NAT, Math.min(LIMIT_NAT, nat)));

/**
 * Odds of a lasting plume against each alternative, as ratios of the likelihood of what tells the two apart. Rough models on
 * purpose, each about one feature, bounded to a thousand: they explain a decision, they do not make it.
 */
export function confuserOdds(
  evidence: PlumeEvidence,
  manner: FootageManner,
  announced: boolean,
): Record<string, number> {
  const { tracks, origin } = evidence;
  const out = origin ? tracks.filter((track) => movesAwayFrom(track, origin)) : [];
  const angles = out.map((track) => Math.atan2(track.vyPxPerS, track.vxPxPerS));
  const spread = summariseDirections(angles)?.spreadRad ?? 0;
  const variation = speedVariation(out);
  const bins = [...evidence.bins].flatMap(([bin, { hits }]) => (hits > 0 ? [bin] : [])).sort((a, b) => a - b);
  const filled = bins.length;
  const longestRun = longest(bins);
  const others = tracks.length - out.length;
  const none = out.length < 4;
  return {
    // a firing lasts up to half a second: each further quarter of a second of steady emission is a factor of four
    "thruster firing": none
      ? bounded(-2)
      : bounded(1.4 * (longestRun - 0.5 / BIN_S) - 1.4 * Math.max(0, filled > 0 ? gaps(bins) : 0)),
    // scenery and stars: one velocity for all; a spray spreads by several degrees and tens of per cent
    "star drift or camera pan": none
      ? bounded(-1 - manner.sharedMotionTracks)
      : bounded(
          out.length * (0.4 * Math.log((spread + 0.003) / 0.03) + 0.4 * Math.log((variation + 0.01) / 0.05)) -
            0.5 * manner.sharedMotionTracks,
        ),
    // single objects: a rate of one in half a minute
    "debris flying by": none ? bounded(-1) : bounded((out.length - 2) * Math.log(4)),
    // noise links by chance only and has no common origin
    "snow of the downlink": none
      ? bounded(-1 - 0.02 * manner.detectionsPerFrame * (1 - manner.linkedPart))
      : bounded(out.length * Math.log(0.8 / 0.3) + others * Math.log(0.2 / 0.7)),
    // dust on the lens does not move
    "dust on the lens": none ? bounded(-1) : bounded(out.length * 1.5),
    // moves like coolant: only an announcement tells them apart
    "announced water dump": announced ? bounded(-3) : 1,
  };
}

function speedVariation(tracks: readonly TrackReport[]): number {
  if (tracks.length < 2) return 0;
  const speeds = tracks.map((track) => Math.hypot(track.vxPxPerS, track.vyPxPerS));
  const mean = speeds.reduce((a, b) => a + b, 0) / speeds.length;
  return Math.sqrt(speeds.reduce((a, b) => a + (b - mean) ** 2, 0) / (speeds.length - 1)) / mean;
}

function longest(bins: readonly number[]): number {
  let best = bins.length > 0 ? 1 : 0;
  let run = best;
  for (let i = 1; i < bins.length; i++) {
    run = bins[i]! - bins[i - 1]! <= 2 ? run + 1 : 1;
    best = Math.max(best, run);
  }
  return best;
}

/** Pauses of more than half a second. */
function gaps(bins: readonly number[]): number {
  let count = 0;
  for (let i = 1; i < bins.length; i++) if (bins[i]! - bins[i - 1]! > 0.5 / BIN_S) count++;
  return count;
}
