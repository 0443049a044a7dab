import { pressurePa } from "../observe.ts";
import type { WatchPlan } from "../plan.ts";
import type { LeakEstimate } from "../size/leak-estimate.ts";
import type { WatchState } from "../state.ts";
import { type PlaceMemory, placeLeak } from "./place-leak.ts";

/**
 * Places a confirmed leak while liquid still drives the taps apart. Once the cushion is spent the pump loses its prime and the taps tell
 * nothing more: what was said last stands.
 */
export function placeKnownLeak(
  plan: WatchPlan,
  state: WatchState,
  estimate: LeakEstimate,
  reading: number,
  number: number,
): PlaceMemory | null {
  if (plan.place === null || state.place === null) return state.place;
  if (state.phase !== "leaking" || state.onset === null || state.drain.cushionSpent) return state.place;
  const leak = {
    onset: state.onset,
    rateKgPerS: estimate.rateKgPerS,
    inventoryKg: estimate.inventoryKg?.median ?? null,
    pressurePa: plan.loop.inventory.kind === "gas-pressure" ? pressurePa(plan.loop, reading) : null,
  };
  return placeLeak(plan.place, state.place, leak, number);
}
