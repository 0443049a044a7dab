import { type Alarm, phaseOf, type Withheld } from "./alarm.ts";
import type { AlarmEvent } from "./alarm-event.ts";
import { isMoreUrgent } from "./priority.ts";

/** Longest time for which an alarm can be shelved: one shift of eight hours [s]. */
export const longestShelfS = 8 * 3600;

/** The alarm after an event, or why the event has no effect. A refusal leaves the alarm untouched. */
export type Transition =
  | { readonly alarm: Alarm; readonly refused: null }
  | { readonly alarm: Alarm; readonly refused: string };

/**
 * The life-cycle of ISA-18.2 for one alarm: pure, total, and the only place where an alarm changes.
 * Only `clear` ends a condition, and only `acknowledge` answers for one.
 */
export function transition(alarm: Alarm, event: AlarmEvent): Transition {
  const step = stepOf(alarm, event);
  return step.refused === null ? accept({ ...step.alarm, changedS: event.timeS }) : step;
}

function stepOf(alarm: Alarm, event: AlarmEvent): Transition {
  switch (event.kind) {
    case "raise":
      return raise(alarm, event);
    case "restate":
      if (!alarm.active) return refuse(alarm, "its condition does not hold");
      if (isMoreUrgent(alarm.priority, event.priority)) return refuse(alarm, "it is raised as more urgent");
      if (alarm.message === event.message) return refuse(alarm, "it says so already");
      return accept({ ...alarm, message: event.message });
    case "clear":
      if (!alarm.active) return refuse(alarm, "its condition does not hold");
      return accept({ ...alarm, active: false, clearedS: event.timeS });
    case "acknowledge":
      return acknowledge(alarm, event);
    case "shelve":
      return shelve(alarm, event);
    case "unshelve":
      if (alarm.withheld?.kind !== "shelved") return refuse(alarm, "it is not shelved");
      return accept(release(alarm));
    case "expire":
      if (alarm.withheld?.kind !== "shelved") return refuse(alarm, "it is not shelved");
      if (event.timeS < alarm.withheld.untilS) return refuse(alarm, "its shelf has not ended");
      return accept(release(alarm));
    case "suppress":
      if (alarm.withheld !== null) return refuse(alarm, `it is already ${alarm.withheld.kind}`);
      return accept(withhold(alarm, { kind: "suppressed", root: event.root }));
    case "unsuppress":
      if (alarm.withheld?.kind !== "suppressed") return refuse(alarm, "it is not suppressed");
      return accept(release(alarm));
    case "remove":
      if (alarm.withheld?.kind === "out-of-service") return refuse(alarm, "it is already out of service");
      return accept(withhold(alarm, { kind: "out-of-service", by: event.by, reason: event.reason }));
    case "restore":
      if (alarm.withheld?.kind !== "out-of-service") return refuse(alarm, "it is not out of service");
      return accept(release(alarm));
  }
}

function raise(alarm: Alarm, event: Extract<AlarmEvent, { kind: "raise" }>): Transition {
  const { timeS, priority, message, worse = false } = event;
  if (!alarm.active) {
    const continues = alarm.awaitsAnswer;
    const keepsPriority = continues && isMoreUrgent(alarm.priority, priority);
    return accept({
      ...alarm,
      active: true,
      awaitsAnswer: true,
      acknowledged: null,
      clearedS: null,
      activeSinceS: timeS,
      raisedS: continues ? alarm.raisedS : timeS,
      priority: keepsPriority ? alarm.priority : priority,
      message: keepsPriority ? alarm.message : message,
    });
  }
  if (!worse && !isMoreUrgent(priority, alarm.priority))
    return refuse(alarm, "it is already raised, as urgent or more");
  // A shelf was given for the alarm as it stood: a more urgent or a worse one comes back.
  const withheld = alarm.withheld?.kind === "shelved" ? null : alarm.withheld;
  const highest = isMoreUrgent(alarm.priority, priority) ? alarm.priority : priority;
  return accept({
    ...alarm,
    awaitsAnswer: true,
    acknowledged: null,
    priority: highest,
    message,
    withheld,
  });
}

function acknowledge(alarm: Alarm, event: Extract<AlarmEvent, { kind: "acknowledge" }>): Transition {
  const phase = phaseOf(alarm);
  if (phase === "acknowledged") {
    return refuse(alarm, `${alarm.acknowledged?.by ?? "somebody"} has already acknowledged it`);
  }
  if (phase !== "unacknowledged" && phase !== "cleared") return refuse(alarm, `it is ${phase}`);
  const acknowledged = { by: event.by, reason: event.reason, atS: event.timeS };
  return accept({ ...alarm, awaitsAnswer: false, acknowledged });
}

function shelve(alarm: Alarm, event: Extract<AlarmEvent, { kind: "shelve" }>): Transition {
  if (alarm.withheld?.kind === "out-of-service") return refuse(alarm, "it is out of service");
  if (!(event.untilS > event.timeS)) return refuse(alarm, "the shelf would end before it begins");
  if (event.untilS - event.timeS > longestShelfS) {
    return refuse(alarm, `a shelf lasts ${longestShelfS / 3600} h at most`);
  }
  const { by, reason, untilS } = event;
  return accept(withhold(alarm, { kind: "shelved", by, reason, untilS }));
}

function withhold(alarm: Alarm, withheld: Withheld): Alarm {
  return { ...alarm, withheld };
}

/** ISA-18.2 clause 11.7.3: what comes back and still holds asks again, whoever answered before. */
function release(alarm: Alarm): Alarm {
  if (!alarm.active) return { ...alarm, withheld: null };
  return { ...alarm, withheld: null, awaitsAnswer: true, acknowledged: null };
}

function accept(alarm: Alarm): Transition {
  return { alarm, refused: null };
}

function refuse(alarm: Alarm, why: string): Transition {
  return { alarm, refused: why };
}
