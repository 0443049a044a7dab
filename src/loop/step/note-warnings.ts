import type { LoopModel } from "../model/loop-model.ts";
import {
  AT_EMPTY_STOP,
  AT_FULL_STOP,
  CAVITY,
  type LoopState,
  type LoopWarning,
} from "../model/loop-state.ts";
import { nextMode } from "./hard-stop.ts";
import type { Storage } from "./storage.ts";

const DRAINED_PART = 0.01;
const LOST_PRIME_PART = 0.5;

/**
 * Looks over an accepted step: moves accumulators on and off their stops, which restarts the integration there, and
 * puts each thing that a person should know on record once, with the time it began.
 */
export function noteWarnings(model: LoopModel, storage: Storage, state: LoopState): void {
  const { accumulatorNode, nodeCount, names } = model;
  for (let a = 0; a < accumulatorNode.length; a++) {
    const mode = nextMode(model, storage, state, a);
    if (mode === state.mode[a]) continue;
    state.mode[a] = mode;
    state.sinceJump = 0;
    const id = names[nodeCount + a]!;
    if (mode === AT_EMPTY_STOP)
      warn(
        state,
        "accumulator-empty",
        id,
        "has pushed out its last liquid: the loop falls to vapour pressure next",
      );
    if (mode === AT_FULL_STOP)
      warn(state, "accumulator-full", id, "is full: pressure now follows expansion alone");
    if (mode === CAVITY)
      warn(
        state,
        "void",
        names[accumulatorNode[a]!]!,
        "is at vapour pressure: a cavity has opened in its loop",
      );
  }
  for (let a = 0; a < accumulatorNode.length; a++) {
    const left = storage.partLeft[a]!;
    if (left < DRAINED_PART)
      warn(state, "loop-drained", names[accumulatorNode[a]!]!, "and its loop hold next to no liquid");
  }
  const { branchIds } = model.network;
  for (const k of model.pumps)
    if (state.setting[k]! > 0 && state.derating[k]! < LOST_PRIME_PART)
      warn(
        state,
        "pump-lost-prime",
        branchIds[k]!,
        "draws vapour or lacks suction head: its rise is below half",
      );
  const { minTemperatureK, maxTemperatureK } = model.fluids;
  const { temperatureK } = state;
  const { fluidOf } = model;
  for (let i = 0; i < nodeCount; i++) {
    const fluid = fluidOf[i]!;
    const t = temperatureK[i]!;
    if (t < minTemperatureK[fluid]! || t > maxTemperatureK[fluid]!)
      warn(
        state,
        "outside-fluid-range",
        names[i]!,
        `is at ${t.toFixed(1)} K; the properties of ${model.fluids.names[fluid]} hold from ${minTemperatureK[fluid]} to ${maxTemperatureK[fluid]} K`,
      );
  }
}

function warn(state: LoopState, kind: LoopWarning["kind"], element: string, message: string): void {
  for (const each of state.warnings) if (each.kind === kind && each.element === element) return;
  state.warnings.push({ kind, element, timeS: state.timeS, message: `${element} ${message}` });
}
