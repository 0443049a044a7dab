import type { Detection } from "./find-particles.ts";
import { PointGrid } from "./point-grid.ts";
import { fitTrack, LONGEST_TAIL, predict, type Track } from "./track.ts";

/** A detection at its instant, kept until three in a row can start a track. */
interface Loose extends Detection {
  readonly timeS: number;
}

export interface LinkState {
  nextId: number;
  tracks: Track[];
  /** Detections of the last two frames that belong to no track. */
  previous: Loose[];
  beforePrevious: Loose[];
  /** Running mean number of detections a frame, and of those that a track took. */
  meanDetections: number;
  meanLinked: number;
}

export interface LinkOptions {
  /** Largest movement from one frame to the next [px]. */
  readonly reachPx: number;
  /** Area of the picture [px2]: with the number of detections it gives how often three line up by chance. */
  readonly areaPx2: number;
  /** Frames in a row that a track may go unseen. */
  readonly patience: number;
}

export const emptyLinks = (): LinkState => ({
  nextId: 1,
  tracks: [],
  previous: [],
  beforePrevious: [],
  meanDetections: 0,
  meanLinked: 0,
});

const CENTROID_PX = 0.9;
/** A particle keeps its brightness within this factor from frame to frame; a drop that turns and flashes is lost and found again. */
const BRIGHTNESS_FACTOR = 3;
/** Pairs tried for new tracks in one frame: bounds the work in a frame of snow. */
const MOST_PAIRS = 4000;
const MOST_TRACKS = 400;

/** How far from its prediction a particle may be: centroid error, and three per cent of its step for what is not constant in it. */
function gatePx(track: Track, stepPx: number): number {
  const young = track.tail.length < 4 ? 1.6 : 1;
  return young * (CENTROID_PX + 0.03 * stepPx) + 0.3 * track.missed;
}

const similar = (a: number, b: number) => a < BRIGHTNESS_FACTOR * b && b < BRIGHTNESS_FACTOR * a;

/**
 * Links one frame's detections: known tracks first, nearest prediction first; then what is left starts a track where three
 * frames in a row show equal steps. Returns which track took each detection (undefined: none).
 */
export function linkFrame(
  state: LinkState,
  detections: readonly Detection[],
  timeS: number,
  options: LinkOptions,
): (Track | undefined)[] {
  const owner: (Track | undefined)[] = new Array(detections.length).fill(undefined);
  const grid = new PointGrid(detections, 16);
  followTracks(state, detections, timeS, grid, owner);
  startTracks(state, detections, timeS, grid, owner, options);
  state.tracks = state.tracks.filter((track) => track.missed <= (track.hits >= 6 ? options.patience : 1));
  const linked = owner.reduce((n, track) => n + (track ? 1 : 0), 0);
  state.meanDetections += 0.1 * (detections.length - state.meanDetections);
  state.meanLinked += 0.1 * (linked - state.meanLinked);
  state.beforePrevious = state.previous;
  state.previous = detections.flatMap((d, i) => (owner[i] ? [] : [{ ...d, timeS }]));
  return owner;
}

function followTracks(
  state: LinkState,
  detections: readonly Detection[],
  timeS: number,
  grid: PointGrid,
  owner: (Track | undefined)[],
): void {
  const candidates: { track: Track; index: number; cost: number }[] = [];
  for (const track of state.tracks) {
    const last = track.tail[track.tail.length - 1]!;
    const at = predict(track, timeS);
    const gate = gatePx(track, Math.hypot(at.xPx - last.xPx, at.yPx - last.yPx));
    grid.near(at.xPx, at.yPx, gate, (index) => {
      const d = detections[index]!;
      const distance = Math.hypot(d.xPx - at.xPx, d.yPx - at.yPx);
      if (distance > gate || d.sign !== track.sign || !similar(d.peak, track.peak)) return;
      candidates.push({
        track,
        index,
        cost: distance / gate + 0.3 * Math.abs(Math.log(d.peak / track.peak)),
      });
    });
  }
  candidates.sort((a, b) => a.cost - b.cost || a.track.id - b.track.id);
  const taken = new Set<Track>();
  for (const { track, index } of candidates) {
    if (taken.has(track) || owner[index]) continue;
    taken.add(track);
    owner[index] = track;
    const d = detections[index]!;
    track.tail.push({ xPx: d.xPx, yPx: d.yPx, timeS });
    if (track.tail.length > LONGEST_TAIL) track.tail.shift();
    track.hits++;
    track.missed = 0;
    track.peak += 0.4 * (d.peak - track.peak);
    fitTrack(track);
  }
  for (const track of state.tracks) {
    track.age++;
    if (!taken.has(track)) track.missed++;
  }
}

function startTracks(
  state: LinkState,
  detections: readonly Detection[],
  timeS: number,
  grid: PointGrid,
  owner: (Track | undefined)[],
  options: LinkOptions,
): void {
  if (state.previous.length === 0 || state.beforePrevious.length === 0) return;
  const [a0, b0] = [state.beforePrevious[0]!.timeS, state.previous[0]!.timeS];
  if (!(b0 > a0 && timeS > b0)) return;
  const ratio = (timeS - b0) / (b0 - a0);
  const older = new PointGrid(state.beforePrevious, Math.max(8, options.reachPx / 2));
  const triples: { a: Loose; b: Loose; index: number; cost: number }[] = [];
  let pairs = 0;
  for (const b of state.previous) {
    if (pairs > MOST_PAIRS) break;
    older.near(b.xPx, b.yPx, options.reachPx, (i) => {
      const a = state.beforePrevious[i]!;
      const step = Math.hypot(b.xPx - a.xPx, b.yPx - a.yPx);
      if (step > options.reachPx || step < 0.3 || a.sign !== b.sign || !similar(a.peak, b.peak)) return;
      pairs++;
      const x = b.xPx + ratio * (b.xPx - a.xPx);
      const y = b.yPx + ratio * (b.yPx - a.yPx);
      const gate = 1.6 * (CENTROID_PX + 0.03 * step * ratio);
      grid.near(x, y, gate, (index) => {
        const d = detections[index]!;
        const distance = Math.hypot(d.xPx - x, d.yPx - y);
        if (owner[index] || distance > gate || d.sign !== b.sign || !similar(d.peak, b.peak)) return;
        // of two explanations the shorter step is the likelier: a long one lines up by chance more often
        triples.push({ a, b, index, cost: distance / gate + (1.2 * step) / options.reachPx });
      });
    });
  }
  triples.sort((p, q) => p.cost - q.cost || p.index - q.index);
  const used = new Set<Loose>();
  for (const { a, b, index } of triples) {
    if (state.tracks.length >= MOST_TRACKS) break;
    if (owner[index] || used.has(a) || used.has(b)) continue;
    used.add(a).add(b);
    const d = detections[index]!;
    const tail = [a, b, { ...d, timeS }].map(({ xPx, yPx, timeS: t }) => ({ xPx, yPx, timeS: t }));
    const track: Track = {
      id: state.nextId++,
      sign: d.sign,
      tail,
      first: tail[0]!,
      vxPxPerS: 0,
      vyPxPerS: 0,
      hits: 3,
      age: 3,
      missed: 0,
      peak: (a.peak + b.peak + d.peak) / 3,
      wobblePx: 0,
      counted: false,
      refused: false,
    };
    fitTrack(track);
    owner[index] = track;
    state.tracks.push(track);
  }
}

/** Chance tracks a frame that are tolerated before longer ones are asked for. */
const CHANCE_TRACKS = 0.02;

/**
 * Hits that a track needs before it counts: so many that detections strewn at random line up to such a length less than
 * once in fifty frames. Four in a clean picture, up to nine in snow.
 */
export function hitsNeeded(state: LinkState, { reachPx, areaPx2 }: LinkOptions): number {
  const loose = Math.max(1, state.meanDetections - 0.5 * state.meanLinked);
  const density = loose / areaPx2;
  const gate = Math.PI * (1.3 * (CENTROID_PX + 0.015 * reachPx)) ** 2;
  const chancePairs = Math.min(MOST_PAIRS, loose * density * Math.PI * reachPx ** 2);
  let expected = chancePairs * density * gate;
  let hits = 3;
  while (hits < 9 && (expected > CHANCE_TRACKS || hits < 4)) {
    expected *= density * gate;
    hits++;
  }
  return hits;
}
