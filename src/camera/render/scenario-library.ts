import { smallCamera } from "./camera-model.ts";
import { calmScenery, calmSpray, noDisturbance, type Scenario } from "./scenario.ts";

const video = { ...smallCamera, compressionQuality: 70 };
const base = {
  durationS: 10,
  camera: video,
  distanceM: 20,
  scenery: { ...calmScenery, clouds: 12, driftXPxPerS: 5, driftYPxPerS: 2 },
  sprays: [],
  flyers: [],
  disturbance: { ...noDisturbance, hotPixels: 10, cosmicPerS: 2 },
};

const puff = (fromS: number, lastsS: number) => ({
  ...calmSpray,
  originXPx: 60,
  originYPx: 60,
  speedMPerS: 14,
  speedSpread: 0.35,
  particlesPerS: 120,
  halfAngleRad: 0.35,
  fromS,
  toS: fromS + lastsS,
});

const star = { ...calmScenery, level: 4, gradient: 0, stars: 250 };

const library: Readonly<Record<string, Omit<Scenario, "name">>> = {
  leak: { ...base, sprays: [{ ...calmSpray, fromS: 2 }] },
  "slow-leak": { ...base, sprays: [{ ...calmSpray, fromS: 2, speedMPerS: 2.5, particlesPerS: 8 }] },
  "fast-leak": { ...base, sprays: [{ ...calmSpray, fromS: 2, speedMPerS: 22, particlesPerS: 90 }] },
  "dark-drops": {
    ...base,
    scenery: { ...base.scenery, level: 170, gradient: 30 },
    sprays: [{ ...calmSpray, fromS: 2, lightPerSquareMm: -400 }],
  },
  "leak-into-eclipse": {
    ...base,
    durationS: 40,
    sprays: [{ ...calmSpray, fromS: 2 }],
    eclipseFromS: 12,
    eclipseToS: 28,
  },
  quiet: base,
  "thruster-firing": { ...base, sprays: [puff(2, 0.3), puff(5, 0.5)] },
  "water-dump": {
    ...base,
    sprays: [
      { ...calmSpray, fromS: 2, speedMPerS: 9.4, halfAngleRad: 0.35, particlesPerS: 110, diameterM: 0.001 },
    ],
  },
  debris: {
    ...base,
    flyers: [{ fromS: 2, xPx: 0, yPx: 150, vxPxPerS: 70, vyPxPerS: -25, light: 900, tumbleHz: 1.5 }],
  },
  dust: { ...base, disturbance: { ...base.disturbance, dust: 25 } },
  snow: { ...base, disturbance: { ...base.disturbance, snowPerFrame: 150, snowFromS: 2, snowToS: 8 } },
  glints: { ...base, disturbance: { ...base.disturbance, glintsPerS: 15 } },
  "hot-pixels": { ...base, disturbance: { ...base.disturbance, hotPixels: 120, blinkingPixels: 60 } },
  "cosmic-rays": { ...base, disturbance: { ...base.disturbance, cosmicPerS: 60 } },
  "star-drift": { ...base, scenery: { ...star, starDriftXPxPerS: 18, starDriftYPxPerS: 7 } },
  "camera-pan": { ...base, disturbance: { ...base.disturbance, panXPxPerS: 16, panYPxPerS: -5 } },
  "camera-shake": { ...base, disturbance: { ...base.disturbance, shakePx: 1.2 } },
  flicker: { ...base, disturbance: { ...base.disturbance, flicker: 0.06 } },
  eclipse: { ...base, durationS: 40, eclipseFromS: 6, eclipseToS: 24 },
  night: { ...base, scenery: { ...star, structure: true, stars: 120 } },
  "moving-clouds": {
    ...base,
    scenery: { ...base.scenery, level: 120, clouds: 30, driftXPxPerS: 14, driftYPxPerS: 6 },
  },
};

/** Names of the footage that can be rendered. */
export const scenarioNames: readonly string[] = Object.keys(library);

/** A scenario by name; undefined if there is none. */
export function scenarioNamed(name: string): Scenario | undefined {
  const found = library[name];
  return found && { name, ...found };
}
