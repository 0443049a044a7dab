import type { Scenario } from "../src/camera/index.ts";
import { calmScenery, noDisturbance } from "../src/camera/render/scenario.ts";
import { type RandomStream, randomStream } from "../src/stats/index.ts";

/** Picture of the clips [px], and their frames a second. */
export const [width, height, framesPerS] = [192, 108, 20];
const LONGEST_S = 12;

const logUniform = (random: RandomStream, low: number, high: number) =>
  low * (high / low) ** random.uniform();
const choice = <T>(random: RandomStream, of: readonly T[]): T => of[random.index(of.length)]!;

/** One clip of the sweep: its scenario, the band of each swept variable that it lies in, and whether the plume is there from the start. */
export interface SweptClip {
  readonly scenario: Scenario;
  readonly label: Record<string, string>;
  readonly inView: boolean;
}

export function makeClip(seed: number): SweptClip {
  const random = randomStream(seed * 7919).named(`plume sweep ${seed}`);
  for (let k = 0; k < 20; k++) random.uniform();
  const speed = logUniform(random, 2, 25);
  const noise = logUniform(random, 0.7, 3);
  const contrast = logUniform(random, 4, 40);
  const light = choice(random, ["day", "night", "dark drops"]);
  const motion = choice(random, ["still", "clouds", "shake", "pan"]);
  const quality = choice(random, [0, 90, 70, 50]);
  const inView = random.uniform() < 0.5;
  const blurPx = logUniform(random, 0.7, 2);
  const diameterM = 0.0008;
  const pxPerM = 7.5;
  const count = logUniform(random, 24, 70);
  const level = light === "night" ? 5 : light === "day" ? 45 : 165;
  const originXPx = 30 + 60 * random.uniform();
  const originYPx = 35 + 40 * random.uniform();
  const axisRad = (random.uniform() - 0.5) * 2;
  const peak = contrast * noise * 2 * Math.PI * blurPx * blurPx;
  const scenario: Scenario = {
    name: `plume ${seed}`,
    durationS: LONGEST_S,
    distanceM: 20,
    camera: {
      widthPx: width,
      heightPx: height,
      framesPerS,
      focalPx: 150,
      shutterPart: choice(random, [0.1, 0.3, 0.5]),
      blurPx,
      noiseLevels: noise,
      vignetting: 0.3,
      interlaced: random.uniform() < 0.15,
      compressionQuality: quality,
    },
    scenery: {
      ...calmScenery,
      level,
      gradient: level / 3,
      structure: true,
      clouds: light === "night" ? 0 : 10,
      driftXPxPerS: motion === "clouds" ? 8 : 1,
      driftYPxPerS: motion === "clouds" ? 4 : 0,
      stars: light === "night" ? 150 : 0,
    },
    sprays: [
      {
        originXPx,
        originYPx,
        axisRad,
        halfAngleRad: 0.1 + 0.3 * random.uniform(),
        speedMPerS: speed,
        speedSpread: 0.1 + 0.2 * random.uniform(),
        particlesPerS: (count * speed * pxPerM) / 85,
        diameterM,
        diameterSpread: 0.35,
        fromS: inView ? -40 / speed : 0.8,
        toS: Number.POSITIVE_INFINITY,
        lightPerSquareMm: ((light === "dark drops" ? -1 : 1) * peak) / (1000 * diameterM) ** 2,
      },
    ],
    flyers: [],
    disturbance: {
      ...noDisturbance,
      hotPixels: 8,
      cosmicPerS: 2,
      shakePx: motion === "shake" ? 0.7 : 0,
      panXPxPerS: motion === "pan" ? 8 : 0,
    },
  };
  const band = (value: number, edges: readonly number[]) => {
    const k = edges.findIndex((edge) => value < edge);
    return k < 0 ? `>=${edges[edges.length - 1]}` : k === 0 ? `<${edges[0]}` : `${edges[k - 1]}-${edges[k]}`;
  };
  const label = {
    "speed m/s": band(speed, [4, 8, 16]),
    "spot px": band(blurPx, [1, 1.4]),
    "contrast/noise": band(contrast, [7, 12, 20]),
    compression: quality === 0 ? "none" : `quality ${quality}`,
    motion,
    light,
    start: inView ? "in view from the first frame" : "begins in the footage",
  };
  return { scenario, label, inView };
}
