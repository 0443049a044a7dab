import { normalQuantile } from "../stats/index.ts";
import { type Background, SPOT_NOISES } from "./background.ts";
import type { CameraBand } from "./camera-finding.ts";
import { angleApart, summariseDirections } from "./circular.ts";
import { learnShape, type SpotShape, tryParticle, unseenShape } from "./completeness.ts";
import type { Detection } from "./find-particles.ts";
import { aimDirection, learnAim, noAim, type PlumeAim } from "./plume-aim.ts";
import { emissionTimeS } from "./plume-evidence.ts";
import { movesAwayFrom, type PlumeOrigin, type TrackReport } from "./plume-origin.ts";

/** Of the way from origin to the edge of the picture, the stretch that is counted. */
export const STRETCH = { from: 0.12, to: 0.94 } as const;
/** Of that stretch, how far before its beginning spots tell the direction. */
const NEAR = -0.08;
/** Particles are told apart by brightness: classes of peak, each so many times the one before, the first from the faintest counted. */
const CLASSES = 8;
const CLASS_FACTOR = 1.6;
/** ...and by how far off the middle of the cone they are, in half widths: it is crowded there. Upper ends of all rings but the last. */
const RING_ENDS = [0.15, 0.35, 0.6] as const;
const CELLS = CLASSES * (RING_ENDS.length + 1);
/** What lies beside the cone is looked at in so many blocks each way. */
const BLOCKS = 5;
const MEMORY_S = 3;
/** Completeness is a property of the view, and may be remembered longer. */
const TRIAL_MEMORY_S = 6;
const TRIALS_A_FRAME = 24;
/** Where fewer of the plume's particles than this can be, none is tried. */
const LEAST_REACHED = 0.05;
const FEWEST_TRACKS = 6;
/** Particles are counted whose spot stands this many noises of a pixel above the ground (Rose 1948)... */
export const COUNTED_NOISES = 5;
/** ...and this much above what the filter needs to see them. */
const SURE = 1.15;

/** Running sums for the rate; all decay. */
export interface RateState {
  /** By ring and class of peak: spots counted, each divided by the length of the stretch on its ray [1/px]; trials and how many were found. */
  readonly density: Float64Array;
  readonly tried: Float64Array;
  readonly found: Float64Array;
  counted: number;
  /** Of the picture beside the cone, by block: spots and area in samples; and the area of the cone's stretch. */
  readonly beside: Float64Array;
  readonly besideArea: Float64Array;
  coneArea: number;
  /** Sightings of followed particles in the stretch and the sum of their speeds [px/s]; time, frames, and frames each with the part of the stretch that the plume has reached. */
  sightings: number;
  speeds: number;
  seconds: number;
  all: number;
  reached: number;
  trial: number;
  /** Height in the filtered picture from which on spots were counted lately. */
  leastPeak: number;
  readonly shape: SpotShape;
  readonly aim: PlumeAim;
  /** Mean direction of the cone in the picture, x to the right and y down [rad]; null before enough spots are seen. */
  directionRad: number | null;
}

export const noRate = (): RateState => ({
  density: new Float64Array(CELLS),
  tried: new Float64Array(CELLS),
  found: new Float64Array(CELLS),
  counted: 0,
  beside: new Float64Array(BLOCKS * BLOCKS),
  besideArea: new Float64Array(BLOCKS * BLOCKS),
  coneArea: 0,
  sightings: 0,
  speeds: 0,
  seconds: 0,
  all: 0,
  reached: 0,
  trial: 0,
  leastPeak: 0,
  shape: unseenShape(),
  aim: noAim(),
  directionRad: null,
});

/** One frame as the count sees it; places in pixels of the frame. */
export interface RateView {
  readonly timeS: number;
  readonly dtS: number;
  readonly background: Background;
  readonly pixels: ArrayLike<number>;
  readonly origin: PlumeOrigin;
  /** Tracks of the last seconds, in the stabilised scene as the origin is. */
  readonly tracks: readonly TrackReport[];
  readonly offset: { readonly xPx: number; readonly yPx: number };
  readonly detections: readonly Detection[];
  /** Whether a spot at a place of the picture would be left out as a fault of the camera. */
  readonly leftOut: (place: { readonly xPx: number; readonly yPx: number }) => boolean;
  /** The sign of the plume's particles, and which detections belong to tracks that lead away, with their speeds. */
  readonly sign: 1 | -1;
  readonly followed: readonly { readonly detection: Detection; readonly speedPxPerS: number }[];
}

/** Length of the ray from the origin through a place that lies within the picture [px]. */
export function pathInFramePx(
  origin: { readonly xPx: number; readonly yPx: number },
  through: { readonly xPx: number; readonly yPx: number },
  widthPx: number,
  heightPx: number,
): number {
  const dx = through.xPx - origin.xPx;
  const dy = through.yPx - origin.yPx;
  const length = Math.hypot(dx, dy);
  if (!(length > 0)) return 0;
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  for (const [o, d, size] of [
    [origin.xPx, dx / length, widthPx],
    [origin.yPx, dy / length, heightPx],
  ] as const) {
    if (Math.abs(d) < 1e-9) {
      if (o < 0 || o > size) return 0;
      continue;
    }
    const a = -o / d;
    const b = (size - o) / d;
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return Math.max(0, leave - enter);
}

/**
 * Counts one frame. The spots in the cone of the plume, followed or not, times their speed, over the length of the stretch
 * that they cross: the flux. How many are missed is measured on the frame itself, by laying a few particles of known place
 * and peak over it and looking for them; how many are not particles, on the picture beside the cone.
 */
export function countFrame(rate: RateState, view: RateView): void {
  decay(rate, view.dtS);
  const { origin, background, detections } = view;
  const away = view.tracks.filter((track) => movesAwayFrom(track, origin));
  for (const { detection } of view.followed)
    learnShape(rate.shape, background, view.pixels, detection, detections);
  const cone = summariseDirections(away.map((t) => Math.atan2(t.vyPxPerS, t.vxPxPerS)));
  if (!cone || away.length < FEWEST_TRACKS) return;
  const { widthPx: w, heightPx: h } = background;
  const at = { xPx: origin.xPx + view.offset.xPx, yPx: origin.yPx + view.offset.yPx };
  const spread = Math.max(0.05, cone.spreadRad);
  const halfWidth = Math.min(1.2, 2.5 * spread);
  const least = leastPeak(rate, background);
  const alongOf = ({ xPx, yPx }: { readonly xPx: number; readonly yPx: number }, path: number) =>
    (Math.hypot(xPx - at.xPx, yPx - at.yPx) / path - STRETCH.from) / (STRETCH.to - STRETCH.from);
  for (const d of detections) {
    if (d.sign !== view.sign || d.peak < least) continue;
    const path = pathInFramePx(at, d, w, h);
    const along = alongOf(d, path);
    // what lies close to the origin tells the direction too, though it is too crowded to count
    if (path > 12 && along >= NEAR && along < 1)
      learnAim(rate.aim, Math.atan2(d.yPx - at.yPx, d.xPx - at.xPx), path, view.timeS);
  }
  rate.directionRad = aimDirection(rate.aim, cone.meanRad, Math.min(1.3, 3.2 * spread), view.timeS);
  const middle = rate.directionRad ?? cone.meanRad;
  rate.leastPeak += Math.max(0.03, 1 / (rate.all + 1)) * (least - rate.leastPeak);
  rate.seconds += view.dtS;
  rate.all++;

  const offMiddle = ({ xPx, yPx }: { readonly xPx: number; readonly yPx: number }) =>
    angleApart(Math.atan2(yPx - at.yPx, xPx - at.xPx), middle) / halfWidth;
  const whereIs = (xPx: number, yPx: number): number | "beside" | null => {
    const distance = Math.hypot(xPx - at.xPx, yPx - at.yPx);
    const off = offMiddle({ xPx, yPx });
    if (off > 1) return off > 1.4 + 0.1 / halfWidth && distance > 12 ? "beside" : null;
    const path = pathInFramePx(at, { xPx, yPx }, w, h);
    const along = alongOf({ xPx, yPx }, path);
    return along >= 0 && along < 1 && path > 12 ? path : null;
  };
  const blockOf = ({ xPx, yPx }: { readonly xPx: number; readonly yPx: number }) =>
    Math.min(BLOCKS - 1, Math.floor((BLOCKS * xPx) / w)) +
    BLOCKS * Math.min(BLOCKS - 1, Math.floor((BLOCKS * yPx) / h));
  const counted: Detection[] = [];
  for (const d of detections) {
    if (d.sign !== view.sign || d.peak < least) continue;
    const where = whereIs(d.xPx, d.yPx);
    if (where === "beside") rate.beside[blockOf(d)]!++;
    else if (where) {
      rate.counted++;
      counted.push(d);
      rate.density[cellOf(offMiddle(d), d.peak / least)]! += 1 / ((STRETCH.to - STRETCH.from) * where);
    }
  }
  // areas by a thinned set of places, different from frame to frame
  for (let k = 0; k < 48; k++) {
    const n = rate.trial * 48 + k;
    const place = { xPx: w * ((n * 0.7548776662) % 1), yPx: h * ((n * 0.5698402909) % 1) };
    const where = whereIs(place.xPx, place.yPx);
    if (where === "beside") rate.besideArea[blockOf(place)]!++;
    else if (where) rate.coneArea++;
  }
  for (const { detection, speedPxPerS } of view.followed) {
    const where = whereIs(detection.xPx, detection.yPx);
    if (where === "beside" || !where || detection.peak < least) continue;
    rate.sightings++;
    rate.speeds += speedPxPerS;
  }
  tryParticles(rate, view, away, at, least, counted, { middle, spread, halfWidth });
}

const classOf = (overLeast: number) =>
  Math.max(0, Math.min(CLASSES - 1, Math.floor(Math.log(overLeast) / Math.log(CLASS_FACTOR))));

const cellOf = (offMiddle: number, overLeast: number) => {
  const ring = RING_ENDS.findIndex((end) => offMiddle < end);
  return (ring < 0 ? RING_ENDS.length : ring) * CLASSES + classOf(overLeast);
};

function decay(rate: RateState, dtS: number): void {
  const keep = Math.exp(-dtS / MEMORY_S);
  rate.counted *= keep;
  for (let k = 0; k < rate.beside.length; k++) {
    rate.beside[k]! *= keep;
    rate.besideArea[k]! *= keep;
  }
  rate.coneArea *= keep;
  rate.sightings *= keep;
  rate.speeds *= keep;
  rate.seconds *= keep;
  rate.all *= keep;
  rate.reached *= keep;
  const keepTrials = Math.exp(-dtS / TRIAL_MEMORY_S);
  for (let k = 0; k < CELLS; k++) {
    rate.density[k]! *= keep;
    rate.tried[k]! *= keepTrials;
    rate.found[k]! *= keepTrials;
  }
}

/** Peak in the filtered picture from which on particles are counted. */
const leastPeak = (rate: RateState, background: Background) =>
  Math.max(
    (COUNTED_NOISES * background.pixelNoise) / rate.shape.sharpness,
    SURE * SPOT_NOISES * background.noise,
  );

/**
 * A plume that has just begun has not reached all of the stretch: the part of particles fast enough to have come this far, for
 * speeds that are lognormal (its distribution function by the logistic one, within 0.01).
 */
function frontOf(view: RateView, away: readonly TrackReport[]): (distancePx: number) => number {
  let [firstS, lastS] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [sum, squares] = [0, 0];
  for (const track of away) {
    const emittedS = emissionTimeS(track, view.origin);
    firstS = Math.min(firstS, emittedS);
    lastS = Math.max(lastS, emittedS);
    const v = Math.log(Math.hypot(track.vxPxPerS, track.vyPxPerS));
    sum += v;
    squares += v * v;
  }
  const mean = sum / away.length;
  const spread = Math.max(0.1, Math.sqrt(Math.max(0, squares / away.length - mean * mean)));
  // the first that is followed left the ship after the plume began, by the mean time from one to the next
  const onsetS = firstS - (lastS - firstS) / Math.max(1, away.length - 1);
  const sinceS = Math.max(1e-3, view.timeS - onsetS);
  return (distancePx) => 1 / (1 + Math.exp((1.702 * (Math.log(distancePx / sinceS) - mean)) / spread));
}

const pointOn = (
  at: { readonly xPx: number; readonly yPx: number },
  directionRad: number,
  distance: number,
) => ({ xPx: at.xPx + distance * Math.cos(directionRad), yPx: at.yPx + distance * Math.sin(directionRad) });

/** Lays particles of every class over the frame, spread as the plume's are, and sees whether they are found. */
function tryParticles(
  rate: RateState,
  view: RateView,
  away: readonly TrackReport[],
  at: { readonly xPx: number; readonly yPx: number },
  least: number,
  counted: readonly Detection[],
  cone: { readonly middle: number; readonly spread: number; readonly halfWidth: number },
): void {
  const { widthPx: w, heightPx: h } = view.background;
  const reached = frontOf(view, away);
  let [sum, asked, tried] = [0, 0, 0];
  while (asked < 3 * TRIALS_A_FRAME && tried < TRIALS_A_FRAME) {
    asked++;
    const n = ++rate.trial;
    // spread as particles are: spots are rare where it is crowded
    const ray = cone.middle + cone.spread * normalQuantile(((n * 0.8191725134) % 1) * 0.98 + 0.01);
    const along = STRETCH.from + ((n * 0.6710436067) % 1) * (STRETCH.to - STRETCH.from);
    const path = pathInFramePx(at, pointOn(at, ray, 100), w, h);
    const distance = along * path;
    const part = reached(distance);
    sum += part;
    if (part < LEAST_REACHED) continue;
    tried++;
    const place = pointOn(at, ray, distance);
    // half of them as bright as those that are counted, half of every class
    const like = n % 2 === 0 ? counted[((n / 2) * 7) % counted.length] : undefined;
    const peak = like?.peak ?? least * CLASS_FACTOR ** ((n * 0.5497004779 * CLASSES) % CLASSES);
    const trial = { ...place, sign: view.sign, peak };
    const found = tryParticle(rate.shape, view.background, view.detections, trial, least);
    if (found === undefined) continue;
    // on a long ray a particle is in view the longer
    const weight = (part * path) / w;
    const cell = cellOf(angleApart(ray, cone.middle) / cone.halfWidth, peak / least);
    rate.tried[cell]! += weight;
    if (found && !view.leftOut(place)) rate.found[cell]! += weight;
  }
  rate.reached += sum / asked;
}

/** Least completeness that a correction is trusted with. */
const LEAST_COMPLETENESS = 0.2;
/** Relative error of all that the count itself does not tell: shape of the cone, speeds of those not followed. */
const SYSTEMATIC = 0.23;
/**
 * What trials at places of their own do not show: a particle that hides behind another stays hidden while both fly on, and
 * compression wipes out those that are drawn before it. Median of 70 rendered clips, seeds 90001 on, which serve for nothing else.
 */
const HIDDEN = 1.15;

/** Spots beside the cone a sample of area: of all blocks the median, for the edge of an array lies in a few of them and says nothing of the cone. */
function clutterDensity({ beside, besideArea }: RateState): number {
  const least = 0.3 * Math.max(...besideArea);
  const densities = [...besideArea]
    .flatMap((area, k) => (area > least ? [beside[k]! / area] : []))
    .sort((a, b) => a - b);
  return densities[densities.length >> 1] ?? 0;
}

/** Particles a second that stand {@link COUNTED_NOISES} noises above the ground, with a 90 % band; null before a third of a second of plume. */
export function particlesPerS(rate: RateState): CameraBand | null {
  if (rate.seconds < 0.3 || rate.sightings < 3 || !(rate.counted > 0) || !(rate.reached > 0)) return null;
  let density = 0;
  let variance = 0;
  for (let k = 0; k < CELLS; k++) {
    // as if one had been tried before, and found in part: no class is taken for perfect or hopeless after a few trials
    const tried = rate.tried[k]! + 1;
    const complete = Math.max(LEAST_COMPLETENESS, (rate.found[k]! + 0.7) / tried);
    const part = rate.density[k]! / complete;
    density += part;
    variance += part ** 2 * ((1 - complete) / (complete * tried));
  }
  const clutter = clutterDensity(rate) * rate.coneArea;
  const particles = Math.max(0.2, 1 - clutter / rate.counted);
  const speed = rate.speeds / rate.sightings;
  const median = (HIDDEN * particles * density * speed) / rate.reached;
  const passages = (median * rate.seconds * rate.reached) / rate.all;
  const relative = Math.sqrt(1 / Math.max(1, passages) + variance / density ** 2 + SYSTEMATIC ** 2);
  return { median, p05: median * Math.exp(-1.645 * relative), p95: median * Math.exp(1.645 * relative) };
}
