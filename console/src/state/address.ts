import { pressureUnits, rateUnits } from "../words/units.ts";
import { type ConsoleState, type LedgerChoice, views } from "./console-state.ts";

/** What the address says of the state; what it does not say is absent. */
export type Addressed = Partial<
  Pick<ConsoleState, "runId" | "view" | "loopId" | "instantS" | "pressureUnit" | "rateUnit" | "ledgerChoice">
>;

function oneOf<T extends string>(all: readonly T[], value: string | null): T | undefined {
  return all.find((candidate) => candidate === value);
}

const severities = ["1", "2", "3", "4"] as const;

function readLedgerChoice(said: URLSearchParams): LedgerChoice {
  const severity = oneOf(severities, said.get("severity")) ?? "1";
  return {
    severityFrom: Number(severity) as LedgerChoice["severityFrom"],
    system: said.get("system") || null,
    whole: said.get("list") === "whole",
  };
}

/** Reads run, view, loop, instant and units from an address's query. Unknown words are left out, never guessed at. */
export function readAddress(query: string): Addressed {
  const said = new URLSearchParams(query);
  const view = oneOf(views, said.get("view"));
  const pressureUnit = oneOf(pressureUnits, said.get("pressure"));
  const rateUnit = oneOf(rateUnits, said.get("rate"));
  const timeMs = Date.parse(said.get("t") ?? "");
  const runId = said.get("run");
  const loopId = said.get("loop");
  return {
    ...(runId ? { runId } : {}),
    ...(loopId ? { loopId } : {}),
    ...(view ? { view } : {}),
    ...(view === "ledger" ? { ledgerChoice: readLedgerChoice(said) } : {}),
    ...(pressureUnit ? { pressureUnit } : {}),
    ...(rateUnit ? { rateUnit } : {}),
    ...(Number.isFinite(timeMs) ? { instantS: timeMs / 1000 } : {}),
  };
}

/** The query that leads back to this state, paused at its instant. */
export function writeAddress(state: ConsoleState): string {
  const said = new URLSearchParams();
  if (state.runId !== null) said.set("run", state.runId);
  said.set("view", state.view);
  if (state.view === "loop" && state.loopId !== null) said.set("loop", state.loopId);
  if (state.view === "ledger") {
    const { severityFrom, system, whole } = state.ledgerChoice;
    if (severityFrom > 1) said.set("severity", String(severityFrom));
    if (system !== null) said.set("system", system);
    if (whole) said.set("list", "whole");
  }
  if (state.instantS !== null) {
    const iso = new Date(Math.floor(state.instantS) * 1000).toISOString();
    said.set("t", iso.replace(".000Z", "Z"));
  }
  said.set("pressure", state.pressureUnit);
  said.set("rate", state.rateUnit);
  // Colons and slashes are legal in a query; left as they are, a person can read the link.
  return `?${said.toString().replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
}
