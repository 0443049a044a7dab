import type { WatchPlan } from "../plan.ts";
import { judgeGauges } from "../rival/out-gauges.ts";
import type { WatchState } from "../state.ts";

/** Places of gauges that moved alone and are not believed at present, but still work: they are heard where nobody else is left to ask. */
export function doubtedGauges(plan: WatchPlan, state: WatchState): number[] {
  if (state.distrusted.length === 0) return [];
  const out = judgeGauges(plan, state).map(({ place }) => place);
  return state.distrusted.map(({ place }) => place).filter((place) => !out.includes(place));
}
