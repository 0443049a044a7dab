/** What one member of the ensemble did, in what was reported of the ship. */
export interface MemberCourse {
  /** Time from the breach until pressure was at 70 % of its value before; NaN if never. */
  readonly alarmS: number;
  /** Leak rate three hours after the breach. */
  readonly sprayKgPerS: number;
  /** Part of the charge that is out 17 h 45 min after the breach. */
  readonly outPart: number;
  /** Warmest between one and three days after the breach, while systems were on. */
  readonly instrumentPeakK: number;
  readonly habitablePeakK: number;
  /** A week after loads were shed. */
  readonly instrumentLaterK: number;
  readonly habitableLaterK: number;
  /** Rise of the descent module's air in six hours behind a closed hatch, three crew aboard, loop empty. */
  readonly riseK: number;
}

/** One published statement as a band that the ensemble must reach. */
export interface Milestone {
  readonly id: string;
  readonly sentence: string;
  readonly source: string;
  readonly unit: string;
  /** In `unit`. Open ends are infinite. */
  readonly low: number;
  readonly high: number;
  /** How sharp the report's ends are: standard deviation, in `unit`. */
  readonly sd: number;
  readonly of: (course: MemberCourse) => number;
}

const ZERO_C = 273.15;

/** The milestones of Soyuz MS-22, with what makes each a number. */
export const MILESTONES: readonly Milestone[] = [
  {
    id: "alarm",
    sentence:
      "pressure at the alarm point, taken as 70 % of working pressure, within about 10 min of the breach",
    source: "own reading of the times of alarm and of first images",
    unit: "min",
    low: 0,
    high: 10,
    sd: 3,
    of: ({ alarmS }) => alarmS / 60,
  },
  {
    id: "spray",
    sentence: "spray still seen after three hours (0.1 g/s counts as seen)",
    source: "https://www.cbsnews.com/news/russian-spacewalk-called-off-soyuz-coolant-leak/",
    unit: "g/s",
    low: 0.1,
    high: Number.POSITIVE_INFINITY,
    sd: 0.05,
    of: ({ sprayKgPerS }) => sprayKgPerS * 1000,
  },
  {
    id: "out",
    sentence: "the larger part of the coolant out after 17 h 45 min",
    source:
      "https://spaceref.com/space-stations/nasa-space-station-status-report-15-december-2022-soyuz-ms-ss-leak-update",
    unit: "%",
    low: 50,
    high: 100,
    sd: 5,
    of: ({ outPart }) => outPart * 100,
  },
  {
    id: "instrument",
    sentence: "instrument compartment at about 40 degC in the first days",
    source: "https://tass.com/science/1552657",
    unit: "degC",
    low: 38,
    high: 42,
    sd: 1.5,
    of: ({ instrumentPeakK }) => instrumentPeakK - ZERO_C,
  },
  {
    id: "habitable",
    sentence: "habitable compartments at about 30 degC in the first days",
    source: "https://interfax.com/newsroom/top-stories/86229/",
    unit: "degC",
    low: 28,
    high: 31,
    sd: 1,
    of: ({ habitablePeakK }) => habitablePeakK - ZERO_C,
  },
  {
    id: "instrument-later",
    sentence: "about 30 degC everywhere within a week of switching systems off: instrument compartment",
    source: "https://tass.com/science/1552657",
    unit: "degC",
    low: 27,
    high: 31,
    sd: 1.5,
    of: ({ instrumentLaterK }) => instrumentLaterK - ZERO_C,
  },
  {
    id: "habitable-later",
    sentence: "27 degC in the habitable compartments within that week",
    source:
      "https://sputniknews.com/20221221/micrometeorite-or-space-debris-could-have-damaged-radiator-on-soyuz-ms-22-roscosmos-1105662497.html",
    unit: "degC",
    low: 27,
    high: 31,
    sd: 1.5,
    of: ({ habitableLaterK }) => habitableLaterK - ZERO_C,
  },
  {
    id: "rise",
    sentence: "about 12 K more in 6 h with three crew and no cooling",
    source:
      "https://www.spacedaily.com/reports/Roscosmos_is_delaying_the_launch_of_the_replacement_Soyuz_for_crew_return_999.html",
    unit: "K",
    low: 10,
    high: 14,
    sd: 2,
    of: ({ riseK }) => riseK,
  },
];

/** Log likelihood of a milestone: flat inside what was said, a bell's flank outside. */
export function logLikelihood({ low, high, sd, of }: Milestone, course: MemberCourse): number {
  const value = of(course);
  if (Number.isNaN(value)) return -50;
  const beyond = Math.max(low - value, value - high, 0) / sd;
  return -0.5 * beyond * beyond;
}
