import type { Draw } from "../draw.ts";
import { memberDraw } from "../draw.ts";
import type { QuantityName } from "./quantity.ts";
import type { ReturnRule, ReturnRules } from "./return-rules.ts";
import { type FlownTrip, flyTrip, type Trip, type TripSample } from "./trip.ts";

/** How one limit fared in one member. */
export interface LimitOutcome {
  /** Limit less the highest value of the trip [SI of the quantity]: below zero, it was broken. */
  readonly margin: number;
  /** When it was first reached since the hatch was closed [s]; Infinity if never. */
  readonly reachedS: number;
}

/** One possible return. */
export interface MemberFlight extends FlownTrip {
  readonly limits: Readonly<Record<string, LimitOutcome>>;
  /** Where each number that was drawn fell in its range, 0 to 1. */
  readonly chosen: ReadonlyMap<string, number>;
}

/** Flies `members` of a trip. The seed and the member fix every number, whatever crew or profile: cases can be compared in pairs. */
export function flyMembers(
  trip: Trip,
  rules: ReturnRules,
  { members, seed }: { readonly members: number; readonly seed: number },
): MemberFlight[] {
  return Array.from({ length: members }, (_, member) => flyMember(trip, rules, memberDraw(seed, member)));
}

/** Flies one member and holds it against the limits. */
export function flyMember(trip: Trip, rules: ReturnRules, draw: Draw): MemberFlight {
  const flown = flyTrip(trip, draw);
  const limits = Object.fromEntries(
    Object.entries(rules.rules).map(([id, rule]: [string, ReturnRule]) => {
      const most = draw(`rule.${id}`, rule.most);
      return [
        id,
        {
          margin: most - peakOf(flown.samples, rule.quantity),
          reachedS: firstReached(flown.samples, rule.quantity, most),
        },
      ];
    }),
  );
  return { ...flown, limits, chosen: draw.chosen };
}

/** Highest value of a trip; NaN for what does not exist in it. */
export function peakOf(samples: readonly TripSample[], quantity: QuantityName): number {
  let peak = Number.NaN;
  for (const sample of samples) {
    const value = sample[quantity];
    if (!(value <= peak) && !Number.isNaN(value)) peak = value;
  }
  return peak;
}

/** First time at which a quantity stands at a limit [s], straight between samples; Infinity if it never does. */
export function firstReached(samples: readonly TripSample[], quantity: QuantityName, limit: number): number {
  let before: TripSample | undefined;
  for (const sample of samples) {
    const value = sample[quantity];
    if (value >= limit) {
      if (before === undefined || Number.isNaN(before[quantity])) return sample.timeS;
      const share = (limit - before[quantity]) / (value - before[quantity]);
      return before.timeS + share * (sample.timeS - before.timeS);
    }
    before = sample;
  }
  return Number.POSITIVE_INFINITY;
}
