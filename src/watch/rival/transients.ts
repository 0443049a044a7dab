import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { type SelfCalibration, varianceRatios } from "../detect/self-calibration.ts";
import type { DisturbanceModel } from "../model/disturbance-model.ts";
import { type Innovation, transitionVector } from "../model/kalman.ts";
import { clipped } from "../model/robust.ts";
import type { Alternative } from "./alternatives.ts";
import {
  RATIO_LAGS_S,
  type SwingRatio,
  type SwingVector,
  type SwingWatch,
  swingAt,
  swingRatios,
  usualSwing,
} from "./swing-watch.ts";

/** How a transient would show in the channel, with amplitude one, since its onset. */
type Shape =
  /** Settles exponentially to another value. */
  | { readonly kind: "settle"; readonly timeS: number }
  /** Follows what an explaining channel does beside its usual swing, with a lag. */
  | { readonly kind: "follow"; readonly input: number; readonly lagS: number; readonly usual: SwingVector }
  /** Is behind what an explaining channel does beside its usual swing: the bulk follows its thermometer later than usual. */
  | { readonly kind: "lag"; readonly input: number; readonly lagS: number; readonly usual: SwingVector }
  /** Goes on at one rate while a flag stays where it went, and stops with it. */
  | { readonly kind: "drain"; readonly input: number }
  /** Goes where a temperature that swings otherwise than usual takes it, by the usual ratio of both swings. */
  | ({ readonly kind: "turn" } & SwingRatio)
  /** A swing at orbital period: cosine or sine. */
  | { readonly kind: "swing"; readonly sine: boolean };

/** The hypothesis that something other than a leak has moved the channel in a known shape and unknown size since an instant. */
export interface Transient {
  readonly alternative: Alternative;
  readonly shape: Shape;
  readonly onset: number;
  /** Standard deviation of the size that is expected, in channel units a unit of shape. */
  readonly sizeSd: number;
  /** Reading at the onset of the channel that is followed, or of the flag. */
  readonly base: number;
  /** Variance ratios of the self-calibration at the onset: what it explains must not count against it. */
  readonly ratios: Float64Array;
}

/**
 * All transients that are followed, oldest first, with the sufficient statistics of their sizes carried through the filter's gains,
 * as the leak hypotheses carry theirs.
 */
export interface Transients {
  readonly open: readonly Transient[];
  /** A row for each: lagged reading, less lagged reading, A, B, of a sine the information that it shares with its cosine, and the sensitivity of the filter's state. */
  readonly rows: Float64Array;
}

export const noTransients: Transients = { open: [], rows: new Float64Array(0) };

const [LAGGED, SMOOTHED, A, B, CROSS, SENSITIVITY] = [0, 1, 2, 3, 4, 5] as const;

/** What a frame brings to the transients. */
export interface TransientMoment {
  readonly number: number;
  /** What the gauges brought, in the order in which the filter took them; none for a frame without data. */
  readonly measurements: readonly { readonly row: Float64Array; readonly innovation: Innovation }[];
  /** Readings of the explaining channels, last known. */
  readonly inputs: Float64Array;
  /** Explaining channels that jumped in this frame. */
  readonly moved: readonly number[];
  /** As it stood before this frame. */
  readonly calibration: SelfCalibration;
  readonly swings: SwingWatch;
}

const SETTLE_S = [60, 300, 1200] as const;
/** A drain of unit size moves by one in this time. */
const DRAIN_S = 1800;
const FOLLOWS_S = [60, 3600] as const;
const LAGS_S = [300, 1200] as const;
/** A transient after an event is given up after this; standing ones are opened anew after half of it. */
const LIFE_S = 4 * 3600;
const LIFE_ORBITS = 2.5;
/** Usual change of the orbital swing at a change of season or attitude, as a part of it: an estimate. */
const SWING_CHANGE = 0.3;
const SWINGS_PER_ORBIT = 1;
const TURNS_PER_ORBIT = 2;
const MOST = 40;

/** Carries all transients over one frame, opens those that are due and gives up those that are too old. Pure. */
export function followTransients(
  loop: LoopDescription,
  model: DisturbanceModel,
  before: Transients,
  now: TransientMoment,
): Transients {
  const width = SENSITIVITY + model.size;
  const isOver = (each: Transient) => (now.number - each.onset) * model.periodS > lifeOf(loop, each);
  const fresh = opened(loop, model, before, now);
  let { open, rows } = before;
  if (fresh.length === 0 && !open.some(isOver)) rows = rows.slice();
  else {
    // The oldest go first where there are too many.
    const first = Math.max(0, open.length + fresh.length - MOST);
    const kept = open.map((_, j) => j).filter((j) => j >= first && !isOver(open[j]!));
    rows = new Float64Array((kept.length + fresh.length) * width);
    for (const [to, from] of kept.entries())
      rows.set(before.rows.subarray(from * width, (from + 1) * width), to * width);
    open = [...kept.map((j) => open[j]!), ...fresh];
  }
  let ofLast: readonly number[] = [];
  for (let j = 0; j < open.length; j++)
    ofLast = follow(loop, model, open[j]!, rows, j * width, now, endsPair(open, j) ? ofLast : []);
  return { open, rows };
}

/** True for the sine of a swing whose cosine stands just before it: both of one onset, and one hypothesis. */
function endsPair(open: readonly Transient[], j: number): boolean {
  const [before, own] = [open[j - 1], open[j]!];
  if (before?.shape.kind !== "swing" || own.shape.kind !== "swing") return false;
  return own.shape.sine && !before.shape.sine && before.onset === own.onset;
}

function lifeOf(loop: LoopDescription, { shape }: Transient): number {
  return shape.kind === "swing" || shape.kind === "turn" ? LIFE_ORBITS * loop.orbitPeriodS : LIFE_S;
}

function opened(
  loop: LoopDescription,
  model: DisturbanceModel,
  before: Transients,
  { number, inputs, moved, calibration, swings }: TransientMoment,
): Transient[] {
  const { noise } = loop;
  let ratios: Float64Array | undefined;
  const usual = Math.max(noise.step, noise.white, noise.ripple, noise.wander);
  const open = (alternative: Alternative, shape: Shape, sizeSd: number, base = 0): Transient => {
    ratios ??= varianceRatios(calibration);
    return { alternative, shape, onset: number, sizeSd, base, ratios };
  };
  const found: Transient[] = [];
  for (const input of moved) {
    if (loop.explainedBy[input]!.quantity === "temperature") continue;
    for (const timeS of SETTLE_S)
      found.push(open("pump, valve or set point", { kind: "settle", timeS }, 3 * usual));
    if (loop.explainedBy[input]!.quantity === "flag")
      found.push(open("refill or transfer", { kind: "drain", input }, 5 * usual, inputs[input]!));
  }
  const every = (frames: number) => number % Math.max(1, Math.round(frames)) === 0;
  if (every(LIFE_S / 2 / model.periodS) || before.open.length === 0) {
    for (const [input, { quantity }] of loop.explainedBy.entries()) {
      if (quantity !== "temperature" || Number.isNaN(inputs[input]!)) continue;
      const swing = usualSwing(loop, swings, input);
      const base = inputs[input]! - swingAt(loop, swing, number);
      for (const [kind, lags] of [
        ["follow", FOLLOWS_S],
        ["lag", LAGS_S],
      ] as const) {
        for (const lagS of lags)
          found.push(open("thermal transient", { kind, input, lagS, usual: swing }, usual, base));
      }
    }
  }
  if (model.rotation.length > 0 && every(loop.orbitPeriodS / SWINGS_PER_ORBIT / model.periodS)) {
    for (const sine of [false, true])
      found.push(
        open(
          "eclipse or manoeuvre",
          { kind: "swing", sine },
          Math.max(SWING_CHANGE * noise.ripple, noise.rippleChangePerOrbit),
        ),
      );
  }
  if (model.rotation.length > 0 && every(loop.orbitPeriodS / TURNS_PER_ORBIT / model.periodS)) {
    for (const ratio of swingRatios(loop, swings))
      found.push(open("eclipse or manoeuvre", { kind: "turn", ...ratio }, 1));
  }
  return found;
}

/**
 * Carries one transient's row over one frame, in place, and gives how it shows in each measurement. `partner` is the same of the cosine
 * that a sine belongs to.
 */
function follow(
  loop: LoopDescription,
  model: DisturbanceModel,
  transient: Transient,
  rows: Float64Array,
  at: number,
  { number, measurements, inputs }: TransientMoment,
  partner: readonly number[],
): number[] {
  const { shape } = transient;
  const ageS = (number - transient.onset + 0.5) * model.periodS;
  let signal: number;
  switch (shape.kind) {
    case "settle":
      signal = 1 - Math.exp(-ageS / shape.timeS);
      break;
    case "follow":
    case "lag": {
      const reading = inputs[shape.input]!;
      const lagged = rows[at + LAGGED]!;
      const own = swingAt(loop, shape.usual, number);
      const now = Number.isNaN(reading) ? lagged : reading - own - transient.base;
      const follows = lagged + (1 - Math.exp(-model.periodS / shape.lagS)) * (now - lagged);
      rows[at + LAGGED] = follows;
      signal = shape.kind === "lag" ? follows - now : follows;
      break;
    }
    case "turn": {
      const reading = inputs[shape.input]!;
      const off = reading - shape.level - swingAt(loop, shape.usual, number);
      for (const [place, lagS] of [
        [SMOOTHED, RATIO_LAGS_S[0]],
        [LAGGED, RATIO_LAGS_S[1]],
      ] as const) {
        const before = rows[at + place]!;
        rows[at + place] = before + (1 - Math.exp(-model.periodS / lagS)) * (off - before);
      }
      signal = shape.smoothed * rows[at + SMOOTHED]! + shape.lagged * rows[at + LAGGED]!;
      break;
    }
    case "drain": {
      const isOpen = Math.abs(inputs[shape.input]! - transient.base) < 0.25;
      const passed = isOpen ? model.periodS / DRAIN_S : 0;
      signal = rows[at + LAGGED]! + passed / 2;
      rows[at + LAGGED] = rows[at + LAGGED]! + passed;
      break;
    }
    case "swing": {
      const angle = (2 * Math.PI * ageS) / loop.orbitPeriodS;
      signal = shape.sine ? Math.sin(angle) : Math.cos(angle) - 1;
      break;
    }
  }
  const from = at + SENSITIVITY;
  transitionVector(model, rows, from);
  return measurements.map(({ row, innovation }, place) => {
    let psi = signal;
    for (let i = 0; i < model.size; i++) psi -= row[i]! * rows[from + i]!;
    for (let i = 0; i < model.size; i++) rows[from + i] = rows[from + i]! + innovation.gain[i]! * psi;
    rows[at + A] = rows[at + A]! + (psi * clipped(innovation)) / innovation.variance;
    rows[at + B] = rows[at + B]! + (psi * psi) / innovation.variance;
    rows[at + CROSS] = rows[at + CROSS]! + (psi * (partner[place] ?? 0)) / innovation.variance;
    return psi;
  });
}

/**
 * ln of the likelihood ratio of a transient against none: its size normal about zero, integrated out in closed form. For the sine of a
 * swing that of the whole swing, cosine and sine together: over less than an orbit they look alike, and what one of them explains must
 * not be counted for the other again.
 */
export function transientNat(
  model: DisturbanceModel,
  { open, rows }: Transients,
  j: number,
  divisor: number,
): number {
  const variance = open[j]!.sizeSd ** 2;
  const width = SENSITIVITY + model.size;
  const of = (row: number, column: number) => rows[row * width + column]! / divisor;
  const [a, b] = [of(j, A), of(j, B)];
  const spread = 1 + variance * b;
  if (!endsPair(open, j)) return (variance * a * a) / (2 * spread) - 0.5 * Math.log(spread);
  const [cosA, cosSpread, cross] = [of(j - 1, A), 1 + variance * of(j - 1, B), variance * of(j, CROSS)];
  const determinant = spread * cosSpread - cross * cross;
  const square = spread * cosA * cosA - 2 * cross * cosA * a + cosSpread * a * a;
  return (variance * square) / (2 * determinant) - 0.5 * Math.log(determinant);
}
