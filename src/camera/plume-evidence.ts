import { locateOrigin, movesAwayFrom, type PlumeOrigin, type TrackReport } from "./plume-origin.ts";

/**
 * What is believed of "particles keep leaving one place of this ship", from tracks in order of their arrival.
 *
 * The origin is fitted to earlier tracks only; each new track then either leads away from it or does not. Without a plume
 * that happens with probability at most {@link CHANCE_AWAY}, whatever the tracks are; with one, with {@link PLUME_AWAY}. The
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
  /** Nats granted to each interval of emission, by its number; bounded to the newest {@link REMEMBERED_BINS}. */
  readonly granted: Map<number, { nat: number; hits: number; charged: boolean }>;
  /** Newest bin that has been checked for emptiness, and the usual time from emission to being counted [s]. */
  checkedBin: number;
  lagS: number;
  lastAwayS: number;
}

export const CHANCE_AWAY = 0.3;
export const PLUME_AWAY = 0.8;
/** Emission is looked at in intervals of this length [s]... */
export const BIN_S = 0.25;
/** ...and no interval counts for more than this, so that no puff shorter than a second can convince. */
export const MOST_PER_BIN_NAT = 3;
const REMEMBERED = 80;
const REMEMBERED_BINS = 80;
const FORGET_S = 8;

export const noEvidence = (): PlumeEvidence => ({
  tracks: [],
  origin: null,
  logR: Number.NEGATIVE_INFINITY,
  counted: 0,
  away: 0,
  granted: new Map(),
  checkedBin: Number.NEGATIVE_INFINITY,
  lagS: 0.5,
  lastAwayS: Number.NEGATIVE_INFINITY,
});

const hitNat = Math.log(PLUME_AWAY / CHANCE_AWAY);
const missNat = Math.log((1 - PLUME_AWAY) / (1 - CHANCE_AWAY));

/** When the particle left the origin, at its present speed. */
export function emissionTimeS(track: TrackReport, origin: PlumeOrigin): number {
  const distance = Math.hypot(track.xPx - origin.xPx, track.yPx - origin.yPx);
  return track.timeS - distance / Math.hypot(track.vxPxPerS, track.vyPxPerS);
}

/** Takes one counted track in. `nowS` is the time at which it was counted. Returns whether it led away from the known origin. */
export function learnTrack(evidence: PlumeEvidence, track: TrackReport, nowS: number): boolean {
  const { origin } = evidence;
  evidence.counted++;
  let away = false;
  if (origin) {
    away = movesAwayFrom(track, origin);
    const nat = away ? grantedNat(evidence, track, origin, nowS) : missNat;
    // (1 + R) times the ratio, in logarithms
    const onePlus = evidence.logR > 30 ? evidence.logR : Math.log1p(Math.exp(evidence.logR));
    evidence.logR = onePlus + nat;
    if (away) {
      evidence.away++;
      evidence.lastAwayS = nowS;
    }
  }
  evidence.tracks.push(track);
  if (evidence.tracks.length > REMEMBERED) evidence.tracks.shift();
  return away;
}

function grantedNat(evidence: PlumeEvidence, track: TrackReport, origin: PlumeOrigin, nowS: number): number {
  const emittedS = emissionTimeS(track, origin);
  evidence.lagS += 0.1 * (nowS - emittedS - evidence.lagS);
  const bin = Math.floor(emittedS / BIN_S);
  const entry = evidence.granted.get(bin) ?? { nat: 0, hits: 0, charged: false };
  evidence.granted.set(bin, entry);
  const nat = Math.min(hitNat, MOST_PER_BIN_NAT - entry.nat);
  entry.nat += nat;
  entry.hits++;
  while (evidence.granted.size > REMEMBERED_BINS) {
    evidence.granted.delete(Math.min(...evidence.granted.keys()));
  }
  return nat;
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
    if (evidence.granted.has(bin)) continue;
    const filled = [...evidence.granted.values()];
    if (filled.length === 0) continue;
    const mean = filled.reduce((sum, { hits }) => sum + hits, 0) / filled.length;
    evidence.logR -= Math.min(3, mean);
  }
}
