import { pathOf } from "../compensate.ts";
import { onsetsRepresented, testEvidence } from "../detect/onset-bank.ts";
import type { PathState } from "../detect/path.ts";
import type { PathPlan } from "../detect/path-plan.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";

/** ln of the likelihood ratio of a leak at which the gauges that are left speak against it. */
const DENIED_NAT = -2;

/**
 * Place of a gauge without which the leak is denied: the others, at the very onset and rate that all gauges together make likeliest,
 * find it less likely than none. Then that gauge moves alone, and what it does is not the loop's. Null where nobody denies: the others
 * agree, or are too coarse to have seen it yet. The path that has gone furthest is asked.
 */
export function deniedByOthers(plan: WatchPlan, state: WatchState): number | null {
  const { fast } = state;
  const burst = plan.fast !== null && fast !== null && state.statisticNat > state.pathNat;
  return burst
    ? lonelyGauge(plan.fast!, fast.path, fast.spares, state.leftOut)
    : lonelyGauge(plan, pathOf(state), state.spares, state.leftOut);
}

function lonelyGauge(
  { rates }: PathPlan,
  path: PathState,
  spares: readonly PathState[],
  leftOut: readonly number[],
): number | null {
  const { bank } = path;
  if (bank.count === 0 || spares.length === 0) return null;
  const frame = bank.onset[bank.count - 1]!;
  let best = { nat: Number.NEGATIVE_INFINITY, onset: 0, rate: 0 };
  for (let j = 0; j < bank.count; j++) {
    const { a, b } = testEvidence(bank, j, frame);
    if (!(a > 0 && b > 0)) continue;
    const rate = Math.min(Math.max(a / b, rates[0]!), rates.at(-1)!);
    const nat = rate * (a - 0.5 * rate * b) + Math.log(onsetsRepresented(bank, j, frame));
    if (nat > best.nat) best = { nat, onset: bank.onset[j]!, rate };
  }
  for (const [place, { bank: others }] of spares.entries()) {
    if (leftOut.includes(place)) continue;
    const j = others.onset.indexOf(best.onset);
    if (j < 0) continue;
    const { a, b } = testEvidence(others, j, frame);
    if (best.rate * (a - 0.5 * best.rate * b) < DENIED_NAT) return place;
  }
  return null;
}
