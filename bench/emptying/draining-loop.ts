import {
  buildLoop,
  constantFluid,
  initialState,
  LoopRun,
  type LoopState,
  setLeak,
} from "../../src/loop/index.ts";

/** A gas-charged loop with a hole whose area follows a course. All that the watch can only guess is exact here. */
export interface DrainingLoop {
  readonly gasVolumeM3: number;
  readonly gasPa: number;
  /** p V^n constant in the gas. */
  readonly exponent: number;
  readonly liquidM3: number;
  readonly chargeKg: number;
  readonly densityKgPerM3: number;
  readonly vapourPa: number;
  /** Discharge coefficient times area [m2] at a time after the hole opened [s]. */
  readonly areaAt: (sinceS: number) => number;
}

/** What is left that counts as empty, as a part of the charge: films and pockets, beyond which the twin passes only vapour. */
const EMPTY_PART = 0.04;
/** The hole's area is stepped at least this finely: growth between steps, as a part. */
const MOST_GROWTH = 0.02;
const LONGEST_S = 40 * 365 * 86_400;

/** Simulates the loop with the solver of src/loop, in steps of the hole's area. `onStep` sees the accumulator's pressure. */
export class Draining {
  readonly #run: LoopRun;
  readonly state: LoopState;
  readonly #chargeKg: number;
  readonly #areaAt: DrainingLoop["areaAt"];
  #area = 0;

  constructor(loop: DrainingLoop) {
    const rigidM3 = loop.chargeKg / loop.densityKgPerM3 - loop.liquidM3;
    const node = (id: string) => ({
      id,
      fluid: "coolant",
      volumeM3: rigidM3 / 2,
      temperatureK: 293.15,
      pressurePa: loop.gasPa,
    });
    const model = buildLoop({
      fluids: {
        coolant: constantFluid("coolant", {
          densityKgPerM3: loop.densityKgPerM3,
          specificHeatJPerKgK: 2000,
          viscosityPaS: 5e-4,
          conductivityWPerMK: 0.1,
          vapourPressurePa: loop.vapourPa,
        }),
      },
      nodes: [node("near"), node("far")],
      branches: [
        { kind: "conductance", id: "there", from: "near", to: "far", conductanceM2: 1e-4, flowKgPerS: 0.01 },
        { kind: "conductance", id: "back", from: "far", to: "near", conductanceM2: 1e-4, flowKgPerS: 0.01 },
      ],
      accumulators: [
        {
          id: "accumulator",
          node: "near",
          liquidM3: loop.liquidM3,
          liquidCapacityM3: loop.liquidM3 + 0.5 * loop.gasVolumeM3,
          temperatureK: 293.15,
          charge: {
            kind: "gas",
            gasVolumeM3: loop.gasVolumeM3,
            pressurePa: loop.gasPa,
            exponent: loop.exponent,
          },
        },
      ],
      leaks: [{ id: "hole", node: "far", effectiveAreaM2: 0 }],
    });
    this.#run = new LoopRun(model);
    this.state = initialState(model);
    this.#chargeKg = loop.chargeKg;
    this.#areaAt = loop.areaAt;
  }

  get pressurePa(): number {
    return this.state.pressurePa[0]!;
  }

  get rateKgPerS(): number {
    return this.state.leakRate[0]!;
  }

  get leftKg(): number {
    return this.state.massKg.reduce((sum, value) => sum + value, 0);
  }

  /** Goes on to a time after the hole opened. */
  advance(untilS: number): void {
    const area = this.#areaAt(0.5 * (this.state.timeS + untilS));
    if (Math.abs(area / this.#area - 1) > MOST_GROWTH / 4 || this.#area === 0) {
      setLeak(this.#run.model, this.state, "hole", area);
      this.#area = area;
    }
    this.#run.advance(this.state, untilS);
  }

  /** Goes on until the loop is empty; the time that took since the hole opened [s], and when its pressure had fallen to twice the vapour's. */
  untilEmpty(vapourPa: number): { emptyS: number; primeLostS: number } {
    let primeLostS = Number.NaN;
    let step = 10;
    while (this.leftKg > EMPTY_PART * this.#chargeKg && this.state.timeS < LONGEST_S) {
      const { timeS } = this.state;
      const before = this.leftKg;
      const growth = this.#areaAt(timeS + step) / this.#areaAt(timeS) - 1;
      if (growth > MOST_GROWTH) step *= Math.max(0.3, MOST_GROWTH / growth);
      this.advance(timeS + step);
      if (Number.isNaN(primeLostS) && this.pressurePa < 2 * vapourPa) primeLostS = this.state.timeS;
      // Half a per cent of the charge a step.
      const part = (before - this.leftKg) / this.#chargeKg;
      step *= Math.min(2, Math.max(0.5, part > 0 ? 0.005 / part : 2));
    }
    return { emptyS: this.state.timeS, primeLostS };
  }
}
