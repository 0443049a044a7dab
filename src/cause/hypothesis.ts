import type { CountedRate } from "./counted-rate.ts";

/** A range that a number is drawn from, log-uniformly; `low` equals `high` where it is known. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Where the prior of a hypothesis comes from: particles on an area, a count, or a plain range of rates a vehicle-year. */
export type Rate =
  | { readonly kind: "impact"; readonly particle: "meteoroid" | "debris" }
  | { readonly kind: "hazard"; readonly perVehicleYr: Range }
  | CountedRate;

/** One named way in which a loop comes to leak, or to look as if it did. */
export interface Hypothesis {
  readonly id: string;
  readonly name: string;
  readonly rate: Rate;
  /** Who says so: the source of the rate. */
  readonly source: string;
  /**
   * True for what a lot of ships has in common: a second ship of the same lot then fails more readily. Impacts and
   * handling are not; their rates are shared only as far as they are unknown.
   */
  readonly lot: boolean;
}

/**
 * Vehicle-years of Soyuz and Progress docked to the station from its first crew (2 November 2000) to 15 December 2022: 22.12 years
 * times two to four ships at a time, as in the shipped ledger's exposure.
 */
export const DOCKED_VEHICLE_YR: Range = { low: 44, high: 88 };

/**
 * Loop-years of the station's external ammonia loops to the end of 2023: the channels of P6 from December 2000 (two), P4 from
 * September 2006 (two), S4 from June 2007 (two), S6 from March 2009 (two), external loops A and B from December 2006: 177 in all. The
 * low end takes away stretches in which channels stood idle.
 */
export const AMMONIA_LOOP_YR: Range = { low: 140, high: 177 };

/** External loops A and B alone, December 2006 to the end of 2023. */
const MAIN_LOOP_YR: Range = { low: 30, high: 34 };

/** From another boundary, or from loops of another make, to the loop that leaked: a factor of two at one standard deviation; own estimate. */
const TRANSFER_LN = Math.LN2;

/** The hypotheses every case starts from. None of the counts holds a leak of the loops they are the prior of: those are the evidence. */
export const STANDARD_HYPOTHESES: readonly Hypothesis[] = [
  {
    id: "meteoroid",
    name: "meteoroid",
    rate: { kind: "impact", particle: "meteoroid" },
    source: "Gruen 1985 flux x area x time, factor 3 either way",
    lot: false,
  },
  {
    id: "debris",
    name: "orbital debris",
    rate: { kind: "impact", particle: "debris" },
    source: "NASA-90 flux x area x time, factor 3 either way",
    lot: false,
  },
  {
    id: "manufacture",
    name: "manufacturing defect",
    rate: {
      kind: "counted",
      readings: [
        { events: 0, share: 0.5 },
        { events: 1, share: 0.5 },
      ],
      exposureYr: DOCKED_VEHICLE_YR,
      transferLn: TRANSFER_LN,
    },
    source:
      "none or one in 44 to 88 docked vehicle-years: the hole of Soyuz MS-09 in 2018, whose cause was never published; factor 2 from pressure shell to loop",
    lot: true,
  },
  {
    id: "fatigue",
    name: "fatigue or wear",
    rate: {
      kind: "counted",
      readings: [{ events: 2, share: 1 }],
      exposureYr: AMMONIA_LOOP_YR,
      transferLn: TRANSFER_LN,
    },
    source:
      "two slow leaks (P6 2B, P1 loop B) in 140 to 177 loop-years of the station's ammonia loops; factor 2 from those loops to this",
    lot: true,
  },
  {
    id: "handling",
    name: "handling or docking load",
    rate: {
      kind: "counted",
      readings: [
        { events: 0, share: 0.5 },
        { events: 1, share: 0.5 },
      ],
      exposureYr: AMMONIA_LOOP_YR,
      transferLn: TRANSFER_LN,
    },
    source:
      "none or one in 140 to 177 loop-years: ammonia let out of a connector by spacewalkers in February 2001, no lasting leak; factor 2 from those loops to this",
    lot: false,
  },
  {
    id: "artefact",
    name: "sensor artefact, no leak",
    rate: {
      kind: "counted",
      readings: [{ events: 1, share: 1 }],
      exposureYr: MAIN_LOOP_YR,
      transferLn: TRANSFER_LN,
    },
    source:
      "one in 30 to 34 loop-years: the false ammonia alarm of 14 January 2015; factor 2 from those loops to this",
    lot: false,
  },
];

/** The standard hypotheses, those of the same id replaced and the others added. */
export function withHypotheses(own: readonly Hypothesis[]): Hypothesis[] {
  const replaced = STANDARD_HYPOTHESES.map(
    (standard) => own.find(({ id }) => id === standard.id) ?? standard,
  );
  return [
    ...replaced,
    ...own.filter(({ id }) => !STANDARD_HYPOTHESES.some((standard) => standard.id === id)),
  ];
}
