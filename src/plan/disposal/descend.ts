import type { OrbitState } from "../../orbit/trajectory.ts";
import { type FallStep, fall } from "./fall.ts";
import { type GroundPoint, groundPoint } from "./geodetic.ts";

/** One way for a disposal to go. */
export interface Descent {
  readonly massKg: number;
  readonly brakingMPerS: number;
  readonly burnTimeS: number;
  readonly dragAreaM2: number;
  readonly dragCoefficient: number;
  readonly breakUpHeightM: number;
  readonly fragmentKgPerM2: number;
  readonly thermosphereFactor: number;
}

export interface DescentResult {
  readonly burnEndS: number;
  /** Crossing of 100 km going down. */
  readonly entryS: number;
  readonly breakUpS: number;
  readonly impactS: number;
  readonly impact: GroundPoint;
  /** Speed against the air and flight path at 100 km. */
  readonly entrySpeedMPerS: number;
  /** Stagnation-point heating of the whole ship before it breaks up, greatest [W/m2]. */
  readonly peakHeatWPerM2: number;
}

const ENTRY_M = 100_000;
/** Sutton and Graves (1971) for air [kg^0.5/m]. */
const SUTTON_GRAVES = 1.7415e-4;
const NOSE_RADIUS_M = 1.35; // half the diameter of the body, 2.7 m
const LONGEST_S = 2 * 86_400;

/**
 * From the burn to the ground: braking at constant deceleration against the velocity, coasting and entry of the whole ship,
 * break-up at a height, fall of one fragment, each step told to `onStep`. Throws if the burn is too weak for an entry within two days.
 */
export function descend(
  state: OrbitState,
  burnS: number,
  how: Descent,
  onStep: (step: FallStep) => void = () => undefined,
): DescentResult {
  const thermosphereFactor = how.thermosphereFactor;
  const ship = how.massKg / (how.dragCoefficient * how.dragAreaM2);
  const whole = { ballisticCoefficientKgPerM2: ship, thermosphereFactor, brakingMPerS2: 0 };
  const burnEndS = burnS + how.burnTimeS;
  const braking = { ...whole, brakingMPerS2: how.brakingMPerS / how.burnTimeS };
  const burnt = fall(state, burnS, braking, { timeS: burnEndS, heightM: ENTRY_M }, onStep);
  let peakHeatWPerM2 = 0;
  const heat = (step: FallStep) => {
    const { densityKgPerM3, airSpeedMPerS } = step;
    onStep(step);
    const flux = SUTTON_GRAVES * Math.sqrt(densityKgPerM3 / NOSE_RADIUS_M) * airSpeedMPerS ** 3;
    peakHeatWPerM2 = Math.max(peakHeatWPerM2, flux);
  };
  const latestS = burnS + LONGEST_S;
  const entry = fall(burnt.state, burnt.timeS, whole, { timeS: latestS, heightM: ENTRY_M }, onStep);
  if (entry.heightM > ENTRY_M + 1)
    throw new RangeError(
      `after braking by ${how.brakingMPerS} m/s the ship is still ${(entry.heightM / 1000).toFixed(0)} km up two days later; brake harder`,
    );
  const broken = fall(entry.state, entry.timeS, whole, { timeS: latestS, heightM: how.breakUpHeightM }, heat);
  heat(broken);
  const fragment = { ...whole, ballisticCoefficientKgPerM2: how.fragmentKgPerM2 };
  const ground = fall(broken.state, broken.timeS, fragment, { timeS: latestS, heightM: 0 }, onStep);
  return {
    burnEndS,
    entryS: entry.timeS,
    breakUpS: broken.timeS,
    impactS: ground.timeS,
    impact: groundPoint(ground.state.positionM, ground.timeS),
    entrySpeedMPerS: entry.airSpeedMPerS,
    peakHeatWPerM2,
  };
}
