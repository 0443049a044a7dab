// Draws the pictures of docs/detection-mathematics.md from the watch at work on a made-up loop, and from the filter's own response to a
// leak. SYNTHETIC telemetry.
//
//   npx jiti bench/detection-pictures.ts [docs]
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { leakSignature, settleFilter } from "../src/leakbench/detect/reference-filter.ts";
import { benchVehicle } from "../src/leakbench/index.ts";
import { createWorld } from "../src/leakbench/world/world.ts";
import { type Layer, standaloneSvg, stripPlot } from "../src/plot/index.ts";
import { beginWatch, planWatch, step } from "../src/watch/index.ts";

const [folder = "docs"] = process.argv.slice(2);
const HOUR_S = 3600;

/** A leak of 3 mg/s from the tenth hour of the second day on R44: gauges, what was not expected, evidence, rate. */
function drawDay(): string {
  const vehicle = benchVehicle("r44");
  const leak = { shape: "sudden", onsetS: 34 * HOUR_S, rateGPerS: 0.003 } as const;
  const fromS = 28 * HOUR_S;
  const untilS = 40 * HOUR_S;
  const world = createWorld(vehicle, { seed: 12, leak });
  const plan = planWatch(vehicle.loop);
  let state = beginWatch(plan);
  const timesS: number[] = [];
  const column = () => [] as number[];
  const [level, pressure, temperature, residual, statistic] = [
    column(),
    column(),
    column(),
    column(),
    column(),
  ];
  const [rate, low, high] = [column(), column(), column()];
  let confirmedS = Number.NaN;
  for (let number = 1; number * 10 <= untilS; number++) {
    const frame = world.next()!;
    const result = step(plan, state, frame);
    state = result.state;
    if (state.phase === "leaking" && Number.isNaN(confirmedS)) confirmedS = frame.endS;
    if (frame.endS < fromS || number % 6 !== 0) continue;
    timesS.push(frame.endS);
    level.push(frame.mean[0]!);
    temperature.push(frame.mean[1]!);
    pressure.push(frame.mean[4]!);
    residual.push(result.point.residual);
    statistic.push(Math.max(0, result.point.statisticNat));
    const said = result.point.rateKgPerS;
    rate.push(said ? 1e6 * said.median : Number.NaN);
    low.push(said ? 1e6 * said.p05 : Number.NaN);
    high.push(said ? 1e6 * said.p95 : Number.NaN);
  }
  const line = (role: "measured" | "residual" | "statistic" | "median", values: number[]): Layer => ({
    kind: "line",
    role,
    timesS,
    values,
  });
  const picture = stripPlot({
    title: "A leak of 3 mg/s on R44, as the watch sees it (synthetic)",
    widthPx: 760,
    fromS,
    untilS,
    strips: [
      { title: "level code, %", heightPx: 62, scale: "linear", layers: [line("measured", level)] },
      { title: "gas pressure, kPa", heightPx: 62, scale: "linear", layers: [line("measured", pressure)] },
      {
        title: "mean coolant temperature, degC",
        heightPx: 46,
        scale: "linear",
        layers: [line("measured", temperature)],
      },
      {
        title: "level less what was expected without a leak, %",
        heightPx: 62,
        scale: "linear",
        layers: [line("residual", residual), { kind: "threshold", value: 0, label: "", tone: "neutral" }],
      },
      {
        title: "evidence, nat",
        heightPx: 90,
        scale: "linear",
        from: 0,
        until: 40,
        layers: [
          line(
            "statistic",
            statistic.map((value) => Math.min(40, value)),
          ),
          { kind: "threshold", value: plan.suspectNat, label: "suspected", tone: "caution" },
          { kind: "threshold", value: plan.confirmNat, label: "confirmed", tone: "alarm" },
        ],
      },
      {
        title: "leak rate, mg/s: median and 90 % band",
        heightPx: 80,
        scale: "log",
        from: 0.3,
        until: 30,
        layers: [
          { kind: "range", role: "band", timesS, low, high },
          line("median", rate),
          { kind: "threshold", value: 3, label: "true", tone: "neutral" },
        ],
      },
    ],
    onset: { fromS: leak.onsetS, untilS: leak.onsetS + 60, label: "leak begins" },
    marks: Number.isNaN(confirmedS)
      ? []
      : [{ timeS: confirmedS, label: "confirmed", shape: "triangle", tone: "alarm" }],
  });
  return standaloneSvg(picture);
}

/** What a steady leak takes from the loop, and how much of that the filter lets through as a surprise. */
function drawTrace(): string {
  const { reference } = benchVehicle("r44");
  const filter = settleFilter(reference!);
  const frames = 720;
  const psi = leakSignature(filter, frames);
  const rate = 0.003 / 36;
  const timesS = Array.from(psi, (_, k) => (k + 1) * 10);
  const sd = Math.sqrt(filter.variance);
  let sum = 0;
  const nats = Array.from(psi, (value) => {
    sum += (rate * value) ** 2 / filter.variance / 2;
    return sum;
  });
  const picture = stripPlot({
    title: "What a leak of 3 mg/s leaves in the filter of R44",
    widthPx: 760,
    fromS: 0,
    untilS: frames * 10,
    strips: [
      {
        title: "coolant lost, g",
        heightPx: 62,
        scale: "linear",
        layers: [{ kind: "line", role: "measured", timesS, values: timesS.map((t) => 0.003 * t) }],
      },
      {
        title: "surprise a frame (rate times psi), in standard deviations of its noise",
        heightPx: 80,
        scale: "linear",
        layers: [
          { kind: "line", role: "expected", timesS, values: Array.from(psi, (value) => (rate * value) / sd) },
        ],
      },
      {
        title: "information since the onset, nat",
        heightPx: 80,
        scale: "linear",
        layers: [
          { kind: "line", role: "statistic", timesS, values: nats },
          { kind: "threshold", value: 15, label: "one false alarm a year", tone: "alarm" },
        ],
      },
    ],
  });
  return standaloneSvg(picture);
}

writeFileSync(join(folder, "detection-day.svg"), drawDay());
writeFileSync(join(folder, "detection-trace.svg"), drawTrace());
