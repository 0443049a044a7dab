/**
 * Rendered plumes over speed, size, contrast, compression, motion and light: found in time, direction, rate, recall, precision.
 * `nice npx jiti bench/camera-plumes.ts [clips] [firstSeed] [results.jsonl] [curves.svg]`. With a file of results, one line a
 * clip, work that was stopped goes on where it was. Everything is synthetic; the figures go into docs/camera.md.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
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
import { plotParticleCurves } from "./plot-particle-curves.ts";

const clips = Number(process.argv[2] ?? 500);
const firstSeed = Number(process.argv[3] ?? 1);
const [resultsFile, curvesFile] = process.argv.slice(4);
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

const SIGNAL_EDGES = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50];
const SIGNIFICANCE_EDGES = [5, 6, 7, 8, 10, 14, 20, 30, 50];
/** A particle with no other half as bright this near can be told apart. */
const ALONE_PX = 5;

/** Hits and total in each band between the edges. */
type Tally = [number, number][];
const tallyOf = (edges: readonly number[]): Tally => Array.from({ length: edges.length + 1 }, () => [0, 0]);
const count = (tally: Tally, edges: readonly number[], value: number, hit: boolean) => {
  const k = edges.findIndex((edge) => value < edge);
  const entry = tally[k < 0 ? edges.length : k]!;
  entry[0] += hit ? 1 : 0;
  entry[1]++;
};

interface Outcome {
  /** Twenty visible particles in a frame: as delivered, and as drawn. */
  readonly eligible: boolean;
  readonly eligibleAsDrawn: boolean;
  readonly delayS: number | null;
  readonly delayAsDrawnS: number | null;
  readonly directionErrorDeg: number | null;
  readonly rateFactor: number | null;
  readonly rateInBand: boolean;
  readonly originErrorPx: number | null;
  readonly recall: Tally;
  readonly recallAlone: Tally;
  readonly precision: Tally;
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
  const recall = tallyOf(SIGNAL_EDGES);
  const recallAlone = tallyOf(SIGNAL_EDGES);
  const precision = tallyOf(SIGNIFICANCE_EDGES);
  let reachedAsDrawnS = Number.NaN;
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
    const drawn = particles.filter((p) => Math.abs(p.peak) >= VISIBLE_NOISES * noise);
    const visible = drawn.filter((p) => delivered(frame, without, p) >= VISIBLE_NOISES * noise);
    visibleSeen += visible.length;
    seen += particles.length;
    if (Number.isNaN(reachedAsDrawnS) && drawn.length >= 20) reachedAsDrawnS = frame.timeS;
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
        const signal = Math.abs(p.peak) / noise;
        count(recall, SIGNAL_EDGES, signal, best >= 0);
        const alone = particles.every(
          (q) =>
            q === p ||
            Math.abs(q.peak) < 0.5 * Math.abs(p.peak) ||
            Math.hypot(q.xPx - p.xPx, q.yPx - p.yPx) >= ALONE_PX,
        );
        if (alone) count(recallAlone, SIGNAL_EDGES, signal, best >= 0);
      }
      for (const [i, d] of step.sighting.detections.entries())
        count(precision, SIGNIFICANCE_EDGES, d.significance, used.has(i));
    }
    if (frame.timeS >= end) break;
  }
  const spray = scenario.sprays[0]!;
  const turn = last?.directionRad == null ? Number.NaN : last.directionRad - spray.axisRad;
  const rate = last?.particlesPerS ?? null;
  const truth = spray.particlesPerS * (visibleSeen / Math.max(1, seen));
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    eligible: !Number.isNaN(reachedS),
    eligibleAsDrawn: !Number.isNaN(reachedAsDrawnS),
    delayS: finite(Math.max(0, confirmedS - reachedS)),
    delayAsDrawnS: finite(Math.max(0, confirmedS - reachedAsDrawnS)),
    directionErrorDeg: finite(Math.abs((Math.atan2(Math.sin(turn), Math.cos(turn)) * 180) / Math.PI)),
    rateFactor: rate && finite(rate.median / truth),
    rateInBand: rate !== null && rate.p05 <= truth && truth <= rate.p95,
    originErrorPx: last?.origin
      ? Math.hypot(
          last.origin.xPx - spray.originXPx - scenario.disturbance.panXPxPerS * last.timeS,
          last.origin.yPx - spray.originYPx,
        )
      : null,
    recall,
    recallAlone,
    precision,
  };
}

const quantile = (values: readonly number[], part: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
};
const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;

interface Result {
  readonly seed: number;
  readonly label: Record<string, string>;
  readonly inView: boolean;
  readonly outcome: Outcome;
}

const startMs = performance.now();
const results: Result[] =
  resultsFile && existsSync(resultsFile)
    ? readFileSync(resultsFile, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Result)
    : [];
const done = new Set(results.map(({ seed }) => seed));
for (let seed = firstSeed; seed < firstSeed + clips; seed++) {
  if (done.has(seed)) continue;
  const made = makeCase(seed);
  const result = { seed, label: made.label, inView: made.inView, outcome: runCase(made, seed) };
  results.push(result);
  if (resultsFile) appendFileSync(resultsFile, `${JSON.stringify(result)}\n`);
}
const numbers = (list: readonly Result[], pick: (outcome: Outcome) => number | null) =>
  list.map(({ outcome }) => pick(outcome)).filter((v) => v !== null);
const within2S = (delayS: number | null) => delayS !== null && delayS <= 2;
const eligible = results.filter(({ outcome }) => outcome.eligible);
const found = (list: readonly Result[]) => list.filter(({ outcome }) => within2S(outcome.delayS));
console.log(
  `${results.length} rendered clips of ${width} x ${height} at ${framesPerS} frames/s, seeds ${firstSeed} on; ${eligible.length} reach 20 visible particles a frame`,
);
console.log(
  `found within 2 s: ${found(eligible).length} of ${eligible.length}, ${percent(found(eligible).length, eligible.length)}`,
);
const asDrawn = results.filter(({ outcome }) => outcome.eligibleAsDrawn);
const foundAsDrawn = asDrawn.filter(({ outcome }) => within2S(outcome.delayAsDrawnS)).length;
console.log(
  `visible as drawn, before compression: ${foundAsDrawn} of ${asDrawn.length}, ${percent(foundAsDrawn, asDrawn.length)}`,
);
const missed = eligible.filter(({ outcome }) => !within2S(outcome.delayS));
console.log(`not found, seeds: ${missed.map(({ seed }) => seed).join(" ")}`);
const measured = found(eligible);
const delays = numbers(measured, (o) => o.delayS);
console.log(
  `delay of those found: median ${quantile(delays, 0.5).toFixed(2)} s, p95 ${quantile(delays, 0.95).toFixed(2)} s`,
);
const inBounds = (v: number | null) => v !== null && v > 1 / 1.5 && v < 1.5;
for (const key of Object.keys(results[0]!.label)) {
  const groups = [...new Set(eligible.map(({ label }) => label[key]!))].sort();
  console.log(
    `  ${key}: ${groups
      .map((g) => {
        const group = eligible.filter(({ label }) => label[key] === g);
        const good = found(group).filter(({ outcome }) => inBounds(outcome.rateFactor)).length;
        return `${g} ${percent(found(group).length, group.length)} of ${group.length}, rate ${percent(good, found(group).length)}`;
      })
      .join("; ")}`,
  );
}
const directions = numbers(measured, (o) => o.directionErrorDeg);
console.log(
  `direction error: median ${quantile(directions, 0.5).toFixed(1)} deg, p95 ${quantile(directions, 0.95).toFixed(1)} deg, within 10 deg ${percent(directions.filter((v) => v <= 10).length, directions.length)}`,
);
const origins = numbers(measured, (o) => o.originErrorPx);
console.log(
  `origin error: median ${quantile(origins, 0.5).toFixed(2)} px, p95 ${quantile(origins, 0.95).toFixed(2)} px`,
);
for (const [name, list] of [
  ["in view from the first frame", measured.filter(({ inView }) => inView)],
  ["all", measured],
] as const) {
  const rates = numbers(list, (o) => o.rateFactor);
  console.log(
    `rate over truth, ${name}: p05 ${quantile(rates, 0.05).toFixed(2)}, median ${quantile(rates, 0.5).toFixed(2)}, p95 ${quantile(rates, 0.95).toFixed(2)}; within a factor of 1.5 ${percent(rates.filter(inBounds).length, rates.length)} of ${rates.length}; truth in the 90 % band ${percent(list.filter(({ outcome }) => outcome.rateInBand).length, rates.length)}`,
  );
}
const sum = (pick: (outcome: Outcome) => Tally): Tally => {
  const total: Tally = pick(results[0]!.outcome).map(() => [0, 0]);
  for (const { outcome } of results)
    pick(outcome).forEach(([hits, of], k) => {
      total[k]![0] += hits;
      total[k]![1] += of;
    });
  return total;
};
const table = (tally: Tally, edges: readonly number[]) =>
  tally
    .map(
      ([hits, of], k) =>
        `${k === 0 ? `below ${edges[0]}` : `from ${edges[k - 1]}`}: ${percent(hits, of)} of ${of}`,
    )
    .join("; ");
console.log(
  `recall by peak over noise: ${table(
    sum((o) => o.recall),
    SIGNAL_EDGES,
  )}`,
);
console.log(
  `the same, none half as bright within ${ALONE_PX} px: ${table(
    sum((o) => o.recallAlone),
    SIGNAL_EDGES,
  )}`,
);
console.log(
  `precision by significance: ${table(
    sum((o) => o.precision),
    SIGNIFICANCE_EDGES,
  )}`,
);
if (curvesFile)
  writeFileSync(
    curvesFile,
    plotParticleCurves(results.length, SIGNAL_EDGES, SIGNIFICANCE_EDGES, {
      recall: sum((o) => o.recall),
      recallAlone: sum((o) => o.recallAlone),
      precision: sum((o) => o.precision),
    }),
  );
console.log(
  `took ${((performance.now() - startMs) / 60_000).toFixed(1)} min, ${(process.cpuUsage().user / 6e7).toFixed(1)} min of processor`,
);
