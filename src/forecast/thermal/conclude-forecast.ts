import { type AlarmDifference, compareAlarms, differences } from "./compare.ts";
import { FAN_PROBABILITIES, type Fan, fanOf } from "./fan.ts";
import type { ForecastEvent, ForecastLayout, MemberCourse } from "./forecast-layout.ts";
import { type PredictedAlarm, predictAlarm } from "./predicted-alarm.ts";

/** One event under one alternative. */
export interface ForecastAlarm extends PredictedAlarm {
  readonly name: string;
  readonly kind: ForecastEvent["kind"];
  readonly means: string;
  /** Against the first alternative; absent for that itself. */
  readonly difference?: AlarmDifference;
}

/** One quantity over the horizon, SI. */
export interface ForecastCurve extends Fan {
  readonly name: string;
  readonly unit: string;
  /** The limit of the vehicle file on it, if there is one. */
  readonly limits: readonly { readonly bound: number; readonly side: "above" | "below" }[];
  /** Of the differences, member by member, from the first alternative; absent for that itself. */
  readonly difference?: Fan;
}

export interface ForecastAlternative {
  readonly name: string;
  readonly alarms: readonly ForecastAlarm[];
  readonly curves: readonly ForecastCurve[];
}

/** What a forecast says: for people, for charts and for programs. All of it comes from a simulation. */
export interface Forecast {
  readonly schema: "hoarfrost/forecast/1";
  readonly synthetic: true;
  readonly title: string;
  /** Where the leak comes from, what is kept, what is drawn: sentences. */
  readonly basis: readonly string[];
  readonly seed: number;
  /** True while members are still being run. */
  readonly partial: boolean;
  readonly members: { readonly asked: number; readonly sound: number; readonly failed: number };
  /** The sentence of the first member that failed. */
  readonly failure: string | null;
  /** Instant of now, ISO 8601; null where the forecast is of no date. */
  readonly at: string | null;
  readonly horizonS: number;
  readonly timesS: readonly number[];
  readonly probabilities: readonly number[];
  readonly alternatives: readonly ForecastAlternative[];
}

export type ForecastHead = Pick<
  Forecast,
  "title" | "basis" | "seed" | "partial" | "members" | "failure" | "at"
>;

/**
 * Sums up members, each with its courses under all alternatives.
 *
 * @param members sound members only, in any order: they are the same for all alternatives
 * @throws RangeError without a member
 */
export function concludeForecast(
  head: ForecastHead,
  { timesS, curves, events: brought, alarms }: ForecastLayout,
  names: readonly string[],
  members: readonly (readonly MemberCourse[])[],
): Forecast {
  const horizonS = timesS.at(-1)!;
  const events = [...brought, ...alarms];
  const timesOf = (a: number, e: number) => ({
    timesS: members.map((courses) => courses[a]!.eventS[e]!),
    endsS: members.map((courses) => courses[a]!.endS),
  });
  const curvesOf = (a: number, c: number) => members.map((courses) => courses[a]!.curves[c]!);
  const alternatives = names.map(
    (name, a): ForecastAlternative => ({
      name,
      alarms: events.map(({ name: event, kind, means }, e) => ({
        name: event,
        kind,
        means,
        ...predictAlarm({ ...timesOf(a, e), horizonS }),
        ...(a > 0 && { difference: compareAlarms(timesOf(0, e), timesOf(a, e), horizonS) }),
      })),
      curves: curves.map(({ name: curve, unit }, c) => ({
        name: curve,
        unit,
        limits: events.flatMap(({ limit }) =>
          limit?.quantity === curve ? [{ bound: limit.bound, side: limit.side }] : [],
        ),
        ...fanOf(curvesOf(a, c), timesS.length),
        ...(a > 0 && {
          difference: fanOf(differences(curvesOf(0, c), curvesOf(a, c)), timesS.length),
        }),
      })),
    }),
  );
  return {
    schema: "hoarfrost/forecast/1",
    synthetic: true,
    title: head.title,
    basis: head.basis,
    seed: head.seed,
    partial: head.partial,
    members: head.members,
    failure: head.failure,
    at: head.at,
    horizonS,
    timesS,
    probabilities: FAN_PROBABILITIES,
    alternatives,
  };
}
