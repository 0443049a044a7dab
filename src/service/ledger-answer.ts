import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { assessLedger, dateText, type LedgerResult, readLedger, shippedLedger } from "../ledger/index.ts";
import type { LedgerAnswer } from "./ledger-contract.ts";
import { Problem } from "./problem.ts";

export interface LedgerQuestion {
  readonly severityFrom: number;
  /** Nothing later than this counts [Unix s]; null for the whole list. */
  readonly knownByS: number | null;
}

const DAY_S = 86_400;
const answersKept = 64;
const kept = new Map<string, LedgerAnswer>();

/**
 * The shipped ledger, as it stood at an instant or whole. Counted to the day, or to its last event of that day; answers
 * are kept, for the list does not change and its exact tests take a while.
 */
export function ledgerAnswer({ severityFrom, knownByS }: LedgerQuestion): LedgerAnswer {
  const yaml = readFileSync(shippedLedger, "utf8");
  const read = readLedger(yaml);
  if (!read.ok) throw new Error(`the shipped ledger cannot be used: ${read.problems.join("; ")}`);
  const { observed, anomalies } = read.ledger;
  const listed = { from: dateText(observed.fromS), until: dateText(observed.untilS) };
  const isWhole = knownByS === null || knownByS >= observed.untilS;
  const past = isWhole ? anomalies : anomalies.filter(({ timeS }) => timeS <= knownByS);
  const untilS = isWhole ? null : Math.max(Math.floor(knownByS / DAY_S) * DAY_S, past.at(-1)?.timeS ?? 0);
  const key = `${severityFrom} ${untilS}`;
  const known = kept.get(key);
  if (known !== undefined) return { ...known, knownByS: isWhole ? null : knownByS };
  if (past.length === 0 || (untilS !== null && untilS <= observed.fromS)) {
    const detail = `Nothing of the ledger had happened at ${knownByS}: it begins on ${listed.from}. Ask for a later instant, or leave knownByS out for the whole list.`;
    throw new Problem(404, "ledger-not-begun", detail);
  }
  const result = assessLedger({
    yaml: untilS === null ? yaml : cut(yaml, new Set(past.map(({ id }) => id)), untilS),
    severityFrom,
  });
  const later = anomalies
    .slice(past.length)
    .filter(({ severity }) => severity >= severityFrom)
    .map(({ id, timeS, precision, system, vehicle, severity }) => ({
      id,
      date: precision === "month" ? dateText(timeS).slice(0, 7) : dateText(timeS),
      system,
      vehicle,
      severity,
    }));
  const caveats = untilS === null ? result.caveats : [hindsight, ...result.caveats];
  const plain = JSON.parse(JSON.stringify({ ...result, caveats })) as LedgerResult;
  const answer = { ...plain, knownByS: isWhole ? null : knownByS, listed, later } as LedgerAnswer;
  if (kept.size >= answersKept) kept.delete(kept.keys().next().value!);
  kept.set(key, answer);
  return answer;
}

const hindsight =
  "Counted up to the shown day. Descriptions are those of the list, which was drawn up later; numbers published later and exposures over the whole period are left out.";

interface LedgerFile {
  observed: { until: string };
  systems: { observed?: { until: string } }[];
  anomalies: { id: string; number?: unknown }[];
  exposure?: unknown;
}

/** The list as it would have ended at an instant. Numbers carry no date of their own, so none is kept. */
function cut(yaml: string, past: ReadonlySet<string>, untilS: number): string {
  const file = parse(yaml) as LedgerFile;
  const until = `${new Date(untilS * 1000).toISOString().slice(0, 16)}Z`;
  return stringify({
    ...file,
    observed: { ...file.observed, until },
    systems: file.systems.map((system) =>
      system.observed === undefined ? system : { ...system, observed: { ...system.observed, until } },
    ),
    anomalies: file.anomalies
      .filter(({ id }) => past.has(id))
      .map(({ number: _, ...anomaly }) => ({ ...anomaly })),
    exposure: [],
  });
}
