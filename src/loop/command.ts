import { CircuitError } from "./model/build-loop.ts";
import type { LoopModel } from "./model/loop-model.ts";
import type { LoopState } from "./model/loop-state.ts";

/**
 * Sets a valve's opening (0 to 1), a pump's speed (1 rated, 0 stopped) or a given flow [kg/s], from the state's time on.
 * Throws {@link CircuitError} for a branch that is not there.
 */
export function setBranch(model: LoopModel, state: LoopState, id: string, setting: number): void {
  const k = model.network.branchIds.indexOf(id);
  if (k < 0) throw new CircuitError(id, "there is no branch of this name to command");
  if (!Number.isFinite(setting)) throw new CircuitError(id, `cannot be set to ${setting}`);
  state.setting[k] = setting;
  state.sinceJump = 0;
}

/** Opens a leak, or changes its effective area (discharge coefficient times area) [m2]; 0 closes it. */
export function setLeak(model: LoopModel, state: LoopState, id: string, effectiveAreaM2: number): void {
  const l = (model.description.leaks ?? []).findIndex((leak) => leak.id === id);
  if (l < 0) throw new CircuitError(id, "there is no leak of this name in the description");
  if (!(effectiveAreaM2 >= 0)) throw new CircuitError(id, `cannot have an area of ${effectiveAreaM2} m2`);
  state.leakAreaM2[l] = effectiveAreaM2;
  state.sinceJump = 0;
}

/**
 * Sets the heat into a wall [W] from the state's time on, where the wall was described with a constant load. No restart
 * is needed: the rates at the state's time move by as much, so what is booked is the load times the time, to rounding.
 * The load belongs to the model, not to the state: set it again after putting back a copy of a state.
 */
export function setLoad(model: LoopModel, state: LoopState, id: string, loadW: number): void {
  const wall = (model.description.walls ?? []).findIndex((each) => each.id === id);
  const unknown = model.nodeCount + model.accumulatorCount + wall;
  if (wall < 0) throw new CircuitError(id, "there is no wall of this name to heat");
  if (!Number.isFinite(loadW)) throw new CircuitError(id, `cannot take a load of ${loadW} W`);
  setWallLoad(model, state, unknown, loadW);
}

/** {@link setLoad} by the number of the thermal unknown, for callers that set many loads often. */
export function setWallLoad(model: LoopModel, state: LoopState, unknown: number, loadW: number): void {
  const schedule = model.loadSchedule[unknown]!;
  if (schedule < 0)
    throw new CircuitError(
      model.names[unknown]!,
      "was described without a load; give it one of 0 W to set it later",
    );
  const change = loadW - model.schedules.constant(schedule);
  model.schedules.setConstant(schedule, loadW);
  state.energyRate[unknown] = state.energyRate[unknown]! + change;
  state.outsideRate[2] = state.outsideRate[2]! + change;
}
