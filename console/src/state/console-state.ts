import type {
  Alarm,
  AlarmJournal,
  Board,
  CauseAnswer,
  ClaimsAnswer,
  DebrisAnswer,
  LedgerAnswer,
  LoopStatus,
  LoopSummary,
  PlanAnswer,
  Run,
  SchematicAnswer,
  SensorsAnswer,
  Series,
  ShelvedAlarm,
  StationAnswer,
} from "../../../src/service/contract.ts";
import type { StateFinding } from "../../../src/watch/finding.ts";
import type { PressureUnit, RateUnit } from "../words/units.ts";

export const speeds = [1, 10, 60, 600] as const;
export type Speed = (typeof speeds)[number];

/** Views in the order a director asks; each is reached by its number. */
export const views = [
  "station",
  "loops",
  "loop",
  "cause",
  "claims",
  "forecast",
  "plan",
  "ledger",
  "camera",
  "library",
] as const;
export type View = (typeof views)[number];

/** The key that opens a view: its number, 0 for the tenth; none beyond. */
export const keyOfView = (view: View): string | undefined => {
  const number = views.indexOf(view) + 1;
  return number > 10 ? undefined : String(number % 10);
};

/** What the view of one loop shows beside its verdict. */
export const loopPanels = ["signals", "schematic"] as const;
export type LoopPanel = (typeof loopPanels)[number];

/** How the station is drawn. */
export const stationPanels = ["plan", "space"] as const;
export type StationPanel = (typeof stationPanels)[number];

export const themes = ["dark", "light", "system"] as const;
export type Theme = (typeof themes)[number];

export const densities = ["dense", "comfortable"] as const;
export type Density = (typeof densities)[number];

/** What stands beside UTC: nothing, time since the mission's zero, or time since the first leak known by then. */
export const besides = ["nothing", "mission", "leak"] as const;
export type Beside = (typeof besides)[number];

/** Messages of the event stream that never came to the screen. */
export interface Dropped {
  readonly reason: string;
  readonly times: number;
  /** Wall clock [ms]. */
  readonly atMs: number;
}

export type Dialog = "acknowledge" | "shelve" | "unshelve" | "alarms" | "help" | "settings";

/** An answer that one view asked for, or why there is none. */
export interface Asked<T> {
  /** Whose answer it is: run, filter, whatever a later answer must share to be of the same kind. */
  readonly of: string;
  /** Nothing in it is later than this; null where the answer does not depend on the instant. */
  readonly knownByS: number | null;
  /** What makes another answer of the same kind: the one before may stand until it comes. */
  readonly also?: string;
  readonly value: T | null;
  readonly problem: string | null;
}

/** What of the ledger is counted. */
export interface LedgerChoice {
  readonly severityFrom: 1 | 2 | 3 | 4;
  readonly system: string | null;
}

/** Something picked to be done in a what-if: what is put to what, and when after the instant. */
export interface PickedAction {
  readonly kind: string;
  readonly what: string;
  readonly to: string;
  readonly atS: number;
}

export interface PickedWhatIf {
  readonly name: string;
  readonly picks: readonly PickedAction[];
}

/** What is asked of the forecast. */
export interface ForecastChoice {
  readonly hours: number;
  /** Element that the hole is put in; null: where it is likeliest. */
  readonly where: string | null;
  readonly whatIfs: readonly PickedWhatIf[];
}

/** Items of evidence switched against their default. */
export interface Switches {
  readonly off: readonly string[];
  readonly on: readonly string[];
}

export interface TimeWindow {
  readonly fromS: number;
  readonly toS: number;
}

export interface Changes {
  readonly run: string;
  readonly toS: number;
  readonly list: readonly StateFinding[];
}

export interface ConsoleState {
  /** null until the service has answered once. */
  readonly runs: readonly Run[] | null;
  /** Why the last request failed; null once one succeeds. */
  readonly problem: string | null;
  /** null until the first sign of life or until it is overdue. */
  readonly alive: boolean | null;
  readonly lastAliveMs: number | null;
  readonly watchedLoops: number;

  readonly runId: string | null;
  readonly view: View;
  readonly loopId: string | null;
  readonly loopPanel: LoopPanel;
  readonly stationPanel: StationPanel;
  /** Instant of the time bar; null until a run is open. */
  readonly instantS: number | null;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Width of the charts' window while it follows the instant. */
  readonly spanS: number;
  /** A window chosen by hand; null while it follows. */
  readonly window: TimeWindow | null;

  readonly pressureUnit: PressureUnit;
  readonly rateUnit: RateUnit;
  readonly theme: Theme;

  readonly board: Board | null;
  readonly series: Series | null;
  /** The last hours of each loop, coarse. */
  readonly sparks: Readonly<Record<string, Series>>;
  /** Changes of state that the watch has reported, from the run's beginning to as far as anybody has looked. */
  readonly changes: Changes | null;
  /** Changes when an acknowledgement makes the board stale. */
  readonly boardEdition: number;

  readonly density: Density;
  readonly beside: Beside;
  /** Zero of the mission's clock [Unix s]; null: where the run begins. */
  readonly missionZeroS: number | null;
  /** Display data that were lost since somebody last took note; null where none were. */
  readonly dropped: Dropped | null;
  /** Not shown, offered to a newcomer, or at a step counted from 0. */
  readonly tour: "off" | "offered" | number;
  /** Whether new alarms sound. */
  readonly sound: boolean;
  /** Everything on record instead of what was known by the instant, in the views of the record; marked as hindsight. */
  readonly hindsight: boolean;
  readonly ledgerChoice: LedgerChoice;
  readonly switches: Switches;
  /** The statement that is looked at. */
  readonly claimId: string | null;
  readonly cause: Asked<CauseAnswer> | null;
  readonly claims: Asked<ClaimsAnswer> | null;
  readonly ledger: Asked<LedgerAnswer> | null;
  readonly debris: Asked<DebrisAnswer> | null;
  readonly journal: Asked<AlarmJournal> | null;
  readonly station: Asked<StationAnswer> | null;
  readonly plan: Asked<PlanAnswer> | null;
  readonly schematic: Asked<SchematicAnswer> | null;
  readonly sensors: Asked<SensorsAnswer> | null;
  readonly forecastChoice: ForecastChoice;
  /** The two incidents of the library that are held side by side; null: the first and the second. */
  readonly compared: readonly [string | null, string | null];
  /** Which of the planner's options is looked at, counted from 1. */
  readonly planOption: number;

  readonly dialog: Dialog | null;
  readonly alarmId: string | null;
}

export const initialState: ConsoleState = {
  runs: null,
  problem: null,
  alive: null,
  lastAliveMs: null,
  watchedLoops: 0,
  runId: null,
  view: "loops",
  loopId: null,
  loopPanel: "signals",
  stationPanel: "plan",
  instantS: null,
  playing: false,
  speed: 60,
  spanS: 3 * 3600,
  window: null,
  pressureUnit: "kPa",
  rateUnit: "g/s",
  theme: "dark",
  board: null,
  series: null,
  sparks: {},
  changes: null,
  boardEdition: 0,
  density: "dense",
  beside: "nothing",
  missionZeroS: null,
  dropped: null,
  tour: "off",
  sound: false,
  hindsight: false,
  ledgerChoice: { severityFrom: 1, system: null },
  switches: { off: [], on: [] },
  claimId: null,
  ledger: null,
  cause: null,
  claims: null,
  debris: null,
  journal: null,
  station: null,
  plan: null,
  schematic: null,
  sensors: null,
  planOption: 1,
  compared: [null, null],
  forecastChoice: { hours: 72, where: null, whatIfs: [] },
  dialog: null,
  alarmId: null,
};

export const runOf = (state: ConsoleState): Run | null =>
  state.runs?.find((run) => run.id === state.runId) ?? null;

/** The board, unless it knows more than the instant of the time bar may. */
export function knowableBoard(state: ConsoleState): Board | null {
  const { board, runId, instantS } = state;
  if (board === null || instantS === null || board.run !== runId) return null;
  return board.timeS <= instantS + 1e-6 ? board : null;
}

/** An answer, unless it knows more than the instant of the time bar may, or answers something else. */
export function knowable<T>(asked: Asked<T> | null, of: string, instantS: number | null): Asked<T> | null {
  if (asked === null || asked.of !== of) return null;
  if (asked.knownByS === null || (instantS !== null && asked.knownByS <= instantS + 1e-6)) return asked;
  return null;
}

/** What a ledger answer is an answer to. */
export const ledgerKey = (state: ConsoleState): string =>
  `${state.ledgerChoice.severityFrom} ${state.hindsight || state.instantS === null ? "whole" : "then"}`;

const then = (state: ConsoleState): string => (state.hindsight ? "whole" : "then");

/** What an answer about a run's claims is an answer to. */
export const claimsKey = (state: ConsoleState): string => `${state.runId} ${then(state)}`;

/** What an answer about a run's plan is an answer to. */
export const planKey = (state: ConsoleState): string => `${state.runId} ${then(state)}`;

/** What an answer about a run's station is an answer to. */
export const stationKey = (state: ConsoleState): string => `${state.runId}`;

/** What an answer about a loop's hardware is an answer to. */
export const schematicKey = (state: ConsoleState): string => `${state.runId} ${state.loopId}`;

/** What an answer about a run's cause is an answer to; the switches change it, but not what it is about. */
export const causeKey = (state: ConsoleState): string => `${state.runId} ${then(state)}`;

const noShelves: readonly ShelvedAlarm[] = [];

/** Alarms that a person has taken off the board, with the one that comes back first at the head. */
export function shelvedAlarms(board: Board | null): readonly ShelvedAlarm[] {
  if (board === null || board.shelved.length === 0) return noShelves;
  return [...board.shelved].sort((a, b) => a.shelved.untilS - b.shelved.untilS);
}

export const statusOf = (board: Board | null, loop: string | null): LoopStatus | null =>
  board?.loops.find((status) => status.loop === loop) ?? null;

export const loopOf = (run: Run | null, loop: string | null): LoopSummary | null =>
  run?.loops.find((candidate) => candidate.id === loop) ?? null;

const urgency: Record<Alarm["priority"], number> = { emergency: 0, warning: 1, caution: 2, advisory: 3 };

/** Alarms that ask for a look at the instant: standing, or cleared but not acknowledged. Most urgent first, then the unacknowledged, then the newest. */
export function standingAlarms(board: Board | null): readonly Alarm[] {
  if (board === null) return [];
  return board.alarms
    .filter((alarm) => alarm.raisedS <= board.timeS)
    .filter((alarm) => !isCleared(alarm, board.timeS) || !isAcknowledged(alarm))
    .sort(
      (a, b) =>
        urgency[a.priority] - urgency[b.priority] ||
        Number(isAcknowledged(a)) - Number(isAcknowledged(b)) ||
        b.raisedS - a.raisedS,
    );
}

export const isAcknowledged = (alarm: Alarm): boolean => alarm.acknowledged !== null;

export const isCleared = (alarm: Alarm, timeS: number): boolean =>
  alarm.clearedS !== null && alarm.clearedS <= timeS;

/** What the charts show: the window chosen by hand, or the span that ends a little after the instant. */
export function chartWindow(state: ConsoleState): TimeWindow | null {
  if (state.window !== null) return state.window;
  const run = runOf(state);
  if (run === null || state.instantS === null) return null;
  const toS = state.instantS + 0.03 * state.spanS;
  return { fromS: toS - state.spanS, toS };
}

/** Whether two lists of alarms say the same, so that a new board with old news renders nothing anew. */
export const sameAlarms = (a: readonly Alarm[], b: readonly Alarm[]): boolean =>
  a.length === b.length &&
  a.every((alarm, at) => {
    const other = b[at]!;
    return (
      alarm.id === other.id &&
      alarm.run === other.run &&
      alarm.priority === other.priority &&
      alarm.message === other.message &&
      alarm.clearedS === other.clearedS &&
      alarm.acknowledged?.atS === other.acknowledged?.atS &&
      alarm.acknowledged?.by === other.acknowledged?.by
    );
  });

/** When the first leak began that is known on the board [Unix s]; null where none is known. */
export function firstLeakS(board: Board | null): number | null {
  const onsets = (board?.loops ?? []).flatMap(({ leak }) =>
    leak?.type === "leak" && leak.phase !== "ended" ? [leak.onset.medianS] : [],
  );
  return onsets.length === 0 ? null : Math.min(...onsets);
}
