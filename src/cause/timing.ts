import { ESTIMATE_SPREAD_LN, type Weighed } from "./evidence.ts";

/** Weibull shapes: a defect left by the builder shows early, wear shows late; everything from outside at any time. */
const SHAPES: Readonly<Record<string, number>> = { manufacture: 0.6, fatigue: 2.5 };

/**
 * Age at which the leak began, against the time the ship was to fly: density relative to uniform, k (t/T)^(k-1).
 */
export function weighAge(ageDays: number, lifeDays: number): Weighed {
  const share = Math.min(1, Math.max(1e-3, ageDays / lifeDays));
  return {
    likelihoods: Object.fromEntries(Object.entries(SHAPES).map(([id, k]) => [id, k * share ** (k - 1)])),
    basis: `day ${ageDays.toFixed(0)} of ${lifeDays.toFixed(0)}; defects show early (Weibull 0.6), wear late (2.5), particles at any time`,
    spreadLn: 0.3,
  };
}

/** A remarkable event near the onset. */
export interface Coincidence {
  /** Within this time of the event [s]. */
  readonly withinS: number;
  /** Time in which the leak could have begun [days]. */
  readonly exposureDays: number;
  /** How many such events in that time anybody would have remarked on: dockings, burns, spacewalks. */
  readonly events: number;
  /** Share of handling failures that such an event sets off in the window. */
  readonly setsOff?: number;
}

/** Share of handling failures that a docking of the ship itself sets off within hours; own estimate. Most show later, or never. */
const SETS_OFF = 0.1;
/** What else an event can set off, a fifth as readily. */
const ALSO = ["fatigue", "manufacture", "artefact"];

/**
 * The leak began soon after an event. By chance that happens with probability f = events x window / exposure; what the event can set
 * off has p + (1 - p) f. Counting all events that would have been remarked on pays for having looked for a coincidence.
 */
export function weighCoincidence({
  withinS,
  exposureDays,
  events,
  setsOff = SETS_OFF,
}: Coincidence): Weighed {
  const f = Math.min(1, (events * withinS) / (exposureDays * 86_400));
  const inside = (p: number) => p + (1 - p) * f;
  return {
    likelihoods: {
      meteoroid: f,
      debris: f,
      handling: inside(setsOff),
      ...Object.fromEntries(ALSO.map((id) => [id, inside(setsOff / 5)])),
    },
    basis: `${events} events that would have been remarked on: by chance ${(100 * f).toPrecision(2)} %; sets off ${setsOff * 100} % of handling failures`,
    spreadLn: ESTIMATE_SPREAD_LN,
  };
}

/** How much of the leak's onset falls into one part of each orbit or thermal cycle, p_F / f: steps of stress fall on terminators. */
export function weighPhase(shareOfCycle: number, hit: boolean): Weighed {
  const p = Math.min(0.9, 3 * shareOfCycle);
  const value = (q: number) => (hit ? q : 1 - q);
  return {
    likelihoods: {
      meteoroid: value(shareOfCycle),
      debris: value(shareOfCycle),
      handling: value(shareOfCycle),
      manufacture: value(0.5 * (p + shareOfCycle)),
      fatigue: value(p),
      artefact: value(shareOfCycle),
    },
    basis: "particles know no terminator; thermal steps set off cracks three times as often there",
    spreadLn: ESTIMATE_SPREAD_LN,
  };
}
