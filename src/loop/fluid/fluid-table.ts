import { DEFAULT_COMPRESSIBILITY_PER_PA, type FluidLaw } from "./fluid-law.ts";

/** Cells are 1 K wide: a cubic then follows any smooth property to better than 1e-9 of its value. */
const CELL_K = 1;
/** Doubles a cell: four of enthalpy, four of density, two each of specific heat, compressibility, log viscosity, log vapour pressure. */
export const CELL_DOUBLES = 16;
const TINY = 1e-300;

/**
 * The properties of every coolant of a model in one flat array of cubic cells, so that a property costs a few
 * multiplications in the step. Enthalpy and its slope come from the same cubic, so they agree to rounding.
 * Beyond the law's range enthalpy goes on along a line and the rest is held; the solver warns when it gets there.
 */
export class FluidTable {
  readonly names: readonly string[];
  /** Cells of all fluids, CELL_DOUBLES each. */
  readonly cells: Float64Array;
  /** Index of each fluid's first cell, and its number of cells. */
  readonly firstCell: Int32Array;
  readonly cellCount: Int32Array;
  readonly minTemperatureK: Float64Array;
  readonly maxTemperatureK: Float64Array;
  readonly referencePressurePa: Float64Array;
  /** Vapour pressure at the top of the range: above it nothing boils. */
  readonly mostVapourPressurePa: Float64Array;
  /** Gas constant of the vapour [J/(kg K)]. */
  readonly vapourGasConstant: Float64Array;

  constructor(laws: readonly FluidLaw[]) {
    this.names = laws.map((law) => law.name);
    this.firstCell = new Int32Array(laws.length);
    this.cellCount = Int32Array.from(laws, (law) =>
      Math.max(1, Math.ceil((law.maxTemperatureK - law.minTemperatureK) / CELL_K)),
    );
    this.minTemperatureK = Float64Array.from(laws, (law) => law.minTemperatureK);
    this.maxTemperatureK = Float64Array.from(laws, (law) => law.maxTemperatureK);
    this.referencePressurePa = Float64Array.from(laws, (law) => law.referencePressurePa ?? 0);
    this.mostVapourPressurePa = Float64Array.from(laws, (law) => law.vapourPressure(law.maxTemperatureK));
    this.vapourGasConstant = Float64Array.from(laws, (law) => 8.314462618 / (law.molarMassKgPerMol ?? 0.018));
    let total = 0;
    for (let f = 0; f < laws.length; f++) {
      // One cell more at each end carries on outside the range: enthalpy on a line, everything else held.
      this.firstCell[f] = total + 1;
      total += this.cellCount[f]! + 2;
    }
    this.cells = new Float64Array(total * CELL_DOUBLES);
    laws.forEach((law, f) => {
      for (let c = 0; c < this.cellCount[f]!; c++)
        fillCell(this.cells, (this.firstCell[f]! + c) * CELL_DOUBLES, law, law.minTemperatureK + c * CELL_K);
      const first = this.firstCell[f]!;
      const last = first + this.cellCount[f]! - 1;
      fillEnd(this.cells, (first - 1) * CELL_DOUBLES, first * CELL_DOUBLES, 0, -CELL_K);
      fillEnd(this.cells, (last + 1) * CELL_DOUBLES, last * CELL_DOUBLES, CELL_K, 0);
    });
  }

  /** Offset into `cells` of the cell that holds a temperature. */
  cellAt(fluid: number, temperatureK: number): number {
    let cell = Math.floor(temperatureK - this.minTemperatureK[fluid]!);
    const end = this.cellCount[fluid]!;
    if (cell < 0) cell = -1;
    else if (cell > end) cell = end;
    return (this.firstCell[fluid]! + cell) * CELL_DOUBLES;
  }

  /** Temperature whose enthalpy is given [J/kg]: Newton from a guess, to rounding. */
  temperatureOf(fluid: number, enthalpyJPerKg: number, guessK: number): number {
    let temperatureK = guessK;
    for (let round = 0; round < 30; round++) {
      const error = this.enthalpy(fluid, temperatureK) - enthalpyJPerKg;
      const change = error / this.enthalpySlope(fluid, temperatureK);
      temperatureK -= change;
      if (Math.abs(change) < 1e-11 * temperatureK) break;
    }
    return temperatureK;
  }

  enthalpy(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    const u = this.#fraction(fluid, temperatureK, at);
    const c = this.cells;
    return c[at]! + u * (c[at + 1]! + u * (c[at + 2]! + u * c[at + 3]!));
  }

  enthalpySlope(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    const u = this.#fraction(fluid, temperatureK, at);
    const c = this.cells;
    return c[at + 1]! + u * (2 * c[at + 2]! + u * 3 * c[at + 3]!);
  }

  /** Density at the reference pressure [kg/m3]. */
  density(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    const u = this.#fraction(fluid, temperatureK, at);
    const c = this.cells;
    return c[at + 4]! + u * (c[at + 5]! + u * (c[at + 6]! + u * c[at + 7]!));
  }

  specificHeat(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    return this.cells[at + 8]! + this.#fraction(fluid, temperatureK, at) * this.cells[at + 9]!;
  }

  compressibility(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    return this.cells[at + 10]! + this.#fraction(fluid, temperatureK, at) * this.cells[at + 11]!;
  }

  viscosity(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    return Math.exp(this.cells[at + 12]! + this.#fraction(fluid, temperatureK, at) * this.cells[at + 13]!);
  }

  vapourPressure(fluid: number, temperatureK: number): number {
    const at = this.cellAt(fluid, temperatureK);
    return Math.exp(this.cells[at + 14]! + this.#fraction(fluid, temperatureK, at) * this.cells[at + 15]!);
  }

  #fraction(fluid: number, temperatureK: number, at: number): number {
    return temperatureK - this.minTemperatureK[fluid]! - (at / CELL_DOUBLES - this.firstCell[fluid]!);
  }
}

/** The cell beyond an end: starts `shiftK` from that end, whose place in its neighbour is `u`. */
function fillEnd(cells: Float64Array, at: number, neighbour: number, u: number, shiftK: number): void {
  const c = (offset: number) => cells[neighbour + offset]!;
  const slopeJ = c(1) + u * (2 * c(2) + 3 * u * c(3));
  cells[at] = c(0) + u * (c(1) + u * (c(2) + u * c(3))) + slopeJ * shiftK;
  cells[at + 1] = slopeJ;
  cells[at + 4] = c(4) + u * (c(5) + u * (c(6) + u * c(7)));
  for (const offset of [8, 10, 12, 14]) cells[at + offset] = c(offset) + u * c(offset + 1);
}

function fillCell(cells: Float64Array, at: number, law: FluidLaw, lowK: number): void {
  const highK = Math.min(lowK + CELL_K, law.maxTemperatureK);
  const widthK = highK - lowK;
  hermite(cells, at, widthK, law, "enthalpy", lowK, highK);
  hermite(cells, at + 4, widthK, law, "density", lowK, highK);
  line(cells, at + 8, widthK, law.specificHeat(lowK), law.specificHeat(highK));
  const squeeze = (temperatureK: number) =>
    law.compressibility?.(temperatureK) ?? DEFAULT_COMPRESSIBILITY_PER_PA;
  line(cells, at + 10, widthK, squeeze(lowK), squeeze(highK));
  line(cells, at + 12, widthK, safeLog(law.viscosity(lowK)), safeLog(law.viscosity(highK)));
  line(cells, at + 14, widthK, safeLog(law.vapourPressure(lowK)), safeLog(law.vapourPressure(highK)));
}

function safeLog(value: number): number {
  return Math.log(Math.max(value, TINY));
}

function line(cells: Float64Array, at: number, widthK: number, low: number, high: number): void {
  cells[at] = low;
  cells[at + 1] = (high - low) / widthK;
}

function slope(law: FluidLaw, name: "enthalpy" | "density", temperatureK: number): number {
  const low = Math.max(law.minTemperatureK, temperatureK - 0.05);
  const high = Math.min(law.maxTemperatureK, temperatureK + 0.05);
  if (low > temperatureK - 0.05 || high < temperatureK + 0.05) {
    // One-sided at the ends of the range: through three points, so that a quadratic stays exact.
    const side = low > temperatureK - 0.05 ? 0.05 : -0.05;
    return (
      (-3 * law[name](temperatureK) +
        4 * law[name](temperatureK + side) -
        law[name](temperatureK + 2 * side)) /
      (2 * side)
    );
  }
  return (law[name](high) - law[name](low)) / (high - low);
}

function hermite(
  cells: Float64Array,
  at: number,
  w: number,
  law: FluidLaw,
  name: "enthalpy" | "density",
  lowK: number,
  highK: number,
): void {
  const y0 = law[name](lowK);
  const y1 = law[name](highK);
  const s0 = slope(law, name, lowK);
  const s1 = slope(law, name, highK);
  const chord = (y1 - y0) / w;
  cells[at] = y0;
  cells[at + 1] = s0;
  cells[at + 2] = (3 * chord - 2 * s0 - s1) / w;
  cells[at + 3] = (s0 + s1 - 2 * chord) / (w * w);
}
