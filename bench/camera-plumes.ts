/**
 * Rendered plumes over speed, size, contrast, compression, motion and light: found in time, direction, rate, recall, precision.
 * `nice npx jiti bench/camera-plumes.ts [clips] [firstSeed] [results.jsonl] [curves.svg]`. With a file of results, one line a
 * clip, work that was stopped goes on where it was. Everything is synthetic; the figures go into docs/camera.md.
 */
import { writeFileSync } from "node:fs";
import {
  type CameraFinding,
  type GreyFrame,
  type PlumeFinding,
  renderClip,
  startCamera,
  stepCamera,
  type TrueParticle,
} from "../src/camera/index.ts";
import { framesPerS, height, makeClip, type SweptClip, width } from "./camera-clips.ts";
import { plotParticleCurves } from "./plot-particle-curves.ts";
import { resumedResults } from "./resumed-results.ts";

const clips = Number(process.argv[2] ?? 500);
const firstSeed = Number(process.argv[3] ?? 1);
const [resultsFile, curvesFile] = process.argv.slice(4);
/**
 * A particle is visible if its spot stands this many noise standard deviations above the ground (Rose 1948), as drawn and as
 * delivered: compression wipes out faint ones. What is delivered is told by the same clip drawn without the spray.
 */
const VISIBLE_NOISES = 5;
const BETWEEN_PIXELS = 1.1;

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
  /** The same against particles of five noises of the sensor, whatever compression did to its noise. */
  readonly rateFactorAtFiveNoises: number | null;
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

function runCase({ scenario }: SweptClip, seed: number): Outcome {
  let state = startCamera();
  const recall = tallyOf(SIGNAL_EDGES);
  const recallAlone = tallyOf(SIGNAL_EDGES);
  const precision = tallyOf(SIGNIFICANCE_EDGES);
  let reachedAsDrawnS = Number.NaN;
  let reachedS = Number.NaN;
  let confirmedS = Number.NaN;
  let last: PlumeFinding | null = null;
  let end = Number.POSITIVE_INFINITY;
  const heightsSeen: number[] = [];
  let frameCount = 0;
  const noise = scenario.camera.noiseLevels;
  const bare = renderClip({ ...scenario, sprays: [] }, seed);
  for (const { frame, particles } of renderClip(scenario, seed)) {
    const without = bare.next().value!.frame;
    const step = stepCamera(state, frame);
    state = step.state;
    const drawn = particles.filter((p) => Math.abs(p.peak) >= VISIBLE_NOISES * noise);
    const heights = particles.map((p) => Math.min(Math.abs(p.peak), delivered(frame, without, p)));
    heightsSeen.push(...heights);
    const visible = heights.filter((peak) => peak >= VISIBLE_NOISES * noise);
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
  /** Particles a second whose spots are at least so high in the picture that arrives. */
  const above = (levels: number) =>
    (spray.particlesPerS * heightsSeen.filter((peak) => peak >= levels).length) /
    Math.max(1, heightsSeen.length);
  const truth = above(last?.countedPeakLevels ?? Number.NaN);
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    eligible: !Number.isNaN(reachedS),
    eligibleAsDrawn: !Number.isNaN(reachedAsDrawnS),
    delayS: finite(Math.max(0, confirmedS - reachedS)),
    delayAsDrawnS: finite(Math.max(0, confirmedS - reachedAsDrawnS)),
    directionErrorDeg: finite(Math.abs((Math.atan2(Math.sin(turn), Math.cos(turn)) * 180) / Math.PI)),
    rateFactor: rate && finite(rate.median / truth),
    rateFactorAtFiveNoises: rate && finite(rate.median / above(VISIBLE_NOISES * noise)),
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
const { results, add } = resumedResults<Result>(resultsFile);
const done = new Set(results.map(({ seed }) => seed));
for (let seed = firstSeed; seed < firstSeed + clips; seed++) {
  if (done.has(seed)) continue;
  const made = makeClip(seed);
  add({ seed, label: made.label, inView: made.inView, outcome: runCase(made, seed) });
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
const atFive = numbers(measured, (o) => o.rateFactorAtFiveNoises);
console.log(
  `rate against particles of five noises of the sensor: within a factor of 1.5 ${percent(atFive.filter(inBounds).length, atFive.length)}`,
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
