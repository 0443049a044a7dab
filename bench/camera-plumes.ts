/**
 * Rendered plumes over speed, size, contrast, compression, motion and light: found in time, direction, rate, recall, precision.
 * `nice npx jiti bench/camera-plumes.ts [clips] [firstSeed]`. Everything is synthetic; the figures go into docs/camera.md.
 */
import {
  type CameraFinding,
  type GreyFrame,
  type PlumeFinding,
  renderClip,
  type Scenario,
  startCamera,
  stepCamera,
  type TrueParticle,
} from "../src/camera/index.ts";
import { calmScenery, noDisturbance } from "../src/camera/render/scenario.ts";
import { type RandomStream, randomStream } from "../src/stats/index.ts";

const clips = Number(process.argv[2] ?? 540);
const firstSeed = Number(process.argv[3] ?? 1);
const [width, height, framesPerS] = [192, 108, 20];
/**
 * A particle is visible if its spot stands this many noise standard deviations above the ground (Rose 1948), as drawn and as
 * delivered: compression wipes out faint ones. What is delivered is told by the same clip drawn without the spray.
 */
const VISIBLE_NOISES = 5;
const BETWEEN_PIXELS = 1.1;
const LONGEST_S = 12;

const logUniform = (random: RandomStream, low: number, high: number) =>
  low * (high / low) ** random.uniform();
const choice = <T>(random: RandomStream, of: readonly T[]): T => of[random.index(of.length)]!;

interface Case {
  readonly scenario: Scenario;
  readonly label: Record<string, string>;
  readonly inView: boolean;
}

function makeCase(seed: number): Case {
  const random = randomStream(seed * 7919).named(`plume sweep ${seed}`);
  for (let k = 0; k < 20; k++) random.uniform();
  const speed = logUniform(random, 2, 25);
  const noise = logUniform(random, 0.7, 3);
  const contrast = logUniform(random, 4, 40);
  const light = choice(random, ["day", "night", "dark drops"]);
  const motion = choice(random, ["still", "clouds", "shake", "pan"]);
  const quality = choice(random, [0, 90, 70, 50]);
  const inView = random.uniform() < 0.5;
  const blurPx = 0.7 + 0.5 * random.uniform();
  const diameterM = logUniform(random, 0.0003, 0.002);
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
    "drop mm": band(1000 * diameterM, [0.6, 1.2]),
    "contrast/noise": band(contrast, [7, 12, 20]),
    compression: quality === 0 ? "none" : `quality ${quality}`,
    motion,
    light,
    start: inView ? "in view from the first frame" : "begins in the footage",
  };
  return { scenario, label, inView };
}

const bySignal = new Map<string, [number, number]>();
const bySignificance = new Map<string, [number, number]>();
const count = (map: Map<string, [number, number]>, key: string, hit: boolean) => {
  const entry = map.get(key) ?? [0, 0];
  entry[0] += hit ? 1 : 0;
  entry[1]++;
  map.set(key, entry);
};
const signalBand = (v: number) =>
  v < 3 ? "0-3" : v < 5 ? "3-5" : v < 8 ? "5-8" : v < 12 ? "8-12" : v < 20 ? "12-20" : "20+";
const significanceBand = (v: number) =>
  v < 5 ? "4-5" : v < 7 ? "5-7" : v < 10 ? "7-10" : v < 20 ? "10-20" : "20+";

interface Outcome {
  readonly eligible: boolean;
  readonly delayS: number;
  readonly directionErrorDeg: number;
  readonly rateFactor: number;
  readonly originErrorPx: number;
}

/** Height of a particle's spot in the picture that arrives: the largest difference that the spray makes at its place. */
function delivered(frame: GreyFrame, without: GreyFrame, { xPx, yPx, peak }: TrueParticle): number {
  let most = 0;
  for (let y = Math.max(0, Math.round(yPx) - 1); y <= Math.min(height - 1, Math.round(yPx) + 1); y++) {
    for (let x = Math.max(0, Math.round(xPx) - 1); x <= Math.min(width - 1, Math.round(xPx) + 1); x++) {
      const i = y * width + x;
      most = Math.max(most, Math.sign(peak) * (frame.pixels[i]! - without.pixels[i]!));
    }
  }
  // a spot lies on average a sixth of a pixel squared off the middle of its brightest pixel
  return BETWEEN_PIXELS * most;
}

function runCase({ scenario }: Case, seed: number): Outcome {
  let state = startCamera();
  let reachedS = Number.NaN;
  let confirmedS = Number.NaN;
  let last: PlumeFinding | null = null;
  let end = Number.POSITIVE_INFINITY;
  let [visibleSeen, seen] = [0, 0];
  let frameCount = 0;
  const noise = scenario.camera.noiseLevels;
  const bare = renderClip({ ...scenario, sprays: [] }, seed);
  for (const { frame, particles } of renderClip(scenario, seed)) {
    const without = bare.next().value!.frame;
    const step = stepCamera(state, frame);
    state = step.state;
    const visible = particles.filter(
      (p) => Math.abs(p.peak) >= VISIBLE_NOISES * noise && delivered(frame, without, p) >= VISIBLE_NOISES * noise,
    );
    visibleSeen += visible.length;
    seen += particles.length;
    if (Number.isNaN(reachedS) && visible.length >= 20) {
      reachedS = frame.timeS;
      end = reachedS + 2.001;
    }
    for (const finding of step.findings as CameraFinding[]) {
      if (finding.type !== "plume") continue;
      last = finding;
      if (finding.phase === "confirmed" && Number.isNaN(confirmedS)) confirmedS = finding.timeS;
    }
    frameCount++;
    if (step.sighting && frameCount > 12) {
      const used = new Set<number>();
      for (const p of particles) {
        let best = -1;
        let distance = 2;
        step.sighting.detections.forEach((d, i) => {
          const r = Math.hypot(d.xPx - p.xPx, d.yPx - p.yPx);
          if (r < distance && !used.has(i)) {
            distance = r;
            best = i;
          }
        });
        if (best >= 0) used.add(best);
        count(bySignal, signalBand(Math.abs(p.peak) / noise), best >= 0);
      }
      for (const [i, d] of step.sighting.detections.entries())
        count(bySignificance, significanceBand(d.significance), used.has(i));
    }
    if (frame.timeS >= end) break;
  }
  const spray = scenario.sprays[0]!;
  const turn = last?.directionRad == null ? Number.NaN : last.directionRad - spray.axisRad;
  const rate = last?.particlesPerS?.median ?? Number.NaN;
  const truth = spray.particlesPerS * (visibleSeen / Math.max(1, seen));
  return {
    eligible: !Number.isNaN(reachedS),
    delayS: Math.max(0, confirmedS - reachedS),
    directionErrorDeg: Math.abs((Math.atan2(Math.sin(turn), Math.cos(turn)) * 180) / Math.PI),
    rateFactor: rate / truth,
    originErrorPx: last?.origin
      ? Math.hypot(
          last.origin.xPx - spray.originXPx - scenario.disturbance.panXPxPerS * last.timeS,
          last.origin.yPx - spray.originYPx,
        )
      : Number.NaN,
  };
}

const quantile = (values: readonly number[], part: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
};
const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;

const startMs = performance.now();
const results: { outcome: Outcome; label: Record<string, string>; inView: boolean; seed: number }[] = [];
for (let seed = firstSeed; seed < firstSeed + clips; seed++) {
  const made = makeCase(seed);
  results.push({ outcome: runCase(made, seed), label: made.label, inView: made.inView, seed });
}
const eligible = results.filter(({ outcome }) => outcome.eligible);
const found = (list: typeof results) => list.filter(({ outcome }) => outcome.delayS <= 2);
console.log(
  `${clips} rendered clips of ${width} x ${height} at ${framesPerS} frames/s, seeds ${firstSeed} on; ${eligible.length} reach 20 visible particles a frame`,
);
console.log(
  `found within 2 s: ${found(eligible).length} of ${eligible.length}, ${percent(found(eligible).length, eligible.length)}`,
);
const missed = eligible.filter(({ outcome }) => !(outcome.delayS <= 2));
console.log(`not found, seeds: ${missed.map(({ seed }) => seed).join(" ")}`);
const delays = eligible.map(({ outcome }) => outcome.delayS).filter((v) => v <= 2);
console.log(
  `delay of those found: median ${quantile(delays, 0.5).toFixed(2)} s, p95 ${quantile(delays, 0.95).toFixed(2)} s`,
);
for (const key of Object.keys(results[0]!.label)) {
  const groups = [...new Set(eligible.map(({ label }) => label[key]!))].sort();
  console.log(
    `  ${key}: ${groups
      .map((g) => {
        const group = eligible.filter(({ label }) => label[key] === g);
        return `${g} ${percent(found(group).length, group.length)} of ${group.length}`;
      })
      .join("; ")}`,
  );
}
const measured = found(eligible);
const directions = measured.map(({ outcome }) => outcome.directionErrorDeg).filter(Number.isFinite);
console.log(
  `direction error: median ${quantile(directions, 0.5).toFixed(1)} deg, p95 ${quantile(directions, 0.95).toFixed(1)} deg, within 10 deg ${percent(directions.filter((v) => v <= 10).length, directions.length)}`,
);
const origins = measured.map(({ outcome }) => outcome.originErrorPx).filter(Number.isFinite);
console.log(
  `origin error: median ${quantile(origins, 0.5).toFixed(2)} px, p95 ${quantile(origins, 0.95).toFixed(2)} px`,
);
for (const [name, list] of [
  ["in view from the first frame", measured.filter(({ inView }) => inView)],
  ["all", measured],
] as const) {
  const rates = list.map(({ outcome }) => outcome.rateFactor).filter(Number.isFinite);
  const good = rates.filter((v) => v > 1 / 1.5 && v < 1.5).length;
  console.log(
    `rate over truth, ${name}: p05 ${quantile(rates, 0.05).toFixed(2)}, median ${quantile(rates, 0.5).toFixed(2)}, p95 ${quantile(rates, 0.95).toFixed(2)}; within a factor of 1.5 ${percent(good, rates.length)} of ${rates.length}`,
  );
}
const table = (map: Map<string, [number, number]>, order: readonly string[]) =>
  order
    .flatMap((key) => (map.has(key) ? [`${key}: ${percent(...map.get(key)!)} of ${map.get(key)![1]}`] : []))
    .join("; ");
console.log(`recall by peak over noise: ${table(bySignal, ["0-3", "3-5", "5-8", "8-12", "12-20", "20+"])}`);
console.log(`precision by significance: ${table(bySignificance, ["4-5", "5-7", "7-10", "10-20", "20+"])}`);
console.log(
  `took ${((performance.now() - startMs) / 60_000).toFixed(1)} min, ${(process.cpuUsage().user / 6e7).toFixed(1)} min of processor`,
);
