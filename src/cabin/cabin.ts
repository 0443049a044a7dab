import {
  AIR_ENERGY,
  CabinRates,
  DEW,
  DRAINED,
  dryAirKg,
  ENTRIES,
  GIVEN,
  STRUCTURE_ENERGY,
  TO_EXCHANGER,
  TO_SINK,
  TOTALS,
  VAPOUR,
  vapourEnthalpy,
} from "./cabin-rates.ts";
import type { CabinLayout, CabinLoads, Compartment } from "./compartment.ts";
import {
  DRY_AIR_SPECIFIC_HEAT,
  HEAT_OF_VAPORISATION_AT_ZERO,
  LIQUID_SPECIFIC_HEAT,
  relativeHumidity,
  saturationPressurePa,
  VAPOUR_SPECIFIC_HEAT,
  WATER_GAS_CONSTANT,
  ZERO_CELSIUS_K,
} from "./moist-air.ts";
import { integrate } from "./runge-kutta.ts";

/** Plain state of a cabin: conserved quantities of each compartment, and what has crossed the boundary since the start. */
export interface CabinState {
  readonly timeS: number;
  /** Four entries a compartment in the layout's order, then energy in [J], water in [kg], condensate drained [kg], heat that bodies stored [J]; at last three a compartment, see {@link givenOf}. */
  readonly values: Float64Array;
}

/** What an instrument in a compartment would show. */
export interface CompartmentReading {
  readonly airK: number;
  readonly structureK: number;
  readonly vapourPressurePa: number;
  readonly relativeHumidity: number;
  readonly dewKg: number;
}

/** State in which every compartment has the same temperature and humidity, or its own where `own` gives it. */
export function cabinAt(
  layout: CabinLayout,
  temperatureK: number,
  relativeHumidityFraction: number,
  own: Readonly<Record<string, { readonly temperatureK: number; readonly relativeHumidity: number }>> = {},
): CabinState {
  const values = new Float64Array((ENTRIES + GIVEN) * layout.compartments.length + TOTALS);
  layout.compartments.forEach((compartment, i) => {
    const given = own[compartment.id];
    const t = given?.temperatureK ?? temperatureK;
    const vapourPressure = (given?.relativeHumidity ?? relativeHumidityFraction) * saturationPressurePa(t);
    const vapour = (vapourPressure * compartment.airVolumeM3) / (WATER_GAS_CONSTANT * t);
    const celsius = t - ZERO_CELSIUS_K;
    values[ENTRIES * i + AIR_ENERGY] =
      dryAirKg(compartment) * DRY_AIR_SPECIFIC_HEAT * celsius + vapour * vapourEnthalpy(celsius);
    values[ENTRIES * i + VAPOUR] = vapour;
    values[ENTRIES * i + STRUCTURE_ENERGY] = compartment.structureHeatCapacityJPerK * celsius;
  });
  return { timeS: 0, values };
}

/** Carries a cabin on for `durationS` under given loads; the state handed in stays as it is. */
export function advanceCabin(
  layout: CabinLayout,
  state: CabinState,
  loads: CabinLoads,
  durationS: number,
): CabinState {
  const values = Float64Array.from(state.values);
  const scale = new Float64Array(values.length).fill(1e3);
  layout.compartments.forEach((compartment, i) => {
    // a step may err by 1 mK of air, 0.1 mK of structure and 1e-5 of the saturated vapour at 20 degC
    scale[ENTRIES * i + AIR_ENERGY] = 1e-3 * dryAirKg(compartment) * DRY_AIR_SPECIFIC_HEAT;
    scale[ENTRIES * i + VAPOUR] = 1e-5 * 0.0173 * compartment.airVolumeM3;
    scale[ENTRIES * i + STRUCTURE_ENERGY] = 1e-4 * compartment.structureHeatCapacityJPerK + 1;
    scale[ENTRIES * i + DEW] = 1e-4;
  });
  const ledger = ENTRIES * layout.compartments.length;
  scale.fill(Number.POSITIVE_INFINITY, ledger);
  const rates = new CabinRates(layout);
  const index = new Map(layout.compartments.map(({ id }, i) => [id, i]));
  const ratesAt = (timeS: number, at: Float64Array, rate: Float64Array) => {
    rates.clear();
    for (const [id, load] of Object.entries(loads(timeS))) {
      const i = index.get(id);
      if (i === undefined)
        throw new RangeError(
          `cabin: a load acts on "${id}", which is no compartment; there are ${names(layout)}`,
        );
      rates.act(i, load);
    }
    rates.evaluate(at, rate);
  };
  integrate(ratesAt, values, scale, state.timeS, state.timeS + durationS);
  return { timeS: state.timeS + durationS, values };
}

/** Temperature and humidity of a compartment. Throws a RangeError for an id that the layout does not have. */
export function readingOf(layout: CabinLayout, state: CabinState, id: string): CompartmentReading {
  const i = layout.compartments.findIndex((compartment) => compartment.id === id);
  if (i < 0) throw new RangeError(`cabin: no compartment "${id}"; there are ${names(layout)}`);
  return reading(layout.compartments[i]!, state.values, ENTRIES * i);
}

/** Totals of a cabin: what it holds now and what has crossed its boundary. `held - entered` never changes. */
export function totalsOf(
  layout: CabinLayout,
  state: CabinState,
): {
  readonly energyJ: number;
  readonly energyEnteredJ: number;
  readonly waterKg: number;
  readonly waterEnteredKg: number;
  readonly condensateDrainedKg: number;
  readonly storedInBodiesJ: number;
} {
  let energyJ = 0;
  let waterKg = 0;
  layout.compartments.forEach((_, i) => {
    energyJ += state.values[ENTRIES * i + AIR_ENERGY]! + state.values[ENTRIES * i + STRUCTURE_ENERGY]!;
    waterKg += state.values[ENTRIES * i + VAPOUR]! + state.values[ENTRIES * i + DEW]!;
  });
  const ledger = ENTRIES * layout.compartments.length;
  return {
    energyJ,
    energyEnteredJ: state.values[ledger]!,
    waterKg,
    waterEnteredKg: state.values[ledger + 1]!,
    condensateDrainedKg: state.values[ledger + 2]!,
    storedInBodiesJ: state.values[ledger + 3]!,
  };
}

function names(layout: CabinLayout): string {
  return layout.compartments.map((compartment) => compartment.id).join(", ");
}

/** What a compartment has given off since the start: heat to its sink and to its condensing exchanger, and the water drained there. */
export function givenOf(
  layout: CabinLayout,
  state: CabinState,
  id: string,
): { readonly toSinkJ: number; readonly toExchangerJ: number; readonly drainedKg: number } {
  const i = layout.compartments.findIndex((compartment) => compartment.id === id);
  if (i < 0) throw new RangeError(`cabin: no compartment "${id}"; there are ${names(layout)}`);
  const at = ENTRIES * layout.compartments.length + TOTALS + GIVEN * i;
  return {
    toSinkJ: state.values[at + TO_SINK]!,
    toExchangerJ: state.values[at + TO_EXCHANGER]!,
    drainedKg: state.values[at + DRAINED]!,
  };
}

function reading(compartment: Compartment, values: Float64Array, k: number): CompartmentReading {
  const vapour = values[k + VAPOUR]!;
  const dewKg = values[k + DEW]!;
  const airK =
    ZERO_CELSIUS_K +
    (values[k + AIR_ENERGY]! - vapour * HEAT_OF_VAPORISATION_AT_ZERO) /
      (dryAirKg(compartment) * DRY_AIR_SPECIFIC_HEAT + vapour * VAPOUR_SPECIFIC_HEAT);
  const structureK =
    ZERO_CELSIUS_K +
    values[k + STRUCTURE_ENERGY]! / (compartment.structureHeatCapacityJPerK + dewKg * LIQUID_SPECIFIC_HEAT);
  const vapourPressurePa = (vapour * WATER_GAS_CONSTANT * airK) / compartment.airVolumeM3;
  return {
    airK,
    structureK,
    vapourPressurePa,
    relativeHumidity: relativeHumidity(vapourPressurePa, airK),
    dewKg,
  };
}
