import type { LineProfile } from "../step/line-profile.ts";

export const FREE = 0;
/** Against a stop the loop is rigid but for the little that liquid gives. */
export const AT_FULL_STOP = 1;
export const AT_EMPTY_STOP = -1;
/** Empty, and its node at vapour pressure: a cavity has opened there. */
export const CAVITY = -2;
/** Dry: what liquid is left rests where it is, and nothing flows in this part of the network any more. */
export const DRAINED = -3;

/** A named warning: where, since when, and what it means. */
export interface LoopWarning {
  readonly kind:
    | "accumulator-empty"
    | "accumulator-full"
    | "void"
    | "pump-lost-prime"
    | "loop-drained"
    | "outside-fluid-range"
    | "step-refused";
  readonly element: string;
  readonly timeS: number;
  readonly message: string;
}

/**
 * Everything that the next step depends on, as plain data: clone it to branch a run, keep it to resume one. A run
 * resumed from a copy is equal bit for bit to one that never stopped.
 *
 * Masses and energies are carried, temperatures and pressures are solved from them; so what is conserved is conserved
 * to rounding, however loosely the equations are solved.
 */
export interface LoopState {
  timeS: number;
  /** Thermal unknowns: nodes, then accumulator liquids, then walls [K]. */
  temperatureK: Float64Array;
  pressurePa: Float64Array;
  flowKgPerS: Float64Array;
  /** Coolant in each node, then in each accumulator [kg]. */
  massKg: Float64Array;
  /** Enthalpy of that coolant, then heat content of each wall [J]. */
  energyJ: Float64Array;
  /** Valve openings, pump speeds, fixed flows, one a branch. */
  setting: Float64Array;
  /** How fast each of them moves [1/s]: a valve under way moves within a step, so that nothing jumps. */
  settingRate: Float64Array;
  /** Part of its rise that each pump has left; 1 for other branches. `priming` while any is changing. */
  derating: Float64Array;
  priming: boolean;
  /** Effective area of each leak [m2], 0 while shut. */
  leakAreaM2: Float64Array;
  /** Mass through each leak so far [kg], and the enthalpy it took [J]. */
  /** Mode of each accumulator: FREE, AT_EMPTY_STOP, AT_FULL_STOP, CAVITY or DRAINED. */
  mode: Int8Array;
  /** What travels along each line, and its mass [kg] and enthalpy [J] as booked. */
  lines: LineProfile[];
  lineMassKg: Float64Array;
  lineEnergyJ: Float64Array;
  /** At the last accepted point, four a line: mass and energy into its `from` end, and out of its `to` end, per second. */
  lineRates: Float64Array;
  /** Gas in each vessel [kg]. */
  vesselKg: Float64Array;
  leakedKg: Float64Array;
  leakedJ: Float64Array;
  /** Net mass and enthalpy given by boundary nodes, and heat given by loads, sinks and held walls. */
  suppliedKg: number;
  suppliedJ: number;
  heatJ: number;
  /** Net inflow of mass and energy at the last accepted point: the explicit first stage of the next step. */
  massRate: Float64Array;
  energyRate: Float64Array;
  /** Leak flow and energy flow at that point, and the three rates of the outside. */
  leakRate: Float64Array;
  leakEnergyRate: Float64Array;
  outsideRate: Float64Array;
  /** Two earlier solutions [temperatures, pressures, flows] and their times, from which the next is predicted. */
  earlier: [Float64Array, Float64Array];
  earlierTimesS: [number, number];
  /** Steps since the last discontinuity; 0 means that rates and history do not hold. */
  sinceJump: number;
  nextStepS: number;
  /** How fast the stage iteration converged when last measured. */
  contraction: number;
  steps: number;
  refusedSteps: number;
  warnings: LoopWarning[];
}
