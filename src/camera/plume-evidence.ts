import {
  locateOrigin,
  movesAwayFrom,
  type PlumeOrigin,
  type TrackReport,
  toleranceRad,
} from "./plume-origin.ts";

/**
 * What is believed of "particles keep leaving one place of this ship", from tracks in order of their arrival.
 *
 * The origin is fitted to earlier tracks only; each new track then either leads away from it or does not. Without a plume
 * that happens with probability at most {@link chanceAway}; with one, with {@link PLUME_AWAY}. The
 * product of these ratios, restarted at every track, is a Shiryaev-Roberts statistic: R - n is a supermartingale without a
 * plume, so a threshold A is passed by chance once in A counted tracks or less often (Pollak 1985).
 */
export interface PlumeEvidence {
  /** Newest last, at most {@link REMEMBERED}. */
  readonly tracks: TrackReport[];
  origin: PlumeOrigin | null;
  /** ln of the Shiryaev-Roberts statistic. */
  logR: number;
  /** Counted tracks so far, and those that led away from the origin known before them. */
  counted: number;
  away: number;
  /** What each interval of emission has shown, by its number; the newest {@link REMEMBERED_BINS}. */
  readonly bins: Map<number, EmissionBin>;
  /** Newest bin that has been checked for emptiness, and the usual time from emission to being counted [s]. */
  checkedBin: number;
  lagS: number;
  lastAwayS: number;
}

/** Tracks weighed so far, and all that led away from the origin. */
interface EmissionBin {
  weighed: number;
  hits: number;
}

export const PLUME_AWAY = 0.85;
/** A fifth above what directions without preference give within the tolerance, and never below a tenth. */
export const chanceAway = (toleranceRad: number) => Math.max(0.1, (1.2 * toleranceRad) / Math.PI);
/** Emission is looked at in intervals of this length [s]... */
export const BIN_S = 0.25;
/** ...and only the first tracks of an interval are weighed, so that no puff shorter than a second can convince. */
export const TRACKS_PER_BIN = 2;
const REMEMBERED = 80;
const REMEMBERED_BINS = 80;
const FORGET_S = 8;

export const noEvidence = (): PlumeEvidence => ({
  tracks: [],
  origin: null,
  logR: Number.NEGATIVE_INFINITY,
  counted: 0,
  away: 0,
  bins: new Map(),
  checkedBin: Number.NEGATIVE_INFINITY,
  lagS: 0.5,
  lastAwayS: Number.NEGATIVE_INFINITY,
});

/** When the particle left the origin, at its present speed. */
export function emissionTimeS(track: TrackReport, origin: PlumeOrigin): number {
  const distance = Math.hypot(track.xPx - origin.xPx, track.yPx - origin.yPx);
  return track.timeS - distance / Math.hypot(track.vxPxPerS, track.vyPxPerS);
}

/** Takes one counted track in, at `nowS`. Returns whether it led away from the origin known before it. */
export function learnTrack(evidence: PlumeEvidence, track: TrackReport, nowS: number): boolean {
  const { origin } = evidence;
  evidence.counted++;
  let away = false;
  if (origin) {
    away = movesAwayFrom(track, origin);
    const emittedS = emissionTimeS(track, origin);
    const bin = binAt(evidence, Math.floor(emittedS / BIN_S));
    if (bin.weighed < TRACKS_PER_BIN) {
      bin.weighed++;
      // (1 + R) times the ratio, in logarithms
      const onePlus = evidence.logR > 30 ? evidence.logR : Math.log1p(Math.exp(evidence.logR));
      const chance = chanceAway(toleranceRad(track, origin));
      evidence.logR = onePlus + Math.log(away ? PLUME_AWAY / chance : (1 - PLUME_AWAY) / (1 - chance));
    }
    if (away) {
      bin.hits++;
      evidence.away++;
      evidence.lastAwayS = nowS;
      evidence.lagS += 0.1 * (nowS - emittedS - evidence.lagS);
    }
  }
  evidence.tracks.push(track);
  if (evidence.tracks.length > REMEMBERED) evidence.tracks.shift();
  return away;
}

function binAt(evidence: PlumeEvidence, number: number): EmissionBin {
  let bin = evidence.bins.get(number);
  if (!bin) {
    bin = { weighed: 0, hits: 0 };
    evidence.bins.set(number, bin);
    if (evidence.bins.size > REMEMBERED_BINS) evidence.bins.delete(Math.min(...evidence.bins.keys()));
  }
  return bin;
}

/**
 * Once a frame, after its tracks: charges emission intervals that stayed empty although the rate so far would have filled
 * them (the Poisson probability of an empty interval), forgets old tracks, fits the origin anew.
 */
export function closeFrame(
  evidence: PlumeEvidence,
  nowS: number,
  reachPx: number,
  centre: { readonly xPx: number; readonly yPx: number },
  refit: boolean,
): void {
  chargeEmptyBins(evidence, nowS);
  const before = evidence.tracks.length;
  while (evidence.tracks.length > 0 && evidence.tracks[0]!.timeS < nowS - FORGET_S) evidence.tracks.shift();
  if (refit || evidence.tracks.length !== before) {
    const found = locateOrigin(evidence.tracks, reachPx, centre);
    // an origin that a quarter of the tracks share is chance; a lost one is kept until its tracks are forgotten
    evidence.origin = found && found.inliers >= 0.35 * found.of ? found : null;
  }
}

function chargeEmptyBins(evidence: PlumeEvidence, nowS: number): void {
  const closed = Math.floor((nowS - 1.5 * evidence.lagS - 0.3) / BIN_S) - 1;
  if (!Number.isFinite(evidence.checkedBin) || evidence.checkedBin < closed - 40) {
    evidence.checkedBin = closed;
    return;
  }
  for (; evidence.checkedBin < closed; evidence.checkedBin++) {
    const bin = evidence.checkedBin + 1;
    if ((evidence.bins.get(bin)?.hits ?? 0) > 0) continue;
    const filled = [...evidence.bins.values()].filter(({ hits }) => hits > 0);
    if (filled.length === 0) continue;
    const mean = filled.reduce((sum, { hits }) => sum + hits, 0) / filled.length;
    evidence.logR -= Math.min(3, meanOfAll(mean));
  }
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
