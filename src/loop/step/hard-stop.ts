import { GAS, type LoopModel } from "../model/loop-model.ts";
import { AT_EMPTY_STOP, AT_FULL_STOP, CAVITY, DRAINED, FREE, type LoopState } from "../model/loop-state.ts";
import type { Storage } from "./storage.ts";

/** A limit counts as met this close to it [Pa], beside a millionth of it. */
const MET_PA = 1;
/** Liquid that closes a cavity again [kg]. */
const CLOSED_KG = 1e-9;
/** Below this part of its liquid a loop is dry. */
const DRY_PART = 1e-3;

/** Pressure at which accumulator `a` has pushed out its last liquid [Pa]. */
export function emptyPressure(model: LoopModel, a: number): number {
  if (model.chargeKind[a] !== GAS) return model.chargeConstant[a]!;
  return model.chargeConstant[a]! / model.chargeVolumeM3[a]! ** model.chargeSlope[a]!;
}

/** Pressure at which accumulator `a` is full of liquid [Pa]; infinite where its gas can be squeezed without end. */
export function fullPressure(model: LoopModel, a: number): number {
  const capacity = model.liquidCapacityM3[a]!;
  if (model.chargeKind[a] !== GAS) return model.chargeConstant[a]! + model.chargeSlope[a]! * capacity;
  const gasLeft = model.chargeVolumeM3[a]! - capacity;
  return gasLeft <= 0
    ? Number.POSITIVE_INFINITY
    : model.chargeConstant[a]! / gasLeft ** model.chargeSlope[a]!;
}

/** Pressure at which accumulator `a` leaves its present mode, falling or rising; NaN where it does not. */
export function modeLimit(
  model: LoopModel,
  storage: Storage,
  state: LoopState,
  a: number,
  rising: boolean,
): number {
  const mode = state.mode[a]!;
  const empty = emptyPressure(model, a);
  if (mode === FREE) {
    const full = fullPressure(model, a);
    return rising ? full - 0.5 * slack(full) : empty + 0.5 * slack(empty);
  }
  if (mode === AT_EMPTY_STOP)
    return rising ? empty + 2 * slack(empty) : storage.saturationAt(a) + 0.5 * MET_PA;
  return Number.NaN;
}

function slack(pressure: number): number {
  return MET_PA + 1e-6 * pressure;
}

/** The mode that accumulator `a` goes on in after an accepted step. */
export function nextMode(model: LoopModel, storage: Storage, state: LoopState, a: number): number {
  const pressure = state.pressurePa[model.accumulatorNode[a]!]!;
  const empty = emptyPressure(model, a);
  const full = fullPressure(model, a);
  switch (state.mode[a]) {
    case DRAINED:
      return DRAINED;
    case CAVITY:
      if (storage.partLeft[a]! < DRY_PART) return DRAINED;
      return state.massKg[model.nodeCount + a]! > CLOSED_KG ? AT_EMPTY_STOP : CAVITY;
    case AT_EMPTY_STOP:
      if (pressure <= storage.saturationAt(a) + MET_PA) return CAVITY;
      return pressure >= empty + 2 * slack(empty) ? FREE : AT_EMPTY_STOP;
    case AT_FULL_STOP:
      return pressure < full - 2 * slack(full) ? FREE : AT_FULL_STOP;
    default:
      if (pressure <= empty + slack(empty)) return AT_EMPTY_STOP;
      return pressure >= full - slack(full) ? AT_FULL_STOP : FREE;
  }
}
