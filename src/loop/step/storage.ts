import { CELL_DOUBLES } from "../fluid/fluid-table.ts";
import { GAS, type LoopModel } from "../model/loop-model.ts";
import { AT_EMPTY_STOP, AT_FULL_STOP, CAVITY } from "../model/loop-state.ts";

/** The cavity grows from nothing to the whole loop within this part of vapour pressure below it. */
const VOID_BAND = 0.02;
/** And at least this wide [Pa], so that the loop stays solvable for coolants with almost no vapour pressure. */
const LEAST_VOID_BAND_PA = 2;

/**
 * How much coolant nodes and accumulators hold at given temperature and pressure, and how that changes with pressure.
 * Nodes are full of slightly compressible liquid. Once an accumulator is out of liquid and its node at vapour pressure,
 * a cavity opens there: liquid owed, booked as negative content, so that total mass stays exact while where the vapour
 * lies, which weightlessness leaves open, need not be decided.
 */
export class Storage {
  readonly #model: LoopModel;
  /** One a node, then one an accumulator. */
  readonly enthalpy: Float64Array;
  readonly enthalpySlope: Float64Array;
  readonly specificHeat: Float64Array;
  /** Liquid density at the present pressure [kg/m3]. */
  readonly density: Float64Array;
  readonly #referenceDensity: Float64Array;
  readonly #compressibility: Float64Array;
  /** Mass held at the present state [kg] and its slope with pressure [kg/Pa]. */
  readonly mass: Float64Array;
  readonly massSlope: Float64Array;
  readonly mode: Int8Array;
  readonly #saturation: Float64Array;
  /** Liquid left around each accumulator, as part of what its loop holds. */
  readonly partLeft: Float64Array;

  constructor(model: LoopModel) {
    this.#model = model;
    const count = model.nodeCount + model.accumulatorCount;
    const array = () => new Float64Array(count);
    this.enthalpy = array();
    this.enthalpySlope = array();
    this.specificHeat = array();
    this.density = array();
    this.#referenceDensity = array();
    this.#compressibility = array();
    this.mass = array();
    this.massSlope = array();
    this.mode = new Int8Array(model.accumulatorCount);
    this.#saturation = new Float64Array(model.accumulatorCount);
    this.partLeft = new Float64Array(model.accumulatorCount).fill(1);
  }

  /** Properties that depend on temperature alone. */
  atTemperatures(temperature: Float64Array): void {
    const { fluidOf, fluids } = this.#model;
    const { cells, firstCell, cellCount, minTemperatureK } = fluids;
    const { enthalpy, enthalpySlope, specificHeat } = this;
    const referenceDensity = this.#referenceDensity;
    const compressibility = this.#compressibility;
    const count = fluidOf.length;
    for (let i = 0; i < count; i++) {
      const fluid = fluidOf[i]!;
      const above = temperature[i]! - minTemperatureK[fluid]!;
      const end = cellCount[fluid]!;
      let cell = Math.floor(above);
      if (cell < 0) cell = -1;
      else if (cell > end) cell = end;
      const u = above - cell;
      const at = (firstCell[fluid]! + cell) * CELL_DOUBLES;
      const h1 = cells[at + 1]!;
      const h2 = cells[at + 2]!;
      const h3 = cells[at + 3]!;
      enthalpy[i] = cells[at]! + u * (h1 + u * (h2 + u * h3));
      enthalpySlope[i] = h1 + u * (2 * h2 + u * 3 * h3);
      referenceDensity[i] = cells[at + 4]! + u * (cells[at + 5]! + u * (cells[at + 6]! + u * cells[at + 7]!));
      specificHeat[i] = cells[at + 8]! + u * cells[at + 9]!;
      compressibility[i] = cells[at + 10]! + u * cells[at + 11]!;
    }
  }

  /**
   * Sets, for one step, in which mode each accumulator is and the vapour pressure of a cavity there. Within a step
   * neither changes, so Newton meets no kink; the step that crosses from one mode to the next is cut at the crossing.
   */
  holdModes(mode: Int8Array, temperature: Float64Array): void {
    const { accumulatorNode, fluids, fluidOf } = this.#model;
    this.mode.set(mode);
    for (let a = 0; a < accumulatorNode.length; a++) {
      const fluid = fluidOf[accumulatorNode[a]!]!;
      const t = Math.min(temperature[accumulatorNode[a]!]!, fluids.maxTemperatureK[fluid]!);
      this.#saturation[a] = fluids.vapourPressure(fluid, t);
    }
  }

  /** Mass held at the present temperatures and at given node pressures. Call `atTemperatures` first. */
  atPressures(pressure: Float64Array): void {
    const { nodeCount, volumeM3, fluidOf, fluids, accumulatorCount, accumulatorNode } = this.#model;
    const { referencePressurePa } = fluids;
    const { mass, massSlope } = this;
    const densities = this.density;
    const referenceDensity = this.#referenceDensity;
    const compressibility = this.#compressibility;
    for (let i = 0; i < nodeCount; i++) {
      const full = referenceDensity[i]!;
      const squeeze = compressibility[i]!;
      const volume = volumeM3[i]!;
      const density = full * (1 + squeeze * (pressure[i]! - referencePressurePa[fluidOf[i]!]!));
      densities[i] = density;
      mass[i] = density * volume;
      massSlope[i] = full * squeeze * volume;
    }
    for (let a = 0; a < accumulatorCount; a++)
      this.#accumulator(a, nodeCount + a, pressure[accumulatorNode[a]!]!);
  }

  /** Vapour pressure at accumulator a, as held for this step [Pa]. */
  saturationAt(a: number): number {
    return this.#saturation[a]!;
  }

  /** Part of the coolant around node i that is liquid: 1 until a cavity opens at its accumulator. */
  liquidPart(i: number): number {
    const a = this.#model.accumulatorOf[i]!;
    return a < 0 ? 1 : this.partLeft[a]!;
  }

  /** Coolant booked in the nodes of accumulator a's part of the network [kg]. */
  #massAround(a: number): number {
    const { accumulatorOf, nodeCount } = this.#model;
    let sum = 0;
    for (let i = 0; i < nodeCount; i++) if (accumulatorOf[i] === a) sum += this.mass[i]!;
    return sum;
  }

  #accumulator(a: number, i: number, pressure: number): void {
    const model = this.#model;
    const p = Math.max(pressure, 1e-3);
    const capacity = model.liquidCapacityM3[a]!;
    const slope = model.chargeSlope[a]!;
    let volume: number;
    let volumeSlope: number;
    if (model.chargeKind[a] === GAS) {
      const gas =
        slope === 1 ? model.chargeConstant[a]! / p : Math.exp(Math.log(model.chargeConstant[a]! / p) / slope);
      volume = model.chargeVolumeM3[a]! - gas;
      volumeSlope = gas / (slope * p);
    } else {
      volume = (p - model.chargeConstant[a]!) / slope;
      volumeSlope = 1 / slope;
    }
    this.partLeft[a] = 1;
    const mode = this.mode[a]!;
    if (mode === AT_FULL_STOP) volume = capacity;
    else if (mode === AT_EMPTY_STOP) volume = 0;
    else if (mode === CAVITY) {
      // Liquid owed grows as pressure falls below vapour pressure.
      const saturation = this.#saturation[a]!;
      const whole = model.cavityVolumeM3[a]!;
      volumeSlope = whole / Math.max(VOID_BAND * saturation, LEAST_VOID_BAND_PA);
      volume = (pressure - saturation) * volumeSlope;
    }
    if (mode === AT_FULL_STOP || mode === AT_EMPTY_STOP) volumeSlope = 0;
    // A cavity's slope is that of a straight line only if its density does not follow the pressure.
    const squeezedBy =
      (mode === CAVITY ? 0 : pressure) - model.fluids.referencePressurePa[model.fluidOf[i]!]!;
    const density = this.#referenceDensity[i]! * (1 + this.#compressibility[i]! * squeezedBy);
    if (mode === CAVITY)
      this.partLeft[a] = Math.min(1, Math.max(0, 1 + (density * volume) / this.#massAround(a)));
    this.density[i] = density;
    this.mass[i] = density * volume;
    this.massSlope[i] = density * volumeSlope;
  }
}
