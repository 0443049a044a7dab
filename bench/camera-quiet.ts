/**
 * Footage without a leak, with every confuser: alarms, largest statistic, odds of a plume against the confuser that was shown.
 * `nice npx jiti bench/camera-quiet.ts [seconds] [first segment] [step]`. Everything is synthetic; the figures go into docs/camera.md.
 */

import { confuserOdds } from "../src/camera/confuser-odds.ts";
import { renderClip, type Scenario, startCamera, stepCamera, thresholdNat } from "../src/camera/index.ts";
import { calmScenery, calmSpray, noDisturbance } from "../src/camera/render/scenario.ts";
import type { Spray } from "../src/camera/render/spray.ts";
import { randomStream } from "../src/stats/index.ts";

const totalS = Number(process.argv[2] ?? 3600);
/** To share the work: first segment and step. */
const [firstSegment, everySegment] = [Number(process.argv[3] ?? 0), Number(process.argv[4] ?? 1)];
const segmentS = 60;
const [width, height, framesPerS] = [192, 108, 10];
const camera = {
  widthPx: width,
  heightPx: height,
  framesPerS,
  focalPx: 150,
  shutterPart: 0.3,
  blurPx: 0.8,
  noiseLevels: 1.5,
  vignetting: 0.3,
  interlaced: false,
  compressionQuality: 70,
};
const ground = { ...calmScenery, clouds: 12, driftXPxPerS: 4, driftYPxPerS: 1 };
const fault = { ...noDisturbance, hotPixels: 8, cosmicPerS: 2 };
const night = { ...calmScenery, level: 4, gradient: 0, stars: 200 };

type Part = Partial<Scenario> & { announced?: boolean; named?: string };
const at = (seed: number) => randomStream(seed).named("confusers");

function firings(seed: number): Spray[] {
  const random = at(seed);
  return Array.from({ length: 8 }, (_, k) => {
    const fromS = 2 + 7 * k + 3 * random.uniform();
    return {
      ...calmSpray,
      originXPx: 45 + 15 * random.uniform(),
      originYPx: 30 + 40 * random.uniform(),
      axisRad: random.uniform() - 0.5,
      halfAngleRad: 0.35,
      speedMPerS: 8 + 12 * random.uniform(),
      speedSpread: 0.35,
      particlesPerS: 60 + 150 * random.uniform(),
      fromS,
      toS: fromS + 0.1 + 0.4 * random.uniform(),
    };
  });
}

const dump = (seed: number): Spray[] => [
  {
    ...calmSpray,
    originXPx: 50,
    originYPx: 55,
    speedMPerS: 9.4,
    halfAngleRad: 0.35,
    particlesPerS: 40 + (seed % 3) * 20,
    fromS: 10,
    toS: 40,
  },
];

const confusers: Record<string, (seed: number) => Part> = {
  "nothing at all": () => ({}),
  "thruster firing": (seed) => ({ sprays: firings(seed), named: "thruster firing" }),
  "announced water dump": (seed) => ({ sprays: dump(seed), announced: true, named: "announced water dump" }),
  "debris flying by": (seed) => {
    const random = at(seed);
    const flyers = Array.from({ length: 9 }, (_, k) => ({
      fromS: 2 + 6 * k,
      xPx: random.uniform() < 0.5 ? 0 : width,
      yPx: height * random.uniform(),
      vxPxPerS: 0,
      vyPxPerS: 30 * (random.uniform() - 0.5),
      light: 300 + 900 * random.uniform(),
      tumbleHz: 3 * random.uniform(),
    })).map((flyer) => ({ ...flyer, vxPxPerS: (flyer.xPx > 0 ? -1 : 1) * (20 + 70 * random.uniform()) }));
    return { flyers, named: "debris flying by" };
  },
  "dust on the lens": () => ({ disturbance: { ...fault, dust: 20 }, named: "dust on the lens" }),
  "dust, camera pans": () => ({
    disturbance: { ...fault, dust: 20, panXPxPerS: 3 },
    named: "dust on the lens",
  }),
  "snow, light": () => ({ disturbance: { ...fault, snowPerFrame: 25 }, named: "snow of the downlink" }),
  "snow, heavy": () => ({ disturbance: { ...fault, snowPerFrame: 120 }, named: "snow of the downlink" }),
  glints: () => ({ disturbance: { ...fault, glintsPerS: 12 } }),
  "hot and blinking pixels": () => ({ disturbance: { ...fault, hotPixels: 60, blinkingPixels: 40 } }),
  "cosmic rays": () => ({ disturbance: { ...fault, cosmicPerS: 60 } }),
  "star drift": (seed) => ({
    scenery: {
      ...night,
      structure: seed % 2 === 0,
      starDriftXPxPerS: 6 + 6 * (seed % 3),
      starDriftYPxPerS: 4,
    },
    named: "star drift or camera pan",
  }),
  "camera pan": (seed) => ({
    disturbance: { ...fault, panXPxPerS: 1 + (seed % 3), panYPxPerS: -0.7 },
    named: "star drift or camera pan",
  }),
  "camera pans over stars": () => ({
    scenery: { ...night, structure: false },
    disturbance: { ...fault, panXPxPerS: 5, panYPxPerS: 2 },
    named: "star drift or camera pan",
  }),
  "camera shake": () => ({ disturbance: { ...fault, shakePx: 0.8 } }),
  "fast clouds": () => ({
    scenery: { ...ground, level: 110, clouds: 30, driftXPxPerS: 12, driftYPxPerS: 5 },
  }),
  flicker: () => ({ disturbance: { ...fault, flicker: 0.06 } }),
  "sunset and sunrise": () => ({ eclipseFromS: 12, eclipseToS: 38 }),
  interlaced: () => ({ camera: { ...camera, interlaced: true, compressionQuality: 50 } }),
  "all sensor faults": () => ({
    disturbance: {
      ...fault,
      hotPixels: 40,
      blinkingPixels: 20,
      cosmicPerS: 20,
      dust: 8,
      glintsPerS: 4,
      flicker: 0.02,
      snowPerFrame: 4,
    },
  }),
};

interface Tally {
  seconds: number;
  alarms: number;
  suspicions: number;
  largestNat: number;
  counted: number;
  away: number;
  odds: number;
}

function watch(scenario: Scenario, seed: number, part: Part, tally: Tally): void {
  let state = startCamera(part.announced ? { announced: [{ fromS: 9, toS: 41 }] } : {});
  for (const { frame } of renderClip(scenario, seed)) {
    const step = stepCamera(state, frame);
    state = step.state;
    for (const finding of step.findings) {
      if (finding.type !== "plume") continue;
      if (finding.phase === "suspected") tally.suspicions++;
      if (finding.phase === "confirmed") tally.alarms++;
    }
    const { picture } = state;
    if (!picture) continue;
    const { evidence, links } = picture;
    if (evidence.logR > tally.largestNat) tally.largestNat = evidence.logR;
    if (part.named) {
      const manner = {
        linkedPart: links.meanLinked / Math.max(0.1, links.meanDetections),
        detectionsPerFrame: links.meanDetections,
        sharedMotionTracks: picture.sharedMotion,
      };
      const announced = part.announced === true && frame.timeS > 9 && frame.timeS < 41;
      const odds = confuserOdds(evidence, manner, announced)[part.named]!;
      tally.odds = Math.max(tally.odds, Math.min(odds, odds));
    }
    if (frame.timeS >= scenario.durationS - 1.5 / framesPerS) {
      tally.counted += evidence.counted;
      tally.away += evidence.away;
    }
  }
  tally.seconds += scenario.durationS;
}

const startMs = performance.now();
const names = Object.keys(confusers);
const tallies = new Map<string, Tally>();
for (let segment = firstSegment; segment * segmentS < totalS; segment += everySegment) {
  const name = names[segment % names.length]!;
  const part = confusers[name]!(segment);
  const { announced: _a, named: _n, ...changes } = part;
  const scenario: Scenario = {
    name,
    durationS: segmentS,
    camera,
    distanceM: 20,
    scenery: ground,
    sprays: [],
    flyers: [],
    disturbance: fault,
    ...changes,
  };
  const tally = tallies.get(name) ?? {
    seconds: 0,
    alarms: 0,
    suspicions: 0,
    largestNat: -50,
    counted: 0,
    away: 0,
    odds: 0,
  };
  tallies.set(name, tally);
  watch(scenario, segment + 1, part, tally);
}
const sum = (pick: (tally: Tally) => number) =>
  [...tallies.values()].reduce((total, tally) => total + pick(tally), 0);
console.log(
  `leak-free footage: ${sum((t) => t.seconds)} s of ${width} x ${height} at ${framesPerS} frames/s, threshold ${thresholdNat(startCamera().options).toFixed(1)} nat`,
);
console.log(`alarms ${sum((t) => t.alarms)}, suspicions ${sum((t) => t.suspicions)}`);
for (const [name, t] of tallies)
  console.log(
    `  ${name.padEnd(26)} ${t.seconds} s, confirmed findings ${t.alarms}, largest statistic ${t.largestNat > -50 ? t.largestNat.toFixed(1) : "none"} nat, tracks counted ${t.counted}, leading away from an origin ${t.away}${t.odds > 0 ? `, highest odds of a plume against it ${t.odds.toPrecision(2)}` : ""}`,
  );
const loose = { seconds: 0, alarms: 0, suspicions: 0, largestNat: -50, counted: 0, away: 0, odds: 0 };
watch(
  {
    name: "dump",
    durationS: segmentS,
    camera,
    distanceM: 20,
    scenery: ground,
    sprays: dump(1),
    flyers: [],
    disturbance: fault,
  },
  999,
  {},
  loose,
);
console.log(
  `not in the sum: a water dump that nobody announced: alarms ${loose.alarms} (it moves as a leak does)`,
);
console.log(
  `took ${((performance.now() - startMs) / 60_000).toFixed(1)} min, ${(process.cpuUsage().user / 6e7).toFixed(1)} min of processor`,
);
