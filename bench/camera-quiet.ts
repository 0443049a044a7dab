/**
 * Footage without a leak, with every confuser: alarms, largest statistic, odds of a plume against the confuser that was shown.
 * `nice npx jiti bench/camera-quiet.ts [seconds] [first segment] [results.jsonl]`. The number of a segment of 60 s is its seed and
 * its kind. With a file of results, one line a segment, work that was stopped goes on where it was. Everything is synthetic; the
 * figures go into docs/camera.md.
 */

import { confuserOdds } from "../src/camera/confuser-odds.ts";
import { renderClip, type Scenario, startCamera, stepCamera, thresholdNat } from "../src/camera/index.ts";
import { calmScenery, calmSpray, noDisturbance } from "../src/camera/render/scenario.ts";
import type { Spray } from "../src/camera/render/spray.ts";
import { randomStream } from "../src/stats/index.ts";
import { resumedResults } from "./resumed-results.ts";

const totalS = Number(process.argv[2] ?? 3600);
const firstSegment = Number(process.argv[3] ?? 0);
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
  /** Seconds at whose end the statistic is above each of {@link LEVELS_NAT}. */
  above: number[];
}

const LEVELS_NAT = [0, 2, 4, 6, 8, 10, 12];
const noTally = (): Tally => ({
  seconds: 0,
  alarms: 0,
  suspicions: 0,
  largestNat: -50,
  counted: 0,
  away: 0,
  odds: 0,
  above: LEVELS_NAT.map(() => 0),
});

function watch(scenario: Scenario, seed: number, part: Part): Tally {
  const tally = noTally();
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
    if (Math.round(frame.timeS * framesPerS) % framesPerS === 0)
      LEVELS_NAT.forEach((level, k) => {
        if (evidence.logR > level) tally.above[k]!++;
      });
    if (frame.timeS >= scenario.durationS - 1.5 / framesPerS) {
      tally.counted += evidence.counted;
      tally.away += evidence.away;
    }
  }
  tally.seconds += scenario.durationS;
  return tally;
}

const startMs = performance.now();
const names = Object.keys(confusers);
const { results, add } = resumedResults<{ segment: number; name: string; tally: Tally }>(process.argv[4]);
const done = new Set(results.map(({ segment }) => segment));
for (let segment = firstSegment; (segment - firstSegment) * segmentS < totalS; segment++) {
  if (done.has(segment)) continue;
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
  add({ segment, name, tally: watch(scenario, segment + 1, part) });
}
const tallies = new Map<string, Tally>();
for (const { name, tally } of results) {
  const total = tallies.get(name) ?? noTally();
  tallies.set(name, total);
  for (const key of ["seconds", "alarms", "suspicions", "counted", "away"] as const) total[key] += tally[key];
  for (const key of ["largestNat", "odds"] as const) total[key] = Math.max(total[key], tally[key]);
  total.above = total.above.map((count, k) => count + tally.above[k]!);
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
console.log(
  `seconds with a statistic above: ${LEVELS_NAT.map(
    (level, k) =>
      `${level} nat ${sum((t) => t.above[k]!)}, at most ${(Math.exp(-level) * sum((t) => t.seconds)).toFixed(0)} promised`,
  ).join("; ")}`,
);
const loose = watch(
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
);
console.log(
  `not in the sum: a water dump that nobody announced: alarms ${loose.alarms} (it moves as a leak does)`,
);
console.log(
  `took ${((performance.now() - startMs) / 60_000).toFixed(1)} min, ${(process.cpuUsage().user / 6e7).toFixed(1)} min of processor`,
);
