import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { DisturbanceModel } from "../model/disturbance-model.ts";
import { type Innovation, transitionVector } from "../model/kalman.ts";
import { clipped } from "../model/robust.ts";
import type { Alternative } from "./alternatives.ts";

/** How a transient would show in the channel, with amplitude one, since its onset. */
type Shape =
  /** Settles exponentially to another value. */
  | { readonly kind: "settle"; readonly timeS: number }
  /** Follows an explaining channel with a lag. */
  | { readonly kind: "follow"; readonly input: number; readonly lagS: number }
  /** A swing at orbital period: cosine or sine. */
  | { readonly kind: "swing"; readonly sine: boolean };

/**
 * The hypothesis that something other than a leak has moved the channel in a known shape and unknown size since an instant, with
 * the sufficient statistics of its size carried through the filter's gains, as the leak hypotheses carry theirs.
 */
export interface Transient {
  readonly alternative: Alternative;
  readonly shape: Shape;
  readonly onset: number;
  /** Standard deviation of the size that is expected, in channel units a unit of shape. */
  readonly sizeSd: number;
  readonly base: number;
  readonly lagged: number;
  readonly sensitivity: Float64Array;
  readonly a: number;
  readonly b: number;
}

/** What a frame brings to the transients. */
export interface TransientMoment {
  readonly number: number;
  readonly row: Float64Array;
  /** null for a frame without data. */
  readonly innovation: Innovation | null;
  /** Readings of the explaining channels, last known. */
  readonly inputs: Float64Array;
  /** Explaining channels that jumped in this frame. */
  readonly moved: readonly number[];
}

const SETTLE_S = [60, 300, 1200] as const;
const LAG_S = [60, 3600] as const;
/** A transient after an event is given up after this; standing ones are opened anew after half of it. */
const LIFE_S = 4 * 3600;
const LIFE_ORBITS = 2.5;
/** Usual change of the orbital swing at a change of season or attitude, as a part of it: an estimate. */
const SWING_CHANGE = 0.3;
const SWINGS_PER_ORBIT = 1;
const MOST = 40;

/** Carries all transients over one frame, opens those that are due and gives up those that are too old. Pure. */
export function followTransients(
  loop: LoopDescription,
  model: DisturbanceModel,
  before: readonly Transient[],
  now: TransientMoment,
): Transient[] {
  const next: Transient[] = [];
  for (const transient of [...before, ...opened(loop, model, before, now)]) {
    if ((now.number - transient.onset) * model.periodS > lifeOf(loop, transient)) continue;
    next.push(follow(loop, model, transient, now));
  }
  return next.length > MOST ? next.slice(next.length - MOST) : next;
}

function lifeOf(loop: LoopDescription, { shape }: Transient): number {
  return shape.kind === "swing" ? LIFE_ORBITS * loop.orbitPeriodS : LIFE_S;
}

function opened(
  loop: LoopDescription,
  model: DisturbanceModel,
  before: readonly Transient[],
  { number, inputs, moved }: TransientMoment,
): Transient[] {
  const { noise } = loop;
  const usual = Math.max(noise.step, noise.white, noise.ripple, noise.wander);
  const open = (alternative: Alternative, shape: Shape, sizeSd: number, base = 0): Transient => ({
    alternative,
    shape,
    onset: number,
    sizeSd,
    base,
    lagged: 0,
    sensitivity: new Float64Array(model.size),
    a: 0,
    b: 0,
  });
  const found: Transient[] = [];
  for (const input of moved) {
    if (loop.explainedBy[input]!.quantity === "temperature") continue;
    for (const timeS of SETTLE_S)
      found.push(open("pump, valve or set point", { kind: "settle", timeS }, 3 * usual));
  }
  const every = (frames: number) => number % Math.max(1, Math.round(frames)) === 0;
  if (every(LIFE_S / 2 / model.periodS) || before.length === 0) {
    for (const [input, { quantity }] of loop.explainedBy.entries()) {
      if (quantity !== "temperature" || Number.isNaN(inputs[input]!)) continue;
      for (const lagS of LAG_S)
        found.push(open("thermal transient", { kind: "follow", input, lagS }, usual, inputs[input]!));
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
  return found;
}

function follow(
  loop: LoopDescription,
  model: DisturbanceModel,
  transient: Transient,
  { number, row, innovation, inputs }: TransientMoment,
): Transient {
  const { shape } = transient;
  const ageS = (number - transient.onset + 0.5) * model.periodS;
  let { lagged } = transient;
  let signal: number;
  switch (shape.kind) {
    case "settle":
      signal = 1 - Math.exp(-ageS / shape.timeS);
      break;
    case "follow": {
      const reading = inputs[shape.input]!;
      const now = Number.isNaN(reading) ? lagged : reading - transient.base;
      lagged += (1 - Math.exp(-model.periodS / shape.lagS)) * (now - lagged);
      signal = lagged;
      break;
    }
    case "swing": {
      const angle = (2 * Math.PI * ageS) / loop.orbitPeriodS;
      signal = shape.sine ? Math.sin(angle) : Math.cos(angle) - 1;
      break;
    }
  }
  const sensitivity = transient.sensitivity.slice();
  transitionVector(model, sensitivity);
  if (innovation === null) return { ...transient, lagged, sensitivity };
  let psi = signal;
  for (let i = 0; i < model.size; i++) psi -= row[i]! * sensitivity[i]!;
  for (let i = 0; i < model.size; i++) sensitivity[i] = sensitivity[i]! + innovation.gain[i]! * psi;
  return {
    ...transient,
    lagged,
    sensitivity,
    a: transient.a + (psi * clipped(innovation)) / innovation.variance,
    b: transient.b + (psi * psi) / innovation.variance,
  };
}

/** ln of the likelihood ratio of a transient against none: its size normal about zero, integrated out in closed form. */
export function transientNat({ a, b, sizeSd }: Transient, divisor: number): number {
  const variance = (sizeSd * sizeSd) / divisor;
  const spread = 1 + variance * b;
  return (variance * a * a) / (2 * spread) / divisor - 0.5 * Math.log(spread);
}
