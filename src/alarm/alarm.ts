import type { Priority } from "./priority.ts";

/** What an alarm is about. One alarm exists per loop and cause, however often it is said. */
export type Cause = "leak" | "blind" | "source" | `fault:${string}`;

/** `loop` of an alarm about the whole run, such as the loss of its source. */
export const wholeRun = "*";

/** The identity rule: the same loop and cause are the same alarm. */
export function alarmId(loop: string, cause: Cause): string {
  return `${loop}~${cause}`;
}

/** Why an alarm is kept off the board although its condition is still followed. */
export type Withheld =
  | { readonly kind: "shelved"; readonly by: string; readonly reason: string; readonly untilS: number }
  | { readonly kind: "suppressed"; readonly root: string }
  | { readonly kind: "out-of-service"; readonly by: string; readonly reason: string };

/** The states of ISA-18.2 clause 5.6, one name each. */
export type Phase =
  | "normal"
  | "unacknowledged"
  | "acknowledged"
  | "cleared"
  | "shelved"
  | "suppressed"
  | "out-of-service";

export interface Acknowledgement {
  readonly by: string;
  readonly reason: string;
  readonly atS: number;
}

/** One alarm as plain data. Times are Unix seconds of the run, never of a wall clock. */
export interface Alarm {
  readonly id: string;
  readonly loop: string;
  readonly cause: Cause;
  /** The condition holds, as far as anything measured has said. Silence leaves it as it is. */
  readonly active: boolean;
  /** It was raised, or made more urgent, and nobody has answered for that yet. */
  readonly awaitsAnswer: boolean;
  readonly withheld: Withheld | null;
  /** Highest priority since `raisedS`. */
  readonly priority: Priority;
  readonly message: string;
  /** First raise that belongs to what is on the board now. */
  readonly raisedS: number;
  /** Latest instant at which the condition began to hold. */
  readonly activeSinceS: number;
  readonly clearedS: number | null;
  /** Instant of the latest event that had an effect. */
  readonly changedS: number;
  readonly acknowledged: Acknowledgement | null;
}

/** An alarm that has never been raised. */
export function quietAlarm(loop: string, cause: Cause): Alarm {
  return {
    id: alarmId(loop, cause),
    loop,
    cause,
    active: false,
    awaitsAnswer: false,
    withheld: null,
    priority: "advisory",
    message: "",
    raisedS: 0,
    activeSinceS: 0,
    clearedS: null,
    changedS: 0,
    acknowledged: null,
  };
}

/** The state in which people see the alarm. */
export function phaseOf(alarm: Alarm): Phase {
  if (alarm.withheld !== null) return alarm.withheld.kind;
  if (alarm.active) return alarm.awaitsAnswer ? "unacknowledged" : "acknowledged";
  return alarm.awaitsAnswer ? "cleared" : "normal";
}

/** True if the alarm belongs on the board: raised and not withheld, or cleared and still waiting for an answer. */
export function isOnBoard(alarm: Alarm): boolean {
  const phase = phaseOf(alarm);
  return phase === "unacknowledged" || phase === "acknowledged" || phase === "cleared";
}
