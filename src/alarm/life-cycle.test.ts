import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Alarm, isOnBoard, phaseOf, quietAlarm } from "./alarm.ts";
import type { AlarmEvent } from "./alarm-event.ts";
import { longestShelfS, transition } from "./life-cycle.ts";
import { isMoreUrgent, type Priority, priorities } from "./priority.ts";

const quiet = quietAlarm("loop", "leak");
const person = { by: "A. Controller", reason: "seen" };

/** Every kind of event, at instants that keep the number of states finite. */
const events: AlarmEvent[] = [
  ...priorities.map((priority): AlarmEvent => ({ kind: "raise", timeS: 100, priority, message: priority })),
  { kind: "raise", timeS: 100, priority: "caution", message: "grew", worse: true },
  { kind: "restate", timeS: 100, priority: "warning", message: "more is known", gist: "more" },
  { kind: "clear", timeS: 100 },
  { kind: "acknowledge", timeS: 100, ...person },
  { kind: "shelve", timeS: 100, untilS: 200, ...person },
  { kind: "unshelve", timeS: 100, ...person },
  { kind: "expire", timeS: 199 },
  { kind: "expire", timeS: 200 },
  { kind: "suppress", timeS: 100, root: "*~source" },
  { kind: "unsuppress", timeS: 100 },
  { kind: "remove", timeS: 100, ...person },
  { kind: "restore", timeS: 100, ...person },
];

interface Step {
  readonly before: Alarm;
  readonly event: AlarmEvent;
  readonly after: Alarm;
  readonly refused: string | null;
}

/** All states that any sequence of events can reach, and every step between them. */
function explore(): { states: Alarm[]; steps: Step[] } {
  const states = new Map([[JSON.stringify(quiet), quiet]]);
  const steps: Step[] = [];
  for (const before of states.values()) {
    for (const event of events) {
      const { alarm: after, refused } = transition(before, event);
      steps.push({ before, event, after, refused });
      states.set(JSON.stringify(after), after);
    }
  }
  return { states: [...states.values()], steps };
}

const { states, steps } = explore();
const wrong = (isWrong: (step: Step) => boolean) => steps.filter(isWrong).slice(0, 3);

describe("every reachable state of an alarm and every event in it", () => {
  test("all seven phases are reached, and each of them is left again", () => {
    const phases = [
      "normal",
      "unacknowledged",
      "acknowledged",
      "cleared",
      "shelved",
      "suppressed",
      "out-of-service",
    ];
    expect([...new Set(states.map(phaseOf))].sort()).toEqual(phases.sort());
    const left = new Set(
      steps
        .filter(({ before, after }) => phaseOf(before) !== phaseOf(after))
        .map(({ before }) => phaseOf(before)),
    );
    expect([...left].sort()).toEqual(phases.sort());
  });

  test("only the watch begins or ends a condition", () => {
    const isWatch = (event: AlarmEvent) => event.kind === "raise" || event.kind === "clear";
    expect(wrong(({ before, event, after }) => before.active !== after.active && !isWatch(event))).toEqual(
      [],
    );
    expect(
      wrong(({ before, event, after }) => before.active && !after.active && event.kind !== "clear"),
    ).toEqual([]);
  });

  test("only a person's answer takes away that an alarm asks for one", () => {
    const stops = ({ before, event, after }: Step) =>
      before.awaitsAnswer && !after.awaitsAnswer && event.kind !== "acknowledge";
    expect(wrong(stops)).toEqual([]);
  });

  test("an alarm that holds and is not withheld is on the board", () => {
    expect(states.filter((alarm) => alarm.active && alarm.withheld === null && !isOnBoard(alarm))).toEqual(
      [],
    );
  });

  test("a cleared alarm stays on the board until somebody answers, or withholds it", () => {
    const leaves = ({ before, event, after }: Step) =>
      phaseOf(before) === "cleared" &&
      !isOnBoard(after) &&
      !["acknowledge", "shelve", "suppress", "remove"].includes(event.kind);
    expect(wrong(leaves)).toEqual([]);
  });

  test("nothing but shelving, suppressing and taking out of service hides an alarm", () => {
    const hides = ({ before, event, after }: Step) =>
      before.withheld === null &&
      after.withheld !== null &&
      !["shelve", "suppress", "remove"].includes(event.kind);
    expect(wrong(hides)).toEqual([]);
  });

  test("whatever comes back from a shelf, a suppression or a repair and still holds asks again", () => {
    const returnsQuietly = ({ before, after }: Step) =>
      before.withheld !== null &&
      after.withheld === null &&
      after.active &&
      phaseOf(after) !== "unacknowledged";
    expect(wrong(returnsQuietly)).toEqual([]);
    expect(
      steps.some(({ before, after }) => before.withheld !== null && phaseOf(after) === "unacknowledged"),
    ).toBe(true);
  });

  test("a shelf does not end before its time by itself", () => {
    const early = ({ before, event, after }: Step) =>
      before.withheld?.kind === "shelved" && event.kind === "expire" && event.timeS < 200 && after !== before;
    expect(wrong(early)).toEqual([]);
  });

  test("an alarm that becomes more urgent asks again, and leaves its shelf", () => {
    const quietly = ({ before, event, after }: Step) =>
      event.kind === "raise" &&
      before.active &&
      isMoreUrgent(event.priority, before.priority) &&
      !(after.awaitsAnswer && after.priority === event.priority && after.withheld?.kind !== "shelved");
    expect(wrong(quietly)).toEqual([]);
  });

  test("an alarm whose condition has become worse asks again, and leaves its shelf, though it is no more urgent", () => {
    const quietly = ({ before, event, after }: Step) =>
      event.kind === "raise" &&
      event.worse === true &&
      before.active &&
      !(after.awaitsAnswer && after.message === event.message && after.withheld?.kind !== "shelved");
    expect(wrong(quietly)).toEqual([]);
  });

  test("no alarm becomes less urgent while it holds or waits for an answer", () => {
    const softens = ({ before, after }: Step) =>
      (before.active || before.awaitsAnswer) && isMoreUrgent(before.priority, after.priority);
    expect(wrong(softens)).toEqual([]);
  });

  test("an answer is remembered exactly while it stands", () => {
    const bad = states.filter((alarm) => alarm.awaitsAnswer && alarm.acknowledged !== null);
    expect(bad).toEqual([]);
    expect(
      states.filter((alarm) => phaseOf(alarm) === "acknowledged" && alarm.acknowledged === null),
    ).toEqual([]);
  });

  test("a refused event changes nothing and says why; an accepted one changes something", () => {
    expect(
      wrong(({ before, after, refused }) => refused !== null && (before !== after || refused === "")),
    ).toEqual([]);
    expect(wrong(({ before, after, refused }) => refused === null && before === after)).toEqual([]);
  });
});

test("no shelf is longer than a shift, or ends before it begins", () => {
  const shelve = (untilS: number) =>
    transition(quiet, { kind: "shelve", timeS: 0, untilS, ...person }).refused;
  expect(shelve(longestShelfS)).toBeNull();
  for (const untilS of [longestShelfS + 1, 0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(shelve(untilS)).toMatch(/shelf/);
  }
});

/**
 * The same rules told differently: what is asked of people is a list, emptied by an answer. Knows nothing of how the
 * life-cycle stores its state.
 */
class NaiveAlarm {
  holds = false;
  asks: string[] = [];
  urgency = 3;
  hidden: string | null = null;
  untilS = 0;

  tell(event: AlarmEvent): void {
    const rank = (priority: Priority) => priorities.indexOf(priority);
    const comeBack = () => {
      this.hidden = null;
      if (this.holds) this.asks.push("back");
    };
    if (event.kind === "raise") {
      const isNew = !this.holds;
      const isWorse = rank(event.priority) < this.urgency || event.worse === true;
      if (isNew && this.asks.length === 0) this.urgency = rank(event.priority);
      if (isNew || isWorse) this.asks.push(event.priority);
      this.urgency = Math.min(this.urgency, rank(event.priority));
      if (!isNew && isWorse && this.hidden === "shelved") this.hidden = null;
      this.holds = true;
    }
    if (event.kind === "clear") this.holds = false;
    if (event.kind === "acknowledge" && this.hidden === null) this.asks = [];
    if (event.kind === "shelve" && this.hidden !== "out-of-service") {
      this.hidden = "shelved";
      this.untilS = event.untilS;
    }
    if (event.kind === "unshelve" && this.hidden === "shelved") comeBack();
    if (event.kind === "expire" && this.hidden === "shelved" && event.timeS >= this.untilS) comeBack();
    if (event.kind === "suppress" && this.hidden === null) this.hidden = "suppressed";
    if (event.kind === "unsuppress" && this.hidden === "suppressed") comeBack();
    if (event.kind === "remove") this.hidden = "out-of-service";
    if (event.kind === "restore" && this.hidden === "out-of-service") comeBack();
  }

  get phase(): string {
    if (this.hidden !== null) return this.hidden;
    if (this.holds) return this.asks.length > 0 ? "unacknowledged" : "acknowledged";
    return this.asks.length > 0 ? "cleared" : "normal";
  }
}

test("20,000 random histories end where a naive reading of the rules ends", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(events.length - 1), { maxLength: 40 }), (history) => {
      const naive = new NaiveAlarm();
      let alarm = quiet;
      for (const index of history) {
        naive.tell(events[index]!);
        alarm = transition(alarm, events[index]!).alarm;
        if (phaseOf(alarm) !== naive.phase) return false;
      }
      return alarm.priority === priorities[naive.urgency];
    }),
    { numRuns: 20_000, seed: 20_230_211 },
  );
});
