import type { TwinDescription } from "./twin/twin-description.ts";

/** A number of which the file says how sure it is. `low` and `high` bound it; all three are SI and equal where no range was given. */
export interface Uncertain {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Key into the file's sources, or "estimate". */
  readonly source: string;
  /** How it is spread between `low` and `high`; triangular with its peak at `value` where the file does not say. */
  readonly distribution?: Distribution;
}

/** Of a normal one `low` and `high` are its 5 and 95 % quantiles, and it is cut there; of all others they are its ends. */
export type Distribution = "uniform" | "triangular" | "normal" | "log-uniform";

/** How a loop's inventory shows in its telemetry. Each kind says what a lost kilogram does to the channel. */
export type InventoryReading =
  /** A pressure with no public law behind it: inventory is known only as a part of static pressure. */
  | { readonly kind: "pressure-proxy" }
  /** An accumulator's quantity in per cent of its scale. `massPerPercentKg` is absent where the accumulator's size is not public. */
  | { readonly kind: "accumulator-quantity"; readonly massPerPercentKg?: Uncertain }
  /** Static pressure of a loop whose accumulator holds a fixed charge of gas: isothermal gas law, then vapour pressure. */
  | {
      readonly kind: "gas-pressure";
      readonly chargeKg: Uncertain;
      readonly gasPressurePa: Uncertain;
      readonly gasVolumeM3: Uncertain;
      /** Liquid that the accumulator can still push out before its hard stop. */
      readonly accumulatorLiquidM3: Uncertain;
      readonly densityKgPerM3: Uncertain;
      readonly vapourPressurePa: Uncertain;
      readonly dischargeCoefficient: Uncertain;
    };

/** Something that moves the inventory channel without any coolant being lost. */
export interface Explanation {
  readonly channel: string;
  readonly unit: string;
  /** "expected": what a simulation of the loop that does not leak says the inventory channel reads, in that channel's unit. */
  readonly quantity: "temperature" | "flow" | "power" | "flag" | "expected";
  /** The multiplexer or computer through which the channel comes, where it is known. */
  readonly hub?: string;
}

/**
 * Another sensor of the loop's inventory. One whose unit is of the inventory channel's kind measures the same quantity and is
 * compared with it reading by reading; one of another kind (a level beside a pressure) is tested for a fall of its own.
 */
export interface Witness {
  readonly channel: string;
  readonly unit: string;
  readonly hub?: string;
  /** In the witness's own unit; absent: as noisy as the inventory channel. */
  readonly noise?: NoiseDescription;
  /** How the inventory shows in it; given, the watch can weigh its readings as amounts together with the inventory channel's. */
  readonly inventory?: InventoryReading;
}

/** What the watch knows beforehand of a channel's noise, all in the inventory channel's unit. It calibrates them further by itself. */
export interface NoiseDescription {
  /** Smallest step of the channel's code; 0 where it is not quantised. */
  readonly step: number;
  /** Standard deviation of a single report, beyond the step. */
  readonly white: number;
  /** Random-walk drift of the compensated channel: standard deviation after one day. */
  readonly driftPerRootDay: number;
  /** Wander that dies out within `wanderTimeS`. */
  readonly wander: number;
  readonly wanderTimeS: number;
  /** Usual amplitude of the orbital ripple, and how much of it changes from orbit to orbit. 0: none. */
  readonly ripple: number;
  readonly rippleChangePerOrbit: number;
}

/** One loop as the watch sees it. */
export interface LoopDescription {
  readonly id: string;
  readonly name: string;
  /** The ship or module that carries the loop, as people name it. */
  readonly carrier: string;
  readonly coolant: string;
  readonly inventoryChannel: string;
  /** Unit in which the inventory channel is delivered: a spelling of the unit table. */
  readonly inventoryUnit: string;
  readonly inventory: InventoryReading;
  readonly explainedBy: readonly Explanation[];
  /** Other sensors of the inventory. Absent or empty: nothing but the inventory channel shows a loss. */
  readonly witnesses?: readonly Witness[];
  /** The multiplexer or computer through which the inventory channel comes, where it is known. */
  readonly inventoryHub?: string;
  readonly noise: NoiseDescription;
  readonly framePeriodS: number;
  /** Frame of the fast path for bursts, beside the slow one; absent: there is none. A whole part of `framePeriodS`. */
  readonly fastFramePeriodS?: number;
  /** 0 for a loop that does not orbit. */
  readonly orbitPeriodS: number;
  /** Silence of every channel of the source longer than this is loss of signal. */
  readonly silenceS: number;
  /** The watch says nothing about leaks before it has seen this much of the loop. */
  readonly learningS: number;
  /** Mean time between false alarms that the test is set for, one loop. */
  readonly meanTimeBetweenFalseAlarmsS: number;
}

export interface SourceCitation {
  readonly title: string;
  readonly url?: string;
  readonly confidence: string;
}

/** A vehicle, or a station, as its file describes it. */
export interface VehicleDescription {
  readonly id: string;
  readonly name: string;
  readonly kind: "watch-only" | "twin";
  readonly sources: Readonly<Record<string, SourceCitation>>;
  readonly loops: readonly LoopDescription[];
  /** The whole hardware, where the file is a twin file. */
  readonly twin?: TwinDescription;
}
