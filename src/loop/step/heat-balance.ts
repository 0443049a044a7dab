import { CELL_DOUBLES } from "../fluid/fluid-table.ts";
import type { LoopModel } from "../model/loop-model.ts";
import { SparseLu } from "../sparse/sparse-lu.ts";
import type { LineSet } from "./line-set.ts";
import type { Storage } from "./storage.ts";

/** Coolant below this has no heat balance of its own [kg]: it keeps its temperature. */
export const LEAST_MASS_KG = 1e-4;

/** In place of a step length: evaluate rates, leave the matrix alone. */
export const NO_MATRIX = 0;
/** Likewise, and keep the stream-to-wall factors of the last evaluation, whose flows were the same. */
export const RATES_ONLY = -1;

/**
 * Energy rates of all nodes, accumulator liquids and walls, and the matrix capacity - step * d(rate)/dT.
 * A stream carries its donor's enthalpy; passing a wall it relaxes towards it by exp(-UA/(m c)).
 */
export class HeatBalance {
  readonly #model: LoopModel;
  readonly #storage: Storage;
  readonly #lines: LineSet;
  readonly matrix: SparseLu;
  /** Elimination position of each thermal unknown; -1 where it is held. */
  readonly position: Int32Array;
  /** Net energy inflow of each thermal unknown [W]. */
  readonly rate: Float64Array;
  /** Heat and flow work that held unknowns and loads put into the loop [W]. */
  outsideHeat = 0;
  boundaryEnthalpy = 0;
  /** Enthalpy that each leak takes [W]. */
  readonly leakEnergy: Float64Array;
  /** exp(-UA/(m c)) of each branch's stream. */
  readonly #kept: Float64Array;
  readonly #fromTo: Int32Array;
  readonly #toFrom: Int32Array;
  readonly #wallSlots: Int32Array;
  readonly #linkAb: Int32Array;
  readonly #linkBa: Int32Array;
  readonly #accumulatorSlots: Int32Array;

  constructor(model: LoopModel, storage: Storage, lines: LineSet) {
    this.#model = model;
    this.#lines = lines;
    this.#storage = storage;
    const { from, to } = model.network;
    const branchCount = from.length;
    const total = model.names.length;
    const unknown = new Int32Array(total).fill(-1);
    const named: number[] = [];
    for (let u = 0; u < total; u++) if (model.held[u] === 0) unknown[u] = named.push(u) - 1;
    const rows: number[] = [];
    const columns: number[] = [];
    const couple = (a: number, b: number) => {
      if (a < 0 || b < 0 || unknown[a]! < 0 || unknown[b]! < 0 || a === b) return;
      rows.push(unknown[a]!);
      columns.push(unknown[b]!);
    };
    for (let k = 0; k < branchCount; k++) {
      couple(from[k]!, to[k]!);
      couple(from[k]!, model.exchangeWall[k]!);
      couple(to[k]!, model.exchangeWall[k]!);
    }
    for (let l = 0; l < model.linkA.length; l++) couple(model.linkA[l]!, model.linkB[l]!);
    for (let a = 0; a < model.accumulatorCount; a++) couple(model.accumulatorNode[a]!, model.nodeCount + a);
    this.matrix = new SparseLu(named.length, rows, columns, { name: (u) => model.names[named[u]!]! });
    this.position = Int32Array.from(unknown, (u) => (u < 0 ? -1 : this.matrix.pattern.position[u]!));
    const slot = (a: number, b: number) =>
      a < 0 || b < 0 || unknown[a]! < 0 || unknown[b]! < 0 || a === b
        ? -1
        : this.matrix.slot(unknown[a]!, unknown[b]!);
    this.#kept = new Float64Array(branchCount);
    this.#fromTo = Int32Array.from(from, (i, k) => slot(i, to[k]!));
    this.#toFrom = Int32Array.from(from, (i, k) => slot(to[k]!, i));
    this.#wallSlots = new Int32Array(4 * branchCount);
    for (let k = 0; k < branchCount; k++) {
      const wall = model.exchangeWall[k]!;
      this.#wallSlots[4 * k] = slot(from[k]!, wall);
      this.#wallSlots[4 * k + 1] = slot(to[k]!, wall);
      this.#wallSlots[4 * k + 2] = slot(wall, from[k]!);
      this.#wallSlots[4 * k + 3] = slot(wall, to[k]!);
    }
    this.#linkAb = Int32Array.from(model.linkA, (a, l) => slot(a, model.linkB[l]!));
    this.#linkBa = Int32Array.from(model.linkA, (a, l) => slot(model.linkB[l]!, a));
    this.#accumulatorSlots = new Int32Array(2 * model.accumulatorCount);
    for (let a = 0; a < model.accumulatorCount; a++) {
      this.#accumulatorSlots[2 * a] = slot(model.accumulatorNode[a]!, model.nodeCount + a);
      this.#accumulatorSlots[2 * a + 1] = slot(model.nodeCount + a, model.accumulatorNode[a]!);
    }
    this.rate = new Float64Array(total);
    this.leakEnergy = new Float64Array(model.leakNode.length);
  }

  /**
   * Evaluates the rates at the present temperatures, flows and properties. With `stepS` above 0 the matrix is filled
   * too, for an implicit stage of that length (`lineStepS` is that length in any case); `stageMass` then holds the coolant of nodes and accumulators [kg].
   */
  evaluate(
    temperature: Float64Array,
    flow: Float64Array,
    accumulatorFlow: Float64Array,
    leakFlow: Float64Array,
    stageMass: Float64Array,
    stepS: number,
    lineStepS: number,
  ): void {
    const { nodeCount, accumulatorCount, wallCount, loadSchedule, schedules, wallCapacity } = this.#model;
    const { position, rate } = this;
    const values = this.matrix.values;
    const slope = this.#storage.enthalpySlope;
    rate.fill(0);
    const coolants = nodeCount + accumulatorCount;
    if (stepS > 0) {
      values.fill(0);
      for (let i = 0; i < coolants; i++)
        if (position[i]! >= 0) values[position[i]!] = Math.max(stageMass[i]!, LEAST_MASS_KG) * slope[i]!;
      for (let w = 0; w < wallCount; w++) values[position[coolants + w]!] = wallCapacity[w]!;
    }
    this.#streams(temperature, flow, stepS);
    this.#lineEnds(flow, stepS, lineStepS);
    this.#links(temperature, stepS);
    this.#accumulators(accumulatorFlow, stepS);
    this.#leaks(leakFlow, stepS);
    let heat = 0;
    for (let w = coolants; w < coolants + wallCount; w++) {
      const schedule = loadSchedule[w]!;
      if (schedule < 0) continue;
      rate[w] = rate[w]! + schedules.values[schedule]!;
      heat += schedules.values[schedule]!;
    }
    for (let s = coolants + wallCount; s < rate.length; s++) heat -= rate[s]!;
    this.outsideHeat = heat;
    let boundary = 0;
    for (let i = 0; i < nodeCount; i++) if (position[i]! < 0) boundary -= rate[i]!;
    this.boundaryEnthalpy = boundary;
  }

  #streams(temperature: Float64Array, flow: Float64Array, stepS: number): void {
    const model = this.#model;
    const { from, to } = model.network;
    const { exchangeWall, exchangeConductance, fluidOf } = model;
    const { cells, firstCell, cellCount, minTemperatureK } = model.fluids;
    const { enthalpy, enthalpySlope, specificHeat } = this.#storage;
    const { position, rate } = this;
    const values = this.matrix.values;
    const wallSlots = this.#wallSlots;
    const fromTo = this.#fromTo;
    const toFrom = this.#toFrom;
    const kept = this.#kept;
    const { lineOf } = this.#lines;
    const implicit = stepS > 0;
    for (let k = 0; k < flow.length; k++) {
      if (lineOf[k]! >= 0) continue;
      const m = flow[k]!;
      const forward = m >= 0;
      const up = forward ? from[k]! : to[k]!;
      const down = forward ? to[k]! : from[k]!;
      const size = forward ? m : -m;
      const wall = exchangeWall[k]!;
      const carried = size * enthalpy[up]!;
      const carriedSlope = size * enthalpySlope[up]!;
      rate[up] = rate[up]! - carried;
      if (wall < 0 || size === 0) {
        rate[down] = rate[down]! + carried;
        if (implicit) {
          const pu = position[up]!;
          if (pu >= 0) values[pu] = values[pu]! + stepS * carriedSlope;
          const slot = forward ? toFrom[k]! : fromTo[k]!;
          if (slot >= 0) values[slot] = values[slot]! - stepS * carriedSlope;
        }
        continue;
      }
      if (stepS >= 0) kept[k] = Math.exp(-exchangeConductance[k]! / (size * specificHeat[up]!));
      const left = kept[k]!;
      const outlet = temperature[wall]! + left * (temperature[up]! - temperature[wall]!);
      const fluid = fluidOf[up]!;
      const above = outlet - minTemperatureK[fluid]!;
      const end = cellCount[fluid]!;
      let cell = Math.floor(above);
      if (cell < 0) cell = -1;
      else if (cell > end) cell = end;
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
        const leaving = stepS * carriedSlope;
        const pu = position[up]!;
        if (pu >= 0) values[pu] = values[pu]! + leaving;
        const pw = position[wall]!;
        if (pw >= 0) values[pw] = values[pw]! + byWall;
        const slot = forward ? toFrom[k]! : fromTo[k]!;
        if (slot >= 0) values[slot] = values[slot]! - byStream;
        const downWall = wallSlots[4 * k + (forward ? 1 : 0)]!;
        if (downWall >= 0) values[downWall] = values[downWall]! - byWall;
        const wallUp = wallSlots[4 * k + (forward ? 2 : 3)]!;
        if (wallUp >= 0) values[wallUp] = values[wallUp]! - (leaving - byStream);
      }
    }
  }

  #lineEnds(flow: Float64Array, stepS: number, lineStepS: number): void {
    const lines = this.#lines;
    const { from, to } = this.#model.network;
    const { enthalpy, enthalpySlope } = this.#storage;
    const { position, rate } = this;
    const values = this.matrix.values;
    for (let l = 0; l < lines.branch.length; l++) {
      const k = lines.branch[l]!;
      const forward = lines.forward[l] === 1;
      const entry = forward ? from[k]! : to[k]!;
      const exit = forward ? to[k]! : from[k]!;
      const along = forward ? flow[k]! : -flow[k]!;
      lines.evaluate(l, flow[k]!, lineStepS, enthalpy[entry]!, enthalpy[exit]!);
      rate[entry] = rate[entry]! - along * enthalpy[entry]!;
      rate[exit] = rate[exit]! + lines.exitRate[l]!;
      if (stepS > 0) {
        const at = position[entry]!;
        if (at >= 0) values[at] = values[at]! + stepS * Math.max(along, 0) * enthalpySlope[entry]!;
        const slot = forward ? this.#toFrom[k]! : this.#fromTo[k]!;
        if (slot >= 0) values[slot] = values[slot]! - stepS * lines.exitSlope[l]! * enthalpySlope[entry]!;
      }
    }
  }

  #links(temperature: Float64Array, stepS: number): void {
    const { linkA, linkB, linkConductance, linkRadiation } = this.#model;
    const { position, rate } = this;
    const values = this.matrix.values;
    const linkAb = this.#linkAb;
    const linkBa = this.#linkBa;
    for (let l = 0; l < linkA.length; l++) {
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
        const pa = position[a]!;
        const pb = position[b]!;
        if (pa >= 0) values[pa] = values[pa]! + byA;
        if (pb >= 0) values[pb] = values[pb]! + byB;
        const ab = linkAb[l]!;
        if (ab >= 0) {
          values[ab] = values[ab]! - byB;
          const ba = linkBa[l]!;
          values[ba] = values[ba]! - byA;
        }
      }
    }
  }

  #accumulators(accumulatorFlow: Float64Array, stepS: number): void {
    const { accumulatorCount, accumulatorNode, nodeCount } = this.#model;
    const { enthalpy, enthalpySlope, mode } = this.#storage;
    const { position, rate } = this;
    const values = this.matrix.values;
    for (let a = 0; a < accumulatorCount; a++) {
      const node = accumulatorNode[a]!;
      const liquid = nodeCount + a;
      const m = accumulatorFlow[a]!;
      // Owed liquid has no temperature of its own: an empty accumulator trades at its node's.
      const full = m >= 0 || mode[a]! < 0;
      const donor = full ? node : liquid;
      const carried = m * enthalpy[donor]!;
      rate[node] = rate[node]! - carried;
      rate[liquid] = rate[liquid]! + carried;
      if (stepS > 0) {
        const slope = stepS * m * enthalpySlope[donor]!;
        const pn = position[node]!;
        const pl = position[liquid]!;
        if (full) {
          if (pn >= 0) values[pn] = values[pn]! + slope;
          const slot = mode[a]! < 0 ? -1 : this.#accumulatorSlots[2 * a + 1]!;
          if (slot >= 0) values[slot] = values[slot]! - slope;
        } else {
          values[pl] = values[pl]! - slope;
          const slot = this.#accumulatorSlots[2 * a]!;
          if (slot >= 0) values[slot] = values[slot]! + slope;
        }
      }
    }
  }

  #leaks(leakFlow: Float64Array, stepS: number): void {
    const { leakNode } = this.#model;
    const { enthalpy, enthalpySlope } = this.#storage;
    for (let l = 0; l < leakNode.length; l++) {
      const i = leakNode[l]!;
      const carried = leakFlow[l]! * enthalpy[i]!;
      this.leakEnergy[l] = carried;
      this.rate[i] = this.rate[i]! - carried;
      const at = this.position[i]!;
      if (stepS > 0 && at >= 0)
        this.matrix.values[at] = this.matrix.values[at]! + stepS * leakFlow[l]! * enthalpySlope[i]!;
    }
  }
}
