import { pressureUnits, rateUnits } from "../words/units.ts";
import {
  besides,
  type ConsoleState,
  type LedgerChoice,
  loopPanels,
  stationPanels,
  type View,
  views,
} from "./console-state.ts";
import { readForecastChoice, writeForecastChoice } from "./forecast-address.ts";

/** What the address says of the state; what it does not say is absent. */
export type Addressed = Partial<
  Pick<ConsoleState, "runId" | "view" | "loopId" | "instantS" | "pressureUnit" | "rateUnit" | "hindsight">
> &
  Partial<Pick<ConsoleState, "beside" | "missionZeroS">> &
  Partial<
    Pick<
      ConsoleState,
      | "ledgerChoice"
      | "switches"
      | "claimId"
      | "planOption"
      | "loopPanel"
      | "stationPanel"
      | "forecastChoice"
      | "compared"
    >
  >;

function oneOf<T extends string>(all: readonly T[], value: string | null): T | undefined {
  return all.find((candidate) => candidate === value);
}

const listOf = (value: string | null): readonly string[] =>
  (value ?? "").split(",").filter((id) => id !== "");

/** Views of what is on record, which can be asked with hindsight. */
const isOfRecord = (view: View | undefined): boolean =>
  view === "cause" || view === "claims" || view === "plan" || view === "ledger" || view === "library";

const severities = ["1", "2", "3", "4"] as const;

function readLedgerChoice(said: URLSearchParams): LedgerChoice {
  const severity = oneOf(severities, said.get("severity")) ?? "1";
  return {
    severityFrom: Number(severity) as LedgerChoice["severityFrom"],
    system: said.get("system") || null,
  };
}

/** Reads run, view, loop, instant and units from an address's query. Unknown words are left out, never guessed at. */
export function readAddress(query: string): Addressed {
  const said = new URLSearchParams(query);
  const view = oneOf(views, said.get("view"));
  const pressureUnit = oneOf(pressureUnits, said.get("pressure"));
  const rateUnit = oneOf(rateUnits, said.get("rate"));
  const timeMs = Date.parse(said.get("t") ?? "");
  const zeroMs = Date.parse(said.get("zero") ?? "");
  const beside = oneOf(besides, said.get("beside"));
  const runId = said.get("run");
  const loopId = said.get("loop");
  return {
    ...(runId ? { runId } : {}),
    ...(loopId ? { loopId } : {}),
    ...(view ? { view } : {}),
    ...(isOfRecord(view) ? { hindsight: said.get("known") === "all" } : {}),
    ...(view === "ledger" ? { ledgerChoice: readLedgerChoice(said) } : {}),
    ...(view === "cause" ? { switches: { off: listOf(said.get("off")), on: listOf(said.get("on")) } } : {}),
    ...(view === "plan" ? { planOption: Math.max(1, Math.floor(Number(said.get("option") ?? 1)) || 1) } : {}),
    ...(view === "forecast" ? { forecastChoice: readForecastChoice(said) } : {}),
    ...(view === "library" ? { compared: [said.get("left") || null, said.get("right") || null] } : {}),
    ...(view === "loop" ? { loopPanel: oneOf(loopPanels, said.get("panel")) ?? "signals" } : {}),
    ...(view === "station" ? { stationPanel: oneOf(stationPanels, said.get("panel")) ?? "plan" } : {}),
    ...(view === "claims" ? { claimId: said.get("claim") || null } : {}),
    ...(pressureUnit ? { pressureUnit } : {}),
    ...(rateUnit ? { rateUnit } : {}),
    ...(beside ? { beside } : {}),
    ...(Number.isFinite(zeroMs) ? { missionZeroS: zeroMs / 1000 } : {}),
    ...(Number.isFinite(timeMs) ? { instantS: timeMs / 1000 } : {}),
  };
}

const isoOf = (timeS: number): string =>
  new Date(Math.floor(timeS) * 1000).toISOString().replace(".000Z", "Z");

/** The query that leads back to this state, paused at its instant. */
export function writeAddress(state: ConsoleState): string {
  const said = new URLSearchParams();
  if (state.runId !== null) said.set("run", state.runId);
  said.set("view", state.view);
  if ((state.view === "loop" || state.view === "forecast") && state.loopId !== null)
    said.set("loop", state.loopId);
  if (state.view === "station" && state.stationPanel !== "plan") said.set("panel", state.stationPanel);
  if (state.view === "loop" && state.loopPanel !== "signals") said.set("panel", state.loopPanel);
  if (state.view === "ledger") {
    const { severityFrom, system } = state.ledgerChoice;
    if (severityFrom > 1) said.set("severity", String(severityFrom));
    if (system !== null) said.set("system", system);
  }
  if (state.view === "cause") {
    if (state.switches.off.length > 0) said.set("off", state.switches.off.join(","));
    if (state.switches.on.length > 0) said.set("on", state.switches.on.join(","));
  }
  if (state.view === "claims" && state.claimId !== null) said.set("claim", state.claimId);
  if (state.view === "forecast") writeForecastChoice(said, state.forecastChoice);
  if (state.view === "library") {
    const [left, right] = state.compared;
    if (left !== null) said.set("left", left);
    if (right !== null) said.set("right", right);
  }
  if (state.view === "plan" && state.planOption > 1) said.set("option", String(state.planOption));
  if (isOfRecord(state.view) && state.hindsight) said.set("known", "all");
  if (state.instantS !== null) said.set("t", isoOf(state.instantS));
  if (state.beside !== "nothing") said.set("beside", state.beside);
  if (state.beside === "mission" && state.missionZeroS !== null) said.set("zero", isoOf(state.missionZeroS));
  said.set("pressure", state.pressureUnit);
  said.set("rate", state.rateUnit);
  // Colons and slashes are legal in a query; left as they are, a person can read the link.
  return `?${said.toString().replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3D", "=")}`;
}
