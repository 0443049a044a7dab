import type { CampaignLayout, MemberResult } from "../../campaign/index.ts";
import { vehicleLayout } from "../../campaign/index.ts";
import { distinctLimits, limitName } from "../../campaign/vehicle/vehicle-layout.ts";
import type { TwinDescription } from "../../vehicle/index.ts";
import { type Bound, passingS } from "./predicted-alarm.ts";

/** Something that a forecast gives the time of. */
export interface ForecastEvent {
  readonly name: string;
  readonly kind: "limit" | "prime" | "empty" | "alarm";
  /** What it means, as the vehicle file or the twin has it. */
  readonly means: string;
  /** The quantity that a limit or an alarm is on. */
  readonly limit?: Bound & { readonly quantity: string };
  readonly loop?: string;
}

/** What each alternative of each member brings, in this order. */
export interface ForecastLayout {
  readonly timesS: readonly number[];
  readonly curves: CampaignLayout["curves"];
  /** What the members bring the time of. */
  readonly events: readonly ForecastEvent[];
  /** Further bounds, on curves: when they are passed follows from the curves, on straight lines between their instants. */
  readonly alarms: readonly ForecastEvent[];
}

/** Each limit of the vehicle once, then loss of prime and emptying of each loop. */
export function forecastEvents(description: TwinDescription): ForecastEvent[] {
  return [
    ...distinctLimits(description).map((limit): ForecastEvent => {
      const { quantity, above, below, means } = limit;
      const side = above === undefined ? "below" : "above";
      return {
        name: limitName(limit),
        kind: "limit",
        means,
        limit: { quantity, bound: above ?? below!, side },
      };
    }),
    ...description.loops.flatMap(({ id }): ForecastEvent[] => [
      { name: `${id}: a pump loses prime`, kind: "prime", means: "its rise falls below half", loop: id },
      { name: `${id}: empty`, kind: "empty", means: "below 1 % of its volume is liquid", loop: id },
    ]),
  ];
}

export function forecastLayout(
  description: TwinDescription,
  quantities: readonly string[],
  timesS: readonly number[],
  alarms: readonly ForecastEvent[] = [],
): ForecastLayout {
  const { curves } = vehicleLayout(description, quantities, timesS);
  return { timesS, curves, events: forecastEvents(description), alarms };
}

/** One alternative of one member. */
export interface MemberCourse {
  /** Seconds from now, one an event; NaN: not within what was run; 0: it was so already. */
  readonly eventS: Float64Array;
  /** Until when it could be run; the horizon, where nothing stopped it. */
  readonly endS: number;
  /** One a curve, over all instants; NaN after the end. */
  readonly curves: readonly Float64Array[];
}

/** Lays the courses of a member's alternatives one after the other, as a campaign's executors carry them. */
export function packCourses(courses: readonly MemberCourse[], endedEarly?: string): MemberResult {
  const numbers = Float64Array.from(courses.flatMap(({ eventS, endS }) => [...eventS, endS]));
  const curves = Float64Array.from(courses.flatMap((course) => course.curves.flatMap((curve) => [...curve])));
  return endedEarly === undefined ? { curves, numbers } : { curves, numbers, endedEarly };
}

/** The courses that {@link packCourses} laid together, the layout's alarms behind its events. */
export function unpackCourses(
  { curves, numbers }: MemberResult,
  { timesS, curves: columns, events, alarms }: ForecastLayout,
): MemberCourse[] {
  const own = events.length + 1;
  const values = timesS.length * columns.length;
  return Array.from({ length: numbers.length / own }, (_, a) => {
    const ownCurves = columns.map((_, c) => {
      const from = a * values + c * timesS.length;
      return curves.slice(from, from + timesS.length);
    });
    const alarmS = alarms.map(({ limit }) => {
      const curve = ownCurves[columns.findIndex(({ name }) => name === limit?.quantity)];
      return limit && curve ? passingS(timesS, curve, limit) : Number.NaN;
    });
    return {
      eventS: Float64Array.from([...numbers.slice(a * own, a * own + events.length), ...alarmS]),
      endS: numbers[a * own + events.length]!,
      curves: ownCurves,
    };
  });
}
