import { EARTH_J2, EARTH_MU, EARTH_RADIUS_M } from "../../orbit/constants.ts";
import type { OrbitState } from "../../orbit/trajectory.ts";
import type { Vector3 } from "../../orbit/vector.ts";
import { EARTH_RATE, heightM } from "./geodetic.ts";
import { standardDensity } from "./standard-atmosphere.ts";

/** Six numbers: position [m] and velocity [m/s], equatorial frame of date. */
type State = Float64Array<ArrayBuffer>;

/** What falls, and through what air. */
export interface Falling {
  /** Mass over drag coefficient times area [kg/m2]; Infinity for no drag. */
  readonly ballisticCoefficientKgPerM2: number;
  /** Density against the standard atmosphere above 120 km; fades to 1 at 90 km. */
  readonly thermosphereFactor: number;
  /** Thrust against the velocity relative to the orbit frame [m/s2]; 0 when coasting. */
  readonly brakingMPerS2: number;
}

export interface FallStep {
  readonly timeS: number;
  readonly state: OrbitState;
  readonly heightM: number;
  /** Speed against air that turns with the Earth. */
  readonly airSpeedMPerS: number;
  readonly densityKgPerM3: number;
}

/** Density with the thermosphere scaled: what solar activity changes lies above some 100 km. */
export function scaledDensity(height: number, factor: number): number {
  const share = Math.min(1, Math.max(0, (height - 90_000) / 30_000));
  return standardDensity(height) * (1 + (factor - 1) * share);
}

function derivative(state: State, falling: Falling, out: State): void {
  const [x, y, z, vx, vy, vz] = state as unknown as [number, number, number, number, number, number];
  const r2 = x * x + y * y + z * z;
  const r = Math.sqrt(r2);
  const gravity = -EARTH_MU / (r2 * r);
  const j2 = (1.5 * EARTH_J2 * (EARTH_RADIUS_M * EARTH_RADIUS_M)) / r2;
  const z2 = (5 * z * z) / r2;
  out[0] = vx;
  out[1] = vy;
  out[2] = vz;
  let ax = gravity * x * (1 + j2 * (1 - z2));
  let ay = gravity * y * (1 + j2 * (1 - z2));
  let az = gravity * z * (1 + j2 * (3 - z2));
  if (Number.isFinite(falling.ballisticCoefficientKgPerM2)) {
    const [wx, wy] = [vx + EARTH_RATE * y, vy - EARTH_RATE * x];
    const speed = Math.hypot(wx, wy, vz);
    const density = scaledDensity(heightM([x, y, z]), falling.thermosphereFactor);
    const drag = (-0.5 * density * speed) / falling.ballisticCoefficientKgPerM2;
    ax += drag * wx;
    ay += drag * wy;
    az += drag * vz;
  }
  if (falling.brakingMPerS2 > 0) {
    const brake = -falling.brakingMPerS2 / Math.hypot(vx, vy, vz);
    ax += brake * vx;
    ay += brake * vy;
    az += brake * vz;
  }
  out[3] = ax;
  out[4] = ay;
  out[5] = az;
}

// Dormand and Prince (1980), order 5(4).
const A = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;
const POSITION_TOLERANCE_M = 0.1;
const VELOCITY_TOLERANCE_M_PER_S = 1e-4;
const LONGEST_STEP_S = 60;
const SHORTEST_STEP_S = 1e-6;
const STEP_LIMIT = 200_000;

/**
 * Carries a body on under gravity with J2, drag of the standard atmosphere turning with the Earth, and braking thrust, until
 * a time or until it sinks below a height, whichever is first (located to 1 ms). Adaptive steps with 0.1 m and 0.1 mm/s of
 * local error. Throws if it does not get there within 200,000 steps.
 */
export function fall(
  from: OrbitState,
  fromS: number,
  falling: Falling,
  until: { readonly timeS: number; readonly heightM: number },
  onStep?: (step: FallStep) => void,
): FallStep {
  let state = Float64Array.from([...from.positionM, ...from.velocityMPerS]);
  let timeS = fromS;
  let stepS = Math.min(5, Math.max(SHORTEST_STEP_S, until.timeS - fromS));
  const k = Array.from({ length: 7 }, () => new Float64Array(6));
  const trial = new Float64Array(6);
  const advance = (h: number): { next: State; error: number } => {
    derivative(state, falling, k[0]!);
    for (let s = 0; s < 6; s++) {
      for (let i = 0; i < 6; i++) {
        let sum = 0;
        for (let j = 0; j <= s; j++) sum += A[s]![j]! * k[j]![i]!;
        trial[i] = state[i]! + h * sum;
      }
      derivative(trial, falling, k[s + 1]!);
    }
    let error = 0;
    for (let i = 0; i < 6; i++) {
      let sum = 0;
      for (let s = 0; s < 7; s++) sum += ERROR[s]! * k[s]![i]!;
      const tolerance = i < 3 ? POSITION_TOLERANCE_M : VELOCITY_TOLERANCE_M_PER_S;
      error = Math.max(error, Math.abs(h * sum) / tolerance);
    }
    return { next: Float64Array.from(trial), error };
  };
  for (let step = 0; step < STEP_LIMIT; step++) {
    const left = until.timeS - timeS;
    if (left <= 1e-9) return describe(state, timeS, falling);
    const h = Math.min(stepS, left);
    const { next, error } = advance(h);
    const factor = error === 0 ? 4 : Math.min(4, Math.max(0.2, 0.9 * error ** -0.2));
    if (error > 1 && h > SHORTEST_STEP_S) {
      stepS = Math.max(SHORTEST_STEP_S, h * factor);
      continue;
    }
    if (heightM([next[0]!, next[1]!, next[2]!]) <= until.heightM) {
      let [low, high] = [0, h];
      while (high - low > 1e-3) {
        const middle = 0.5 * (low + high);
        const found = advance(middle).next;
        if (heightM([found[0]!, found[1]!, found[2]!]) <= until.heightM) high = middle;
        else low = middle;
      }
      return describe(advance(high).next, timeS + high, falling);
    }
    state = next;
    timeS += h;
    stepS = Math.min(LONGEST_STEP_S, h * factor);
    onStep?.(describe(state, timeS, falling));
  }
  throw new RangeError(`after ${STEP_LIMIT} steps the body is still up at ${timeS} s: it does not come down`);
}

function describe(state: State, timeS: number, falling: Falling): FallStep {
  const [x, y, z, vx, vy, vz] = state as unknown as [number, number, number, number, number, number];
  const positionM: Vector3 = [x, y, z];
  const height = heightM(positionM);
  return {
    timeS,
    state: { positionM, velocityMPerS: [vx, vy, vz] },
    heightM: height,
    airSpeedMPerS: Math.hypot(vx + EARTH_RATE * y, vy - EARTH_RATE * x, vz),
    densityKgPerM3: scaledDensity(height, falling.thermosphereFactor),
  };
}
