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
