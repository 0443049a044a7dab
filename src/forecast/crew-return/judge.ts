import { type Band, bandOf } from "../band.ts";
import { type Driver, driversOf } from "./drivers.ts";
import { type MemberFlight, peakOf } from "./fly-members.ts";
import { type QuantityName, quantities, quantityNames } from "./quantity.ts";
import type { ReturnRule, ReturnRules } from "./return-rules.ts";

export type ReturnVerdict = "go" | "conditional" | "no-go";

/** One limit, over all members. */
export interface JudgedLimit {
  readonly rule: string;
  readonly quantity: QuantityName;
  readonly weight: ReturnRule["weight"];
  readonly says: string;
  readonly source: string;
  /** Share of members in which it is broken. */
  readonly odds: number;
  /** Limit less highest value [SI of the quantity]. */
  readonly margin: Band;
  /** When it is reached since the hatch was closed [s]; Infinity where it is not. */
  readonly reachedS: Band;
  /** When it is reached, before (negative) or after the end of the trip [s]; Infinity where it is not reached on the trip. */
  readonly marginS: Band;
}

/** What a return comes to with one number of people. */
export interface JudgedReturn {
  readonly verdict: ReturnVerdict;
  /** Share of members in which at least one limit (not an advisory one) is broken. */
  readonly odds: number;
  readonly limits: readonly JudgedLimit[];
  /** Rules broken with more than the odds of a "go": limits first, then advisories, the likeliest first. */
  readonly because: readonly string[];
  readonly peaks: Readonly<Partial<Record<QuantityName, Band>>>;
  readonly drivers: Readonly<Partial<Record<QuantityName, readonly Driver[]>>>;
  /** How long the bodies of the crew bear it [s], by the first limit on the body; null without crew or without such a limit. */
  readonly toleranceS: Band | null;
}

/** Holds an ensemble against the rules. Limits on people do not apply to an empty ship. */
export function judgeReturn(
  flights: readonly MemberFlight[],
  rules: ReturnRules,
  crew: number,
): JudgedReturn {
  const applying = Object.entries(rules.rules).filter(
    ([, rule]) => crew > 0 || !quantities[rule.quantity].ofCrew,
  );
  const share = (test: (flight: MemberFlight) => boolean) => flights.filter(test).length / flights.length;
  const limits = applying.map(
    ([id, rule]): JudgedLimit => ({
      rule: id,
      quantity: rule.quantity,
      weight: rule.weight,
      says: rule.says,
      source: rule.source,
      odds: share(({ limits: found }) => found[id]!.margin <= 0),
      margin: bandOf(flights.map(({ limits: found }) => found[id]!.margin)),
      reachedS: bandOf(flights.map(({ limits: found }) => found[id]!.reachedS)),
      marginS: bandOf(flights.map(({ limits: found, endsS }) => found[id]!.reachedS - endsS.at(-1)!)),
    }),
  );
  const hard = limits.filter(({ weight }) => weight === "limit");
  const odds = share(({ limits: found }) => hard.some(({ rule }) => found[rule]!.margin <= 0));
  const verdict: ReturnVerdict =
    odds >= rules.odds["no-go"].value ? "no-go" : odds > rules.odds.go.value ? "conditional" : "go";
  const because = limits
    .filter(({ odds: own }) => own > rules.odds.go.value)
    .sort((a, b) => weightOf(b) - weightOf(a) || b.odds - a.odds)
    .map(({ rule }) => rule);
  const shown = quantityNames.filter((name) => crew > 0 || !quantities[name].ofCrew);
  const peaksOf = (name: QuantityName) => flights.map(({ samples }) => peakOf(samples, name));
  const chosen = flights.map((flight) => flight.chosen);
  const body = limits.find(({ quantity }) => quantity === "body");
  return {
    verdict,
    odds,
    limits,
    because,
    peaks: Object.fromEntries(shown.map((name) => [name, bandOf(peaksOf(name))])),
    drivers: Object.fromEntries(shown.map((name) => [name, driversOf(peaksOf(name), chosen)])),
    toleranceS: body === undefined ? null : body.reachedS,
  };
}

function weightOf({ weight }: JudgedLimit): number {
  return weight === "limit" ? 1 : 0;
}
