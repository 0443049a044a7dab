import type { RandomStream } from "../../stats/index.ts";

/** What looks like a leak, or hides one, and is none. */
export const confuserKinds = [
  "sensor drift",
  "stuck sensor",
  "sensor bias",
  "sensor spike",
  "sensor lost",
  "gas-charge loss",
  "multiplexer zero",
  "computer jump",
  "clock jump",
  "dropout",
  "pump change",
  "set point",
  "refill",
  "transfer",
  "thermal transient",
  "eclipse or manoeuvre",
  "gas ingestion",
] as const;
export type ConfuserKind = (typeof confuserKinds)[number];

export type Gauge = "level" | "pressure";

/**
 * One event. `size` is in grams at the accumulator; g/day for what drifts, seconds for a clock, kelvin for a thermal change, a
 * factor for the swing. It acts on one gauge (or the hub that gauge is read through) or on the whole loop.
 */
export interface Confuser {
  readonly kind: ConfuserKind;
  readonly startS: number;
  readonly endS: number;
  readonly size: number;
  readonly gauge: Gauge;
  /** Time within which it comes on, or settles, seconds. */
  readonly withinS: number;
  /** Part of the flow that is lost meanwhile. */
  readonly flowShare: number;
}

const DAY_S = 86_400;
const HOUR_S = 3600;

/** Mean time between two events of the benchmark, seconds: a kind comes round about every twenty-five days. */
export const CONFUSER_GAP_S = 1.5 * DAY_S;

/** Draws the events of a run: a Poisson process, every kind as often as another. Grams are times `scale`. */
export function drawConfusers(
  random: RandomStream,
  fromS: number,
  untilS: number,
  scale = 1,
  meanGapS = CONFUSER_GAP_S,
): Confuser[] {
  const events: Confuser[] = [];
  let startS = fromS;
  for (;;) {
    startS += random.exponential(meanGapS);
    if (startS >= untilS) return events;
    events.push(drawConfuser(random, confuserKinds[random.index(confuserKinds.length)]!, startS, scale));
  }
}

interface Range {
  readonly size: readonly [number, number];
  /** `either`: up or down; `down`: the loop or gauge loses; `up`: it gains. Sizes without a sign are what they are. */
  readonly sign?: "either" | "down";
  /** True where the size is in grams, and so grows with the loop. */
  readonly grams?: true;
  readonly lastsS: readonly [number, number];
  readonly withinS?: readonly [number, number];
  readonly flowShare?: readonly [number, number];
}

/** Ranges are the benchmark's own choice; sizes and times are drawn evenly in their logarithm. */
const RANGES: Readonly<Record<ConfuserKind, Range>> = {
  "sensor drift": { size: [10, 300], sign: "either", grams: true, lastsS: [6 * HOUR_S, 2 * DAY_S] },
  "stuck sensor": { size: [1, 1], lastsS: [HOUR_S, 12 * HOUR_S] },
  "sensor bias": { size: [18, 100], sign: "either", grams: true, lastsS: [HOUR_S, DAY_S] },
  "sensor spike": { size: [100, 1000], sign: "either", grams: true, lastsS: [10, 30] },
  "sensor lost": { size: [1, 1], lastsS: [HOUR_S, DAY_S] },
  "gas-charge loss": { size: [10, 100], sign: "down", grams: true, lastsS: [6 * HOUR_S, 2 * DAY_S] },
  "multiplexer zero": { size: [1, 1], lastsS: [10, 600] },
  "computer jump": { size: [40, 400], sign: "down", grams: true, lastsS: [20, 600], flowShare: [0.1, 0.5] },
  "clock jump": { size: [10, 600], sign: "either", lastsS: [HOUR_S, HOUR_S] },
  dropout: { size: [1, 1], lastsS: [60, 12 * HOUR_S] },
  "pump change": {
    size: [5, 40],
    sign: "either",
    grams: true,
    lastsS: [HOUR_S, 2 * DAY_S],
    withinS: [30, 900],
    flowShare: [0.05, 0.3],
  },
  "set point": {
    size: [1, 4],
    sign: "either",
    lastsS: [6 * HOUR_S, 2 * DAY_S],
    withinS: [300, 1800],
    flowShare: [0.03, 0.1],
  },
  refill: { size: [50, 300], grams: true, lastsS: [120, 1800] },
  transfer: { size: [50, 300], sign: "down", grams: true, lastsS: [120, 1800] },
  "thermal transient": {
    size: [1, 5],
    sign: "either",
    lastsS: [6 * HOUR_S, DAY_S],
    withinS: [600, 5400],
  },
  "eclipse or manoeuvre": {
    size: [0.2, 0.6],
    sign: "either",
    lastsS: [DAY_S, 5 * DAY_S],
    withinS: [2800, 17_000],
  },
  "gas ingestion": { size: [10, 60], grams: true, lastsS: [2 * HOUR_S, 8 * HOUR_S], flowShare: [0.02, 0.1] },
};

/** One event of a kind, its size, length and gauge drawn. */
export function drawConfuser(random: RandomStream, kind: ConfuserKind, startS: number, scale = 1): Confuser {
  const between = ([low, high]: readonly [number, number]) => low * (high / low) ** random.uniform();
  const range = RANGES[kind];
  const up = range.sign === "either" ? random.uniform() < 0.5 : range.sign !== "down";
  const size = between(range.size) * (up ? 1 : -1) * (range.grams ? scale : 1);
  const gauge = random.uniform() < 0.5 ? "level" : "pressure";
  const lastsS = between(range.lastsS);
  return {
    kind,
    startS,
    endS: startS + lastsS,
    size,
    gauge: kind === "gas-charge loss" ? "pressure" : gauge,
    withinS: between(range.withinS ?? [1, 1]),
    flowShare: range.flowShare ? between(range.flowShare) : 0,
  };
}
