import type { LoopState } from "../finding.ts";
import { deniedByDoubted, deniedByOthers } from "../gauge/agreement.ts";
import type { WatchPlan } from "../plan.ts";
import { speaks } from "../rival/weigh.ts";
import { type RatePosterior, ratePosterior } from "../size/rate-posterior.ts";
import type { WatchState } from "../state.ts";

/** The larger of both paths' statistics, each over its own threshold, on the scale of the slow one. */
export function joinedNat({ fast: plan }: WatchPlan, { fast, pathNat }: WatchState): number {
  if (plan === null || fast === null) return pathNat;
  return Math.max(pathNat, fast.path.statisticNat - plan.surplusNat);
}

/** True while the fast path knows more of a leak than the slow one. */
function leads(plan: WatchPlan, state: WatchState): boolean {
  return plan.fast !== null && state.fast !== null && state.statisticNat > state.pathNat;
}

/** Posterior of rate and onset from the fast path, in slow frame numbers, while it leads; null otherwise. */
export function burstPosterior(plan: WatchPlan, state: WatchState): RatePosterior | null {
  if (!leads(plan, state)) return null;
  const { fast } = plan;
  const { bank } = state.fast!.path;
  const newest = bank.onset[bank.count - 1]!;
  const posterior = ratePosterior(bank, newest, fast!.rates);
  return { ...posterior, onsets: posterior.onsets.map((onset) => onset / fast!.framesASlow) };
}

/**
 * The phase after a fast frame that ends within a slow one. A burst is confirmed here unless another gauge of comparable quality
 * denies it, or a like sensor that the filter does not take in has still to be heard, with the slow frame.
 */
export function phaseBetween(plan: WatchPlan, state: WatchState): LoopState {
  const { phase, statisticNat } = state;
  if (phase !== "normal" && phase !== "suspected") return phase;
  if (!leads(plan, state) || statisticNat < plan.suspectNat) return phase;
  const number = Math.round((state.lastEndS ?? 0) / plan.periodS) - 1;
  const unheard = plan.witnesses.some(
    ({ compares }, i) =>
      compares && plan.gauges.every(({ witness }) => witness !== i) && speaks(plan, state, i, number),
  );
  if (deniedByOthers(plan, state) !== null) return phase;
  const isConfirmed = statisticNat >= plan.confirmNat && !unheard && !deniedByDoubted(plan, state);
  return isConfirmed ? "leaking" : "suspected";
}
