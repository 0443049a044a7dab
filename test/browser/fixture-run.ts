import type {
  Alarm,
  AlarmEntry,
  AlarmJournal,
  Board,
  LoopStatus,
  LoopSummary,
  Run,
  Series,
  ShelvedAlarm,
} from "../../src/service/contract.ts";
import type { Band, LeakFinding, LoopState, StateFinding } from "../../src/watch/finding.ts";

/**
 * Contract-shaped rows for the console's own tests: a simple two-stage emptying and a plain cumulative sum.
 * A FIXTURE, not the product's model: its figures mean nothing outside these tests.
 */

export const PERIOD_S = 20;
export const START_S = Date.UTC(2023, 1, 11, 6, 0) / 1000;
export const END_S = Date.UTC(2023, 1, 11, 14, 0) / 1000;
export const OPEN_S = Date.UTC(2023, 1, 11, 9, 30) / 1000;
export const ONSET_S = Date.UTC(2023, 1, 11, 9, 33, 40) / 1000;
const GAP = { fromS: Date.UTC(2023, 1, 11, 9, 47) / 1000, toS: Date.UTC(2023, 1, 11, 9, 53, 20) / 1000 };
const LATE_GAP_S = Date.UTC(2023, 1, 11, 10, 2) / 1000;
const SUSPECT_NAT = 9;
const CONFIRM_NAT = 14;

/** One row a frame of one loop. */
export interface Row {
  readonly timeS: number;
  readonly state: LoopState;
  readonly measured: number | null;
  readonly expected: number;
  readonly sd: number;
  readonly statistic: number | null;
  readonly rate: Band | null;
  readonly left: Band | null;
  readonly toEmpty: Band | null;
}

export interface FixtureLoop {
  readonly summary: LoopSummary;
  readonly rows: readonly Row[];
}

/** Uniform numbers in [0, 1) from a fixed seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Gas cushion (isothermal) over liquid, then vapour pressure: pressure [kPa], rate [kg/s], mass left [kg] after `sinceS`. */
export function emptying(sinceS: number): { kPa: number; kgPerS: number; leftKg: number } {
  const holeM2 = Math.PI * 0.0005 ** 2;
  const rho = 834;
  let left = 34;
  let gasM3 = 0.004;
  let kPa = 98;
  let kgPerS = 0;
  for (let t = 0; t < sinceS && left > 0; t += 5) {
    kPa = gasM3 < 0.008 ? Math.max(5.15, (98 * 0.004) / gasM3) : 5.15;
    kgPerS = 0.62 * holeM2 * Math.sqrt(2 * rho * kPa * 1000);
    left = Math.max(0, left - kgPerS * 5);
    gasM3 += (kgPerS * 5) / rho;
  }
  return { kPa, kgPerS, leftKg: left };
}

const band = (median: number, part: number): Band => ({
  median,
  p05: median * (1 - part),
  p95: median * (1 + part),
});

interface Recipe {
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
  readonly coolant: string;
  readonly unit: string;
  readonly kind: LoopSummary["inventoryKind"];
  readonly level: number;
  readonly noise: number;
  readonly ripple: number;
  readonly leaks: boolean;
  readonly silentFromS?: number;
}

function rowsOf(recipe: Recipe, seed: number): readonly Row[] {
  const random = randomFrom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rows: Row[] = [];
  let statistic = 1;
  let state: LoopState = "learning";
  for (let timeS = START_S + PERIOD_S; timeS <= END_S; timeS += PERIOD_S) {
    const dark =
      (timeS > GAP.fromS && timeS <= GAP.toS) ||
      (recipe.silentFromS !== undefined && timeS > recipe.silentFromS);
    const expected = recipe.level + recipe.ripple * Math.sin((2 * Math.PI * (timeS - START_S)) / 5560);
    const since = recipe.leaks ? timeS - ONSET_S : -1;
    const truth = since > 0 ? emptying(since) : null;
    const measured = dark ? null : (truth === null ? expected : truth.kPa) + recipe.noise * normal();
    const learning = timeS < START_S + 5400;
    if (measured !== null && !learning) {
      const z = (expected - measured) / recipe.noise;
      statistic = Math.max(0.3 + 0.4 * random(), Math.min(statistic + 0.9 * z - 0.7, 600 + timeS / 1e6));
    }
    const passed = statistic > CONFIRM_NAT ? "leaking" : statistic > SUSPECT_NAT ? "suspected" : "normal";
    if (learning) state = "learning";
    else if (dark) state = "blind";
    else state = passed;
    const sure = truth !== null && (state === "leaking" || state === "suspected");
    const width = 0.16 + 0.8 * Math.exp(-Math.max(0, since) / 300);
    rows.push({
      timeS,
      state,
      measured,
      expected,
      sd: recipe.noise,
      statistic: learning ? null : dark ? null : statistic,
      rate: sure ? band(truth.kgPerS, Math.min(0.7, width)) : null,
      left: sure ? band(truth.leftKg, 0.12 * width + 0.012) : null,
      toEmpty: sure ? band(truth.leftKg / truth.kgPerS, Math.min(0.7, width)) : null,
    });
  }
  return rows;
}

const recipes: readonly Recipe[] = [
  {
    id: "ms21",
    name: "external loop",
    carrier: "Progress MS-21",
    coolant: "silicone fluid (fixture)",
    unit: "kPa",
    kind: "gas-pressure",
    level: 98,
    noise: 0.35,
    ripple: 0.8,
    leaks: true,
  },
  {
    id: "ms22",
    name: "external loop",
    carrier: "Progress MS-22",
    coolant: "silicone fluid (fixture)",
    unit: "kPa",
    kind: "gas-pressure",
    level: 101,
    noise: 0.35,
    ripple: 0.7,
    leaks: false,
  },
  {
    id: "eatcs-a",
    name: "loop A",
    carrier: "EATCS",
    coolant: "ammonia",
    unit: "kPa",
    kind: "pressure-proxy",
    level: 2100,
    noise: 6,
    ripple: 40,
    leaks: false,
  },
  {
    id: "lab-ltl",
    name: "low temperature loop",
    carrier: "Lab",
    coolant: "water",
    unit: "%",
    kind: "accumulator-quantity",
    level: 62,
    noise: 0.2,
    ripple: 0.5,
    leaks: false,
  },
  {
    id: "node3-ltl",
    name: "low temperature loop",
    carrier: "Node 3",
    coolant: "water",
    unit: "%",
    kind: "accumulator-quantity",
    level: 48,
    noise: 0.2,
    ripple: 0.4,
    leaks: false,
    silentFromS: LATE_GAP_S,
  },
];

export const loops: readonly FixtureLoop[] = recipes.map((recipe, at) => ({
  summary: {
    id: recipe.id,
    name: recipe.name,
    carrier: recipe.carrier,
    coolant: recipe.coolant,
    inventoryChannel: `${recipe.id}.inventory`,
    inventoryUnit: recipe.unit,
    inventoryKind: recipe.kind,
    chargeKg: recipe.kind === "gas-pressure" ? { median: 34, p05: 33, p95: 35 } : null,
    meanTimeBetweenFalseAlarmsS: 365.25 * 86400,
  },
  rows: rowsOf(recipe, 11 + at),
}));

function lastAt(loop: FixtureLoop, timeS: number): number {
  return Math.min(loop.rows.length - 1, Math.floor((timeS - START_S) / PERIOD_S) - 1);
}

function leakAt(loop: FixtureLoop, at: number): LeakFinding | null {
  // Silence clears nothing: what was last known of a leak stays.
  let row = loop.rows[at];
  for (let back = at - 1; row?.state === "blind"; back--) row = loop.rows[back];
  if (row === undefined || (row.state !== "leaking" && row.state !== "suspected")) return null;
  return {
    schema: "hoarfrost/finding/1",
    type: "leak",
    loop: loop.summary.id,
    time: new Date(row.timeS * 1000).toISOString(),
    timeS: row.timeS,
    phase: row.state === "leaking" ? "confirmed" : "suspected",
    statisticNat: row.statistic ?? 0,
    thresholdNat: CONFIRM_NAT,
    onset: { medianS: ONSET_S, p05S: ONSET_S - 25, p95S: ONSET_S + 14 },
    rateFractionPerDay: null,
    rateKgPerS: row.rate,
    holeDiameterM: row.rate === null ? null : { median: 0.001, p05: 0.00092, p95: 0.0011 },
    inventoryKg: row.left,
    timeToEmptyS: row.toEmpty,
    unavailable: { place: "one pressure sensor cannot tell where along the loop the coolant leaves" },
    place: [],
    odds: { "transfer or make-up": 2300, "sensor fault": 5800, "thermal transient": 120000 },
  };
}

export function statusAt(loop: FixtureLoop, timeS: number): LoopStatus {
  const at = lastAt(loop, timeS);
  const row = loop.rows[at];
  const reasons: Record<LoopState, string> = {
    learning: "Still learning this loop's orbit ripple.",
    normal: "The residual is what noise explains.",
    suspected: "The detection statistic passed its first threshold.",
    leaking:
      "The detection statistic passed its second threshold and no named alternative explains the fall.",
    blind: "No channel of this loop has reported.",
  };
  const state = row?.state ?? "learning";
  let since = at;
  while (since > 0 && loop.rows[since - 1]!.state === state) since--;
  let seen = at;
  while (seen >= 0 && loop.rows[seen]!.measured === null) seen--;
  return {
    loop: loop.summary.id,
    state,
    sinceS: loop.rows[since]?.timeS ?? START_S,
    reason: reasons[state],
    lastDataS: loop.rows[seen]?.timeS ?? null,
    measured: loop.rows[seen]?.measured ?? null,
    residual: row?.measured == null ? null : row.measured - row.expected,
    expectedSd: row?.sd ?? null,
    statisticNat: row?.statistic ?? null,
    confirmNat: CONFIRM_NAT,
    leak: leakAt(loop, at),
  };
}

const first = (state: LoopState): number =>
  loops[0]!.rows.find((row) => row.timeS > ONSET_S && row.state === state)?.timeS ?? END_S;
export const SUSPECTED_S = first("suspected");
export const CONFIRMED_S = first("leaking");

export const run: Run = {
  id: "progress-ms-21-fixture",
  title: "Progress MS-21, 11 February 2023 (fixture)",
  kind: "case",
  synthetic: true,
  syntheticNote: "Fixture of the console's tests: a simple two-stage emptying, not the product's model.",
  startS: START_S,
  endS: END_S,
  openAtS: OPEN_S,
  progress: 1,
  problem: null,
  loops: loops.map((loop) => loop.summary),
  events: [
    {
      timeS: Date.UTC(2023, 1, 11, 8, 45) / 1000,
      kind: "record",
      label: "Progress MS-22 docks",
      source: "incident record",
    },
    { timeS: ONSET_S, kind: "reconstruction", label: "breach in this reconstruction", source: null },
  ],
};

export function alarmsAt(
  timeS: number,
  acknowledged: ReadonlyMap<string, NonNullable<Alarm["acknowledged"]>>,
): Alarm[] {
  const all: Alarm[] = [
    {
      id: "1",
      run: run.id,
      loop: "ms21",
      priority: "caution",
      message:
        "Progress MS-21 coolant leak suspected, external loop, since 09:33:40 UTC; no other loop alarms.",
      raisedS: SUSPECTED_S,
      clearedS: CONFIRMED_S,
      acknowledged: { by: "fixture", reason: "superseded", atS: CONFIRMED_S },
    },
    {
      id: "2",
      run: run.id,
      loop: "ms21",
      priority: "warning",
      message:
        "Progress MS-21 coolant leak confirmed, external loop, since 09:33:40 UTC; no other loop alarms.",
      raisedS: CONFIRMED_S,
      clearedS: null,
      acknowledged: null,
    },
    {
      id: "3",
      run: run.id,
      loop: "node3-ltl",
      priority: "advisory",
      message: "Node 3 low temperature loop is blind: no channel has reported.",
      raisedS: LATE_GAP_S + 300,
      clearedS: null,
      acknowledged: null,
    },
  ];
  return all
    .filter((alarm) => alarm.raisedS <= timeS)
    .map((alarm) => ({
      ...alarm,
      clearedS: alarm.clearedS !== null && alarm.clearedS <= timeS ? alarm.clearedS : null,
      acknowledged:
        acknowledged.get(alarm.id) ?? (alarm.id === "1" && timeS >= CONFIRMED_S ? alarm.acknowledged : null),
    }));
}

export type Shelf = ShelvedAlarm["shelved"] & { readonly atS: number };

export function boardAt(
  timeS: number,
  acknowledged: ReadonlyMap<string, NonNullable<Alarm["acknowledged"]>>,
  shelves: ReadonlyMap<string, Shelf> = new Map(),
): Board {
  const shelfOf = (alarm: Alarm): Shelf | null => {
    const shelf = shelves.get(alarm.id);
    return shelf !== undefined && shelf.atS <= timeS && timeS < shelf.untilS ? shelf : null;
  };
  const alarms = alarmsAt(timeS, acknowledged);
  return {
    run: run.id,
    timeS,
    loops: loops.map((loop) => statusAt(loop, timeS)),
    alarms: alarms.filter((alarm) => shelfOf(alarm) === null),
    shelved: alarms.flatMap((alarm) => {
      const shelf = shelfOf(alarm);
      return shelf === null ? [] : [{ ...alarm, shelved: shelf }];
    }),
  };
}

/** The journal of the fixture's alarms: raises and answers up to an instant. */
export function journalAt(
  timeS: number,
  acknowledged: ReadonlyMap<string, NonNullable<Alarm["acknowledged"]>>,
  shelves: ReadonlyMap<string, Shelf>,
): AlarmJournal {
  const blank = { priority: null, message: null, by: null, reason: null, untilS: null };
  const entries = alarmsAt(timeS, acknowledged).flatMap((alarm): AlarmEntry[] => {
    const base = { ...blank, alarm: alarm.id, loop: alarm.loop };
    const shelf = shelves.get(alarm.id);
    const raised: AlarmEntry = {
      ...base,
      timeS: alarm.raisedS,
      kind: "raise",
      from: "normal",
      to: "unacknowledged",
      priority: alarm.priority,
      message: alarm.message,
    };
    const answered: AlarmEntry[] =
      alarm.acknowledged === null
        ? []
        : [
            {
              ...base,
              timeS: alarm.acknowledged.atS,
              kind: "acknowledge",
              from: "unacknowledged",
              to: "acknowledged",
              by: alarm.acknowledged.by,
              reason: alarm.acknowledged.reason,
            },
          ];
    const laid: AlarmEntry[] =
      shelf === undefined
        ? []
        : [
            {
              ...base,
              timeS: shelf.atS,
              kind: "shelve",
              from: "unacknowledged",
              to: "shelved",
              by: shelf.by,
              reason: shelf.reason,
              untilS: shelf.untilS,
            },
          ];
    return [raised, ...answered, ...laid].filter((entry) => entry.timeS <= timeS);
  });
  return { run: run.id, timeS, leftOut: 0, entries: entries.sort((a, b) => a.timeS - b.timeS) };
}

/** Every change of state in (fromS, toS], in order of time. */
export function findingsBetween(fromS: number, toS: number): StateFinding[] {
  return loops
    .flatMap(({ summary, rows }) =>
      rows.flatMap((row, at): StateFinding[] => {
        const from = rows[at - 1]?.state ?? "learning";
        if (row.state === from || row.timeS <= fromS || row.timeS > toS) return [];
        return [
          {
            schema: "hoarfrost/finding/1",
            type: "state",
            loop: summary.id,
            time: new Date(row.timeS * 1000).toISOString(),
            timeS: row.timeS,
            state: row.state,
            from,
            reason: "fixture",
          },
        ];
      }),
    )
    .sort((a, b) => a.timeS - b.timeS);
}

/** Rows of a window, one in `decimation` kept with the bucket's extremes. */
export function seriesBetween(loop: FixtureLoop, fromS: number, toS: number, points: number): Series {
  const chosen = loop.rows.filter((row) => row.timeS >= fromS && row.timeS <= toS);
  const decimation = Math.max(1, Math.ceil(chosen.length / points));
  const columns: Series["columns"] = {
    timeS: [],
    state: [],
    coverage: [],
    measured: [],
    measuredMin: [],
    measuredMax: [],
    expected: [],
    expectedSd: [],
    residual: [],
    statisticNat: [],
    suspectNat: [],
    confirmNat: [],
    rateFractionPerDay: [],
    rateKgPerS: [],
    holeDiameterM: [],
    inventoryKg: [],
    timeToEmptyS: [],
  };
  for (let at = 0; at < chosen.length; at += decimation) {
    const bucket = chosen.slice(at, at + decimation);
    const row = bucket.at(-1)!;
    const known = bucket.flatMap((one) => (one.measured === null ? [] : [one.measured]));
    const mean = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
    columns.timeS.push(row.timeS);
    columns.state.push(row.state);
    columns.coverage.push(known.length / bucket.length);
    columns.measured.push(mean);
    columns.measuredMin.push(known.length === 0 ? null : Math.min(...known));
    columns.measuredMax.push(known.length === 0 ? null : Math.max(...known));
    columns.expected.push(row.expected);
    columns.expectedSd.push(row.sd);
    columns.residual.push(mean === null ? null : mean - row.expected);
    columns.statisticNat.push(row.statistic);
    columns.suspectNat.push(SUSPECT_NAT);
    columns.confirmNat.push(CONFIRM_NAT);
    columns.rateFractionPerDay.push(null);
    columns.rateKgPerS.push(row.rate);
    columns.holeDiameterM.push(row.rate === null ? null : { median: 0.001, p05: 0.00092, p95: 0.0011 });
    columns.inventoryKg.push(row.left);
    columns.timeToEmptyS.push(row.toEmpty);
  }
  return { run: run.id, loop: loop.summary.id, fromS, toS, framePeriodS: PERIOD_S, decimation, columns };
}
