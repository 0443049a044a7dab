import { type Background, learnFrame, moveBackground, startBackground } from "./background.ts";
import type { CameraFinding, FootageFinding, PlumeFinding } from "./camera-finding.ts";
import { type CameraOptions, defaultCameraOptions, thresholdNat } from "./camera-options.ts";
import { describePlume } from "./describe-plume.ts";
import { slidesAlongEdge } from "./edge-slide.ts";
import { type Detection, findParticles } from "./find-particles.ts";
import { FixedPlaces } from "./fixed-places.ts";
import { checkFootage, type FootageState, lookAt, noFootage } from "./footage-check.ts";
import { frameProblem, type GreyFrame } from "./frame.ts";
import { emptyLinks, hitsNeeded, type LinkOptions, type LinkState, linkFrame } from "./link-tracks.ts";
import { closeFrame, dropTrack, learnTrack, noEvidence, type PlumeEvidence } from "./plume-evidence.ts";
import { movesAwayFrom, type TrackReport } from "./plume-origin.ts";
import { countFrame, noRate, type RateState } from "./plume-rate.ts";
import { sharesMotion } from "./shared-motion.ts";
import { measureShift, NO_SHIFT, type Shift, type Thumbnail, thumbnailOf } from "./stabilise.ts";
import { hopsOverStandingSpots, RecentSpots } from "./standing-spots.ts";
import { LONGEST_TAIL, type Track } from "./track.ts";

/**
 * Everything the watch of one camera remembers. Its size depends on the picture, not on the length of the footage. The state
 * given to {@link stepCamera} is spent: its buffers live on in the state returned.
 */
export interface CameraState {
  readonly options: CameraOptions;
  frame: number;
  timeS: number;
  intervalS: number;
  picture: Picture | null;
  footage: FootageState;
  phase: "none" | "suspected" | "confirmed";
  lastToldS: number;
  peakNat: number;
}

/** What depends on the size of the picture. */
interface Picture {
  readonly background: Background;
  readonly fixed: FixedPlaces;
  /** The same with a longer memory, for the count: a slow particle must not be taken for a fault of the camera. */
  readonly lasting: FixedPlaces;
  readonly recent: RecentSpots;
  previous: FloatFrame;
  /** The buffer that the next frame goes into: pixels of one kind keep the inner loops fast. */
  spare: Float32Array;
  thumbnail: Thumbnail;
  /** Where the stabilised scene lies in the picture: picture = stabilised + offset. */
  offsetX: number;
  offsetY: number;
  /** Whole pixels by which the background has been moved. */
  movedX: number;
  movedY: number;
  shift: Shift;
  links: LinkState;
  evidence: PlumeEvidence;
  rate: RateState;
  /** Mean sign of particles that lead away: 1 bright, -1 dark. */
  brightness: number;
  /** Tracks refused for moving like the scenery or like each other; decays over seconds. */
  sharedMotion: number;
  /** Refused ones too, so that the next of a kind is recognised. */
  readonly recentMotions: TrackReport[];
}

/** What was seen in one frame, for drawing and for counting; in pixels of that frame. */
export interface Sighting {
  readonly detections: readonly Detection[];
  readonly owners: readonly (Track | undefined)[];
  readonly tracks: readonly Track[];
  readonly offset: { readonly xPx: number; readonly yPx: number };
  readonly shift: Shift;
  readonly logR: number;
  readonly origin: { readonly xPx: number; readonly yPx: number } | null;
  readonly outward: ReadonlySet<number>;
}

export interface CameraStep {
  readonly state: CameraState;
  readonly findings: CameraFinding[];
  /** Null for a frame that could not be used. */
  readonly sighting: Sighting | null;
}

export function startCamera(options: Partial<CameraOptions> = {}): CameraState {
  return {
    options: { ...defaultCameraOptions, ...options },
    frame: 0,
    timeS: Number.NaN,
    intervalS: Number.NaN,
    picture: null,
    footage: noFootage(),
    phase: "none",
    lastToldS: Number.NEGATIVE_INFINITY,
    peakNat: Number.NEGATIVE_INFINITY,
  };
}

/** Support from which the scene as a whole is taken to move. */
const FOLLOW_SUPPORT = 0.7;
/** Shifts below this are those of the noise. */
const IN_REGISTER_PX = 0.06;
/** Of a moving scene that is followed, what registration and interpolation leave. */
const FOLLOWED_RESIDUE_PX = 0.15;
const UPDATE_EVERY_S = 1;
const SUSPECT_BELOW_NAT = 4;
const ENDED_AFTER_S = 5;

/** One frame further: a function of state and frame alone, with no look-ahead. */
export function stepCamera(state: CameraState, frame: GreyFrame): CameraStep {
  const findings: CameraFinding[] = [];
  const base = { schema: "hoarfrost/camera/1" as const, timeS: frame.timeS, frame: state.frame };
  const tell = (problem: FootageFinding["problem"], active: boolean, message: string) =>
    findings.push({ ...base, type: "footage", problem, active, message });
  state.frame++;
  const problem = frameProblem(frame);
  if (problem) {
    tell("bad-frame", true, `frame ${base.frame} was left out: ${problem}`);
    return { state, findings, sighting: null };
  }
  if (!acceptTime(state, frame.timeS, tell)) return { state, findings, sighting: null };
  const { picture } = state;
  if (
    picture &&
    (picture.background.widthPx !== frame.widthPx || picture.background.heightPx !== frame.heightPx)
  ) {
    const { widthPx, heightPx } = picture.background;
    tell(
      "size-change",
      true,
      `the picture went from ${widthPx} x ${heightPx} to ${frame.widthPx} x ${frame.heightPx}; learning anew`,
    );
    restart(state);
  }
  if (!state.picture) {
    state.picture = openPicture(frame);
    return { state, findings, sighting: null };
  }
  const sighting = see(state, state.picture, frame, tell);
  judge(state, state.picture, base, findings);
  return { state, findings, sighting };
}

function restart(state: CameraState): void {
  state.picture = null;
  state.footage = noFootage();
}

function openPicture(frame: GreyFrame): Picture {
  return {
    background: startBackground(frame),
    fixed: new FixedPlaces(frame.widthPx, frame.heightPx),
    lasting: new FixedPlaces(frame.widthPx, frame.heightPx, 0.03),
    recent: new RecentSpots(frame.widthPx, frame.heightPx),
    previous: copyOf(frame),
    spare: new Float32Array(frame.pixels.length),
    thumbnail: thumbnailOf(frame),
    offsetX: 0,
    offsetY: 0,
    movedX: 0,
    movedY: 0,
    shift: NO_SHIFT,
    links: emptyLinks(),
    evidence: noEvidence(),
    rate: noRate(),
    brightness: 0,
    sharedMotion: 0,
    recentMotions: [],
  };
}

type FloatFrame = GreyFrame & { readonly pixels: Float32Array };

const copyOf = (frame: GreyFrame): FloatFrame => ({ ...frame, pixels: new Float32Array(frame.pixels) });

type Tell = (problem: FootageFinding["problem"], active: boolean, message: string) => void;

function acceptTime(state: CameraState, timeS: number, tell: Tell): boolean {
  const dt = timeS - state.timeS;
  if (Number.isNaN(state.timeS)) {
    state.timeS = timeS;
    return true;
  }
  if (dt <= 0) {
    tell(
      "time-jump",
      true,
      `time stands still or went back by ${(-dt).toFixed(3)} s; the frame was left out`,
    );
    // a source whose clock was set back is followed from there once it goes on
    if (dt < -1) {
      restart(state);
      state.timeS = timeS;
      state.intervalS = Number.NaN;
    }
    return false;
  }
  if (dt > state.options.jumpIntervals * state.intervalS) {
    tell("time-jump", true, `${dt.toFixed(1)} s without a picture; learning anew`);
    restart(state);
  } else
    state.intervalS = Number.isNaN(state.intervalS) ? dt : state.intervalS + 0.1 * (dt - state.intervalS);
  state.timeS = timeS;
  return true;
}

function see(state: CameraState, picture: Picture, given: GreyFrame, tell: Tell): Sighting {
  const { background } = picture;
  picture.spare.set(given.pixels);
  const frame: FloatFrame = { ...given, pixels: picture.spare };
  const thumbnail = thumbnailOf(frame);
  const dtS = frame.timeS - picture.previous.timeS;
  const shift = measureShift(picture.previous, frame, picture.thumbnail, thumbnail, background.level);
  // against what was learnt, not against the frame before: errors of single frames do not add up
  const learnt: GreyFrame = { ...frame, pixels: background.level };
  const register = measureShift(learnt, frame, thumbnailOf(learnt), thumbnail);
  const out = Math.hypot(register.dxPx, register.dyPx);
  const wholeScene = register.support >= FOLLOW_SUPPORT && out > IN_REGISTER_PX;
  if (wholeScene) follow(picture, register, frame);
  else {
    picture.offsetX = picture.movedX;
    picture.offsetY = picture.movedY;
  }
  picture.shift = shift.support > 0 ? shift : NO_SHIFT;
  // a shift that only part of the scene makes stays as it is
  const inRegister = wholeScene || (register !== NO_SHIFT && out <= IN_REGISTER_PX);
  const moved = Math.hypot(shift.dxPx, shift.dyPx);
  const residue = inRegister
    ? moved > IN_REGISTER_PX
      ? FOLLOWED_RESIDUE_PX
      : 0
    : shift.support > 0.3
      ? Math.min(2, moved)
      : 0;
  background.jitterPx = Math.max(residue, 0.95 * background.jitterPx);
  picture.thumbnail = thumbnail;
  picture.spare = picture.previous.pixels;
  picture.previous = frame;
  learnFrame(background, frame.pixels, {
    xPx: picture.offsetX - picture.movedX,
    yPx: picture.offsetY - picture.movedY,
  });

  const settled = background.changed < 0.2;
  const spots = settled ? findParticles(background) : { detections: [], found: 0 };
  if (wholeScene) {
    picture.fixed.learn(spots.detections);
    picture.lasting.learn(spots.detections);
  }
  const detections = spots.detections.filter((d) => !picture.fixed.holds(d));
  const found = spots.found - (spots.detections.length - detections.length);
  if (!settled && background.frames > 3) {
    tell("scene-change", true, "the whole picture changed at once; learning anew");
    state.picture = openPicture(frame);
    return sightingOf(state.picture, [], [], new Set());
  }
  const placed = detections.map((d) => ({
    ...d,
    xPx: d.xPx - picture.offsetX,
    yPx: d.yPx - picture.offsetY,
  }));
  const options: LinkOptions = {
    reachPx: state.options.reachPart * frame.widthPx,
    areaPx2: frame.widthPx * frame.heightPx,
    patience: 2,
  };
  const owners = linkFrame(picture.links, placed, frame.timeS, options);
  const outward = weigh(state, picture, frame, placed, dtS, wholeScene, options);
  count(picture, frame, dtS, wholeScene, { all: spots.detections, detections, owners, outward });
  const linked = owners.reduce((n, owner) => n + (owner ? 1 : 0), 0);
  const manner = { detections: found, linkedPart: linked / Math.max(1, detections.length) };
  for (const [problem, active, message] of checkFootage(state.footage, lookAt(frame), background, manner))
    tell(problem, active, message);
  return sightingOf(picture, detections, owners, outward);
}

/** The background is moved by whole pixels; what is left over only goes into the place of the stabilised scene. */
function follow(picture: Picture, register: Shift, frame: GreyFrame): void {
  const dx = Math.round(register.dxPx);
  const dy = Math.round(register.dyPx);
  if (dx !== 0 || dy !== 0) moveBackground(picture.background, dx, dy, frame.pixels);
  picture.movedX += dx;
  picture.movedY += dy;
  picture.offsetX = picture.movedX + register.dxPx - dx;
  picture.offsetY = picture.movedY + register.dyPx - dy;
}

/** Lets tracks that have become long enough count, and gathers the rate from those that lead away from the origin. */
function weigh(
  state: CameraState,
  picture: Picture,
  frame: GreyFrame,
  placed: readonly Detection[],
  dtS: number,
  wholeScene: boolean,
  options: LinkOptions,
): Set<number> {
  const { evidence, links } = picture;
  const needed = hitsNeeded(links, options);
  const outward = new Set<number>();
  const quiet = excused(state, picture, frame.timeS);
  picture.recent.learn(placed);
  picture.sharedMotion *= Math.exp(-dtS / 4);
  for (const track of links.tracks) {
    if (track.missed > 0 || track.hits < needed) continue;
    const report = reportOf(track);
    const isNew = !track.counted && isStraight(track, report);
    if (!isNew && !track.counted) continue;
    track.counted = true;
    judgeTrack(picture, track, report, dtS, wholeScene, isNew);
    if (track.refused) dropTrack(evidence, track.id);
    else if (!quiet) learnTrack(evidence, report, frame.timeS);
  }
  closeFrame(evidence, frame.timeS, {
    centre: { xPx: frame.widthPx / 2 - picture.offsetX, yPx: frame.heightPx / 2 - picture.offsetY },
    widthPx: frame.widthPx,
    heightPx: frame.heightPx,
    reachPx: 1.2 * Math.hypot(frame.widthPx, frame.heightPx),
  });
  const { origin } = evidence;
  for (const track of links.tracks)
    if (origin && track.counted && !track.refused && movesAwayFrom(reportOf(track), origin))
      outward.add(track.id);
  return outward;
}

/** Whether a track is no particle: it moves as the scenery does, along an edge, or as most others do. The longer it is, the better that is known. */
function judgeTrack(
  picture: Picture,
  track: Track,
  report: TrackReport,
  dtS: number,
  wholeScene: boolean,
  isNew: boolean,
): void {
  const { recentMotions } = picture;
  const aside = { xPx: picture.offsetX, yPx: picture.offsetY };
  const before = track.refused;
  const others = recentMotions.filter(({ id }) => id !== track.id);
  track.refused =
    movesLikeScenery(picture, report, dtS, wholeScene) ||
    hopsOverStandingSpots(track, dtS, picture.recent) ||
    slidesAlongEdge(picture.background, track.tail, track, aside) ||
    sharesMotion(report, others);
  if (track.refused && !before) picture.sharedMotion++;
  const at = recentMotions.findIndex(({ id }) => id === track.id);
  if (at >= 0) recentMotions[at] = report;
  else if (isNew) recentMotions.push(report);
  if (recentMotions.length > 40) recentMotions.shift();
}

/** Counts particles for the rate, once there is an origin to count from. */
function count(
  picture: Picture,
  frame: FloatFrame,
  dtS: number,
  moving: boolean,
  {
    all,
    detections,
    owners,
    outward,
  }: {
    /** With those at places that soon are taken for fixed. */
    readonly all: readonly Detection[];
    readonly detections: readonly Detection[];
    readonly owners: readonly (Track | undefined)[];
    readonly outward: ReadonlySet<number>;
  },
): void {
  const { evidence, rate, background, offsetX, offsetY } = picture;
  const { origin } = evidence;
  if (!origin) return;
  const followed = detections.flatMap((detection, i) => {
    const track = owners[i];
    return track && outward.has(track.id)
      ? [{ detection, speedPxPerS: Math.hypot(track.vxPxPerS, track.vyPxPerS) }]
      : [];
  });
  for (const { detection } of followed) picture.brightness += 0.05 * (detection.sign - picture.brightness);
  countFrame(rate, {
    timeS: frame.timeS,
    dtS,
    moving,
    background,
    pixels: frame.pixels,
    origin,
    tracks: evidence.tracks,
    offset: { xPx: offsetX, yPx: offsetY },
    detections: all.filter((d) => !picture.lasting.holds(d)),
    leftOut: (place) => picture.lasting.holds(place),
    sign: picture.brightness >= 0 ? 1 : -1,
    followed: followed.filter(({ detection }) => detection.sign === (picture.brightness >= 0 ? 1 : -1)),
  });
}

function excused(state: CameraState, picture: Picture, timeS: number): boolean {
  const { origin } = picture.evidence;
  return state.options.announced.some(({ fromS, toS, vent }) => {
    if (timeS < fromS || timeS > toS + EXCUSED_AFTER_S) return false;
    if (!vent || !origin) return true;
    const x = origin.xPx + picture.offsetX - vent.xPx;
    const y = origin.yPx + picture.offsetY - vent.yPx;
    return Math.hypot(x, y) <= vent.radiusPx;
  });
}

/** The last particles of a dump leave the picture after its end. */
const EXCUSED_AFTER_S = 20;
const POSITION_SD_PX = 0.3;

function reportOf(track: Track): TrackReport {
  const { tail } = track;
  const middle = tail[tail.length >> 1]!;
  const last = tail[tail.length - 1]!;
  const first = tail[0]!;
  const span = Math.hypot(track.vxPxPerS, track.vyPxPerS) * (last.timeS - first.timeS);
  return {
    id: track.id,
    timeS: middle.timeS,
    xPx: middle.xPx,
    yPx: middle.yPx,
    vxPxPerS: track.vxPxPerS,
    vyPxPerS: track.vyPxPerS,
    directionSdRad:
      (Math.max(POSITION_SD_PX, track.wobblePx) * Math.sqrt(12 / tail.length)) / Math.max(1, span),
  };
}

/** Moved clearly further than its centroid errors, and along a line. */
function isStraight(track: Track, report: TrackReport): boolean {
  const sure = track.tail.length >= LONGEST_TAIL ? 0.2 : 0.09;
  return track.wobblePx < 1.2 && report.directionSdRad < sure;
}

function movesLikeScenery(picture: Picture, track: TrackReport, dtS: number, wholeScene: boolean): boolean {
  const { shift } = picture;
  if (Math.hypot(shift.dxPx, shift.dyPx) < 0.15) return false;
  // where the scene is followed, what stays put in the picture (dust, the ship in front of a moving Earth) moves against it
  const sign = wholeScene ? -1 : 1;
  const vx = (sign * shift.dxPx) / dtS;
  const vy = (sign * shift.dyPx) / dtS;
  const apart = Math.hypot(track.vxPxPerS - vx, track.vyPxPerS - vy);
  return apart < 0.2 * Math.hypot(vx, vy) + 0.15 / dtS;
}

function judge(
  state: CameraState,
  picture: Picture,
  base: { readonly schema: "hoarfrost/camera/1"; readonly timeS: number; readonly frame: number },
  findings: CameraFinding[],
): void {
  const { evidence } = picture;
  const threshold = thresholdNat(state.options);
  const since = base.timeS - evidence.lastAwayS;
  const before = state.phase;
  let phase: PlumeFinding["phase"] | null = null;
  if (evidence.logR >= threshold) state.phase = "confirmed";
  else if (before === "none" && evidence.logR >= threshold - SUSPECT_BELOW_NAT) state.phase = "suspected";
  else if (before === "suspected" && evidence.logR < threshold - 2 * SUSPECT_BELOW_NAT) state.phase = "none";
  if (before === "confirmed" && since > ENDED_AFTER_S) {
    state.phase = "none";
    phase = "ended";
    picture.evidence = noEvidence();
    picture.rate = noRate();
  } else if (state.phase !== before && state.phase !== "none") phase = state.phase;
  else if (before === "suspected" && state.phase === "none") phase = "ended";
  else if (state.phase !== "none" && base.timeS - state.lastToldS >= UPDATE_EVERY_S) phase = state.phase;
  if (!phase) return;
  state.lastToldS = base.timeS;
  const finding = describePlume(evidence, picture.rate, {
    widthPx: picture.background.widthPx,
    thresholdNat: threshold,
    chanceTracksPerS: state.options.chanceTracksPerS,
    pxPerM: state.options.pxPerM,
    offset: { xPx: picture.offsetX, yPx: picture.offsetY },
    announced: state.options.announced.some(({ fromS, toS }) => base.timeS >= fromS && base.timeS <= toS),
    manner: {
      linkedPart: picture.links.meanLinked / Math.max(0.1, picture.links.meanDetections),
      detectionsPerFrame: picture.links.meanDetections,
      sharedMotionTracks: picture.sharedMotion,
    },
  });
  findings.push({ ...base, type: "plume", phase, ...finding });
}

function sightingOf(
  picture: Picture,
  detections: readonly Detection[],
  owners: readonly (Track | undefined)[],
  outward: ReadonlySet<number>,
): Sighting {
  const { offsetX, offsetY, evidence } = picture;
  return {
    detections,
    owners,
    tracks: picture.links.tracks,
    offset: { xPx: offsetX, yPx: offsetY },
    shift: picture.shift,
    logR: evidence.logR,
    origin: evidence.origin
      ? { xPx: evidence.origin.xPx + offsetX, yPx: evidence.origin.yPx + offsetY }
      : null,
    outward,
  };
}
