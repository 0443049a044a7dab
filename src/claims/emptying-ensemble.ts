import {
  type Emptying,
  effectiveAreaM2,
  emptying,
  ISOOCTANE_HEAT_CAPACITY_RATIO,
  ISOOCTANE_MOLAR_MASS,
  isooctaneDensityKgPerM3,
  isooctaneVapourPressurePa,
} from "../loop/emptying/index.ts";
import type { RandomStream } from "../stats/index.ts";
import type { Circumstance } from "./assertion.ts";
import { QUANTITIES } from "./quantity.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Ranges of everything unpublished of the loop, SI. The hole is not among them: it is drawn from its reference range. */
export interface LoopRanges {
  readonly chargeKg: Range;
  readonly gasPressurePa: Range;
  readonly gasVolumeM3: Range;
  readonly accumulatorLiquidM3: Range;
  readonly temperatureK: Range;
  readonly dischargeCoefficient: Range;
  readonly onsetS: Range;
}

/** Part of the ensemble in which pump or station hold the pressure up until the loop is nearly dry. Nobody knows; own estimate. */
const HELD_SHARE = 0.3;
/** Foam, ice and the shape of the hole make any time uncertain by a factor of two, taken as two standard deviations. */
const TIME_SIGMA_LN = Math.LN2 / 2;
/** The line that feeds a wide hole: bore and length [m], Darcy factor 0.03, fully turbulent. Own estimate. */
const TUBE = { bore: { low: 4e-3, high: 12e-3 }, length: { low: 0.3, high: 3 }, darcy: 0.03 };

export interface LoopMember {
  readonly holeM: number;
  readonly chargeKg: number;
  readonly volumeM3: number;
  readonly pressurePa: number;
  readonly onsetS: number;
  readonly run: Emptying;
  readonly timeFactor: number;
}

function within(stream: RandomStream, { low, high }: Range, log = false): number {
  const u = stream.uniform();
  return log ? low * (high / low) ** u : low + (high - low) * u;
}

/** One possible loop. Draws that cannot be (a cushion that ends below vapour pressure) are drawn again. */
export function drawLoop(ranges: LoopRanges, stream: RandomStream): LoopMember {
  for (let attempt = 0; attempt < 100; attempt++) {
    const temperatureK = within(stream, ranges.temperatureK);
    const density = isooctaneDensityKgPerM3(temperatureK);
    const vapourPa = isooctaneVapourPressurePa(temperatureK);
    const chargeKg = within(stream, ranges.chargeKg);
    const pressurePa = within(stream, ranges.gasPressurePa, true);
    const { reference } = QUANTITIES["external.hole-diameter"]!;
    const holeM = within(stream, reference, true);
    const hole = { diameterM: holeM, dischargeCoefficient: within(stream, ranges.dischargeCoefficient) };
    const gasM3 = within(stream, ranges.gasVolumeM3);
    const liquidM3 = within(stream, ranges.accumulatorLiquidM3);
    const held = stream.uniform() < HELD_SHARE;
    const boreM = within(stream, TUBE.bore, true);
    const lengthM = within(stream, TUBE.length, true);
    const onsetS = within(stream, ranges.onsetS);
    const timeFactor = Math.exp(TIME_SIGMA_LN * stream.normal());
    const cushion = held
      ? { kind: "gas" as const, pressurePa, gasVolumeM3: 100, liquidM3: (0.9 * chargeKg) / density }
      : { kind: "gas" as const, pressurePa, gasVolumeM3: gasM3, liquidM3 };
    const lastPa = (pressurePa * cushion.gasVolumeM3) / (cushion.gasVolumeM3 + cushion.liquidM3);
    if (lastPa <= vapourPa || cushion.liquidM3 * density > chargeKg) continue;
    const run = emptying({
      chargeKg,
      densityKgPerM3: density,
      cushion,
      vapourPressurePa: vapourPa,
      vapour: {
        molarMassKgPerMol: ISOOCTANE_MOLAR_MASS,
        heatCapacityRatio: ISOOCTANE_HEAT_CAPACITY_RATIO,
        temperatureK,
      },
      hole: fedHole(hole, boreM, lengthM),
    });
    return { holeM, chargeKg, volumeM3: chargeKg / density, pressurePa, onsetS, run, timeFactor };
  }
  throw new RangeError(
    "the ranges of the loop allow no cushion above vapour pressure; raise gas-pressure or gas-volume",
  );
}

/** Hole and tube in series as one coefficient: losses add up, 1/A^2 = 1/(Cd A)^2 + (f L / D) / At^2. */
function fedHole(hole: { diameterM: number; dischargeCoefficient: number }, boreM: number, lengthM: number) {
  const open = effectiveAreaM2(hole);
  const tubeArea = (Math.PI * boreM ** 2) / 4;
  const loss = (TUBE.darcy * lengthM) / boreM / tubeArea ** 2;
  const fed = 1 / Math.sqrt(1 / open ** 2 + loss);
  return { diameterM: hole.diameterM, dischargeCoefficient: (hole.dischargeCoefficient * fed) / open };
}

/** What a member says of a quantity; without a time, pressure is that before the leak. */
export function loopValue(member: LoopMember, quantity: string, { atS, untilS }: Circumstance): number {
  const { run, timeFactor, onsetS } = member;
  const momentS = atS ?? untilS;
  const state = () => run.at((momentS! - onsetS) / timeFactor);
  switch (quantity) {
    case "external.hole-diameter":
      return member.holeM;
    case "external.charge":
      return member.chargeKg;
    case "external.volume":
      return member.volumeM3;
    case "external.pressure":
      return momentS === undefined ? member.pressurePa : state().pressurePa;
    case "external.inventory":
      return momentS === undefined ? member.chargeKg : state().liquidKg;
    case "external.lost-fraction":
      return momentS === undefined ? 0 : state().lostKg / member.chargeKg;
    case "external.leak-rate":
      return (momentS === undefined ? run.at(1) : state()).massFlowKgPerS / timeFactor;
    case "external.emptying-time":
      return run.timeUntilLostS(0.9) * timeFactor;
    default:
      throw new RangeError(`the emptying model has no ${quantity}`);
  }
}
