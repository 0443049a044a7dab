import { parse } from "yaml";
import { z } from "zod";
import { type Dimension, parseQuantity } from "../units/index.ts";
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

const text = z.string().min(1);
const period = z.object({ from: text, until: text });
const shape = z.object({
  hoarfrost: z.literal("ledger/1"),
  id: text,
  title: text,
  observed: period,
  selection: text,
  severity: z.record(z.string(), z.string()).optional(),
  systems: z
    .array(z.object({ id: text, title: text, observed: period.optional(), source: text.optional() }))
    .min(1),
  exposure: z
    .array(
      z.object({
        measure: text,
        amount: z.number().positive(),
        low: z.number().positive().optional(),
        high: z.number().positive().optional(),
        counts: z.array(text).min(1),
        from: text,
        until: text,
        confidence: text,
        source: text,
      }),
    )
    .default([]),
  anomalies: z
    .array(
      z.object({
        id: text,
        at: text,
        rivals: z.array(text).optional(),
        system: text,
        vehicle: text,
        severity: z.number().int().min(1).max(4),
        what: text,
        number: z.object({ what: text, value: text, dimension: text }).optional(),
        confidence: text,
        source: text,
      }),
    )
    .min(1),
  precedents: z.array(z.object({ at: text, what: text, confidence: text, source: text })).default([]),
});

/** Reads a ledger file (YAML). Every problem is reported, not only the first. */
export function readLedger(yaml: string): LedgerRead {
  let raw: unknown;
  try {
    raw = parse(yaml);
  } catch (error) {
    return {
      ok: false,
      problems: [`not readable as YAML: ${error instanceof Error ? error.message : error}`],
    };
  }
  const checked = shape.safeParse(raw);
  if (!checked.success)
    return {
      ok: false,
      problems: checked.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`),
    };
  const file = checked.data;
  const problems: string[] = [];
  const time = (where: string, value: string, bound = false) => {
    const found = readCalendarTime(value, bound);
    if (!found)
      problems.push(`${where}: "${value}" is not a date; write 2019-09, 2021-10-05 or 2022-12-15T00:45Z`);
    return found ?? { timeS: Number.NaN, precision: "day" as const };
  };
  const stretch = (where: string, { from, until }: { from: string; until: string }): Period => {
    const found = {
      fromS: time(`${where}.from`, from, true).timeS,
      untilS: time(`${where}.until`, until, true).timeS,
    };
    if (found.untilS <= found.fromS)
      problems.push(`${where}: ends ("${until}") before it begins ("${from}")`);
    return found;
  };
  const observed = stretch("observed", file.observed);
  const systems = file.systems.map(({ id, title, observed: own }) => ({
    id,
    title,
    observed: own ? stretch(`systems.${id}.observed`, own) : observed,
  }));
  const seen = new Set<string>();
  const anomalies = file.anomalies.map((entry): Anomaly => {
    const where = `anomalies.${entry.id}`;
    if (seen.has(entry.id)) problems.push(`${where}: this id is used twice`);
    seen.add(entry.id);
    const { timeS, precision } = time(`${where}.at`, entry.at);
    const system = systems.find(({ id }) => id === entry.system);
    if (!system)
      problems.push(
        `${where}.system: "${entry.system}" is not among ${systems.map(({ id }) => id).join(", ")}`,
      );
    else if (timeS < system.observed.fromS || timeS > system.observed.untilS)
      problems.push(`${where}.at: ${entry.at} is outside the period in which ${system.id} was observed`);
    let number: Anomaly["number"] = null;
    if (entry.number) {
      const read = parseQuantity(entry.number.value, entry.number.dimension as Dimension);
      if (read.ok) number = { what: entry.number.what, text: entry.number.value, valueSi: read.value };
      else problems.push(`${where}.number: ${read.problem}`);
    }
    const { id, vehicle, severity, what, confidence, source } = entry;
    return {
      id,
      timeS,
      precision,
      system: entry.system,
      vehicle,
      severity,
      what,
      number,
      confidence,
      source,
    };
  });
  const exposures = file.exposure.map((entry) => {
    const where = `exposure.${entry.measure}`;
    const stretchOfIt = stretch(where, entry);
    for (const id of entry.counts) {
      const anomaly = anomalies.find((candidate) => candidate.id === id);
      if (!anomaly) problems.push(`${where}.counts: "${id}" is no anomaly of this list`);
      else if (anomaly.timeS < stretchOfIt.fromS || anomaly.timeS > stretchOfIt.untilS)
        problems.push(`${where}.counts: "${id}" lies outside the period of the exposure`);
    }
    return {
      measure: entry.measure,
      amount: entry.amount,
      low: entry.low ?? entry.amount,
      high: entry.high ?? entry.amount,
      period: stretchOfIt,
      counts: entry.counts,
      confidence: entry.confidence,
      source: entry.source,
    };
  });
  for (const [i, entry] of file.precedents.entries()) time(`precedents.${i}.at`, entry.at);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    ledger: {
      id: file.id,
      title: file.title,
      observed,
      selection: file.selection.trim(),
      systems,
      exposures,
      anomalies: anomalies.toSorted((a, b) => a.timeS - b.timeS),
      precedents: file.precedents,
    },
  };
}
