import { solveDense } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";

/** Cosine and sine part of a channel's swing at orbital period, in its own unit. */
export interface SwingVector {
  readonly cos: number;
  readonly sin: number;
}

/** What is known of one channel's orbital swing: by itself, whatever the filter puts it down to. */
export interface ChannelSwing {
  /** First reading: sums are taken of distances from it. */
  readonly origin: number;
  /** Swings of the latest orbits, a half orbit apart, oldest first. */
  readonly latest: readonly SwingVector[];
  /** Usual swing, learned from orbits that are two orbits old; one out of the ordinary counts for little. */
  readonly usual: SwingVector;
  readonly seen: number;
  /** Mean square of the usual distance from it. */
  readonly scatterSquare: number;
  /** Root mean square of what trend and swing leave of an orbit. */
  readonly rms: number;
  /** Reading less its swing, over the last minutes. */
  readonly level: number;
}

/** Orbital swings of the inventory channel and of the temperatures beside it. */
export interface SwingWatch {
  readonly halfStart: number;
  /** Sums of the running half orbit and of the one before it: a row of them for each channel. */
  readonly running: Float64Array;
  readonly before: Float64Array;
  readonly channels: readonly ChannelSwing[];
}

const SUMS = 15;
/** Vectors kept: two orbits in half-orbit steps. */
const KEPT = 4;
/** Part of the frames of an orbit that must have data for it to be judged. */
const LEAST_PART = 0.6;
/** Share with which a new orbit enters what is usual, once some have been seen. */
const LEARN = 0.15;
const LEAST_SEEN = 1;
/** An orbit counts as no further from what is usual than this many times the scatter. */
const CLIP = 2;
/** Beyond so many times the scatter a swing is out of the ordinary. */
const UNUSUAL = 4;
/** Two orbits after a lasting change are alike within this part of it. */
const ALIKE = 0.5;
const LEVEL_S = 300;

/** Places in a frame of the channels whose swing is followed: the inventory channel first. */
export function swingSlots(loop: LoopDescription): number[] {
  return [0, ...loop.explainedBy.flatMap(({ quantity }, i) => (quantity === "temperature" ? [i + 1] : []))];
}

export function beginSwings(loop: LoopDescription): SwingWatch {
  const count = swingSlots(loop).length;
  const nothing: ChannelSwing = {
    origin: Number.NaN,
    latest: [],
    usual: { cos: 0, sin: 0 },
    seen: 0,
    scatterSquare: 0,
    rms: Number.NaN,
    level: Number.NaN,
  };
  return {
    halfStart: Number.NaN,
    running: new Float64Array(SUMS * count),
    before: new Float64Array(SUMS * count),
    channels: Array.from({ length: count }, () => nothing),
  };
}

/** Takes in one frame's readings, in the order of {@link swingSlots}; NaN where a channel is not known. Pure. */
export function followSwings(
  loop: LoopDescription,
  before: SwingWatch,
  number: number,
  readings: readonly number[],
): SwingWatch {
  const orbit = loop.orbitPeriodS / loop.framePeriodS;
  let watch = before;
  if (Number.isNaN(watch.halfStart)) watch = { ...watch, halfStart: number };
  const passed = (number - watch.halfStart) / (orbit / 2);
  if (passed >= 1) watch = closeHalf(loop, watch, number, Math.floor(passed));
  const running = watch.running.slice();
  const { cos, sin } = phaseAt(loop, number);
  const t = (number - watch.halfStart) / orbit;
  let { channels } = watch;
  for (const [i, reading] of readings.entries()) {
    if (Number.isNaN(reading)) continue;
    const channel = channels[i]!;
    const origin = Number.isNaN(channel.origin) ? reading : channel.origin;
    addRow(running, i * SUMS, t, cos, sin, reading - origin);
    const swing = channel.latest.at(-1);
    const free = reading - (swing === undefined ? 0 : swing.cos * cos + swing.sin * sin);
    const share = Number.isNaN(channel.level) ? 1 : Math.min(1, loop.framePeriodS / LEVEL_S);
    const level = share === 1 ? free : channel.level + share * (free - channel.level);
    channels = channels.with(i, { ...channel, origin, level });
  }
  return { ...watch, running, channels };
}

/** Cosine and sine of the orbital phase that time stamps give a frame. */
export function phaseAt(
  { orbitPeriodS, framePeriodS }: LoopDescription,
  number: number,
): { cos: number; sin: number } {
  const orbit = orbitPeriodS / framePeriodS;
  const angle = (2 * Math.PI * (number % orbit)) / orbit;
  return { cos: Math.cos(angle), sin: Math.sin(angle) };
}

function addRow(sums: Float64Array, at: number, t: number, c: number, s: number, y: number): void {
  const terms = [1, t, t * t, c, s, t * c, t * s, c * c, s * s, c * s, y, t * y, c * y, s * y, y * y];
  for (let k = 0; k < SUMS; k++) sums[at + k] = sums[at + k]! + terms[k]!;
}

function closeHalf(loop: LoopDescription, watch: SwingWatch, number: number, halves: number): SwingWatch {
  const half = loop.orbitPeriodS / loop.framePeriodS / 2;
  const channels = watch.channels.map((channel, i) => {
    const fit = fitOrbit(watch.before, watch.running, i * SUMS, LEAST_PART * 2 * half);
    return fit === null || halves > 1 ? channel : takeOrbit(loop, channel, fit, i === 0);
  });
  return {
    halfStart: halves > 1 ? number : watch.halfStart + half,
    before: halves > 1 ? new Float64Array(watch.running.length) : watch.running,
    running: new Float64Array(watch.running.length),
    channels,
  };
}

interface OrbitFit extends SwingVector {
  readonly rms: number;
}

/** Level, trend and swing of the orbit that two half orbits make, by least squares; null where too little of it is known. */
function fitOrbit(before: Float64Array, running: Float64Array, at: number, least: number): OrbitFit | null {
  const early = before.subarray(at, at + SUMS);
  const late = running.subarray(at, at + SUMS);
  if (early[0]! < least / 2 || late[0]! < least / 2) return null;
  // Times of the first half count from its own start, half an orbit before that of the second.
  const shifted = early.slice();
  shifted[1] = early[1]! - 0.5 * early[0]!;
  shifted[2] = early[2]! - early[1]! + 0.25 * early[0]!;
  shifted[5] = early[5]! - 0.5 * early[3]!;
  shifted[6] = early[6]! - 0.5 * early[4]!;
  shifted[11] = early[11]! - 0.5 * early[10]!;
  const [n, t, tt, c, s, tc, ts, cc, ss, cs, y, ty, cy, sy, yy] = Array.from(
    late,
    (sum, k) => sum + shifted[k]!,
  ) as [number, ...number[]];
  const right = Float64Array.of(y!, ty!, cy!, sy!);
  const solution = solveDense(
    Float64Array.of(n, t!, c!, s!, t!, tt!, tc!, ts!, c!, tc!, cc!, cs!, s!, ts!, cs!, ss!),
    right.slice(),
  );
  const explained = solution.reduce((sum, value, k) => sum + value * right[k]!, 0);
  return { cos: solution[2]!, sin: solution[3]!, rms: Math.sqrt(Math.max(yy! - explained, 0) / n) };
}

function takeOrbit(
  loop: LoopDescription,
  before: ChannelSwing,
  { cos, sin, rms }: OrbitFit,
  isInventory: boolean,
): ChannelSwing {
  const latest = [...before.latest, { cos, sin }];
  const channel = { ...before, latest: latest.slice(-KEPT), rms };
  if (latest.length <= KEPT) return channel;
  const [oldest] = latest as [SwingVector];
  const prior = isInventory ? loop.noise.rippleChangePerOrbit ** 2 : rms ** 2;
  if (before.seen === 0) return { ...channel, usual: oldest, seen: 1, scatterSquare: prior };
  const off = distance(oldest, before.usual);
  const most = CLIP * Math.sqrt(before.scatterSquare);
  const part = off > most ? most / off : 1;
  const seen = before.seen + 1;
  const share = Math.max(LEARN, 1 / seen);
  const usual = {
    cos: before.usual.cos + share * part * (oldest.cos - before.usual.cos),
    sin: before.usual.sin + share * part * (oldest.sin - before.usual.sin),
  };
  const scatterSquare = before.scatterSquare + share * ((part * off) ** 2 - before.scatterSquare);
  return { ...channel, usual, seen, scatterSquare };
}

/** A swing that has become another one and stays so for two orbits: by how much; null where it has not. */
export function isLasting({ latest, usual, seen, scatterSquare }: ChannelSwing): number | null {
  const [, first, , last] = latest;
  if (seen < LEAST_SEEN || first === undefined || last === undefined) return null;
  const limit = UNUSUAL * Math.sqrt(scatterSquare);
  const [early, late] = [distance(first, usual), distance(last, usual)];
  const lasts = early > limit && late > limit && distance(first, last) < ALIKE * Math.max(early, late);
  return lasts ? late : null;
}

function distance(a: SwingVector, b: SwingVector): number {
  return Math.hypot(a.cos - b.cos, a.sin - b.sin);
}

/** How a temperature's departure from its usual swing shows in the inventory channel, through two lags. */
export interface SwingRatio {
  /** Place among the explaining channels. */
  readonly input: number;
  readonly smoothed: number;
  readonly lagged: number;
  readonly level: number;
  readonly usual: SwingVector;
}

/** Lags of a {@link SwingRatio}: two make any ratio and phase of two swings from what is past, and the shorter one takes out noise. */
export const RATIO_LAGS_S = [300, 1200] as const;
/** A swing that is not this many times its scatter has no ratio to another. */
const CLEAR = 3;
/** More than this of the ratio in one lag would only make noise larger. */
const MOST_OF_RATIO = 4;

/** Ratios of the inventory channel's usual swing to those of its temperatures, where both are clear. */
export function swingRatios(loop: LoopDescription, { channels }: SwingWatch): SwingRatio[] {
  const [own, ...others] = channels;
  if (own === undefined || !isClear(own)) return [];
  const slots = swingSlots(loop).slice(1);
  // A lag's answer at orbital period: 1 / (1 + i angle).
  const [short, long] = RATIO_LAGS_S.map((lagS) => {
    const angle = (2 * Math.PI * lagS) / loop.orbitPeriodS;
    return { re: 1 / (1 + angle ** 2), im: -angle / (1 + angle ** 2) };
  }) as [{ re: number; im: number }, { re: number; im: number }];
  const det = short.re * long.im - long.re * short.im;
  return others.flatMap((other, i) => {
    const { usual, level } = other;
    if (!isClear(other) || Number.isNaN(level)) return [];
    const square = usual.cos ** 2 + usual.sin ** 2;
    const re = (own.usual.cos * usual.cos + own.usual.sin * usual.sin) / square;
    const im = (own.usual.cos * usual.sin - own.usual.sin * usual.cos) / square;
    const smoothed = (re * long.im - long.re * im) / det;
    const lagged = (short.re * im - short.im * re) / det;
    const most = MOST_OF_RATIO * Math.hypot(re, im);
    if (Math.abs(smoothed) > most || Math.abs(lagged) > most) return [];
    return [{ input: slots[i]! - 1, smoothed, lagged, level, usual }];
  });
}

function isClear({ usual, seen, scatterSquare }: ChannelSwing): boolean {
  return seen > 0 && Math.hypot(usual.cos, usual.sin) > CLEAR * Math.sqrt(scatterSquare);
}

/** The usual swing of a temperature among the explaining channels; none where it is not clear. */
export function usualSwing(loop: LoopDescription, { channels }: SwingWatch, input: number): SwingVector {
  const channel = channels[swingSlots(loop).indexOf(input + 1)];
  return channel !== undefined && isClear(channel) ? channel.usual : { cos: 0, sin: 0 };
}

/** Value of a swing in a frame. */
export function swingAt(loop: LoopDescription, swing: SwingVector, number: number): number {
  if (swing.cos === 0 && swing.sin === 0) return 0;
  const { cos, sin } = phaseAt(loop, number);
  return swing.cos * cos + swing.sin * sin;
}
