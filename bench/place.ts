// Placing: leaks of known size and place in the loop of bench/place/loop.yaml, and what the watch says of the segment after half an hour.
// The truth is the full twin loop that drains, with every loss, the pump and the coolant's mixture off by ten per cent; the watch knows
// the nominal file. Readings: 0.5 kPa noise at 1 Hz, and from the onset on a bias of 0.05 kPa a tap.
// Build and run:  npx rolldown bench/place.ts --format esm --platform node --file dist/bench/place.mjs && node dist/bench/place.mjs [trials] [seed] [soft]
import { readFileSync } from "node:fs";
import { randomStream } from "../src/stats/index.ts";
import { buildTwin, TwinRun } from "../src/twin/index.ts";
import { readVehicle } from "../src/vehicle/index.ts";
import type { TwinDescription } from "../src/vehicle/twin/twin-description.ts";
import type { LeakFinding } from "../src/watch/finding.ts";
import { beginWatch, step } from "../src/watch/index.ts";
import { choleskyInPlace, solveLower } from "../src/watch/place/cholesky.ts";
import { leakingLoop } from "../src/watch/place/leaking-network.ts";
import { changePerFlow, SHARED_LEVEL_PA, signatureOf } from "../src/watch/place/signature.ts";
import { tapsOf } from "../src/watch/place/tap.ts";
import { channelsOf, planWatch } from "../src/watch/plan.ts";

const TRIALS = Number(process.argv[2] ?? 200);
const SEED = Number(process.argv[3] ?? 1);
const SOFT = process.argv[4] === "soft";
const RATES_G = [1, 0.3, 0.1, 3, 10];
const QUIET_S = 5400;
const WATCHED_S = 1800;
const FRAME_S = 10;
const NOISE_PA = 500;
const BIAS_PA = 50;
const OFF = 0.1;
/** The loop stands in a room. */
const OUTSIDE_PA = 101_325;
/** A leak is looked at no later than when this much is lost, while gas still drives it. */
const MOST_LOST_KG = 5;
const SEGMENTS = "abcdefgh";

const text = readFileSync(new URL("../../bench/place/loop.yaml", import.meta.url), "utf8");
/** A pump whose head, not whose flow, hardly changes: taps tell about a third as much. */
const softPump = "[[0 cm3/s, 160 kPa], [294 cm3/s, 100 kPa], [450 cm3/s, 20 kPa]]";
const described = SOFT ? text.replace(/curve: \[\[.*?\]\]/, `curve: ${softPump}`) : text;
const nominal = vehicle(described);
const hardware = { twin: nominal.twin!, loop: "loop", channelPrefix: "" };
const watched = nominal.loops[0]!;
const plan = planWatch(watched, hardware);
const channels = channelsOf(watched, hardware);
const taps = tapsOf(hardware);

function vehicle(file: string) {
  const outcome = readVehicle(file, "loop.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.vehicle;
}

interface Trial {
  readonly segment: string;
  readonly position: number;
  readonly finding: LeakFinding | null;
  readonly delayS: number;
}

/** A twin off by ten per cent: factors on every loss and on the pump, and another mixture. */
function offTwin(random: ReturnType<typeof randomStream>): TwinRun {
  const mixture = 30 * (1 + OFF * random.normal());
  const twin: TwinDescription = vehicle(
    described.replace("fraction: 30 %", `fraction: ${mixture.toFixed(2)} %`),
  ).twin!;
  const off = <T extends object>(owner: T, keys: readonly string[]): T => {
    const changed = { ...owner } as Record<string, unknown>;
    for (const key of keys) {
      const quantity = changed[key] as { value: number } | undefined;
      if (quantity !== undefined)
        changed[key] = {
          ...quantity,
          path: `${Math.random()}`,
          value: quantity.value * Math.max(0.5, 1 + OFF * random.normal()),
        };
    }
    return changed as T;
  };
  const loops = twin.loops.map((loop) => ({
    ...loop,
    elements: loop.elements.map((element) =>
      element.type === "pipe"
        ? off(element, ["lengthM", "losses", "roughnessM"])
        : element.type === "fitting"
          ? { ...element, drop: off(element.drop, ["dropPa"]) }
          : element.type === "pump"
            ? off(element, ["head"])
            : element,
    ),
  }));
  return new TwinRun(buildTwin({ ...twin, loops }));
}

function trial(rateG: number, number: number): Trial {
  const random = randomStream(SEED).named(`rate ${rateG}`).named(number);
  const segment = SEGMENTS[random.index(8)]!;
  const piece = 2 + random.index(3);
  const run = offTwin(random.named("twin"));
  run.advance(QUIET_S);
  const pressurePa = run.value(`loop/${segment}${piece}.inlet/pressure`);
  const cd = 0.6 + 0.25 * random.uniform();
  const rate = rateG / 1000;
  const areaM2 = rate / (cd * Math.sqrt(2 * 1020 * (pressurePa - OUTSIDE_PA)));
  run.schedule({
    kind: "leak",
    element: `${segment}${piece}`,
    diameterM: Math.sqrt((4 * areaM2) / Math.PI),
    dischargeCoefficient: cd,
    atS: QUIET_S,
  });
  const bias = taps.map(() => BIAS_PA * random.normal());
  let driftG = 0;
  let state = beginWatch(plan);
  let finding: LeakFinding | null = null;
  let delayS = Number.NaN;
  const untilS = QUIET_S + Math.min(WATCHED_S, MOST_LOST_KG / rate);
  const quantity0 = run.value("loop/accumulator/quantity");
  const pressures0 = taps.map(({ quantity: name }) => run.value(name));
  for (let endS = FRAME_S; endS <= untilS; endS += FRAME_S) {
    const leaking = endS > QUIET_S;
    if (leaking) run.advance(endS - FRAME_S / 2);
    driftG += 3 * Math.sqrt(FRAME_S / 86_400) * random.normal();
    const quantity = leaking ? run.value("loop/accumulator/quantity") : quantity0;
    // A gram is about a hundredth of a per cent of this accumulator.
    const level = 100 * quantity + driftG / 102 + (0.05 / Math.sqrt(FRAME_S)) * random.normal();
    const mean = new Float64Array(channels.length).fill(Number.NaN);
    mean[0] = Math.round(level / 0.1) * 0.1;
    taps.forEach(({ quantity: name, channel }, i) => {
      const truth = leaking ? run.value(name) + bias[i]! : pressures0[i]!;
      mean[channels.indexOf(channel)] = (truth + (NOISE_PA / Math.sqrt(FRAME_S)) * random.normal()) / 1000;
    });
    const coverage = Float64Array.from(mean, (value) => (Number.isNaN(value) ? 0 : 1));
    const frame = {
      endS,
      periodS: FRAME_S,
      mean,
      coverage,
      reports: new Int32Array(channels.length).fill(10),
    };
    const result = step(plan, state, frame);
    state = result.state;
    for (const found of result.findings)
      if (found.type === "leak" && found.phase === "confirmed") {
        if (Number.isNaN(delayS)) delayS = endS - QUIET_S;
        finding = found;
      }
  }
  const position = (SEGMENTS.indexOf(segment) + (piece - 1) / 4) / 8;
  return { segment, position, finding, delayS };
}

/** Mean position and standard deviation that a placing over segments implies, each taken even within itself. */
function positionOf(place: LeakFinding["place"]): { mean: number; sd: number } {
  let mean = 0;
  let square = 0;
  for (const { segment, probability } of place) {
    const middle = (SEGMENTS.indexOf(segment) + 0.5) / 8;
    mean += probability * middle;
    square += probability * (middle ** 2 + 1 / 768);
  }
  return { mean, sd: Math.sqrt(Math.max(0, square - mean ** 2)) };
}

/** What the best rule could do that knew the loop and the rate exactly: share of right segments, and the Cramer-Rao value of the position. */
function ceiling(rateG: number, seconds: number): { top: number; cramerRao: number } {
  const loop = leakingLoop(hardware, taps);
  const signature = signatureOf(loop, taps, new Float64Array(taps.length).fill(Number.NaN));
  // Members differ where nothing was read; the nominal loop is what a rule that knows it exactly would use.
  const rate = rateG / 1000;
  const noise = Math.hypot(BIAS_PA, NOISE_PA * Math.sqrt(1 / seconds + 1 / 3600));
  const points = loop.points.filter(({ element }) => element !== "pump");
  const n = taps.length;
  // The level that all pressures share is free: what the taps tell is how they move against each other.
  const factor = Float64Array.from(
    { length: n * n },
    (_, i) => SHARED_LEVEL_PA ** 2 + (i % (n + 1) === 0 ? noise ** 2 : 0),
  );
  choleskyInPlace(factor, n);
  const expected = points.map((point) => {
    const whitened = Float64Array.from(
      taps,
      (_, i) => rate * changePerFlow(signature, n, loop.nodes.length, 0, point, i, 0),
    );
    solveLower(factor, n, whitened);
    return whitened;
  });
  const random = randomStream(SEED).named("ceiling");
  const draws = 4000;
  let right = 0;
  for (let draw = 0; draw < draws; draw++) {
    const truth = random.index(points.length);
    const seen = expected[truth]!.map((value) => value + random.normal());
    const weight = new Float64Array(loop.segments.length);
    points.forEach(({ segment }, p) => {
      weight[segment]! += Math.exp(
        -0.5 * expected[p]!.reduce((sum, value, i) => sum + (seen[i]! - value) ** 2, 0),
      );
    });
    if (weight.indexOf(Math.max(...weight)) === points[truth]!.segment) right++;
  }
  // Mean over places of the variance that no unbiased rule can go below, and that of a guess for want of anything better.
  const variances = points.map((_, p) => {
    const next = Math.min(p + 1, points.length - 1);
    const before = Math.max(p - 1, 0);
    const dz = (next - before) / points.length;
    const information = expected[next]!.reduce(
      (sum, value, i) => sum + ((value - expected[before]![i]!) / dz) ** 2,
      0,
    );
    return 1 / (information + 12);
  });
  return {
    top: right / draws,
    cramerRao: Math.sqrt(variances.reduce((sum, value) => sum + value, 0) / points.length),
  };
}

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(0)} %`;
console.log(
  `${TRIALS} trials a rate, seed ${SEED}, ${SOFT ? "soft" : "stiff"} pump; ${taps.length - 1} taps and the accumulator's pressure, ${NOISE_PA} Pa noise, ${BIAS_PA} Pa bias`,
);
console.log(
  "rate g/s | found | right segment | 90 % set covers | mean size | sd of z, mean said | rms error of z | Cramer-Rao | ratio | best rule that knows loop and rate",
);
for (const rateG of RATES_G) {
  const count = rateG === 1 || rateG === 0.3 ? TRIALS : Math.ceil(0.3 * TRIALS);
  let found = 0;
  let right = 0;
  let covered = 0;
  let size = 0;
  let said = 0;
  let square = 0;
  const startMs = performance.now();
  for (let number = 0; number < count; number++) {
    const { segment, position, finding } = trial(rateG, number);
    if (!finding?.placing) continue;
    if (process.env.SHOW)
      console.log(
        segment,
        position.toFixed(3),
        finding.placing.misfit.toFixed(2),
        JSON.stringify(finding.rateKgPerS),
        JSON.stringify(finding.placing.rateKgPerS),
        finding.place.map((p) => `${p.segment} ${p.probability.toFixed(2)}`).join(" "),
      );
    found++;
    if (finding.place[0]!.segment === segment) right++;
    if (finding.placing.set.includes(segment)) covered++;
    size += finding.placing.set.length;
    const { mean, sd } = positionOf(finding.place);
    said += sd;
    square += (mean - position) ** 2;
  }
  const best = ceiling(rateG, Math.min(WATCHED_S, MOST_LOST_KG / (rateG / 1000)));
  const rms = Math.sqrt(square / found);
  console.log(
    [
      rateG,
      `${found}/${count}`,
      percent(right, found),
      percent(covered, found),
      (size / found).toFixed(1),
      (said / found).toFixed(3),
      rms.toFixed(3),
      best.cramerRao.toFixed(3),
      (rms / best.cramerRao).toFixed(2),
      percent(best.top, 1),
      `${((performance.now() - startMs) / count).toFixed(0)} ms a trial`,
    ].join(" | "),
  );
}
