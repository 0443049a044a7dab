import type { CabinLayout, CabinLoads, Compartment, CompartmentLoad } from "./compartment.ts";
import { crewHeat, VAPOUR_ENTHALPY_AT_SKIN } from "./crew-heat.ts";
import {
  DRY_AIR_GAS_CONSTANT,
  DRY_AIR_SPECIFIC_HEAT,
  HEAT_OF_VAPORISATION_AT_ZERO,
  humidityRatio,
  LIQUID_SPECIFIC_HEAT,
  relativeHumidity,
  STANDARD_PRESSURE_PA,
  saturationDensity,
  saturationPressurePa,
  VAPOUR_SPECIFIC_HEAT,
  WATER_GAS_CONSTANT,
  ZERO_CELSIUS_K,
} from "./moist-air.ts";
import { integrate } from "./runge-kutta.ts";

/** Entries of one compartment in {@link CabinState.values}. */
const AIR_ENERGY = 0; // [J], dry air and vapour, 0 for dry air and liquid water at 0 degC
const VAPOUR = 1; // [kg]
const STRUCTURE_ENERGY = 2; // [J], structure and the dew on it
const DEW = 3; // [kg]
const ENTRIES = 4;
/** Entries of each compartment behind the totals: heat given to its sink and to its exchanger [J], water drained [kg]. */
const TO_SINK = 0;
const TO_EXCHANGER = 1;
const DRAINED = 2;
const GIVEN = 3;
const TOTALS = 4;

const LEWIS = 0.9; // Le^(2/3) of water vapour in air, ASHRAE Fundamentals 2017, chapter 6
const FOG_CLEARS_S = 60; // time in which vapour beyond saturation settles as dew; an estimate without effect on balances
const DEW_FILM_KG = 1e-3; // below this much dew, evaporation slows down with what is left

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
  integrate(ratesOf(layout, loads), values, scale, state.timeS, state.timeS + durationS);
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

function ratesOf(layout: CabinLayout, loads: CabinLoads) {
  const ledger = ENTRIES * layout.compartments.length;
  const index = new Map(layout.compartments.map((compartment, i) => [compartment.id, i]));
  const outside = new Map(layout.outside.map((air) => [air.id, air]));
  for (const id of layout.passages.flatMap((passage) => passage.between))
    if (!index.has(id) && !outside.has(id))
      throw new RangeError(
        `cabin: a passage ends at "${id}", which is neither a compartment nor outside air`,
      );

  return (timeS: number, values: Float64Array, rate: Float64Array): void => {
    rate.fill(0);
    const acting = loads(timeS);
    for (const id of Object.keys(acting))
      if (!index.has(id))
        throw new RangeError(
          `cabin: a load acts on "${id}", which is no compartment; there are ${names(layout)}`,
        );
    const readings = layout.compartments.map((compartment, i) => reading(compartment, values, ENTRIES * i));

    for (const passage of layout.passages) {
      const ends = passage.between.map((id) => {
        const i = index.get(id);
        if (i !== undefined) {
          const compartment = layout.compartments[i]!;
          const { airK, structureK } = readings[i]!;
          return {
            i,
            celsius: airK - ZERO_CELSIUS_K,
            ratio: values[ENTRIES * i + VAPOUR]! / dryAirKg(compartment),
            structureK,
          };
        }
        const air = outside.get(id)!;
        const ratio = humidityRatio(air.relativeHumidity * saturationPressurePa(air.temperatureK));
        return { i: -1, celsius: air.temperatureK - ZERO_CELSIUS_K, ratio, structureK: air.temperatureK };
      });
      const [a, b] = ends as [(typeof ends)[0], (typeof ends)[0]];
      // the same mass of dry air goes both ways, at standard density
      const dryFlow = passage.airFlowM3PerS * 1.2;
      const water = dryFlow * (a.ratio - b.ratio);
      const energy =
        dryFlow *
        (DRY_AIR_SPECIFIC_HEAT * (a.celsius - b.celsius) +
          a.ratio * vapourEnthalpy(a.celsius) -
          b.ratio * vapourEnthalpy(b.celsius));
      const conducted = (passage.conductanceWPerK ?? 0) * (a.structureK - b.structureK);
      for (const [end, sign] of [
        [a, -1],
        [b, 1],
      ] as const) {
        if (end.i < 0) {
          // what reaches outside air leaves the ledger
          rate[ledger] = rate[ledger]! - sign * (energy + conducted);
          rate[ledger + 1] = rate[ledger + 1]! - sign * water;
          continue;
        }
        const k = ENTRIES * end.i;
        rate[k + AIR_ENERGY] = rate[k + AIR_ENERGY]! + sign * energy;
        rate[k + VAPOUR] = rate[k + VAPOUR]! + sign * water;
        rate[k + STRUCTURE_ENERGY] = rate[k + STRUCTURE_ENERGY]! + sign * conducted;
      }
    }

    layout.compartments.forEach((compartment, i) => {
      const given = ledger + TOTALS + GIVEN * i;
      within(
        compartment,
        acting[compartment.id] ?? {},
        readings[i]!,
        values,
        rate,
        ENTRIES * i,
        ledger,
        given,
      );
    });
  };
}

function names(layout: CabinLayout): string {
  return layout.compartments.map((compartment) => compartment.id).join(", ");
}

/** Adds what happens inside one compartment: crew, loads, dew, exchanger, sink. */
function within(
  compartment: Compartment,
  load: CompartmentLoad,
  now: CompartmentReading,
  values: Float64Array,
  rate: Float64Array,
  k: number,
  ledger: number,
  given: number,
): void {
  const { airK, structureK, vapourPressurePa } = now;
  const airCelsius = airK - ZERO_CELSIUS_K;
  const person = crewHeat(airK, vapourPressurePa, load.metabolicW);
  const crew = load.crew ?? 0;
  const vapourIn = crew * person.waterKgPerS + (load.vapourKgPerS ?? 0);
  const airIn = (load.airW ?? 0) + crew * person.sensibleW + vapourIn * VAPOUR_ENTHALPY_AT_SKIN;
  const toSink = load.sink ? load.sink.conductanceWPerK * (structureK - load.sink.temperatureK) : 0;
  const structureIn = (load.structureW ?? 0) - toSink;

  const toStructure = compartment.airToStructureWPerK * (airK - structureK);
  const vapourDensity = values[k + VAPOUR]! / compartment.airVolumeM3;
  // mass transfer over the same surface as heat, by Lewis: h_m A = h A / (rho c Le^(2/3))
  const transferM3PerS = compartment.airToStructureWPerK / (1.2 * DRY_AIR_SPECIFIC_HEAT * LEWIS);
  let dew = transferM3PerS * (vapourDensity - saturationDensity(structureK));
  const dewKg = Math.max(0, values[k + DEW]!);
  if (dew < 0) dew *= dewKg / (dewKg + DEW_FILM_KG);
  const fog = Math.max(0, vapourDensity - saturationDensity(airK)) * compartment.airVolumeM3;
  const settling = dew + fog / FOG_CLEARS_S;
  // liquid carries its own enthalpy; the heat of condensation of dew goes to the structure it forms on
  const dewEnergy = settling * vapourEnthalpy(airCelsius);

  let drained = 0;
  let removed = 0;
  if (load.condenser) {
    const { airFlowM3PerS, effectiveness, surfaceK } = load.condenser;
    drained = airFlowM3PerS * effectiveness * Math.max(0, vapourDensity - saturationDensity(surfaceK));
    removed =
      airFlowM3PerS * 1.2 * DRY_AIR_SPECIFIC_HEAT * effectiveness * (airK - surfaceK) +
      drained * vapourEnthalpy(airCelsius);
  }

  rate[k + AIR_ENERGY] = rate[k + AIR_ENERGY]! + airIn - toStructure - dewEnergy - removed;
  rate[k + VAPOUR] = rate[k + VAPOUR]! + vapourIn - settling - drained;
  rate[k + STRUCTURE_ENERGY] = rate[k + STRUCTURE_ENERGY]! + structureIn + toStructure + dewEnergy;
  rate[k + DEW] = rate[k + DEW]! + settling;
  rate[ledger] = rate[ledger]! + airIn + structureIn - removed;
  rate[ledger + 1] = rate[ledger + 1]! + vapourIn - drained;
  rate[ledger + 2] = rate[ledger + 2]! + drained;
  rate[ledger + 3] = rate[ledger + 3]! + crew * person.storedW;
  rate[given + TO_SINK] = toSink;
  rate[given + TO_EXCHANGER] = removed;
  rate[given + DRAINED] = drained;
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

/** Dry air of a compartment [kg], as at 20 degC and 50 %; taken as constant, which is within 3 % from 10 to 35 degC. */
function dryAirKg(compartment: Compartment): number {
  const dryPressurePa = (compartment.pressurePa ?? STANDARD_PRESSURE_PA) - 1170;
  return (dryPressurePa * compartment.airVolumeM3) / (DRY_AIR_GAS_CONSTANT * 293.15);
}

function vapourEnthalpy(celsius: number): number {
  return HEAT_OF_VAPORISATION_AT_ZERO + VAPOUR_SPECIFIC_HEAT * celsius;
}
