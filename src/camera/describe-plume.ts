import type { CameraBand, PlumeFinding } from "./camera-finding.ts";
import { summariseDirections } from "./circular.ts";
import { confuserOdds, type FootageManner } from "./confuser-odds.ts";
import { bayesNat } from "./fuse/camera-evidence.ts";
import type { PlumeEvidence } from "./plume-evidence.ts";
import { movesAwayFrom } from "./plume-origin.ts";
import { particlesPerS, type RateState } from "./plume-rate.ts";

export interface PlumeView {
  readonly widthPx: number;
  readonly thresholdNat: number;
  readonly chanceTracksPerS: number;
  readonly pxPerM: number | null;
  readonly offset: { readonly xPx: number; readonly yPx: number };
  readonly announced: boolean;
  readonly manner: FootageManner;
}

type Description = Omit<PlumeFinding, "schema" | "type" | "phase" | "timeS" | "frame">;

/** Direction, spread, speed, origin, rate and odds of what has been gathered. */
export function describePlume(evidence: PlumeEvidence, rate: RateState, view: PlumeView): Description {
  const { origin } = evidence;
  const out = origin ? evidence.tracks.filter((track) => movesAwayFrom(track, origin)) : [];
  const speeds = out.map((track) => Math.hypot(track.vxPxPerS, track.vyPxPerS));
  const angles = out.map((track) => Math.atan2(-track.vyPxPerS, track.vxPxPerS));
  // a fast drop is in view for a shorter time, and is counted once all the same: no weights
  const direction = summariseDirections(angles);
  const speedPxPerS = bandOf(speeds);
  const finite = Number.isFinite(evidence.logR) ? evidence.logR : -50;
  return {
    statisticNat: finite,
    thresholdNat: view.thresholdNat,
    logBayesFactor: bayesNat(finite, view.chanceTracksPerS),
    // spots are many and know the edges of the picture; the picture's y runs down
    directionRad: rate.directionRad === null ? (direction?.meanRad ?? null) : -rate.directionRad,
    directionSdRad: direction?.standardErrorRad ?? null,
    spreadRad: direction?.spreadRad ?? null,
    speedPxPerS,
    speedMPerS: speedPxPerS && view.pxPerM ? scaled(speedPxPerS, 1 / view.pxPerM) : null,
    origin: origin && {
      xPx: origin.xPx + view.offset.xPx,
      yPx: origin.yPx + view.offset.yPx,
      sdPx: Math.sqrt(origin.varXX + origin.varYY),
    },
    ...rateOf(rate),
    odds: confuserOdds(evidence, view.manner, view.announced),
  };
}

function rateOf(rate: RateState): Pick<PlumeFinding, "particlesPerS" | "countedPeakLevels"> {
  const band = particlesPerS(rate);
  return { particlesPerS: band, countedPeakLevels: band && rate.leastPeak * rate.shape.sharpness };
}

function bandOf(values: readonly number[]): CameraBand | null {
  if (values.length < 3) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}

const scaled = ({ median, p05, p95 }: CameraBand, factor: number): CameraBand => ({
  median: median * factor,
  p05: p05 * factor,
  p95: p95 * factor,
});
