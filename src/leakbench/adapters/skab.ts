import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { shippedWatch } from "../detect/shipped-watch.ts";
import { readTable } from "./read-table.ts";
import { type RowScore, scoreRows } from "./row-score.ts";

/** The part of each file that the published protocol trains on. */
export const TRAINING_ROWS = 400;

/** One file of SKAB: what each way of looking makes of the rows after its training part. */
export interface SkabFile {
  readonly file: string;
  /** What the authors did: only `leak` is a loss of coolant; the others are no leaks, or rises. */
  readonly kind: "leak" | "other";
  readonly rows: number;
  /** Row of the first anomaly, from the first one scored. */
  readonly onsetRow: number;
  /** Row at which the watch confirmed a leak, or null. */
  readonly confirmedRow: number | null;
  readonly scores: Readonly<Record<string, RowScore>>;
}

/** Files of fluid loss, by the authors' own description. */
const LEAKS = new Set(["other/1", "other/2", "other/3", "other/4", "other/12"]);
const FLOW = "Volume Flow RateRMS";
const DAY_S = 86_400;

/** The labelled files of a SKAB folder, by name; empty where there is none. */
export function skabFiles(folder: string): string[] {
  return ["other", "valve1", "valve2"].flatMap((part) => {
    const path = join(folder, part);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => /\.csv(\.gz)?$/.test(name))
      .map((name) => `${part}/${name}`)
      .sort();
  });
}

/**
 * Scores every labelled file by the published split (first 400 rows to learn, the rest scored), row by row and without point
 * adjustment: the watch on the flow alone, a limit on the flow, and the baselines that look at no sensor. The sizes of SKAB's
 * leaks are unknown, so only when and whether can be scored.
 */
export function scoreSkab(folder: string): SkabFile[] {
  const read = skabFiles(folder).map((file) => {
    const table = readTable(join(folder, file), ";");
    return { file, flow: table.column(FLOW), truth: table.column("anomaly") };
  });
  const centre = read.map(({ truth }) => {
    const at = [...truth.keys()].filter((i) => truth[i] === 1);
    return { from: at[0] ?? 0, until: at.at(-1) ?? 0 };
  });
  return read.map(({ file, flow, truth }, i) => {
    const name = file.replace(/\.csv(\.gz)?$/, "");
    const watched = watchFlow(flow, name);
    const others = centre.filter((_, j) => j !== i);
    const from = median(others.map((other) => other.from));
    const until = median(others.map((other) => other.until));
    const lots = randomStream(i + 1);
    const guesses: Record<string, (row: number) => boolean> = {
      watch: (row) => watched.found[row]!,
      "limit on flow": limitOnFlow(flow),
      "all rows": () => true,
      "position learned elsewhere": (row) => row >= from && row <= until,
      "random 0.5 %": () => lots.uniform() < 0.005,
      never: () => false,
    };
    const scored = Array.from({ length: flow.length - TRAINING_ROWS }, (_, k) => k + TRAINING_ROWS);
    return {
      file: name,
      kind: LEAKS.has(name) ? "leak" : "other",
      rows: scored.length,
      onsetRow: truth.indexOf(1, TRAINING_ROWS) - TRAINING_ROWS,
      confirmedRow: watched.confirmed === null ? null : watched.confirmed - TRAINING_ROWS,
      scores: Object.fromEntries(
        Object.entries(guesses).map(([guess, says]) => [
          guess,
          scoreRows(
            scored.map((row) => truth[row] === 1),
            scored.map((row) => says(row)),
          ),
        ]),
      ),
    };
  });
}

function watchFlow(flow: Float64Array, id: string): { found: boolean[]; confirmed: number | null } {
  const run = shippedWatch.begin(flowLoop(flow.subarray(0, TRAINING_ROWS), id));
  let confirmed: number | null = null;
  const found = Array.from(flow, (reading, row) => {
    const frame = {
      endS: row + 1,
      periodS: 1,
      mean: Float64Array.of(reading),
      coverage: Float64Array.of(1),
      reports: Int32Array.of(1),
    };
    const { level } = run.step(frame, row + 1);
    if (level === "alarm") confirmed ??= row;
    return level !== "quiet";
  });
  return { found, confirmed };
}

/** The bench's flow as if it were an inventory, its noise from the training rows alone, one false alarm a day. */
function flowLoop(training: Float64Array, id: string): LoopDescription {
  const minutes = blockMeans(training, 60);
  const halves = blockMeans(training, 30);
  return {
    id,
    name: id,
    carrier: "SKAB",
    coolant: "water",
    inventoryChannel: FLOW,
    inventoryUnit: "%",
    inventory: { kind: "accumulator-quantity" },
    explainedBy: [],
    noise: {
      step: 0,
      white: rms(differences(training)) / Math.SQRT2,
      driftPerRootDay: rms(differences(minutes)) * Math.sqrt(DAY_S / 60),
      wander: rms(differences(halves)),
      wanderTimeS: 60,
      ripple: 0,
      rippleChangePerOrbit: 0,
    },
    framePeriodS: 1,
    orbitPeriodS: 0,
    silenceS: 60,
    learningS: TRAINING_ROWS,
    meanTimeBetweenFalseAlarmsS: DAY_S,
  };
}

/** A 15 s median of the flow beyond four robust standard deviations of the training rows, either way. */
function limitOnFlow(flow: Float64Array): (row: number) => boolean {
  const training = [...flow.subarray(0, TRAINING_ROWS)];
  const centre = median(training);
  const sd = 1.4826 * median(training.map((value) => Math.abs(value - centre)));
  return (row) => Math.abs(median([...flow.subarray(Math.max(0, row - 14), row + 1)]) - centre) > 4 * sd;
}

function blockMeans(values: Float64Array, length: number): number[] {
  const count = Math.floor(values.length / length);
  return Array.from(
    { length: count },
    (_, i) => values.subarray(i * length, (i + 1) * length).reduce((sum, value) => sum + value, 0) / length,
  );
}

const differences = (values: ArrayLike<number>): number[] =>
  Array.from({ length: values.length - 1 }, (_, i) => values[i + 1]! - values[i]!);
const rms = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
