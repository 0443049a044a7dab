import type { CabinLayout, Compartment, CompartmentLoad } from "./compartment.ts";
import { crewHeat, MEAN_METABOLIC_HEAT_W, VAPOUR_ENTHALPY_AT_SKIN } from "./crew-heat.ts";
import {
  DRY_AIR_GAS_CONSTANT,
  DRY_AIR_SPECIFIC_HEAT,
  HEAT_OF_VAPORISATION_AT_ZERO,
  humidityRatio,
  LIQUID_SPECIFIC_HEAT,
  STANDARD_PRESSURE_PA,
  saturationPressurePa,
  VAPOUR_SPECIFIC_HEAT,
  WATER_GAS_CONSTANT,
  ZERO_CELSIUS_K,
} from "./moist-air.ts";
import { tabulatedSaturationDensity } from "./saturation-table.ts";

/** Entries of one compartment in a cabin's values. */
export const AIR_ENERGY = 0; // [J], dry air and vapour, 0 for dry air and liquid water at 0 degC
export const VAPOUR = 1; // [kg]
export const STRUCTURE_ENERGY = 2; // [J], structure and the dew on it
export const DEW = 3; // [kg]
export const ENTRIES = 4;
/** Totals behind them: energy in [J], water in [kg], condensate drained [kg], heat that bodies stored [J]. */
export const TOTALS = 4;
/** Entries of each compartment behind the totals: heat given to its sink and to its exchanger [J], water drained [kg]. */
export const TO_SINK = 0;
export const TO_EXCHANGER = 1;
export const DRAINED = 2;
export const GIVEN = 3;

const LEWIS = 0.9; // Le^(2/3) of water vapour in air, ASHRAE Fundamentals 2017, chapter 6
const FOG_CLEARS_S = 60; // time in which vapour beyond saturation settles as dew; an estimate without effect on balances
const DEW_FILM_KG = 1e-3; // below this much dew, evaporation slows down with what is left
const DENSITY_KG_PER_M3 = 1.2; // of dry air, for flows, as at standard conditions

/** What acts on a compartment; numbers that {@link CabinRates} reads at every evaluation. */
interface Acting {
  structureW: number;
  airW: number;
  crew: number;
  metabolicW: number;
  vapourKgPerS: number;
  sinkWPerK: number;
  sinkK: number;
  condenserM3PerS: number;
  effectiveness: number;
  surfaceK: number;
}

/** The rates of change of a cabin's values under what acts on it. Evaluating allocates nothing while nobody is aboard. */
export class CabinRates {
  readonly compartments: readonly Compartment[];
  /** Air through each passage [m3/s]; may be changed between evaluations. */
  readonly airFlowM3PerS: Float64Array;
  readonly acting: readonly Acting[];
  readonly #ledger: number;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #conductance: Float64Array;
  readonly #outside: readonly { readonly celsius: number; readonly ratio: number }[];
  readonly #dryKg: Float64Array;
  readonly #airK: Float64Array;
  readonly #structureK: Float64Array;

  /** Throws a RangeError for a passage that ends nowhere. */
  constructor(layout: CabinLayout) {
    const { compartments, outside, passages } = layout;
    this.compartments = compartments;
    this.#ledger = ENTRIES * compartments.length;
    const places = [...compartments.map(({ id }) => id), ...outside.map(({ id }) => id)];
    const place = (id: string) => {
      const at = places.indexOf(id);
      if (at < 0)
        throw new RangeError(
          `cabin: a passage ends at "${id}", which is neither a compartment nor outside air`,
        );
      return at;
    };
    this.#from = Int32Array.from(passages, ({ between }) => place(between[0]));
    this.#to = Int32Array.from(passages, ({ between }) => place(between[1]));
    this.airFlowM3PerS = Float64Array.from(passages, (each) => each.airFlowM3PerS);
    this.#conductance = Float64Array.from(passages, (each) => each.conductanceWPerK ?? 0);
    this.#outside = outside.map((air) => ({
      celsius: air.temperatureK - ZERO_CELSIUS_K,
      ratio: humidityRatio(air.relativeHumidity * saturationPressurePa(air.temperatureK)),
    }));
    this.#dryKg = Float64Array.from(compartments, dryAirKg);
    this.#airK = new Float64Array(compartments.length);
    this.#structureK = new Float64Array(compartments.length);
    this.acting = compartments.map(() => nothing());
  }

  /** Nothing acts any more. */
  clear(): void {
    for (const each of this.acting) Object.assign(each, nothing());
  }

  /** What acts on compartment `i` from now on. */
  act(i: number, load: CompartmentLoad): void {
    Object.assign(this.acting[i]!, {
      structureW: load.structureW ?? 0,
      airW: load.airW ?? 0,
      crew: load.crew ?? 0,
      metabolicW: load.metabolicW ?? MEAN_METABOLIC_HEAT_W,
      vapourKgPerS: load.vapourKgPerS ?? 0,
      sinkWPerK: load.sink?.conductanceWPerK ?? 0,
      sinkK: load.sink?.temperatureK ?? 0,
      condenserM3PerS: load.condenser?.airFlowM3PerS ?? 0,
      effectiveness: load.condenser?.effectiveness ?? 0,
      surfaceK: load.condenser?.surfaceK ?? ZERO_CELSIUS_K,
    } satisfies Acting);
  }

  /** Rates of all values. What enters one place has left another, with the same number. */
  evaluate(values: Float64Array, rate: Float64Array): void {
    rate.fill(0);
    const airs = this.#airK;
    const structures = this.#structureK;
    for (let i = 0; i < airs.length; i++) {
      const k = ENTRIES * i;
      const vapour = values[k + VAPOUR]!;
      airs[i] =
        ZERO_CELSIUS_K +
        (values[k + AIR_ENERGY]! - vapour * HEAT_OF_VAPORISATION_AT_ZERO) /
          (this.#dryKg[i]! * DRY_AIR_SPECIFIC_HEAT + vapour * VAPOUR_SPECIFIC_HEAT);
      const capacity =
        this.compartments[i]!.structureHeatCapacityJPerK + values[k + DEW]! * LIQUID_SPECIFIC_HEAT;
      structures[i] = ZERO_CELSIUS_K + values[k + STRUCTURE_ENERGY]! / capacity;
    }
    for (let p = 0; p < this.#from.length; p++) this.#passage(p, values, rate);
    for (let i = 0; i < airs.length; i++) this.#within(i, values, rate);
  }

  #passage(p: number, values: Float64Array, rate: Float64Array): void {
    const a = this.#from[p]!;
    const b = this.#to[p]!;
    const count = this.compartments.length;
    const outsideA = a < count ? undefined : this.#outside[a - count]!;
    const outsideB = b < count ? undefined : this.#outside[b - count]!;
    const celsiusA = outsideA?.celsius ?? this.#airK[a]! - ZERO_CELSIUS_K;
    const celsiusB = outsideB?.celsius ?? this.#airK[b]! - ZERO_CELSIUS_K;
    const ratioA = outsideA?.ratio ?? values[ENTRIES * a + VAPOUR]! / this.#dryKg[a]!;
    const ratioB = outsideB?.ratio ?? values[ENTRIES * b + VAPOUR]! / this.#dryKg[b]!;
    // the same mass of dry air goes both ways, at standard density
    const dryFlow = this.airFlowM3PerS[p]! * DENSITY_KG_PER_M3;
    const water = dryFlow * (ratioA - ratioB);
    const energy =
      dryFlow *
      (DRY_AIR_SPECIFIC_HEAT * (celsiusA - celsiusB) +
        ratioA * vapourEnthalpy(celsiusA) -
        ratioB * vapourEnthalpy(celsiusB));
    const metalA = outsideA === undefined ? this.#structureK[a]! - ZERO_CELSIUS_K : celsiusA;
    const metalB = outsideB === undefined ? this.#structureK[b]! - ZERO_CELSIUS_K : celsiusB;
    const conducted = this.#conductance[p]! * (metalA - metalB);
    this.#carry(a, -1, energy, water, conducted, rate);
    this.#carry(b, 1, energy, water, conducted, rate);
  }

  #carry(
    place: number,
    sign: number,
    energy: number,
    water: number,
    conducted: number,
    rate: Float64Array,
  ): void {
    const ledger = this.#ledger;
    if (place >= this.compartments.length) {
      // what reaches outside air leaves the ledger
      rate[ledger] = rate[ledger]! - sign * (energy + conducted);
      rate[ledger + 1] = rate[ledger + 1]! - sign * water;
      return;
    }
    const k = ENTRIES * place;
    rate[k + AIR_ENERGY] = rate[k + AIR_ENERGY]! + sign * energy;
    rate[k + VAPOUR] = rate[k + VAPOUR]! + sign * water;
    rate[k + STRUCTURE_ENERGY] = rate[k + STRUCTURE_ENERGY]! + sign * conducted;
  }

  /** Adds what happens inside one compartment: crew, loads, dew, exchanger, sink. */
  #within(i: number, values: Float64Array, rate: Float64Array): void {
    const compartment = this.compartments[i]!;
    const load = this.acting[i]!;
    const airK = this.#airK[i]!;
    const structureK = this.#structureK[i]!;
    const k = ENTRIES * i;
    const ledger = this.#ledger;
    const airCelsius = airK - ZERO_CELSIUS_K;
    const vapourDensity = values[k + VAPOUR]! / compartment.airVolumeM3;
    let vapourIn = load.vapourKgPerS;
    let airIn = load.airW;
    let stored = 0;
    if (load.crew > 0) {
      const person = crewHeat(airK, vapourDensity * WATER_GAS_CONSTANT * airK, load.metabolicW);
      vapourIn += load.crew * person.waterKgPerS;
      airIn += load.crew * person.sensibleW;
      stored = load.crew * person.storedW;
    }
    airIn += vapourIn * VAPOUR_ENTHALPY_AT_SKIN;
    const toSink = load.sinkWPerK * (structureK - load.sinkK);
    const structureIn = load.structureW - toSink;

    const toStructure = compartment.airToStructureWPerK * (airK - structureK);
    // mass transfer over the same surface as heat, by Lewis: h_m A = h A / (rho c Le^(2/3))
    const transferM3PerS =
      compartment.airToStructureWPerK / (DENSITY_KG_PER_M3 * DRY_AIR_SPECIFIC_HEAT * LEWIS);
    let dew = transferM3PerS * (vapourDensity - tabulatedSaturationDensity(structureK));
    const dewKg = Math.max(0, values[k + DEW]!);
    if (dew < 0) dew *= dewKg / (dewKg + DEW_FILM_KG);
    const fog = Math.max(0, vapourDensity - tabulatedSaturationDensity(airK)) * compartment.airVolumeM3;
    const settling = dew + fog / FOG_CLEARS_S;
    // liquid carries its own enthalpy; the heat of condensation of dew goes to the structure it forms on
    const dewEnergy = settling * vapourEnthalpy(airCelsius);

    let drained = 0;
    let removed = 0;
    if (load.condenserM3PerS > 0) {
      const reached = load.condenserM3PerS * load.effectiveness;
      drained = reached * Math.max(0, vapourDensity - tabulatedSaturationDensity(load.surfaceK));
      removed =
        reached * DENSITY_KG_PER_M3 * DRY_AIR_SPECIFIC_HEAT * (airK - load.surfaceK) +
        drained * vapourEnthalpy(airCelsius);
    }

    rate[k + AIR_ENERGY] = rate[k + AIR_ENERGY]! + airIn - toStructure - dewEnergy - removed;
    rate[k + VAPOUR] = rate[k + VAPOUR]! + vapourIn - settling - drained;
    rate[k + STRUCTURE_ENERGY] = rate[k + STRUCTURE_ENERGY]! + structureIn + toStructure + dewEnergy;
    rate[k + DEW] = rate[k + DEW]! + settling;
    rate[ledger] = rate[ledger]! + airIn + structureIn - removed;
    rate[ledger + 1] = rate[ledger + 1]! + vapourIn - drained;
    rate[ledger + 2] = rate[ledger + 2]! + drained;
    rate[ledger + 3] = rate[ledger + 3]! + stored;
    const given = ledger + TOTALS + GIVEN * i;
    rate[given + TO_SINK] = toSink;
    rate[given + TO_EXCHANGER] = removed;
    rate[given + DRAINED] = drained;
  }
}

function nothing(): Acting {
  return {
    structureW: 0,
    airW: 0,
    crew: 0,
    metabolicW: MEAN_METABOLIC_HEAT_W,
    vapourKgPerS: 0,
    sinkWPerK: 0,
    sinkK: 0,
    condenserM3PerS: 0,
    effectiveness: 0,
    surfaceK: ZERO_CELSIUS_K,
  };
}

/** Dry air of a compartment [kg], as at 20 degC and 50 %; taken as constant, which is within 3 % from 10 to 35 degC. */
export function dryAirKg(compartment: Compartment): number {
  const dryPressurePa = (compartment.pressurePa ?? STANDARD_PRESSURE_PA) - 1170;
  return (dryPressurePa * compartment.airVolumeM3) / (DRY_AIR_GAS_CONSTANT * 293.15);
}

export function vapourEnthalpy(celsius: number): number {
  return HEAT_OF_VAPORISATION_AT_ZERO + VAPOUR_SPECIFIC_HEAT * celsius;
}
