import { decay } from "../fluid/exponential.kernel.ts";
import { CELL_DOUBLES } from "../fluid/fluid-table.ts";
import type { F64, I32 } from "../kernel/number-types.ts";
import type { LuArrays } from "../sparse/lu.kernel.ts";
import { cellAt, type StorageArrays } from "./storage.kernel.ts";

/** Coolant below this has no heat balance of its own [kg]: it keeps its temperature. */
export const LEAST_MASS_KG = 1e-4;

/** In place of a step length: evaluate rates, leave the matrix alone. */
export const NO_MATRIX = 0;
/** Likewise, and keep the stream-to-wall factors of the last evaluation, whose flows were the same. */
export const RATES_ONLY = -1;

/** Where `outside` holds the heat of sinks and loads, and the enthalpy that boundary nodes give [W]. */
export const OUTSIDE_HEAT = 0;
export const BOUNDARY_ENTHALPY = 1;

/**
 * What the heat balance works on; meanings as in `HeatBalance`. Places in the matrix of unknowns that are held, and of
 * couplings to them, are the spare place past its end: what is added there nobody reads.
 */
export interface HeatArrays {
  readonly nodeCount: I32;
  readonly accumulatorCount: I32;
  readonly wallCount: I32;
  readonly thermalCount: I32;
  readonly branchCount: I32;
  readonly linkCount: I32;
  readonly leakCount: I32;
  readonly storage: StorageArrays;
  readonly matrix: LuArrays;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lineOf: Int32Array;
  readonly exchangeWall: Int32Array;
  readonly exchangeConductance: Float64Array;
  readonly held: Uint8Array;
  readonly wallCapacity: Float64Array;
  readonly load: Float64Array;
  readonly temperature: Float64Array;
  readonly flow: Float64Array;
  readonly accumulatorFlow: Float64Array;
  readonly leakFlow: Float64Array;
  readonly stageMass: Float64Array;
  readonly rate: Float64Array;
  readonly leakEnergy: Float64Array;
  readonly kept: Float64Array;
  readonly outside: Float64Array;
  readonly place: Int32Array;
  /** Four a branch: entries (to, from), (from, to), then with the wall (from, wall), (to, wall). */
  readonly streamSlots: Int32Array;
  /** Two a branch: entries (wall, from), (wall, to). */
  readonly wallSlots: Int32Array;
  readonly linkA: Int32Array;
  readonly linkB: Int32Array;
  readonly linkConductance: Float64Array;
  readonly linkRadiation: Float64Array;
  readonly linkAb: Int32Array;
  readonly linkBa: Int32Array;
  readonly accumulatorNode: Int32Array;
  readonly accumulatorSlots: Int32Array;
  readonly leakNode: Int32Array;
}

/** Rates of everything but lines; see `streamRates`. */
export function heatRates(h: HeatArrays, stepS: F64): void {
  streamRates(h, stepS);
  otherRates(h, stepS);
}

/** First part of an evaluation: clears rates, and with `stepS` above 0 starts the matrix; then streams along branches. */
export function streamRates(h: HeatArrays, stepS: F64): void {
  const { branchCount, from, to, lineOf, exchangeWall, temperature, flow, rate, kept, place } = h;
  const { streamSlots, wallSlots, exchangeConductance, storage } = h;
  const { enthalpy, enthalpySlope, specificHeat, fluidOf } = storage;
  const { cells, firstCell, cellCount, minTemperatureK } = storage.fluids;
  const decayTable = storage.fluids.decay;
  const values = h.matrix.values;
  const implicit = stepS > 0;
  const thermalCount = h.thermalCount;
  for (let u: I32 = 0; u < thermalCount; u++) rate[u] = 0;
  if (implicit) startMatrix(h);
  for (let k: I32 = 0; k < branchCount; k++) {
    if (lineOf[k]! >= 0) continue;
    const m = flow[k]!;
    const forward = m >= 0;
    const up = forward ? from[k]! : to[k]!;
    const down = forward ? to[k]! : from[k]!;
    const size = Math.abs(m);
    const wall = exchangeWall[k]!;
    const carried = size * enthalpy[up]!;
    rate[up] = rate[up]! - carried;
    if (wall < 0 || size === 0) {
      rate[down] = rate[down]! + carried;
      if (implicit) {
        const leaving = stepS * (size * enthalpySlope[up]!);
        const pu = place[up]!;
        values[pu] = values[pu]! + leaving;
        const slot = streamSlots[4 * k + (forward ? 0 : 1)]!;
        values[slot] = values[slot]! - leaving;
      }
      continue;
    }
    if (stepS >= 0) kept[k] = decay(decayTable, exchangeConductance[k]! / (size * specificHeat[up]!));
    const left = kept[k]!;
    const tw = temperature[wall]!;
    const outlet = tw + left * (temperature[up]! - tw);
    const fluid = fluidOf[up]!;
    const above = outlet - minTemperatureK[fluid]!;
    const cell = cellAt(above, cellCount[fluid]!);
    const u = above - cell;
    const at = (firstCell[fluid]! + cell) * CELL_DOUBLES;
    const h1 = cells[at + 1]!;
    const h2 = cells[at + 2]!;
    const h3 = cells[at + 3]!;
    const delivered = size * (cells[at]! + u * (h1 + u * (h2 + u * h3)));
    rate[down] = rate[down]! + delivered;
    rate[wall] = rate[wall]! + (carried - delivered);
    if (implicit) {
      const deliveredSlope = stepS * size * (h1 + u * (2 * h2 + u * 3 * h3));
      const byStream = deliveredSlope * left;
      const byWall = deliveredSlope - byStream;
      const leaving = stepS * (size * enthalpySlope[up]!);
      const pu = place[up]!;
      values[pu] = values[pu]! + leaving;
      const pw = place[wall]!;
      values[pw] = values[pw]! + byWall;
      const slot = streamSlots[4 * k + (forward ? 0 : 1)]!;
      values[slot] = values[slot]! - byStream;
      const downWall = streamSlots[4 * k + (forward ? 3 : 2)]!;
      values[downWall] = values[downWall]! - byWall;
      const wallUp = wallSlots[2 * k + (forward ? 0 : 1)]!;
      values[wallUp] = values[wallUp]! - (leaving - byStream);
    }
  }
}

/** Second part: links, accumulators, leaks and loads, and what all this draws from outside. */
export function otherRates(h: HeatArrays, stepS: F64): void {
  linkRates(h, stepS);
  accumulatorRates(h, stepS);
  leakRates(h, stepS);
  const { nodeCount, held, rate, load, outside } = h;
  const firstWall = nodeCount + h.accumulatorCount;
  const firstSink = firstWall + h.wallCount;
  let heat: F64 = 0;
  for (let w: I32 = 0; w < h.wallCount; w++) {
    rate[firstWall + w] = rate[firstWall + w]! + load[w]!;
    heat += load[w]!;
  }
  for (let s = firstSink; s < h.thermalCount; s++) heat -= rate[s]!;
  outside[OUTSIDE_HEAT] = heat;
  let boundary: F64 = 0;
  for (let i: I32 = 0; i < nodeCount; i++) if (held[i]! !== 0) boundary -= rate[i]!;
  outside[BOUNDARY_ENTHALPY] = boundary;
}

function startMatrix(h: HeatArrays): void {
  const { place, stageMass, wallCapacity, matrix } = h;
  const { enthalpySlope } = h.storage;
  const values = matrix.values;
  const entries = matrix.size + matrix.upperCount + matrix.upperCount + 1;
  const coolants = h.nodeCount + h.accumulatorCount;
  for (let e: I32 = 0; e < entries; e++) values[e] = 0;
  for (let i: I32 = 0; i < coolants; i++)
    values[place[i]!] = Math.max(stageMass[i]!, LEAST_MASS_KG) * enthalpySlope[i]!;
  for (let w: I32 = 0; w < h.wallCount; w++) values[place[coolants + w]!] = wallCapacity[w]!;
}

function linkRates(h: HeatArrays, stepS: F64): void {
  const {
    linkCount,
    linkA,
    linkB,
    linkConductance,
    linkRadiation,
    linkAb,
    linkBa,
    temperature,
    rate,
    place,
  } = h;
  const values = h.matrix.values;
  for (let l: I32 = 0; l < linkCount; l++) {
    const a = linkA[l]!;
    const b = linkB[l]!;
    const ta = temperature[a]!;
    const tb = temperature[b]!;
    const conductance = linkConductance[l]!;
    const radiation = linkRadiation[l]!;
    const ta2 = ta * ta;
    const tb2 = tb * tb;
    const heat = conductance * (ta - tb) + radiation * (ta2 - tb2) * (ta2 + tb2);
    rate[a] = rate[a]! - heat;
    rate[b] = rate[b]! + heat;
    if (stepS > 0) {
      const byA = stepS * (conductance + 4 * radiation * ta2 * ta);
      const byB = stepS * (conductance + 4 * radiation * tb2 * tb);
      const pa = place[a]!;
      const pb = place[b]!;
      values[pa] = values[pa]! + byA;
      values[pb] = values[pb]! + byB;
      const ab = linkAb[l]!;
      const ba = linkBa[l]!;
      values[ab] = values[ab]! - byB;
      values[ba] = values[ba]! - byA;
    }
  }
}

function accumulatorRates(h: HeatArrays, stepS: F64): void {
  const { accumulatorNode, accumulatorFlow, accumulatorSlots, rate, place } = h;
  const { enthalpy, enthalpySlope, mode } = h.storage;
  const values = h.matrix.values;
  for (let a: I32 = 0; a < h.accumulatorCount; a++) {
    const node = accumulatorNode[a]!;
    const liquid = h.nodeCount + a;
    const m = accumulatorFlow[a]!;
    // Owed liquid has no temperature of its own: an empty accumulator trades at its node's.
    const full = m >= 0 || mode[a]! < 0;
    const donor = full ? node : liquid;
    const carried = m * enthalpy[donor]!;
    rate[node] = rate[node]! - carried;
    rate[liquid] = rate[liquid]! + carried;
    if (stepS > 0) {
      const slope = stepS * m * enthalpySlope[donor]!;
      if (full) {
        const pn = place[node]!;
        values[pn] = values[pn]! + slope;
        if (mode[a]! >= 0) {
          const slot = accumulatorSlots[2 * a + 1]!;
          values[slot] = values[slot]! - slope;
        }
      } else {
        const pl = place[liquid]!;
        values[pl] = values[pl]! - slope;
        const slot = accumulatorSlots[2 * a]!;
        values[slot] = values[slot]! + slope;
      }
    }
  }
}

function leakRates(h: HeatArrays, stepS: F64): void {
  const { leakNode, leakFlow, leakEnergy, rate, place } = h;
  const { enthalpy, enthalpySlope } = h.storage;
  const values = h.matrix.values;
  for (let l: I32 = 0; l < h.leakCount; l++) {
    const i = leakNode[l]!;
    const carried = leakFlow[l]! * enthalpy[i]!;
    leakEnergy[l] = carried;
    rate[i] = rate[i]! - carried;
    if (stepS > 0) {
      const at = place[i]!;
      values[at] = values[at]! + stepS * leakFlow[l]! * enthalpySlope[i]!;
    }
  }
}
