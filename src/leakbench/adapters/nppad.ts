import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { shippedWatch } from "../detect/shipped-watch.ts";
import { readTable } from "./read-table.ts";

/** One simulated reactor run: what was leaking, and when each way of looking said so. Delays in seconds from the fault. */
export interface NppadRun {
  readonly run: string;
  readonly leaks: boolean;
  /** Largest flow through the break, t/h, from the simulation's own truth. */
  readonly peakLeakTPerH: number;
  readonly watchAfterS: number | null;
  readonly levelLimitAfterS: number | null;
  readonly balanceAfterS: number | null;
}

const LEAKING = new Set(["LOCA", "LOCAC", "SGATR", "LLB"]);
const FAULT_S = 100;
/** The first row held for this long with noise stands before each run, whose 100 s are too short to learn from. */
const LEAD_FRAMES = 720;
const PERIOD_S = 10;
const LEVEL_NOISE = 0.1;
const LEVEL_STEP = 0.1;
/** Pressuriser level below its first value, per cent, and make-up above letdown, t/h, that an operator would act on. */
const LEVEL_LIMIT = 5;
const BALANCE_LIMIT = 2;

const loop: LoopDescription = {
  id: "nppad",
  name: "Simulated reactor coolant",
  carrier: "NPPAD",
  coolant: "water",
  inventoryChannel: "LVPZ",
  inventoryUnit: "%",
  inventory: { kind: "accumulator-quantity" },
  explainedBy: [{ channel: "TAVG", unit: "degC", quantity: "temperature" }],
  noise: {
    step: LEVEL_STEP,
    white: LEVEL_NOISE,
    driftPerRootDay: 1,
    wander: 0.2,
    wanderTimeS: 300,
    ripple: 0,
    rippleChangePerOrbit: 0,
  },
  framePeriodS: PERIOD_S,
  orbitPeriodS: 0,
  silenceS: 60,
  learningS: 3600,
  meanTimeBetweenFalseAlarmsS: 365.25 * 86_400,
};

/**
 * Runs every file of an NPPAD folder through the watch on pressuriser level, explained by mean temperature, with seeded noise
 * and code steps added (the simulation has none), beside a limit on the level and the balance of charging against letdown.
 * Make-up hides a small leak from any level: that is what the set is for.
 */
export function scoreNppad(folder: string): NppadRun[] {
  if (!existsSync(folder)) return [];
  const kinds = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return kinds.flatMap(({ name: kind }) =>
    readdirSync(join(folder, kind))
      .filter((file) => /\.csv(\.gz)?$/.test(file))
      .sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b))
      .map((file) => scoreRun(folder, kind, file)),
  );
}

function scoreRun(folder: string, kind: string, file: string): NppadRun {
  const table = readTable(join(folder, kind, file), ",");
  const [level, temperature] = [table.column("LVPZ"), table.column("TAVG")];
  const [charging, letdown] = [table.column("WCHG"), table.column("WLD")];
  const [out, toA, toB] = [table.column("WBK"), table.column("WTRA"), table.column("WTRB")];
  const random = randomStream(1).named(`${kind}/${file}`);
  const run = shippedWatch.begin(loop);
  const delays: Record<"watch" | "level" | "balance", number | null> = {
    watch: null,
    level: null,
    balance: null,
  };
  let peak = 0;
  for (let number = 1; number <= LEAD_FRAMES + table.rows; number++) {
    const row = Math.max(0, number - LEAD_FRAMES - 1);
    const noisy = level[row]! + LEVEL_NOISE * random.normal();
    const frame = {
      endS: number * PERIOD_S,
      periodS: PERIOD_S,
      mean: Float64Array.of(Math.round(noisy / LEVEL_STEP) * LEVEL_STEP, temperature[row]!),
      coverage: Float64Array.of(1, 1),
      reports: Int32Array.of(1, 1),
    };
    const verdict = run.step(frame, frame.endS);
    const afterS = row * PERIOD_S - FAULT_S;
    if (verdict.level === "alarm") delays.watch ??= afterS;
    if (level[0]! - frame.mean[0]! > LEVEL_LIMIT) delays.level ??= afterS;
    if (charging[row]! - letdown[row]! > BALANCE_LIMIT && afterS > 0) delays.balance ??= afterS;
    peak = Math.max(peak, out[row]! + toA[row]! + toB[row]!);
  }
  return {
    run: `${kind}/${file.replace(/\.csv(\.gz)?$/, "")}`,
    leaks: LEAKING.has(kind),
    peakLeakTPerH: peak,
    watchAfterS: delays.watch,
    levelLimitAfterS: delays.level,
    balanceAfterS: delays.balance,
  };
}
