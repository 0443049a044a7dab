import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";
import { growthPosterior } from "./growth-posterior.ts";

/** Frames between two weighings: growth shows slowly. */
const WEIGH_EVERY = 6;

/** How a known leak grows, weighed anew every few frames while the gas cushion still shows it; afterwards as it was known last. */
export function weighGrowth(plan: WatchPlan, state: WatchState, number: number): WatchState["growth"] {
  const { growth, drain, bank } = state;
  if (drain.cushionSpent) return growth;
  if (growth !== null && number - growth.frame < WEIGH_EVERY) return growth;
  const posterior = growthPosterior(plan.model, bank, number, plan.rates);
  return posterior === null ? growth : { frame: number, posterior };
}
