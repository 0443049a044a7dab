import type { F64, I32 } from "../kernel/number-types.ts";
import { factoriseLdl, type LdlArrays, solveLdl } from "../sparse/ldl.kernel.ts";
import { BRANCH_PARAMETERS, CHECK_VALVE, LINEAR_FLOW_KG_PER_S, SHUT_RESISTANCE } from "./branch-kind.ts";
import { PLAIN_LAMINAR_BELOW } from "./friction.kernel.ts";
import {
  CELL_MASK,
  CELL_SHIFT,
  CELLS_PER_OCTAVE,
  FRICTION_CELL_DOUBLES,
  type FrictionArrays,
  pipeFriction,
} from "./friction-cells.kernel.ts";

/** Resistance of its own that every pump has [Pa s/kg]: one with a flat curve, or a dead one, has no other near rest. */
const PUMP_RESISTANCE = 0.1;
const LEAST_SLOPE = 1e-3;
/** A resistance that has grown by more than this since the factors were made is that of a check valve gone shut. */
const SWITCHED = 1e6;
/** Slope of a given flow: no pressure moves it. */
const RIGID = Number.POSITIVE_INFINITY;

/** Where `change` holds, of the last iteration, the largest change of any flow [kg/s] and pressure [Pa], and any flow. */
export const FLOW_CHANGE = 0;
export const PRESSURE_CHANGE = 1;
export const LARGEST_FLOW = 2;

/** What one Newton iteration on flows and pressures works on; meanings as in `HydraulicSystem`. */
export interface HydraulicArrays {
  readonly nodeCount: I32;
  readonly branchCount: I32;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  readonly parameters: Float64Array;
  readonly pressure: Float64Array;
  readonly flow: Float64Array;
  readonly density: Float64Array;
  readonly viscosity: Float64Array;
  readonly supply: Float64Array;
  readonly compliance: Float64Array;
  readonly setting: Float64Array;
  readonly derating: Float64Array;
  /** Elimination position of each node; held nodes share the spare place past the end of the matrix. */
  readonly position: Int32Array;
  /** Slot of each branch's off-diagonal entry; the spare one where it has none. */
  readonly offDiagonal: Int32Array;
  readonly conductance: Float64Array;
  readonly step: Float64Array;
  readonly side: Float64Array;
  /** Branches by kind: pipes, fittings and valves, pumps and check valves, given flows. */
  readonly pipeCount: I32;
  readonly pipes: Int32Array;
  readonly fittingCount: I32;
  readonly fittings: Int32Array;
  readonly machineCount: I32;
  readonly machines: Int32Array;
  readonly given: Int32Array;
  readonly friction: FrictionArrays;
  readonly factor: Float64Array;
  /** Loss of each branch [Pa] and its slope with flow. */
  readonly loss: Float64Array;
  readonly slope: Float64Array;
  readonly change: Float64Array;
  /** Net inflow of each node through its branches [kg/s]. */
  readonly inflow: Float64Array;
  readonly matrix: LdlArrays;
}

/** Kinds of iteration: with the factors at hand; with fresh ones; and the first one from a guess. */
export const CHORD = 0;
export const NEWTON = 1;
export const START = 2;

/**
 * One iteration. NEWTON takes slopes at the present flows and factorises afresh. CHORD lets the factors and slopes of
 * an earlier iteration serve again, which still balances mass exactly and converges linearly. START takes the present
 * flows for sizes only: each pipe and fitting becomes a straight line through rest, so that a guess's directions, which
 * mean nothing, leave no trace. Returns the elimination position without a positive pivot, or -1.
 */
export function iterateHydraulics(h: HydraulicArrays, mode: I32): I32 {
  const { nodeCount, branchCount, from, to, pressure, flow } = h;
  const { supply, position, loss, slope, conductance, step, side, inflow, matrix } = h;
  const assemble = mode !== CHORD;
  const spare = matrix.size + matrix.rowStart[matrix.size]!;
  let flowChange: F64 = 0;
  fittingLosses(h);
  pipeLosses(h);
  for (let n: I32 = 0; n < h.machineCount; n++) {
    const k = h.machines[n]!;
    machineLoss(h, k);
    if (assemble || slope[k]! * conductance[k]! < SWITCHED) continue;
    // it has shut since the factors were made: they cannot tell what follows, fresh ones must
    loss[k] = pressure[from[k]!]! - pressure[to[k]!]! + flow[k]! / conductance[k]!;
    flowChange = 1;
  }
  if (mode === START) secants(h);
  flowChange = Math.max(flowChange, holdGivenFlows(h));
  if (assemble)
    for (let k: I32 = 0; k < branchCount; k++) conductance[k] = 1 / Math.max(slope[k]!, LEAST_SLOPE);
  for (let i: I32 = 0; i < nodeCount; i++) side[position[i]!] = supply[i]!;
  for (let k: I32 = 0; k < branchCount; k++) {
    const i = from[k]!;
    const j = to[k]!;
    const change = (pressure[i]! - pressure[j]! - loss[k]!) * conductance[k]!;
    const arriving = flow[k]! + change;
    flow[k] = arriving;
    step[k] = change;
    const a = position[i]!;
    const b = position[j]!;
    side[a] = side[a]! - arriving;
    side[b] = side[b]! + arriving;
  }
  if (assemble) assembleNodes(h);
  if (assemble) {
    const stuck = factoriseLdl(matrix);
    if (stuck >= 0) return stuck;
  }
  solveLdl(matrix, side);
  side[spare] = 0;
  let pressureChange: F64 = 0;
  for (let i: I32 = 0; i < nodeCount; i++) {
    const dp = side[position[i]!]!;
    pressure[i] = pressure[i]! + dp;
    inflow[i] = 0;
    const size = Math.abs(dp);
    if (size > pressureChange) pressureChange = size;
  }
  let largest: F64 = 0;
  for (let k: I32 = 0; k < branchCount; k++) {
    const i = from[k]!;
    const j = to[k]!;
    const change = conductance[k]! * (side[position[i]!]! - side[position[j]!]!);
    const m = flow[k]! + change;
    flow[k] = m;
    inflow[i] = inflow[i]! - m;
    inflow[j] = inflow[j]! + m;
    const moved = Math.abs(step[k]! + change);
    if (moved > flowChange) flowChange = moved;
    const size = Math.abs(m);
    if (size > largest) largest = size;
  }
  h.change[LARGEST_FLOW] = largest;
  h.change[FLOW_CHANGE] = flowChange;
  h.change[PRESSURE_CHANGE] = pressureChange;
  return -1;
}

/** Sets given flows; the largest change of any. Nothing else moves them: their slope is infinite. */
function holdGivenFlows(h: HydraulicArrays): F64 {
  const { given, flow, setting, loss, slope } = h;
  let largest: F64 = 0;
  for (let n: I32 = 0; n < h.branchCount; n++) {
    const k = given[n]!;
    if (k < 0) break;
    largest = Math.max(largest, Math.abs(setting[k]! - flow[k]!));
    flow[k] = setting[k]!;
    loss[k] = 0;
    slope[k] = RIGID;
  }
  return largest;
}

/** Losses of fittings and valves, and their slopes with flow. */
function fittingLosses(h: HydraulicArrays): void {
  const { fittingCount, fittings, from, to, flow, density, setting, parameters, loss, slope } = h;
  for (let n: I32 = 0; n < fittingCount; n++) {
    const k = fittings[n]!;
    const m = flow[k]!;
    const opening = setting[k]!;
    const open = 0.5 * opening * opening * (density[from[k]!]! + density[to[k]!]!);
    if (open > 0) {
      const c = parameters[k * BRANCH_PARAMETERS]! / open;
      const smooth = Math.sqrt(m * m + LINEAR_FLOW_KG_PER_S * LINEAR_FLOW_KG_PER_S);
      loss[k] = c * m * smooth;
      slope[k] = c * (smooth + (m * m) / smooth);
    } else {
      loss[k] = m * SHUT_RESISTANCE;
      slope[k] = SHUT_RESISTANCE;
    }
  }
}

/** Losses of pipes. */
function pipeLosses(h: HydraulicArrays): void {
  const { pipeCount, pipes, from, to, flow, density, viscosity, setting, parameters, loss, slope } = h;
  const { friction, factor } = h;
  const { cells, probe, probeBits } = friction;
  for (let n: I32 = 0; n < pipeCount; n++) {
    const k = pipes[n]!;
    const m = flow[k]!;
    const size = Math.abs(m);
    const i = from[k]!;
    const j = to[k]!;
    const at = k * BRANCH_PARAMETERS;
    const perDensity = 2 / (density[i]! + density[j]!);
    const scale = (2 * parameters[at + 2]!) / (viscosity[i]! + viscosity[j]!);
    const reynolds = size * scale;
    const line = parameters[at]! * perDensity;
    const minor = parameters[at + 1]! * perDensity;
    if (!(setting[k]! > 0)) {
      loss[k] = m * SHUT_RESISTANCE;
      slope[k] = SHUT_RESISTANCE;
    } else if (reynolds < PLAIN_LAMINAR_BELOW) {
      // Laminar: f m^2 = 64 m / (m scale) * m, linear in m and finite at rest.
      const linear = (line * 64) / scale;
      loss[k] = m * (linear + minor * size);
      slope[k] = linear + 2 * minor * size;
    } else {
      probe[0] = reynolds;
      const number = probeBits[1]! >> CELL_SHIFT;
      const cell = (n * CELLS_PER_OCTAVE + (number & CELL_MASK)) * FRICTION_CELL_DOUBLES;
      let f: F64 = 0;
      let fSlope: F64 = 0;
      if (cells[cell]! === number) {
        const x = reynolds - cells[cell + 1]!;
        const c1 = cells[cell + 3]!;
        const c2 = cells[cell + 4]!;
        const c3 = cells[cell + 5]!;
        f = cells[cell + 2]! + x * (c1 + x * (c2 + x * c3));
        fSlope = c1 + x * (2 * c2 + x * 3 * c3);
      } else {
        pipeFriction(friction, n, factor);
        f = factor[0]!;
        fSlope = factor[1]!;
      }
      const whole = line * f + minor;
      loss[k] = m * size * whole;
      slope[k] = size * (2 * whole + line * fSlope * reynolds);
    }
  }
}

/** Slopes of the straight lines through rest and the present flow, in place of those of the laws, for pipes and fittings. */
function secants(h: HydraulicArrays): void {
  const { flow, loss, slope } = h;
  for (let n: I32 = 0; n < h.fittingCount; n++) {
    const k = h.fittings[n]!;
    if (loss[k]! !== 0) slope[k] = loss[k]! / flow[k]!;
  }
  for (let n: I32 = 0; n < h.pipeCount; n++) {
    const k = h.pipes[n]!;
    if (loss[k]! !== 0) slope[k] = loss[k]! / flow[k]!;
  }
}

/** The nodal matrix: conductances of branches, and what nodes hold per pressure. */
function assembleNodes(h: HydraulicArrays): void {
  const { nodeCount, branchCount, from, to, position, offDiagonal, conductance, compliance, matrix } = h;
  const values = matrix.values;
  const entries = matrix.size + matrix.rowStart[matrix.size]! + 1;
  for (let e: I32 = 0; e < entries; e++) values[e] = 0;
  for (let i: I32 = 0; i < nodeCount; i++) values[position[i]!] = compliance[i]!;
  for (let k: I32 = 0; k < branchCount; k++) {
    const y = conductance[k]!;
    const a = position[from[k]!]!;
    const b = position[to[k]!]!;
    const off = offDiagonal[k]!;
    values[a] = values[a]! + y;
    values[b] = values[b]! + y;
    values[off] = values[off]! - y;
  }
}

/** Loss of a pump or check valve, and its slope with flow. */
function machineLoss(h: HydraulicArrays, k: I32): void {
  const { parameters, loss, slope, density } = h;
  const at = k * BRANCH_PARAMETERS;
  const m = h.flow[k]!;
  const inletDensity = density[h.from[k]!]!;
  if (h.kind[k]! === CHECK_VALVE) {
    const c = m >= 0 ? (2 * parameters[at]!) / (inletDensity + density[h.to[k]!]!) : 0;
    const smooth = Math.sqrt(m * m + LINEAR_FLOW_KG_PER_S * LINEAR_FLOW_KG_PER_S);
    loss[k] = m >= 0 ? c * m * smooth : m * SHUT_RESISTANCE;
    slope[k] = m > 0 ? c * (smooth + (m * m) / smooth) : SHUT_RESISTANCE;
    return;
  }
  // A pump's rise at rated speed and reference density: c0 + c1 Q + c2 Q|Q| + c3 Q^3; affinity laws scale it.
  const speed = h.setting[k]!;
  const part = h.derating[k]!;
  const q = m / inletDensity;
  const ratio = inletDensity * parameters[at + 4]!;
  const cubic = speed > 0.05 ? parameters[at + 3]! / speed : 0;
  // Cavitation takes the lift, not the losses.
  const drag = parameters[at + 2]! < 0 ? parameters[at + 2]! : 0;
  const lift = parameters[at + 2]! - drag;
  const rise =
    part *
      (parameters[at]! * speed * speed +
        q * (parameters[at + 1]! * speed + lift * Math.abs(q) + cubic * q * q)) +
    drag * q * Math.abs(q);
  const riseSlope =
    part * (parameters[at + 1]! * speed + 2 * lift * Math.abs(q) + 3 * cubic * q * q) +
    2 * drag * Math.abs(q);
  loss[k] = -rise * ratio + PUMP_RESISTANCE * m;
  slope[k] = (-riseSlope * ratio) / inletDensity + PUMP_RESISTANCE;
}
