import {
  type Emptying,
  type EmptyingState,
  emptying,
  ISOOCTANE_EXPANSION_PER_K,
  ISOOCTANE_HEAT_CAPACITY_RATIO,
  ISOOCTANE_MOLAR_MASS,
  isooctaneDensityKgPerM3,
  isooctaneVapourPressurePa,
} from "../loop/emptying/index.ts";
import { InputError } from "../telemetry/index.ts";
import type { LoopDescription } from "../vehicle/index.ts";
import type { Reconstruction, ShipState } from "./incident-schema.ts";

/** What a reconstructed loop really does: known to tests and to scoring, never to telemetry. */
export interface LoopTruth {
  readonly run: Emptying;
  /** Infinity for a loop that does not leak. */
  readonly onsetS: number;
  /** State at the nominal temperature. */
  at(timeS: number): EmptyingState;
  /** Static pressure once the coolant is warmer than nominal by `swingK`. */
  pressurePa(timeS: number, swingK: number): number;
}

/**
 * A ship's loop as reconstructed: the vehicle file's values where the case names none. A swing of temperature makes the liquid swell
 * into the gas cushion (isothermal gas law, coolant and gas at one temperature). On the hard stop the walls relax exponentially.
 * The effect of the swing on the leak's flow is left out: below 1 % for 0.6 K.
 */
export function loopTruth(
  loop: LoopDescription,
  ship: ShipState,
  leak: Reconstruction["leak"] | undefined,
): LoopTruth {
  const { inventory } = loop;
  if (inventory.kind !== "gas-pressure")
    throw new InputError(
      `loop "${loop.id}" of ${loop.carrier} reads ${inventory.kind}; a reconstruction needs a vehicle file whose loop reads gas-pressure`,
    );
  const temperatureK = ship.temperature.value;
  const densityKgPerM3 = isooctaneDensityKgPerM3(temperatureK);
  const gasPressurePa = (ship["gas-pressure"] ?? inventory.gasPressurePa).value;
  const gasVolumeM3 = (ship["gas-volume"] ?? inventory.gasVolumeM3).value;
  const chargeKg = (ship.charge ?? inventory.chargeKg).value;
  const run = emptying({
    chargeKg,
    densityKgPerM3,
    cushion: {
      kind: "gas",
      pressurePa: gasPressurePa,
      gasVolumeM3,
      liquidM3: (ship["accumulator-liquid"] ?? inventory.accumulatorLiquidM3).value,
    },
    vapourPressurePa: isooctaneVapourPressurePa(temperatureK),
    vapour: {
      molarMassKgPerMol: ISOOCTANE_MOLAR_MASS,
      heatCapacityRatio: ISOOCTANE_HEAT_CAPACITY_RATIO,
      temperatureK,
    },
    // A sound loop never leaks: its hole opens at the end of time.
    hole: {
      diameterM: leak?.diameter.value ?? 1e-3,
      dischargeCoefficient: leak?.["discharge-coefficient"].value ?? inventory.dischargeCoefficient.value,
    },
  });
  const onsetS = leak?.onset.value ?? Number.POSITIVE_INFINITY;
  const relaxS = leak?.["walls-relax-within"] ?? 1;

  const cushionPa = (state: EmptyingState, swingK: number) => {
    const swollenM3 = (state.liquidKg / densityKgPerM3) * ISOOCTANE_EXPANSION_PER_K * swingK;
    const gasM3 = gasVolumeM3 + state.lostKg / densityKgPerM3 - swollenM3;
    return gasPressurePa * (gasVolumeM3 / gasM3) * (1 + swingK / temperatureK);
  };
  return {
    run,
    onsetS,
    at: (timeS) => run.at(timeS - onsetS),
    pressurePa(timeS, swingK) {
      const sinceS = timeS - onsetS;
      const state = run.at(sinceS);
      if (state.stage === "cushion") return cushionPa(state, swingK);
      if (state.stage === "tail") return state.pressurePa;
      const vapourPa = isooctaneVapourPressurePa(temperatureK + swingK);
      const lastPa = cushionPa(run.at(run.cushionEmptyS * (1 - 1e-12)), swingK);
      return vapourPa + (lastPa - vapourPa) * Math.exp(-(sinceS - run.cushionEmptyS) / relaxS);
    },
  };
}
