import { z } from "zod";
import { type Dimension, parseQuantity } from "../units/index.ts";
import { type Problem, type RawPath, readYaml } from "../vehicle/read-yaml.ts";
import { type DatePrecision, readCalendarTime } from "./calendar-time.ts";

/** A stretch of time in which events would have been seen. */
export interface Period {
  readonly fromS: number;
  readonly untilS: number;
}

export interface Anomaly {
  readonly id: string;
  readonly timeS: number;
  readonly precision: DatePrecision;
  readonly system: string;
  readonly vehicle: string;
  /** 1 handled in place ... 4 crew in danger; the scale is in the file. */
  readonly severity: number;
  readonly what: string;
  readonly number: { readonly what: string; readonly text: string; readonly valueSi: number } | null;
  readonly confidence: string;
  readonly source: string;
}

export interface LedgerSystem {
  readonly id: string;
  readonly title: string;
  readonly observed: Period;
}

export interface Exposure {
  readonly measure: string;
  readonly amount: number;
  readonly low: number;
  readonly high: number;
  readonly period: Period;
  /** Ids of the anomalies that this exposure is the measure of. */
  readonly counts: readonly string[];
  readonly confidence: string;
  readonly source: string;
}

/** A list of anomalies with what it takes to count them honestly. */
export interface Ledger {
  readonly id: string;
  readonly title: string;
  readonly observed: Period;
  /** How events came to be on the list. */
  readonly selection: string;
  readonly systems: readonly LedgerSystem[];
  readonly exposures: readonly Exposure[];
  /** In order of time. */
  readonly anomalies: readonly Anomaly[];
  readonly precedents: readonly { readonly at: string; readonly what: string; readonly source: string }[];
}

/** The ledger, or every problem found in the file, each with its place. */
export type LedgerRead =
  | { readonly ok: true; readonly ledger: Ledger }
  | { readonly ok: false; readonly problems: readonly string[] };

const text = z.string().min(1).describe("a text");
const date = text.describe("a date such as 2019-09, 2021-10-05 or 2022-12-15T00:45Z");
const period = z.strictObject({ from: date, until: date }).describe("a period: { from, until }");
const entry = { confidence: text, source: text };
const ledgerSchema = z.strictObject({
  hoarfrost: z.literal("ledger/1"),
  id: text,
  title: text,
  observed: period,
  selection: text.describe("how events came to be on the list: it decides what the numbers mean"),
  severity: z.record(z.string(), z.string()).optional(),
  systems: z
    .array(z.strictObject({ id: text, title: text, observed: period.optional(), source: text.optional() }))
    .min(1),
  exposure: z
    .array(
      z.strictObject({
        measure: text,
        amount: z.number().positive(),
        low: z.number().positive().optional(),
        high: z.number().positive().optional(),
        counts: z.array(text).min(1).describe("ids of the anomalies that this is the measure of"),
        from: date,
        until: date,
        ...entry,
      }),
    )
    .default([]),
  anomalies: z
    .array(
      z.strictObject({
        id: text,
        at: date,
        rivals: z.array(text).optional(),
        system: text,
        vehicle: text,
        severity: z.number().int().min(1).max(4),
        what: text,
        number: z.strictObject({ what: text, value: text, dimension: text }).optional(),
        ...entry,
      }),
    )
    .min(1),
  precedents: z.array(z.strictObject({ at: date, what: text, ...entry })).default([]),
});
type LedgerFile = z.output<typeof ledgerSchema>;

/** Reads a ledger file (YAML). Every problem is reported with its line; `fileName` stands before it. */
export function readLedger(yaml: string, fileName = "ledger"): LedgerRead {
  const read = readYaml(yaml, fileName, ledgerSchema, (raw) => {
    const checked = ledgerSchema.safeParse(raw);
    return checked.success ? compiled(checked.data).problems : [];
  });
  return read.ok ? { ok: true, ledger: compiled(read.value).ledger } : read;
}

/** The ledger of a file whose structure is sound, with what a structure cannot say: dates, ids, units, order. */
function compiled(file: LedgerFile): { readonly ledger: Ledger; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const say = (path: RawPath, problem: string) => problems.push({ path, text: problem });
  const time = (path: RawPath, value: string, bound = false) => {
    const found = readCalendarTime(value, bound);
    if (!found) say(path, `"${value}" is not a date; write 2019-09, 2021-10-05 or 2022-12-15T00:45Z`);
    return found ?? { timeS: Number.NaN, precision: "day" as const };
  };
  const stretch = (path: RawPath, { from, until }: { from: string; until: string }): Period => {
    const found = {
      fromS: time([...path, "from"], from, true).timeS,
      untilS: time([...path, "until"], until, true).timeS,
    };
    if (found.untilS <= found.fromS) say(path, `ends ("${until}") before it begins ("${from}")`);
    return found;
  };
  const observed = stretch(["observed"], file.observed);
  const systems = file.systems.map(({ id, title, observed: own }, i) => ({
    id,
    title,
    observed: own ? stretch(["systems", i, "observed"], own) : observed,
  }));
  const seen = new Set<string>();
  const anomalies = file.anomalies.map((written, i): Anomaly => {
    const path = ["anomalies", i];
    const { id, vehicle, severity, what, confidence, source } = written;
    if (seen.has(id)) say([...path, "id"], `"${id}" is used twice`);
    seen.add(id);
    const { timeS, precision } = time([...path, "at"], written.at);
    const system = systems.find((known) => known.id === written.system);
    if (!system)
      say(
        [...path, "system"],
        `"${written.system}" is not among ${systems.map((known) => known.id).join(", ")}`,
      );
    else if (timeS < system.observed.fromS || timeS > system.observed.untilS)
      say([...path, "at"], `${written.at} is outside the period in which ${system.id} was observed`);
    return {
      id,
      timeS,
      precision,
      system: written.system,
      vehicle,
      severity,
      what,
      number: numberOf(written.number, (problem) => say([...path, "number"], problem)),
      confidence,
      source,
    };
  });
  const exposures = file.exposure.map((written, i) => {
    const path = ["exposure", i];
    const within = stretch(path, written);
    for (const id of written.counts) {
      const anomaly = anomalies.find((candidate) => candidate.id === id);
      if (!anomaly) say([...path, "counts"], `"${id}" is no anomaly of this list`);
      else if (anomaly.timeS < within.fromS || anomaly.timeS > within.untilS)
        say([...path, "counts"], `"${id}" lies outside the period of the exposure`);
    }
    return {
      measure: written.measure,
      amount: written.amount,
      low: written.low ?? written.amount,
      high: written.high ?? written.amount,
      period: within,
      counts: written.counts,
      confidence: written.confidence,
      source: written.source,
    };
  });
  for (const [i, precedent] of file.precedents.entries()) time(["precedents", i, "at"], precedent.at);
  const ledger: Ledger = {
    id: file.id,
    title: file.title,
    observed,
    selection: file.selection.trim(),
    systems,
    exposures,
    anomalies: anomalies.toSorted((a, b) => a.timeS - b.timeS),
    precedents: file.precedents,
  };
  return { ledger, problems };
}

function numberOf(
  written: LedgerFile["anomalies"][number]["number"],
  say: (problem: string) => void,
): Anomaly["number"] {
  if (written === undefined) return null;
  const read = parseQuantity(written.value, written.dimension as Dimension);
  if (read.ok) return { what: written.what, text: written.value, valueSi: read.value };
  say(read.problem);
  return null;
}
