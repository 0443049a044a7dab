import type { Alarm, Board, LoopStatus, LoopSummary, Run, Series } from "../../../src/service/contract.ts";
import type { StateFinding } from "../../../src/watch/finding.ts";
import type { PressureUnit, RateUnit } from "../words/units.ts";

export const speeds = [1, 10, 60, 600] as const;
export type Speed = (typeof speeds)[number];

/** Views in the order a director asks; each is reached by its number. */
export const views = ["loops", "loop"] as const;
export type View = (typeof views)[number];

export const themes = ["dark", "light", "system"] as const;
export type Theme = (typeof themes)[number];

export type Dialog = "acknowledge" | "alarms" | "help" | "settings";

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
