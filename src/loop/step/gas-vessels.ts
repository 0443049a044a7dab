import type { LoopModel } from "../model/loop-model.ts";
import { DIAGONAL, ERROR_WEIGHTS, STAGES, WEIGHTS } from "./tableau.ts";

/**
 * Gas bottles that blow down to vacuum through a choked orifice: p = p0 (m/m0)^n, n = 1 isothermal, cp/cv adiabatic.
 * Flow = Cd A p sqrt(g/(R T)) (2/(g+1))^((g+1)/(2(g-1))), so dm/dt = -k m^e with e = (n + 1)/2: one scalar each, solved
 * by the same stages as the loop.
 */
export class GasVessels {
  readonly count: number;
  readonly #rateConstant: Float64Array;
  readonly #power: Float64Array;
  readonly #rate: Float64Array[];
  readonly #mass: Float64Array;

  constructor(model: LoopModel) {
    const vessels = model.description.vessels ?? [];
    this.count = vessels.length;
    this.#power = Float64Array.from(vessels, (vessel) => ((vessel.exponent ?? 1) + 1) / 2);
    this.#rateConstant = Float64Array.from(vessels, (vessel, v) => {
      const g = vessel.heatCapacityRatio;
      const choked = Math.sqrt(g) * (2 / (g + 1)) ** ((g + 1) / (2 * (g - 1)));
      const mass = vesselMass(vessel);
      const flow =
        (vessel.effectiveAreaM2 * vessel.pressurePa * choked) /
        Math.sqrt(vessel.gasConstantJPerKgK * vessel.temperatureK);
      return flow / mass ** this.#power[v]!;
    });
    this.#rate = Array.from({ length: STAGES }, () => new Float64Array(this.count));
    this.#mass = new Float64Array(this.count);
  }

  /** Tries a step; the largest relative error of any content. */
  step(mass: Float64Array, h: number): number {
    let worst = 0;
    for (let v = 0; v < this.count; v++) {
      const e = this.#power[v]!;
      const k = this.#rateConstant[v]!;
      let m = mass[v]!;
      this.#rate[0]![v] = -k * m ** e;
      for (let s = 1; s < STAGES; s++) {
        let known = mass[v]!;
        for (let j = 0; j < s; j++) known += h * WEIGHTS[s * STAGES + j]! * this.#rate[j]![v]!;
        m = solveContent(known, h * DIAGONAL * k, e, m);
        this.#rate[s]![v] = -k * m ** e;
      }
      let error = 0;
      for (let s = 0; s < STAGES; s++) error += ERROR_WEIGHTS[s]! * this.#rate[s]![v]!;
      worst = Math.max(worst, Math.abs(h * error) / Math.max(m, 1e-12));
      this.#mass[v] = m;
    }
    return worst;
  }

  /** Backward-Euler step, for the settling steps after a jump; accepted at once. */
  settle(mass: Float64Array, h: number): void {
    for (let v = 0; v < this.count; v++)
      mass[v] = solveContent(mass[v]!, h * this.#rateConstant[v]!, this.#power[v]!, mass[v]!);
  }

  accept(mass: Float64Array): void {
    mass.set(this.#mass);
  }
}

/** Gas in a vessel as described [kg]. */
export function vesselMass(vessel: {
  readonly pressurePa: number;
  readonly volumeM3: number;
  readonly gasConstantJPerKgK: number;
  readonly temperatureK: number;
}): number {
  return (vessel.pressurePa * vessel.volumeM3) / (vessel.gasConstantJPerKgK * vessel.temperatureK);
}

/** The positive root of m + a m^e = known. */
function solveContent(known: number, a: number, e: number, guess: number): number {
  if (known <= 0) return 0;
  let m = Math.min(guess, known);
  for (let round = 0; round < 50; round++) {
    const flow = a * m ** e;
    const change = (m + flow - known) / (1 + (e * flow) / m);
    m = Math.max(m - change, 0.1 * m);
    if (Math.abs(change) <= 1e-15 * m) break;
  }
  return m;
}
