import { exponential } from "../fluid/exponential.kernel.ts";
import { CELL_DOUBLES } from "../fluid/fluid-table.ts";
import type { F64, I32 } from "../kernel/number-types.ts";
import { GAS } from "../model/loop-model.ts";
import { AT_EMPTY_STOP, AT_FULL_STOP, CAVITY, DRAINED } from "../model/loop-state.ts";

/** The cavity grows from nothing to the whole loop within this part of vapour pressure below it. */
const VOID_BAND = 0.02;
/** And at least this wide [Pa], so that the loop stays solvable for coolants with almost no vapour pressure. */
const LEAST_VOID_BAND_PA = 2;

/** The tables of `FluidTable`. */
export interface FluidArrays {
  readonly cells: Float64Array;
  readonly firstCell: Int32Array;
  readonly cellCount: Int32Array;
  readonly minTemperatureK: Float64Array;
  readonly vapourGasConstant: Float64Array;
  /** For `exponential`. */
  readonly decay: Float64Array;
}

/** Contents of nodes, then accumulators; meanings as in `Storage` and `LoopModel`. */
export interface StorageArrays {
  readonly nodeCount: I32;
  readonly accumulatorCount: I32;
  readonly fluids: FluidArrays;
  readonly fluidOf: Int32Array;
  readonly volume: Float64Array;
  readonly enthalpy: Float64Array;
  readonly enthalpySlope: Float64Array;
  readonly specificHeat: Float64Array;
  readonly viscosity: Float64Array;
  readonly density: Float64Array;
  readonly referenceDensity: Float64Array;
  readonly compressibility: Float64Array;
  /** At which density is tabulated, of each node's coolant [Pa]. */
  readonly referencePressure: Float64Array;
  readonly mass: Float64Array;
  readonly massSlope: Float64Array;
  readonly mode: Int8Array;
  readonly saturation: Float64Array;
  readonly partLeft: Float64Array;
  readonly accumulatorNode: Int32Array;
  readonly accumulatorOf: Int32Array;
  readonly cavityVolume: Float64Array;
  readonly chargeKind: Uint8Array;
  readonly liquidCapacity: Float64Array;
  readonly chargeConstant: Float64Array;
  readonly chargeVolume: Float64Array;
  readonly chargeSlope: Float64Array;
}

/** What streams need, for all nodes and accumulators: enthalpy and specific heat, and the slope of enthalpy if asked. */
export function streamProperties(s: StorageArrays, temperature: Float64Array, slopes: boolean): void {
  const { fluidOf, enthalpy, enthalpySlope, specificHeat } = s;
  const { cells, firstCell, cellCount, minTemperatureK } = s.fluids;
  const count = s.nodeCount + s.accumulatorCount;
  for (let i: I32 = 0; i < count; i++) {
    const fluid = fluidOf[i]!;
    const above = temperature[i]! - minTemperatureK[fluid]!;
    const cell = cellAt(above, cellCount[fluid]!);
    const u = above - cell;
    const at = (firstCell[fluid]! + cell) * CELL_DOUBLES;
    const h1 = cells[at + 1]!;
    const h2 = cells[at + 2]!;
    const h3 = cells[at + 3]!;
    enthalpy[i] = cells[at]! + u * (h1 + u * (h2 + u * h3));
    specificHeat[i] = cells[at + 8]! + u * cells[at + 9]!;
    if (slopes) enthalpySlope[i] = h1 + u * (2 * h2 + u * 3 * h3);
  }
}

/** What contents need: enthalpy, density and compressibility, and viscosity if asked. */
export function contentProperties(s: StorageArrays, temperature: Float64Array, viscous: boolean): void {
  const { fluidOf, enthalpy, viscosity, referenceDensity, compressibility } = s;
  const { cells, firstCell, cellCount, minTemperatureK, decay } = s.fluids;
  const count = s.nodeCount + s.accumulatorCount;
  for (let i: I32 = 0; i < count; i++) {
    const fluid = fluidOf[i]!;
    const above = temperature[i]! - minTemperatureK[fluid]!;
    const cell = cellAt(above, cellCount[fluid]!);
    const u = above - cell;
    const at = (firstCell[fluid]! + cell) * CELL_DOUBLES;
    enthalpy[i] = cells[at]! + u * (cells[at + 1]! + u * (cells[at + 2]! + u * cells[at + 3]!));
    referenceDensity[i] = cells[at + 4]! + u * (cells[at + 5]! + u * (cells[at + 6]! + u * cells[at + 7]!));
    compressibility[i] = cells[at + 10]! + u * cells[at + 11]!;
    if (viscous) viscosity[i] = exponential(decay, cells[at + 12]! + u * cells[at + 13]!);
  }
}

/** Cell of a temperature so far above the table's start [K]; one cell beyond each end carries on outside the range. */
export function cellAt(above: F64, count: I32): I32 {
  if (above < 0) return -1;
  if (above >= count) return count;
  return above | 0;
}

/** Mass held at the temperatures last looked up and at given node pressures, and its slope. */
export function contentsAt(s: StorageArrays, pressure: Float64Array): void {
  const {
    nodeCount,
    volume,
    density,
    referenceDensity,
    referencePressure,
    compressibility,
    mass,
    massSlope,
  } = s;
  for (let i: I32 = 0; i < nodeCount; i++) {
    density[i] = referenceDensity[i]! * (1 + compressibility[i]! * (pressure[i]! - referencePressure[i]!));
    mass[i] = density[i]! * volume[i]!;
    massSlope[i] = referenceDensity[i]! * compressibility[i]! * volume[i]!;
  }
  for (let a: I32 = 0; a < s.accumulatorCount; a++) accumulatorContents(s, a, pressure);
}

function accumulatorContents(s: StorageArrays, a: I32, pressures: Float64Array): void {
  const i = s.nodeCount + a;
  const pressure = pressures[s.accumulatorNode[a]!]!;
  const p = Math.max(pressure, 1e-3);
  const slope = s.chargeSlope[a]!;
  const constant = s.chargeConstant[a]!;
  let held: F64 = 0;
  let heldSlope: F64 = 0;
  if (s.chargeKind[a]! === GAS) {
    const gas = slope === 1 ? constant / p : Math.exp(Math.log(constant / p) / slope);
    held = s.chargeVolume[a]! - gas;
    heldSlope = gas / (slope * p);
  } else {
    held = (p - constant) / slope;
    heldSlope = 1 / slope;
  }
  s.partLeft[a] = 1;
  const mode = s.mode[a]!;
  const saturation = s.saturation[a]!;
  if (mode === AT_FULL_STOP) {
    held = s.liquidCapacity[a]!;
    heldSlope = 0;
  } else if (mode === AT_EMPTY_STOP) {
    held = 0;
    heldSlope = 0;
  } else if (mode === CAVITY) {
    // Liquid owed grows as pressure falls below vapour pressure.
    heldSlope = s.cavityVolume[a]! / Math.max(VOID_BAND * saturation, LEAST_VOID_BAND_PA);
    held = (pressure - saturation) * heldSlope;
  }
  // A cavity's slope is that of a straight line only if its density does not follow the pressure.
  const squeezedBy = (mode === CAVITY ? 0 : pressure) - s.referencePressure[i]!;
  const rho = s.referenceDensity[i]! * (1 + s.compressibility[i]! * squeezedBy);
  if (mode === DRAINED) s.partLeft[a] = 0;
  if (mode === CAVITY) s.partLeft[a] = Math.min(1, Math.max(0, 1 + (rho * held) / massAround(s, a)));
  s.density[i] = rho;
  s.mass[i] = rho * held;
  s.massSlope[i] = rho * heldSlope;
}

/** Coolant booked in the nodes of accumulator a's part of the network [kg]. */
function massAround(s: StorageArrays, a: I32): F64 {
  let sum: F64 = 0;
  for (let i: I32 = 0; i < s.nodeCount; i++) if (s.accumulatorOf[i]! === a) sum += s.mass[i]!;
  return sum;
}

/** Part of the coolant around node i that is liquid: 1 until a cavity opens at its accumulator. */
export function liquidPart(s: StorageArrays, i: I32): F64 {
  const a = s.accumulatorOf[i]!;
  return a < 0 ? 1 : s.partLeft[a]!;
}

/** Whether accumulator a stands in a part of the network that has run dry. */
export function isDry(s: StorageArrays, a: I32): boolean {
  const of = s.accumulatorOf[s.accumulatorNode[a]!]!;
  return of >= 0 && s.mode[of]! === DRAINED;
}
