/** A range that a number is drawn from, log-uniformly; `low` equals `high` where it is known. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Where the prior of a hypothesis comes from: particles on an area, or a rate a vehicle-year. */
export type Rate =
  | { readonly kind: "impact"; readonly particle: "meteoroid" | "debris" }
  | { readonly kind: "hazard"; readonly perVehicleYr: Range };

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

const ESTIMATE = "own estimate, bounded by no coolant loss known in about 60 docked vehicle-years to 2022";

/** The hypotheses every case starts from. Rates a vehicle-year are ranges of two decades and more because nobody published any. */
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
    rate: { kind: "hazard", perVehicleYr: { low: 2e-4, high: 2e-2 } },
    source: ESTIMATE,
    lot: true,
  },
  {
    id: "fatigue",
    name: "fatigue or wear",
    rate: { kind: "hazard", perVehicleYr: { low: 2e-4, high: 2e-2 } },
    source: ESTIMATE,
    lot: true,
  },
  {
    id: "handling",
    name: "handling or docking load",
    rate: { kind: "hazard", perVehicleYr: { low: 1e-4, high: 1e-2 } },
    source: ESTIMATE,
    lot: false,
  },
  {
    id: "artefact",
    name: "sensor artefact, no leak",
    rate: { kind: "hazard", perVehicleYr: { low: 1e-3, high: 1e-1 } },
    source: "own estimate; the false ammonia alarm of 14 January 2015 is the only one of its kind on record",
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
