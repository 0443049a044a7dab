import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Alarm, alarmId, isOnBoard, phaseOf } from "./alarm.ts";
import type { AlarmEvent } from "./alarm-event.ts";
import {
  type AlarmBook,
  type AlarmEntry,
  advance,
  advanceTo,
  emptyBook,
  longBlindS,
  replay,
} from "./book.ts";
import { conditionsOf } from "./condition.ts";
import { blind, leak, places, state } from "./findings.case.ts";
import { AlarmHistory, type AlarmInput } from "./history.ts";

type Said = Parameters<typeof conditionsOf>[0];

const place = (loop: string) => places.find(({ id }) => id === loop)!;
const person = { by: "A. Controller", reason: "seen" };

function inputsOf(findings: readonly Said[]): AlarmInput[] {
  return findings.flatMap((finding) => conditionsOf(finding, place(finding.loop)));
}

function run(inputs: readonly AlarmInput[], untilS: number): { book: AlarmBook; entries: AlarmEntry[] } {
  let book = emptyBook(places);
  const entries: AlarmEntry[] = [];
  for (const { loop, cause, event } of inputs) {
    const step = advance(book, loop, cause, event);
    book = step.book;
    entries.push(...step.entries);
  }
  const last = advanceTo(book, untilS);
  return { book: last.book, entries: [...entries, ...last.entries] };
}

const board = (book: AlarmBook) =>
  [...book.alarms.values()]
    .filter(isOnBoard)
    .map((alarm) => `${alarm.id} ${alarm.priority} ${phaseOf(alarm)}`);

describe("the alarms of a run", () => {
  test("one leak is one alarm, from suspicion to confirmation", () => {
    const { book } = run(inputsOf([leak("a", 100, "suspected"), leak("a", 200, "confirmed")]), 300);
    expect(board(book)).toEqual(["a~leak warning unacknowledged"]);
    expect(book.alarms.get("a~leak")!.raisedS).toBe(100);
  });

  test("a loop that goes blind keeps its leak", () => {
    const said = [leak("a", 100, "confirmed"), state("a", 200, "blind", "leaking"), blind("a", 200, true)];
    expect(board(run(inputsOf(said), 1e6).book)).toContain("a~leak warning unacknowledged");
  });

  test("all loops blind at once are one lost source, and each asks again if it stays blind", () => {
    const both = [blind("a", 100, true), blind("b", 100, true)];
    expect(board(run(inputsOf(both), 200).book)).toEqual(["*~source advisory unacknowledged"]);
    const back = run(inputsOf([...both, blind("b", 300, false)]), 400).book;
    expect(board(back).sort()).toEqual(
      ["*~source advisory cleared", "a~blind advisory unacknowledged", "b~blind advisory cleared"].sort(),
    );
  });

  test("blindness that lasts becomes a caution at its time, not before", () => {
    const inputs = inputsOf([blind("a", 100, true)]);
    expect(board(run(inputs, 100 + longBlindS - 1).book)).toEqual(["a~blind advisory unacknowledged"]);
    expect(board(run(inputs, 100 + longBlindS).book)).toEqual(["a~blind caution unacknowledged"]);
  });

  test("a shelved alarm comes back at the end of its shelf, asking again", () => {
    const events: AlarmEvent[] = [
      { kind: "acknowledge", timeS: 150, ...person },
      { kind: "shelve", timeS: 200, untilS: 1000, ...person },
    ];
    const inputs = [
      ...inputsOf([leak("a", 100, "suspected")]),
      ...events.map((event): AlarmInput => ({ loop: "a", cause: "leak", event })),
    ];
    expect(board(run(inputs, 999).book)).toEqual([]);
    expect(board(run(inputs, 1000).book)).toEqual(["a~leak caution unacknowledged"]);
  });
});

/** Anything that can happen to two loops, in order of time. */
const histories = fc
  .array(
    fc.record({
      gapS: fc.constantFrom(0, 1, 60, 900, 2000, 40_000),
      loop: fc.constantFrom("a", "b"),
      what: fc.nat(10),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let timeS = 1000;
    return steps.flatMap(({ gapS, loop, what }): AlarmInput[] => {
      timeS += gapS;
      const act = (cause: AlarmInput["cause"], event: AlarmEvent): AlarmInput[] => [{ loop, cause, event }];
      const cause = what % 2 === 0 ? "leak" : "blind";
      if (what < 3)
        return inputsOf([leak(loop, timeS, (["suspected", "confirmed", "ended"] as const)[what]!)]);
      if (what < 5) return inputsOf([blind(loop, timeS, what === 3)]);
      if (what < 7) return act(cause, { kind: "acknowledge", timeS, ...person });
      if (what < 9) return act(cause, { kind: "shelve", timeS, untilS: timeS + 3600, ...person });
      return act(cause, { kind: what === 9 ? "remove" : "restore", timeS, ...person });
    });
  });

const plain = (book: AlarmBook): Alarm[] => [...book.alarms.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

describe("any history", () => {
  test("is told again by its journal, killed after any entry", () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        let book = emptyBook(places);
        const entries: AlarmEntry[] = [];
        for (const { loop, cause, event } of inputs) {
          const step = advance(book, loop, cause, event);
          book = step.book;
          entries.push(...step.entries);
          expect(plain(replay(places, entries))).toEqual(plain(book));
        }
        for (let kept = 0; kept <= entries.length; kept += 1) {
          const restarted = replay(places, JSON.parse(JSON.stringify(entries.slice(0, kept))));
          const last = new Map(
            entries.slice(0, kept).map((entry) => [alarmId(entry.loop, entry.cause), entry.to]),
          );
          for (const [id, phase] of last) expect(phaseOf(restarted.alarms.get(id)!)).toBe(phase);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test("looks the same at an instant whatever happens later, and in whatever order it was heard", () => {
    fc.assert(
      fc.property(
        histories,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.infiniteStream(fc.nat()),
        (inputs, part, order) => {
          const endS = inputs.at(-1)?.event.timeS ?? 1000;
          const atS = 1000 + part * (endS - 1000);
          // Of one instant the watch is heard before people, so those keep their order.
          const sorted = [...inputs].sort(
            (x, y) => x.event.timeS - y.event.timeS || Number("by" in x.event) - Number("by" in y.event),
          );
          const naive = run(
            sorted.filter(({ event }) => event.timeS <= atS),
            atS,
          ).book;
          const history = new AlarmHistory(places);
          const waiting = [...sorted];
          while (waiting.length > 0) {
            // Any order between instants; within one, as said.
            const timeS = waiting[order.next().value % waiting.length]!.event.timeS;
            const index = waiting.findIndex(({ event }) => event.timeS === timeS);
            history.insert(waiting.splice(index, 1)[0]!);
            if (waiting.length % 7 === 0) history.at(atS);
          }
          expect(plain(history.at(atS))).toEqual(plain(naive));
        },
      ),
      { numRuns: 500, seed: 8 },
    );
  });

  test("never loses a leak that is on: it is on the board, or a person has withheld it", () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        let book = emptyBook(places);
        const on = new Set<string>();
        for (const { loop, cause, event } of inputs) {
          book = advance(book, loop, cause, event).book;
          if (cause === "leak" && event.kind === "raise") on.add(loop);
          if (cause === "leak" && event.kind === "clear") on.delete(loop);
          for (const id of on) {
            const alarm = book.alarms.get(alarmId(id, "leak"))!;
            expect(isOnBoard(alarm) || (alarm.withheld !== null && "by" in alarm.withheld)).toBe(true);
          }
        }
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});

test("a journal with an entry missing is refused", () => {
  const { entries } = run(
    inputsOf([leak("a", 1, "suspected"), leak("a", 2, "confirmed"), leak("a", 3, "ended")]),
    4,
  );
  expect(entries.map(({ to }) => to)).toEqual(["unacknowledged", "unacknowledged", "cleared"]);
  expect(() => replay(places, entries.slice(1))).toThrow(/Entry 0 .* entries before it are missing/);
  expect(() => replay(places, entries.slice(2))).toThrow(/its condition does not hold/);
});

test("a history longer than is kept folds its oldest half, and goes on as if nothing had happened", () => {
  const inputs = Array.from({ length: 2000 }, (_, index) =>
    leak("a", index, index % 2 === 0 ? "confirmed" : "ended"),
  );
  const history = new AlarmHistory(places, 500);
  for (const input of inputsOf(inputs)) history.insert(input);
  expect(history.sinceS).toBeGreaterThan(1000);
  expect(plain(history.at(1e6))).toEqual(plain(run(inputsOf(inputs), 1e6).book));
});

test("an answer read back before the watch says again what it answers for still stands", () => {
  const history = new AlarmHistory(places);
  history.insert({ loop: "a", cause: "leak", event: { kind: "acknowledge", timeS: 100, ...person } });
  for (const input of inputsOf([leak("a", 100, "confirmed")])) history.insert(input);
  expect(phaseOf(history.at(100).alarms.get("a~leak")!)).toBe("acknowledged");
});
