import type { CameraModel } from "./camera-model.ts";
import type { Spray } from "./spray.ts";

/** What lies behind and before the particles. Speeds in px/s of the picture. */
export interface Scenery {
  /** Grey level of the ground in the middle, and how much it rises from the left to the right edge. */
  readonly level: number;
  readonly gradient: number;
  /** Standard deviation of clouds, and their drift. */
  readonly clouds: number;
  readonly driftXPxPerS: number;
  readonly driftYPxPerS: number;
  /** Edges of an array and of the ship that stand still in front of the ground. */
  readonly structure: boolean;
  readonly stars: number;
  readonly starDriftXPxPerS: number;
  readonly starDriftYPxPerS: number;
}

/** One object on a straight line: debris, a bird's-eye of nothing else. */
export interface Flyer {
  readonly fromS: number;
  readonly xPx: number;
  readonly yPx: number;
  readonly vxPxPerS: number;
  readonly vyPxPerS: number;
  readonly light: number;
  /** Changes of brightness a second by its spinning. */
  readonly tumbleHz: number;
}

/** What is wrong with camera and downlink, and what may be taken for a leak. Rates a second over the whole picture. */
export interface Disturbance {
  readonly hotPixels: number;
  readonly blinkingPixels: number;
  readonly cosmicPerS: number;
  /** Spots a frame while the downlink is bad. */
  readonly snowPerFrame: number;
  readonly snowFromS: number;
  readonly snowToS: number;
  readonly dust: number;
  readonly glintsPerS: number;
  /** Standard deviation of overall brightness from frame to frame, as a part. */
  readonly flicker: number;
  /** The whole camera turns: everything in view moves. */
  readonly panXPxPerS: number;
  readonly panYPxPerS: number;
  readonly shakePx: number;
}

export interface Scenario {
  readonly name: string;
  readonly durationS: number;
  readonly camera: CameraModel;
  /** Distance of the sprays [m]. */
  readonly distanceM: number;
  readonly scenery: Scenery;
  readonly sprays: readonly Spray[];
  readonly flyers: readonly Flyer[];
  readonly disturbance: Disturbance;
  /** The Sun sets behind the Earth at this instant and is back later; within 8 s each way. */
  readonly eclipseFromS?: number;
  readonly eclipseToS?: number;
}

export const calmScenery: Scenery = {
  level: 40,
  gradient: 20,
  clouds: 0,
  driftXPxPerS: 0,
  driftYPxPerS: 0,
  structure: true,
  stars: 0,
  starDriftXPxPerS: 0,
  starDriftYPxPerS: 0,
};

export const noDisturbance: Disturbance = {
  hotPixels: 0,
  blinkingPixels: 0,
  cosmicPerS: 0,
  snowPerFrame: 0,
  snowFromS: 0,
  snowToS: Number.POSITIVE_INFINITY,
  dust: 0,
  glintsPerS: 0,
  flicker: 0,
  panXPxPerS: 0,
  panYPxPerS: 0,
  shakePx: 0,
};

export const calmSpray: Spray = {
  originXPx: 90,
  originYPx: 100,
  axisRad: 0.3,
  halfAngleRad: 0.25,
  speedMPerS: 8,
  speedSpread: 0.2,
  particlesPerS: 40,
  diameterM: 0.0008,
  diameterSpread: 0.35,
  fromS: 1,
  toS: Number.POSITIVE_INFINITY,
  lightPerSquareMm: 400,
};
