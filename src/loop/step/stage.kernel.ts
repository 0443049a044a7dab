import type { F64, I32 } from "../kernel/number-types.ts";
import { CHORD, type HydraulicArrays, iterateHydraulics, NEWTON } from "../network/hydraulics.kernel.ts";
import { factoriseLu, solveLu } from "../sparse/lu.kernel.ts";
import { type HeatArrays, heatRates, LEAST_MASS_KG, NO_MATRIX } from "./heat.kernel.ts";
import { leakFlow } from "./leak-law.kernel.ts";
import {
  contentProperties,
  contentsAt,
  isDry,
  liquidPart,
  type StorageArrays,
  streamProperties,
} from "./storage.kernel.ts";

/** Where `sums` holds the flow that boundary nodes give [kg/s], and the largest change of any temperature [K]. */
export const BOUNDARY_FLOW = 0;
export const TEMPERATURE_CHANGE = 1;

/** What a round came to: done, heat matrix not to be trusted, temperatures out of all bounds; else a position without pivot. */
export const DONE = -1;
export const NO_HEAT_PIVOT = -2;
export const RUN_AWAY = -3;
/** No correction is believed beyond this [K]. */
const MOST_CHANGE_K = 1e4;

/** A loop that has run dry reads next to nothing [Pa]. */
const DRY_PA = 1;

/** What one implicit stage works on; meanings as in `StageSolver`. */
export interface StageArrays {
  readonly heat: HeatArrays;
  readonly storage: StorageArrays;
  readonly hydraulics: HydraulicArrays;
  readonly nodeCount: I32;
  readonly accumulatorCount: I32;
  readonly leakCount: I32;
  readonly lineCount: I32;
  /** 1 where friction needs viscosity. */
  readonly viscous: I32;
  readonly fixed: Uint8Array;
  readonly accumulatorNode: Int32Array;
  readonly leakNode: Int32Array;
  readonly leakOutside: Float64Array;
  readonly leakArea: Float64Array;
  readonly leakRate: Float64Array;
  readonly leakSlope: Float64Array;
  readonly leakLaw: Float64Array;
  readonly lineBranch: Int32Array;
  readonly lineForward: Uint8Array;
  readonly lineSwell: Float64Array;
  readonly knownMass: Float64Array;
  readonly knownEnergy: Float64Array;
  readonly massRate: Float64Array;
  readonly stageMass: Float64Array;
  readonly accumulatorFlow: Float64Array;
  readonly pressureBefore: Float64Array;
  readonly side: Float64Array;
  readonly sums: Float64Array;
  /** Thermal unknown that moved most in the last correction. */
  readonly worst: Int32Array;
}

/** One round without lines: heat, then hydraulics; `fresh` rebuilds both matrices. */
export function stageRound(s: StageArrays, stepS: F64, fresh: boolean): I32 {
  streamProperties(s.storage, s.heat.temperature, fresh);
  heatRates(s.heat, fresh ? stepS : NO_MATRIX);
  if (fresh && !factoriseLu(s.heat.matrix)) return NO_HEAT_PIVOT;
  heatMismatch(s, stepS);
  solveLu(s.heat.matrix, s.side);
  return hydraulicHalf(s, stepS, fresh);
}

/** Second half of a round, from solved heat corrections on. */
export function hydraulicHalf(s: StageArrays, stepS: F64, fresh: boolean): I32 {
  const change = correctTemperatures(s);
  s.sums[TEMPERATURE_CHANGE] = change;
  if (!(change < MOST_CHANGE_K)) return RUN_AWAY;
  contentProperties(s.storage, s.heat.temperature, s.viscous !== 0);
  nodeSupplies(s, stepS);
  const stuck = iterateHydraulics(s.hydraulics, fresh ? NEWTON : CHORD);
  if (stuck >= 0) return stuck;
  massRates(s, stepS);
  return DONE;
}

/** Takes the flows at hand as balanced: what they leave over at a node, its accumulator takes. */
export function trustFlows(s: StageArrays, stepS: F64): void {
  const { nodeCount, accumulatorNode, massRate, leakNode, leakRate, stageMass, knownMass } = s;
  const coolants = nodeCount + s.accumulatorCount;
  sumFlows(s);
  for (let l: I32 = 0; l < s.leakCount; l++) massRate[leakNode[l]!] = massRate[leakNode[l]!]! - leakRate[l]!;
  for (let a: I32 = 0; a < s.accumulatorCount; a++) {
    const node = accumulatorNode[a]!;
    s.accumulatorFlow[a] = massRate[node]!;
    massRate[nodeCount + a] = massRate[node]!;
    massRate[node] = 0;
  }
  for (let i: I32 = 0; i < coolants; i++) stageMass[i] = knownMass[i]! + stepS * massRate[i]!;
}

function sumFlows(s: StageArrays): void {
  const { massRate } = s;
  const { from, to, flow, branchCount } = s.hydraulics;
  const coolants = s.nodeCount + s.accumulatorCount;
  for (let i: I32 = 0; i < coolants; i++) massRate[i] = 0;
  for (let k: I32 = 0; k < branchCount; k++) {
    const m = flow[k]!;
    const i = from[k]!;
    const j = to[k]!;
    massRate[i] = massRate[i]! - m;
    massRate[j] = massRate[j]! + m;
  }
  swellFlows(s);
}

/** What lines give off beyond what enters them. */
function swellFlows(s: StageArrays): void {
  const { massRate } = s;
  const { from, to } = s.hydraulics;
  for (let l: I32 = 0; l < s.lineCount; l++) {
    const k = s.lineBranch[l]!;
    const exit = s.lineForward[l]! === 1 ? to[k]! : from[k]!;
    massRate[exit] = massRate[exit]! + s.lineSwell[l]!;
  }
}

/** What each node has to spare at the present pressures, for the hydraulic round, and how that falls with pressure. */
export function nodeSupplies(s: StageArrays, stepS: F64): void {
  const { nodeCount, accumulatorNode, leakNode, leakLaw, knownMass, pressureBefore, storage } = s;
  const { supply, compliance, pressure, from, to } = s.hydraulics;
  contentsAt(storage, pressure);
  const { mass, massSlope, density, fluidOf } = storage;
  const perStep = 1 / stepS;
  for (let i: I32 = 0; i < nodeCount; i++) {
    supply[i] = (knownMass[i]! - mass[i]!) * perStep;
    compliance[i] = massSlope[i]! * perStep;
    pressureBefore[i] = pressure[i]!;
  }
  for (let a: I32 = 0; a < s.accumulatorCount; a++) {
    const node = accumulatorNode[a]!;
    const at = nodeCount + a;
    supply[node] = supply[node]! + (knownMass[at]! - mass[at]!) * perStep;
    compliance[node] = compliance[node]! + massSlope[at]! * perStep;
  }
  for (let l: I32 = 0; l < s.leakCount; l++) {
    const i = leakNode[l]!;
    leakFlow(
      s.leakArea[l]!,
      pressure[i]!,
      s.leakOutside[l]!,
      density[i]!,
      liquidPart(storage, i),
      storage.fluids.vapourGasConstant[fluidOf[i]!]!,
      s.heat.temperature[i]!,
      leakLaw,
    );
    s.leakRate[l] = leakLaw[0]!;
    s.leakSlope[l] = leakLaw[1]!;
    supply[i] = supply[i]! - leakLaw[0]!;
    compliance[i] = compliance[i]! + leakLaw[1]!;
  }
  for (let l: I32 = 0; l < s.lineCount; l++) {
    const k = s.lineBranch[l]!;
    const exit = s.lineForward[l]! === 1 ? to[k]! : from[k]!;
    supply[exit] = supply[exit]! + s.lineSwell[l]!;
  }
  for (let a: I32 = 0; a < s.accumulatorCount; a++) {
    if (!isDry(storage, a)) continue;
    // nothing flows: contents stay, and pressure goes where it belongs whatever they say
    for (let i: I32 = 0; i < nodeCount; i++) {
      if (storage.accumulatorOf[i]! !== storage.accumulatorOf[accumulatorNode[a]!]!) continue;
      supply[i] = DRY_PA - pressure[i]!;
      compliance[i] = 1;
    }
  }
}

/** Completes the net inflows that the hydraulic round left in `massRate`; leaks and accumulators take the linear share of the pressure change. */
export function massRates(s: StageArrays, stepS: F64): void {
  const { nodeCount, accumulatorNode, massRate, leakNode, leakRate, knownMass, stageMass, pressureBefore } =
    s;
  const { pressure } = s.hydraulics;
  const { mass, massSlope } = s.storage;
  const coolants = nodeCount + s.accumulatorCount;
  swellFlows(s);
  for (let l: I32 = 0; l < s.leakCount; l++) {
    const i = leakNode[l]!;
    const m = leakRate[l]! + s.leakSlope[l]! * (pressure[i]! - pressureBefore[i]!);
    leakRate[l] = m;
    massRate[i] = massRate[i]! - m;
  }
  for (let a: I32 = 0; a < s.accumulatorCount; a++) {
    const node = accumulatorNode[a]!;
    const at = nodeCount + a;
    if (isDry(s.storage, a)) {
      s.accumulatorFlow[a] = 0;
      massRate[at] = 0;
      continue;
    }
    const change = massSlope[at]! * (pressure[node]! - pressureBefore[node]!);
    const m = (mass[at]! + change - knownMass[at]!) / stepS;
    s.accumulatorFlow[a] = m;
    massRate[node] = massRate[node]! - m;
    massRate[at] = m;
  }
  for (let i: I32 = 0; i < coolants; i++) stageMass[i] = knownMass[i]! + stepS * massRate[i]!;
  let boundary: F64 = 0;
  for (let i: I32 = 0; i < nodeCount; i++) if (s.fixed[i]! !== 0) boundary -= massRate[i]!;
  s.sums[BOUNDARY_FLOW] = boundary;
}

/** Right side of a Newton correction of all temperatures: what each energy balance still lacks. */
export function heatMismatch(s: StageArrays, stepS: F64): void {
  const { side, stageMass, knownEnergy } = s;
  const { place, rate, temperature, wallCapacity, wallCount } = s.heat;
  const { enthalpy } = s.storage;
  const coolants = s.nodeCount + s.accumulatorCount;
  for (let i: I32 = 0; i < coolants; i++) {
    const mass = stageMass[i]!;
    // Next to nothing has next to no temperature: it keeps the last one.
    side[place[i]!] = mass > LEAST_MASS_KG ? knownEnergy[i]! + stepS * rate[i]! - mass * enthalpy[i]! : 0;
  }
  for (let w: I32 = 0; w < wallCount; w++) {
    const u = coolants + w;
    side[place[u]!] = knownEnergy[u]! + stepS * rate[u]! - wallCapacity[w]! * temperature[u]!;
  }
}

/** Adds a solved correction to the temperatures; the largest change [K], not a number if any is none. */
export function correctTemperatures(s: StageArrays): F64 {
  const { side } = s;
  const { place, temperature, matrix } = s.heat;
  const contents = s.nodeCount + s.accumulatorCount + s.heat.wallCount;
  const spare = matrix.size + matrix.upperCount + matrix.upperCount;
  side[spare] = 0;
  let largest: F64 = 0;
  for (let u: I32 = 0; u < contents; u++) {
    const change = side[place[u]!]!;
    temperature[u] = temperature[u]! + change;
    const size = Math.abs(change);
    if (!(size <= largest)) {
      largest = size;
      s.worst[0] = u;
    }
  }
  return largest;
}
