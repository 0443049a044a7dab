import { type Alarm, alarmId, type Cause, type Phase, phaseOf, quietAlarm, wholeRun } from "./alarm.ts";
import type { AlarmEvent } from "./alarm-event.ts";
import { transition } from "./life-cycle.ts";
import { type LoopPlace, longBlindSentence, sourceSentence } from "./sentence.ts";

/** Beyond this, blindness is a caution: longer than the usual gaps between relay satellites, 20 min at most [s]. */
export const longBlindS = 30 * 60;

/** All alarms of one run at one instant: plain data, never changed in place. */
export interface AlarmBook {
  readonly loops: readonly LoopPlace[];
  readonly alarms: ReadonlyMap<string, Alarm>;
}

/** One change of one alarm, as it goes into the journal. Replaying entries in order gives the book again. */
export interface AlarmEntry {
  readonly loop: string;
  readonly cause: Cause;
  readonly event: AlarmEvent;
  readonly from: Phase;
  readonly to: Phase;
}

export interface BookStep {
  readonly book: AlarmBook;
  readonly entries: readonly AlarmEntry[];
  /** Why the event had no effect, or null. What time itself brought stands in `entries` all the same. */
  readonly refused: string | null;
}

export function emptyBook(loops: readonly LoopPlace[]): AlarmBook {
  return { loops, alarms: new Map() };
}

/** Lets one event happen to one alarm, after all that was due before it, and then settles what follows from it. */
export function advance(book: AlarmBook, loop: string, cause: Cause, event: AlarmEvent): BookStep {
  const draft = draftOf(book);
  passTime(draft, event.timeS);
  const refused = apply(draft, loop, cause, event);
  settle(draft, event.timeS);
  return { book: closed(draft), entries: draft.entries, refused };
}

/** Lets time pass: shelves end, and blindness that lasts becomes more urgent. */
export function advanceTo(book: AlarmBook, timeS: number): BookStep {
  const draft = draftOf(book);
  passTime(draft, timeS);
  return { book: closed(draft), entries: draft.entries, refused: null };
}

/** The book that a journal describes. Throws if an entry does not lead from where and to where it says. */
export function replay(loops: readonly LoopPlace[], entries: Iterable<AlarmEntry>): AlarmBook {
  const draft = draftOf(emptyBook(loops));
  let index = 0;
  for (const entry of entries) {
    const id = alarmId(entry.loop, entry.cause);
    const phase = () => {
      const alarm = draft.alarms.get(id);
      return alarm === undefined ? "normal" : phaseOf(alarm);
    };
    const began = phase();
    const refused = apply(draft, entry.loop, entry.cause, entry.event);
    const reached = phase();
    if (refused !== null || began !== entry.from || reached !== entry.to) {
      const why = refused ?? "entries before it are missing";
      throw new Error(
        `Entry ${index} of the alarm journal takes ${id} from ${began} to ${reached}, not from ${entry.from} to ${entry.to}: ${why}`,
      );
    }
    index += 1;
  }
  return closed(draft);
}

interface Draft {
  readonly loops: readonly LoopPlace[];
  readonly before: ReadonlyMap<string, Alarm>;
  alarms: Map<string, Alarm>;
  readonly entries: AlarmEntry[];
}

function draftOf(book: AlarmBook): Draft {
  return { loops: book.loops, before: book.alarms, alarms: new Map(book.alarms), entries: [] };
}

function closed(draft: Draft): AlarmBook {
  return { loops: draft.loops, alarms: draft.entries.length === 0 ? draft.before : draft.alarms };
}

function apply(draft: Draft, loop: string, cause: Cause, event: AlarmEvent): string | null {
  const id = alarmId(loop, cause);
  const alarm = draft.alarms.get(id) ?? quietAlarm(loop, cause);
  const { alarm: next, refused } = transition(alarm, event);
  if (refused === null) {
    draft.alarms.set(id, next);
    draft.entries.push({ loop, cause, event, from: phaseOf(alarm), to: phaseOf(next) });
  }
  return refused;
}

/** What the passing of time brings until `timeS`, in the order in which it falls due. */
function passTime(draft: Draft, timeS: number): void {
  for (;;) {
    const next = nextDue(draft);
    if (next === null || next.event.timeS > timeS) return;
    apply(draft, next.alarm.loop, next.alarm.cause, next.event);
    settle(draft, next.event.timeS);
  }
}

function nextDue(draft: Draft): { alarm: Alarm; event: AlarmEvent } | null {
  let first: { alarm: Alarm; event: AlarmEvent } | null = null;
  for (const alarm of draft.alarms.values()) {
    const event = dueOf(draft, alarm);
    if (event !== null && (first === null || event.timeS < first.event.timeS)) first = { alarm, event };
  }
  return first;
}

function dueOf(draft: Draft, alarm: Alarm): AlarmEvent | null {
  const shelfEndS = alarm.withheld?.kind === "shelved" ? alarm.withheld.untilS : Number.POSITIVE_INFINITY;
  const escalates =
    alarm.active && alarm.priority === "advisory" && (alarm.cause === "blind" || alarm.cause === "source");
  const escalationS = escalates ? alarm.activeSinceS + longBlindS : Number.POSITIVE_INFINITY;
  if (escalationS <= shelfEndS && Number.isFinite(escalationS)) {
    const place = draft.loops.find((loop) => loop.id === alarm.loop);
    const message =
      alarm.cause === "source" || place === undefined
        ? sourceSentence(alarm.activeSinceS, draft.loops.length)
        : longBlindSentence(alarm.activeSinceS, place);
    return { kind: "raise", timeS: escalationS, priority: "caution", message };
  }
  return Number.isFinite(shelfEndS) ? { kind: "expire", timeS: shelfEndS } : null;
}

/** Joins consequences to their root: all loops blind at once is one lost source, not as many alarms as loops. */
function settle(draft: Draft, timeS: number): void {
  const blind = draft.loops.map((loop) => draft.alarms.get(alarmId(loop.id, "blind")));
  const allBlind = blind.length > 1 && blind.every((alarm) => alarm?.active === true);
  const root = alarmId(wholeRun, "source");
  const source = draft.alarms.get(root);
  if (allBlind && source?.active !== true) {
    const message = sourceSentence(timeS, blind.length);
    apply(draft, wholeRun, "source", { kind: "raise", timeS, priority: "advisory", message });
  } else if (!allBlind && source?.active === true) {
    apply(draft, wholeRun, "source", { kind: "clear", timeS });
  }
  for (const alarm of blind) {
    if (alarm === undefined) continue;
    if (allBlind && alarm.withheld === null)
      apply(draft, alarm.loop, "blind", { kind: "suppress", timeS, root });
    if (!allBlind && alarm.withheld?.kind === "suppressed") {
      apply(draft, alarm.loop, "blind", { kind: "unsuppress", timeS });
    }
  }
}
