import type { Kilograms, KilogramsPerSecond, Pascals, Seconds } from "../../units/index.ts";
import { type Cushion, cushionPressurePa, expelledM3, timeToExpelS } from "./cushion.ts";
import { FedCushion } from "./fed-cushion.ts";
import { type FeedTube, fedFlowKgPerS } from "./feed-tube.ts";
import {
  chokedFlowFactor,
  effectiveAreaM2,
  type Hole,
  type Vapour,
  vapourDensityKgPerM3,
} from "./orifice.ts";

/** A loop that empties through a hole into vacuum at one temperature. */
export interface EmptyingLoop {
  /** All liquid, that in the accumulator included. */
  readonly chargeKg: Kilograms;
  readonly densityKgPerM3: number;
  readonly cushion: Cushion;
  readonly vapourPressurePa: Pascals;
  readonly vapour: Vapour;
  readonly hole: Hole;
  readonly feedTube?: FeedTube;
}

/** cushion: the accumulator pushes. boiling: on the hard stop, vapour pressure pushes. tail: only vapour is left. */
export type EmptyingStage = "cushion" | "boiling" | "tail";

/** The loop at one time after the hole opened. liquidKg + vapourKg + lostKg is the charge, to rounding. */
export interface EmptyingState {
  readonly stage: EmptyingStage;
  readonly pressurePa: Pascals;
  readonly massFlowKgPerS: KilogramsPerSecond;
  readonly liquidKg: Kilograms;
  readonly vapourKg: Kilograms;
  readonly lostKg: Kilograms;
}

export interface Emptying {
  /** Accumulator on its hard stop. */
  readonly cushionEmptyS: Seconds;
  /** Last liquid out; Infinity where the vapour pressure is 0. */
  readonly liquidGoneS: Seconds;
  at(sinceS: Seconds): EmptyingState;
  /** Time until a part of the charge (0 to 1) has left the loop; Infinity where it never does. */
  timeUntilLostS(fraction: number): Seconds;
}

/**
 * Empties a loop in three stages. 1: liquid through the hole under the cushion's pressure, in closed form (with a feed tube by
 * quadrature, relative error below 1e-10). 2: liquid under its vapour pressure, constant flow; what boils off to fill the space is
 * counted. 3: the vapour left behind leaves choked, p falls as exp(-t/tau). Temperature, hole and rigid volume stay constant;
 * pressure falls at once when the hard stop is met; no foam, no ice, no pump head at the hole. Any time is good to a factor of two
 * for a real loop (reference dossier 7.2), to rounding for this model. Before the hole opens (negative time) nothing has left.
 *
 * Throws RangeError for a loop that cannot be: more in the accumulator than the charge, or a cushion that ends below vapour pressure.
 */
export function emptying(loop: EmptyingLoop): Emptying {
  check(loop);
  const { chargeKg, densityKgPerM3: density, cushion, vapourPressurePa, vapour, hole, feedTube } = loop;
  const area = effectiveAreaM2(hole);
  const flowAt = (pressurePa: number) => fedFlowKgPerS(feedTube, hole, pressurePa, density);

  const fed =
    feedTube && new FedCushion((v) => flowAt(cushionPressurePa(cushion, v)) / density, cushion.liquidM3);
  const cushionEmptyS = fed ? fed.totalS : timeToExpelS(cushion, area, density, cushion.liquidM3);
  const expelledAt = (t: number) => (fed ? fed.expelledM3(t) : expelledM3(cushion, area, density, t));
  const cushionKg = cushion.liquidM3 * density;

  // Stage 2: liquid m falls at q / (1 - rhoV/rho), because the space it leaves fills with its vapour.
  const rigidM3 = (chargeKg - cushionKg) / density;
  const vapourDensity = vapourDensityKgPerM3(vapour, vapourPressurePa);
  const boilingFlow = flowAt(vapourPressurePa);
  const liquidFall = boilingFlow / (1 - vapourDensity / density);
  const liquidGoneS =
    cushionEmptyS + (liquidFall > 0 ? (chargeKg - cushionKg) / liquidFall : Number.POSITIVE_INFINITY);

  // Stage 3: dm/dt = -Cd A k p with p = m R T / (M V).
  const tailKg = vapourDensity * rigidM3;
  const tailFlow = area * chokedFlowFactor(vapour) * vapourPressurePa;
  const tailTimeS = tailKg / tailFlow;

  return {
    cushionEmptyS,
    liquidGoneS,
    at(sinceS) {
      if (sinceS < 0) {
        const pressurePa = cushionPressurePa(cushion, 0);
        return {
          stage: "cushion",
          pressurePa,
          massFlowKgPerS: 0,
          liquidKg: chargeKg,
          vapourKg: 0,
          lostKg: 0,
        };
      }
      if (sinceS < cushionEmptyS) {
        const gone = Math.min(expelledAt(sinceS), cushion.liquidM3);
        const pressurePa = cushionPressurePa(cushion, gone);
        const lostKg = gone * density;
        return {
          stage: "cushion",
          pressurePa,
          massFlowKgPerS: flowAt(pressurePa),
          liquidKg: chargeKg - lostKg,
          vapourKg: 0,
          lostKg,
        };
      }
      if (sinceS < liquidGoneS) {
        const lostKg = cushionKg + boilingFlow * (sinceS - cushionEmptyS);
        const liquidKg = Math.max(0, chargeKg - cushionKg - liquidFall * (sinceS - cushionEmptyS));
        const vapourKg = chargeKg - lostKg - liquidKg;
        return {
          stage: "boiling",
          pressurePa: vapourPressurePa,
          massFlowKgPerS: boilingFlow,
          liquidKg,
          vapourKg,
          lostKg,
        };
      }
      const left = Math.exp(-(sinceS - liquidGoneS) / tailTimeS);
      const vapourKg = tailKg * left;
      return {
        stage: "tail",
        pressurePa: vapourPressurePa * left,
        massFlowKgPerS: tailFlow * left,
        liquidKg: 0,
        vapourKg,
        lostKg: chargeKg - vapourKg,
      };
    },
    timeUntilLostS(fraction) {
      const lostKg = fraction * chargeKg;
      if (lostKg <= 0) return 0;
      if (lostKg <= cushionKg) {
        const volume = lostKg / density;
        if (!fed) return timeToExpelS(cushion, area, density, volume);
        return new FedCushion((v) => flowAt(cushionPressurePa(cushion, v)) / density, volume).totalS;
      }
      const boilingS = (lostKg - cushionKg) / boilingFlow;
      if (lostKg <= chargeKg - tailKg)
        return boilingFlow > 0 ? cushionEmptyS + boilingS : Number.POSITIVE_INFINITY;
      return liquidGoneS - tailTimeS * Math.log((chargeKg - lostKg) / tailKg);
    },
  };
}

function check(loop: EmptyingLoop): void {
  const { chargeKg, densityKgPerM3, cushion, vapourPressurePa, hole } = loop;
  const positive = {
    chargeKg,
    densityKgPerM3,
    diameterM: hole.diameterM,
    dischargeCoefficient: hole.dischargeCoefficient,
    liquidM3: cushion.liquidM3,
  };
  for (const [name, value] of Object.entries(positive))
    if (!(value > 0 && Number.isFinite(value)))
      throw new RangeError(`emptying: ${name} is ${value}; it must be more than 0`);
  const cushionKg = cushion.liquidM3 * densityKgPerM3;
  if (cushionKg > chargeKg)
    throw new RangeError(
      `emptying: the accumulator holds ${cushionKg} kg, more than the charge of ${chargeKg} kg; give less accumulator liquid`,
    );
  const lastPa = cushionPressurePa(cushion, cushion.liquidM3);
  if (lastPa < vapourPressurePa)
    throw new RangeError(
      `emptying: the cushion ends at ${lastPa} Pa, below the vapour pressure of ${vapourPressurePa} Pa, so the coolant boils before the hard stop; give more gas or less accumulator liquid`,
    );
}
