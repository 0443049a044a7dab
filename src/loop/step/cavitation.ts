import type { LoopModel } from "../model/loop-model.ts";
import type { LoopState } from "../model/loop-state.ts";

/** Time in which a pump loses its prime, or finds it again, once its suction head is below or above the required one [s]. */
const PRIME_TIME_S = 2;
/** Longest step while it does [s]. */
export const PRIME_STEP_S = 0.2;

/**
 * Carries on, over a step of length h just taken, what low suction pressure does to pumps: below its required suction
 * head a pump loses its rise in proportion, within seconds, and finds it again likewise. The value holds over the next
 * step. Returns the largest change.
 */
export function carryCavitation(model: LoopModel, state: LoopState, h: number): number {
  const { network, fluids, fluidOf, suctionHeadPa, pumps } = model;
  const { derating } = state;
  const share = 1 - Math.exp(-h / PRIME_TIME_S);
  let change = 0;
  state.priming = false;
  for (let n = 0; n < pumps.length; n++) {
    const k = pumps[n]!;
    const head = suctionHeadPa[k]!;
    if (head <= 0) continue;
    const inlet = network.from[k]!;
    const fluid = fluidOf[inlet]!;
    const pressure = state.pressurePa[inlet]!;
    if (derating[k] === 1 && pressure > fluids.mostVapourPressurePa[fluid]! + head) continue;
    const saturation = fluids.vapourPressure(fluid, state.temperatureK[inlet]!);
    const wanted = Math.min(1, Math.max(0, (pressure - saturation) / head));
    const gap = wanted - derating[k]!;
    if (Math.abs(gap) > 0.01) state.priming = true;
    const step = Math.abs(gap) > 1e-6 ? share * gap : gap;
    derating[k] = derating[k]! + step;
    change = Math.max(change, Math.abs(step));
  }
  return change;
}
