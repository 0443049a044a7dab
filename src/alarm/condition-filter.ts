import { alarmId } from "./alarm.ts";
import type { Condition } from "./condition.ts";
import { isMoreUrgent, type Priority } from "./priority.ts";

/** A sensor fault told again within this time is the same fault [s]. */
export const sameFaultS = 3600;

interface Known {
  readonly active: boolean;
  readonly priority: Priority;
  readonly timeS: number;
  /** What was said last, without its figures. */
  readonly gist: string | null;
}

/**
 * Lets through only what may change an alarm, whatever people do to it: a watch that repeats its estimate at every frame
 * says nothing new to the alarms. What is left out here could have had no effect.
 */
export class ConditionFilter {
  readonly #known = new Map<string, Known>();

  /** True if the condition is new; it is then remembered. */
  admits({ loop, cause, event }: Condition): boolean {
    const id = alarmId(loop, cause);
    const known = this.#known.get(id);
    const isActive = known?.active ?? false;
    if (event.kind === "clear") {
      if (known === undefined || !isActive) return false;
      this.#known.set(id, { ...known, active: false });
      return true;
    }
    if (event.kind === "restate") {
      if (
        known === undefined ||
        !isActive ||
        known.gist === event.gist ||
        isMoreUrgent(known.priority, event.priority)
      )
        return false;
      this.#known.set(id, { ...known, gist: event.gist });
      return true;
    }
    const isWorse =
      event.worse === true || known === undefined || isMoreUrgent(event.priority, known.priority);
    if (isActive && !isWorse) return false;
    const isRepeat = known !== undefined && !isActive && event.timeS - known.timeS < sameFaultS;
    if (cause.startsWith("fault:") && isRepeat) return false;
    const keepsPriority = isActive && known !== undefined && isMoreUrgent(known.priority, event.priority);
    const priority = keepsPriority ? known.priority : event.priority;
    this.#known.set(id, { active: true, priority, timeS: event.timeS, gist: event.gist ?? null });
    return true;
  }
}
