import { directionNat, evidenceNat, type OriginPrior } from "./plume-likelihood.ts";
import {
  locateOrigin,
  movesAwayFrom,
  type PlumeOrigin,
  refineOrigin,
  type TrackReport,
} from "./plume-origin.ts";

/** A track that counts, as it is known best, and when it first did. */
export interface CountedTrack extends TrackReport {
  readonly countedS: number;
}

/**
 * What is believed of "particles keep leaving one place of this ship", from the tracks of the last seconds.
 *
 * Each track leads away from the origin or anywhere; the statistic is the likelihood ratio of all of them, the mean over where
 * the origin may be. Without a plume, if the directions of tracks have no preference, its mean is below one at each instant, so
 * it is above a threshold A at an instant with probability 1/A at most (Markov; Shafer et al. 2011 on such ratios).
 */
export interface PlumeEvidence {
  /** In order of counting, at most {@link REMEMBERED}. */
  tracks: CountedTrack[];
  origin: PlumeOrigin | null;
  /** ln of the likelihood ratio. */
  logR: number;
  /** Tracks counted so far, and those remembered that lead away from the origin. */
  counted: number;
  away: number;
  /** Tracks that lead away, by the interval in which they were emitted. */
  bins: ReadonlyMap<number, EmissionBin>;
  /** Newest instant at which a track that leads away began to count, and the usual time from emission to that [s]. */
  lastAwayS: number;
  lagS: number;
  /** Whether tracks came or went since the origin was last searched for. */
  changed: boolean;
}

interface EmissionBin {
  readonly hits: number;
}

/** Emission is looked at in intervals of this length [s]... */
export const BIN_S = 0.25;
/** ...and those of one interval weigh as much as so many tracks at most, so that no puff shorter than a second can convince. */
export const TRACKS_PER_BIN = 2;
const REMEMBERED = 80;
const FORGET_S = 8;

export const noEvidence = (): PlumeEvidence => ({
  tracks: [],
  origin: null,
  logR: Number.NEGATIVE_INFINITY,
  counted: 0,
  away: 0,
  bins: new Map(),
  lastAwayS: Number.NEGATIVE_INFINITY,
  lagS: 0.5,
  changed: false,
});

/** When the particle left the origin, at its present speed. */
export function emissionTimeS(track: TrackReport, origin: PlumeOrigin): number {
  const distance = Math.hypot(track.xPx - origin.xPx, track.yPx - origin.yPx);
  return track.timeS - distance / Math.hypot(track.vxPxPerS, track.vyPxPerS);
}

/** Takes a counted track in at `nowS`, or knows better of one already taken. */
export function learnTrack(evidence: PlumeEvidence, track: TrackReport, nowS: number): void {
  const { tracks } = evidence;
  const at = tracks.findIndex(({ id }) => id === track.id);
  const before = tracks[at];
  if (before) {
    if (track.directionSdRad <= before.directionSdRad) tracks[at] = { ...track, countedS: before.countedS };
    return;
  }
  evidence.counted++;
  tracks.push({ ...track, countedS: nowS });
  if (tracks.length > REMEMBERED) tracks.shift();
  evidence.changed = true;
}

/** Leaves a track out that turned out to be no particle. */
export function dropTrack(evidence: PlumeEvidence, id: number): void {
  const before = evidence.tracks.length;
  evidence.tracks = evidence.tracks.filter((track) => track.id !== id);
  if (evidence.tracks.length < before) evidence.changed = true;
}

/** Once a frame, after its tracks: forgets old ones, fits the origin anew and weighs all of them. */
export function closeFrame(evidence: PlumeEvidence, nowS: number, prior: OriginPrior): void {
  const before = evidence.tracks.length;
  evidence.tracks = evidence.tracks.filter(({ timeS }) => timeS >= nowS - FORGET_S);
  if (evidence.changed || evidence.tracks.length < before) {
    const found = locateOrigin(evidence.tracks, prior.reachPx, prior.centre);
    // an origin that a quarter of the tracks share is chance
    evidence.origin = found && found.inliers >= 0.35 * found.of ? found : null;
  } else if (evidence.origin) evidence.origin = refineOrigin(evidence.tracks, evidence.origin);
  evidence.changed = false;
  weigh(evidence, nowS, prior);
}

function weigh(evidence: PlumeEvidence, nowS: number, prior: OriginPrior): void {
  const { origin, tracks } = evidence;
  evidence.logR = Number.NEGATIVE_INFINITY;
  evidence.away = 0;
  if (!origin) {
    evidence.bins = new Map();
    return;
  }
  const bins = new Map<number, { hits: number; all: number; nat: number }>();
  const binOf: number[] = [];
  for (const track of tracks) {
    const emittedS = emissionTimeS(track, origin);
    const number = Math.floor(emittedS / BIN_S);
    binOf.push(number);
    const bin = bins.get(number) ?? { hits: 0, all: 0, nat: 0 };
    bins.set(number, bin);
    bin.all++;
    bin.nat += directionNat(track, origin.xPx, origin.yPx);
    if (!movesAwayFrom(track, origin)) continue;
    bin.hits++;
    evidence.away++;
    if (track.countedS <= evidence.lastAwayS) continue;
    evidence.lastAwayS = track.countedS;
    evidence.lagS += 0.1 * (track.countedS - emittedS - evidence.lagS);
  }
  evidence.bins = bins;
  const weightOf = (number: number) => Math.min(1, TRACKS_PER_BIN / bins.get(number)!.all);
  const { startBin, starts, chargeNat } = bestStart(bins, weightOf, lastClosedBin(evidence, nowS));
  const since = tracks.flatMap((track, i) => (binOf[i]! >= startBin ? [{ track, bin: binOf[i]! }] : []));
  evidence.logR =
    evidenceNat(
      since.map(({ track }) => track),
      since.map(({ bin }) => weightOf(bin)),
      origin,
      prior,
    ) -
    chargeNat -
    Math.log(starts);
}

/** Newest interval all of whose particles should have been counted by now. */
const lastClosedBin = ({ lagS }: PlumeEvidence, nowS: number) =>
  Math.floor((nowS - 1.5 * lagS - 0.3) / BIN_S) - 1;

/**
 * From which interval on the tracks speak most for a plume that goes on until now. An interval without one is charged with the
 * Poisson probability that it is empty, at the rate of those that are not; the choice costs the logarithm of their number.
 */
function bestStart(
  bins: ReadonlyMap<number, { hits: number; nat: number }>,
  weightOf: (bin: number) => number,
  closed: number,
): { startBin: number; starts: number; chargeNat: number } {
  const filled = [...bins.values()].filter(({ hits }) => hits > 0);
  const mean = filled.reduce((sum, { hits }) => sum + hits, 0) / Math.max(1, filled.length);
  const emptyNat = Math.min(3, meanOfAll(mean));
  const newestFirst = [...bins.keys()].sort((p, q) => q - p);
  let best = { startBin: newestFirst[0] ?? 0, starts: 1, chargeNat: 0 };
  let [most, sum, charge] = [Number.NEGATIVE_INFINITY, 0, 0];
  let next = closed + 1;
  for (const number of newestFirst) {
    // empty ones between this and the next filled one, or the present
    charge += emptyNat * Math.max(0, Math.min(next, closed + 1) - number - 1);
    const bin = bins.get(number)!;
    if (bin.hits === 0 && number <= closed) charge += emptyNat;
    sum += weightOf(number) * bin.nat;
    if (sum - charge > most) {
      most = sum - charge;
      best = { startBin: number, starts: 1, chargeNat: charge };
    }
    next = number;
  }
  return { ...best, starts: Math.max(1, newestFirst.length) };
}

/** Poisson mean of all intervals from the mean of those that are not empty: m = lambda / (1 - exp(-lambda)), by Newton. */
export function meanOfAll(meanOfFilled: number): number {
  if (meanOfFilled <= 1) return 0;
  let mean = 2 * (meanOfFilled - 1);
  for (let i = 0; i < 20; i++) {
    const empty = Math.exp(-mean);
    const ratio = mean / (1 - empty);
    const slope = (1 - empty - mean * empty) / (1 - empty) ** 2;
    mean = Math.max(1e-6, mean - (ratio - meanOfFilled) / slope);
  }
  return mean;
}
