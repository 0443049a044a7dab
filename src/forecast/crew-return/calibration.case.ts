import { randomStream } from "../../stats/index.ts";
import { type Band, bandOf } from "../band.ts";
import { firstReached, flyMembers, peakOf } from "./fly-members.ts";
import type { QuantityName } from "./quantity.ts";
import { exactly, ms22, rules, soyuz } from "./returns.case.ts";
import { flySecondModel } from "./second-model.case.ts";
import type { Trip } from "./trip.ts";

/** What is compared: peaks of a trip, and when the air has become wet. */
export const comparedNames = ["cabin", "wbgt", "body", "electronics", "humid75S", "humid85S"] as const;
export type ComparedName = (typeof comparedNames)[number];

export interface Coverage {
  readonly cases: number;
  readonly inside: number;
  readonly below: number;
  readonly above: number;
}

/** The same start for all, known to the accuracy of a thermometer and a hygrometer. */
const STARTS = [
  [300, 0.45],
  [301.6, 0.5],
  [303, 0.55],
] as const;

/**
 * Bands of the forecast against truths of the second model: `each` made-up ships in every cell of crew (0 to 3), profile and
 * start. Synthetic throughout: it tests what the bands say of a ship that is not the model's own, nothing of a real one.
 */
export function calibrateReturn(
  each: number,
  members: number,
  seed: number,
): Readonly<Record<ComparedName, Coverage>> {
  const counts = Object.fromEntries(
    comparedNames.map((name) => [name, { cases: 0, inside: 0, below: 0, above: 0 }]),
  ) as Record<ComparedName, { cases: number; inside: number; below: number; above: number }>;
  const count = (name: ComparedName, { p05, p95 }: Band, truth: number) => {
    const place = truth < p05 ? "below" : truth > p95 ? "above" : "inside";
    counts[name].cases++;
    counts[name][place]++;
  };
  for (const profile of ["nominal", "fast"] as const)
    for (const crew of [0, 1, 2, 3])
      for (const [cell, [cabinK, humidity]] of STARTS.entries()) {
        const start = {
          cabin: { ...exactly(cabinK), low: cabinK - 0.5, high: cabinK + 0.5 },
          instrument: ms22.start.instrument,
          humidity: { ...exactly(humidity), low: humidity - 0.03, high: humidity + 0.03 },
        };
        const trip: Trip = { file: soyuz, start, coolant: "none", profile, crew };
        const flights = flyMembers(trip, rules, { members, seed });
        const band = (name: QuantityName) => bandOf(flights.map(({ samples }) => peakOf(samples, name)));
        const reached = (limit: number) =>
          bandOf(flights.map(({ samples }) => firstReached(samples, "humidity", limit)));
        const bands = {
          cabin: band("cabin"),
          wbgt: band("wbgt"),
          body: band("body"),
          electronics: band("electronics"),
          humid75S: reached(0.75),
          humid85S: reached(0.85),
        };
        const random = randomStream(seed).named("second model").named(`${profile} ${crew} ${cell}`);
        for (let i = 0; i < each; i++) {
          const truth = flySecondModel(trip, random.named(i));
          for (const name of comparedNames)
            if (crew > 0 || name === "cabin" || name === "electronics") count(name, bands[name], truth[name]);
        }
      }
  return counts;
}
