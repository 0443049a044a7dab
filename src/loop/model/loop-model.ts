import type { FluidTable } from "../fluid/fluid-table.ts";
import type { NetworkArrays } from "../network/hydraulic-system.ts";
import type { CircuitDescription } from "./description.ts";
import type { ScheduleSet } from "./schedule.ts";

/** Accumulator charge codes. */
export const GAS = 0;
export const SPRING = 1;

/**
 * A circuit compiled to flat arrays. Thermal unknowns are numbered nodes first, then accumulator liquids, then walls,
 * then sinks; nodes marked held and all sinks follow their schedules.
 */
export interface LoopModel {
  readonly description: CircuitDescription;
  readonly fluids: FluidTable;
  readonly network: NetworkArrays;
  readonly nodeCount: number;
  readonly accumulatorCount: number;
  readonly wallCount: number;
  readonly sinkCount: number;
  /** Name of each thermal unknown, for messages. */
  readonly names: readonly string[];
  readonly held: Uint8Array;
  /** Schedule of each held unknown and load, as index into `schedules`; -1 where there is none. */
  readonly heldSchedule: Int32Array;
  readonly loadSchedule: Int32Array;
  readonly schedules: ScheduleSet;
  /** Coolant of each node, then of each accumulator. */
  readonly fluidOf: Int32Array;
  readonly volumeM3: Float64Array;
  readonly wallCapacity: Float64Array;
  /** Wall that branch k's stream passes (thermal unknown), -1 if none, and its conductance. */
  readonly exchangeWall: Int32Array;
  readonly exchangeConductance: Float64Array;
  readonly linkA: Int32Array;
  readonly linkB: Int32Array;
  readonly linkConductance: Float64Array;
  /** Radiating area times the Stefan-Boltzmann constant [W/K4]. */
  readonly linkRadiation: Float64Array;
  readonly accumulatorNode: Int32Array;
  readonly chargeKind: Uint8Array;
  readonly liquidCapacityM3: Float64Array;
  /** Gas: pressure times volume^exponent; spring: base pressure. */
  readonly chargeConstant: Float64Array;
  /** Gas: total volume; spring: 0. */
  readonly chargeVolumeM3: Float64Array;
  /** Gas: exponent; spring: stiffness. */
  readonly chargeSlope: Float64Array;
  /** Accumulator of the connected part that each node lies in, -1 where it has none; and liquid that part holds [m3]. */
  readonly accumulatorOf: Int32Array;
  readonly cavityVolumeM3: Float64Array;
  readonly leakNode: Int32Array;
  readonly leakOutsidePa: Float64Array;
  readonly leakOpensAtS: Float64Array;
  readonly leakAreaM2: Float64Array;
  /** Required suction head of pumps [Pa]; 0 for other branches. */
  readonly suctionHeadPa: Float64Array;
  /** Branches that are pumps. */
  readonly pumps: Int32Array;
  /** True where friction needs viscosity. */
  readonly needsViscosity: boolean;
  /** Line-branch volumes [m3]; 0 for branches without. */
  readonly lineVolumeM3: Float64Array;
}
