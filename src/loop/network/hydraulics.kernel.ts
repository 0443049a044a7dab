import type { F64, I32 } from "../kernel/number-types.ts";
import { factoriseLdl, type LdlArrays, solveLdl } from "../sparse/ldl.kernel.ts";
import {
  BRANCH_PARAMETERS,
  CHECK_VALVE,
  CONDUCTANCE,
  FIXED_FLOW,
  LINEAR_FLOW_KG_PER_S,
  PIPE,
  PUMP,
  SHUT_RESISTANCE,
} from "./branch-kind.ts";
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
  /** Number of each pipe among the pipes. */
  readonly pipe: Int32Array;
  readonly friction: FrictionArrays;
  readonly factor: Float64Array;
  /** Loss [Pa] and its slope with flow, of the branch at hand. */
  readonly law: Float64Array;
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
  const { nodeCount, branchCount, from, to, kind, parameters, pressure, flow, density, viscosity } = h;
  const { supply, compliance, setting, position, offDiagonal, conductance, step, side, law, inflow, matrix } =
    h;
  const { pipe, friction, factor } = h;
  const { cells, probe, probeBits } = friction;
  const values = matrix.values;
  const spare = matrix.size + matrix.rowStart[matrix.size]!;
  const assemble = mode !== CHORD;
  if (assemble) {
    for (let e: I32 = 0; e <= spare; e++) values[e] = 0;
    for (let i: I32 = 0; i < nodeCount; i++) values[position[i]!] = compliance[i]!;
  }
  for (let i: I32 = 0; i < nodeCount; i++) side[position[i]!] = supply[i]!;
  for (let k: I32 = 0; k < branchCount; k++) {
    const i = from[k]!;
    const j = to[k]!;
    const m = flow[k]!;
    const code = kind[k]!;
    const size = Math.abs(m);
    const drop = pressure[i]! - pressure[j]!;
    let loss: F64 = 0;
    let slope: F64 = SHUT_RESISTANCE;
    if (code === CONDUCTANCE) {
      const opening = setting[k]!;
      const open = 0.5 * opening * opening * (density[i]! + density[j]!);
      if (open > 0) {
        const c = parameters[k * BRANCH_PARAMETERS]! / open;
        loss = c * m * (size + LINEAR_FLOW_KG_PER_S);
        slope = c * (size + size + LINEAR_FLOW_KG_PER_S);
      } else loss = m * SHUT_RESISTANCE;
    } else if (code === PIPE) {
      if (setting[k]! > 0) {
        const at = k * BRANCH_PARAMETERS;
        const perDensity = 2 / (density[i]! + density[j]!);
        const scale = (2 * parameters[at + 2]!) / (viscosity[i]! + viscosity[j]!);
        const reynolds = size * scale;
        const line = parameters[at]! * perDensity;
        const minor = parameters[at + 1]! * perDensity;
        if (reynolds < PLAIN_LAMINAR_BELOW) {
          // Laminar: f m^2 = 64 m / (m scale) * m, linear in m and finite at rest.
          const linear = (line * 64) / scale;
          loss = m * (linear + minor * size);
          slope = linear + 2 * minor * size;
        } else {
          probe[0] = reynolds;
          const number = probeBits[1]! >> CELL_SHIFT;
          const cell = (pipe[k]! * CELLS_PER_OCTAVE + (number & CELL_MASK)) * FRICTION_CELL_DOUBLES;
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
            pipeFriction(friction, pipe[k]!, factor);
            f = factor[0]!;
            fSlope = factor[1]!;
          }
          const whole = line * f + minor;
          loss = m * size * whole;
          slope = size * (2 * whole + line * fSlope * reynolds);
        }
      } else loss = m * SHUT_RESISTANCE;
    } else if (code !== FIXED_FLOW) {
      machineLoss(h, k, code, i, j);
      loss = law[0]!;
      slope = law[1]!;
    }
    let y: F64 = 0;
    let change: F64 = 0;
    if (code === FIXED_FLOW) change = setting[k]! - m;
    else {
      y = assemble ? 1 / Math.max(slope, LEAST_SLOPE) : conductance[k]!;
      change = (drop - loss) * y;
      if (mode === START && (code === PIPE || code === CONDUCTANCE)) {
        if (loss !== 0) y = m / loss;
        change = drop * y - m;
      }
    }
    const arriving = m + change;
    flow[k] = arriving;
    step[k] = change;
    const a = position[i]!;
    const b = position[j]!;
    side[a] = side[a]! - arriving;
    side[b] = side[b]! + arriving;
    if (assemble) {
      conductance[k] = y;
      values[a] = values[a]! + y;
      values[b] = values[b]! + y;
      const off = offDiagonal[k]!;
      values[off] = values[off]! - y;
    }
  }
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
  let flowChange: F64 = 0;
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

/** Pressure loss of a pump or check valve between nodes i and j, and its slope with flow, into `law`. */
function machineLoss(h: HydraulicArrays, k: I32, code: I32, i: I32, j: I32): void {
  const { parameters, law, density } = h;
  const at = k * BRANCH_PARAMETERS;
  const m = h.flow[k]!;
  if (code === CHECK_VALVE) {
    const c = m >= 0 ? (2 * parameters[at]!) / (density[i]! + density[j]!) : 0;
    law[0] = m >= 0 ? c * m * Math.abs(m) : m * SHUT_RESISTANCE;
    law[1] = m > 0 ? 2 * c * Math.abs(m) + 1e-9 : SHUT_RESISTANCE;
  } else if (code === PUMP) {
    // Rise at rated speed and reference density: c0 + c1 Q + c2 Q|Q| + c3 Q^3; affinity laws scale it.
    const inletDensity = density[i]!;
    const speed = h.setting[k]!;
    const part = h.derating[k]!;
    const q = m / inletDensity;
    const ratio = inletDensity * parameters[at + 4]!;
    const cubic = speed > 0.05 ? parameters[at + 3]! / speed : 0;
    // Cavitation takes the lift, not the losses.
    const loss = parameters[at + 2]! < 0 ? parameters[at + 2]! : 0;
    const lift = parameters[at + 2]! - loss;
    const rise =
      part *
        (parameters[at]! * speed * speed +
          q * (parameters[at + 1]! * speed + lift * Math.abs(q) + cubic * q * q)) +
      loss * q * Math.abs(q);
    const slope =
      part * (parameters[at + 1]! * speed + 2 * lift * Math.abs(q) + 3 * cubic * q * q) +
      2 * loss * Math.abs(q);
    law[0] = -rise * ratio + PUMP_RESISTANCE * m;
    law[1] = (-slope * ratio) / inletDensity + PUMP_RESISTANCE;
  } else {
    law[0] = 0;
    law[1] = LEAST_SLOPE;
  }
}
