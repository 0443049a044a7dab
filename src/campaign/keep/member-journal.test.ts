// Oracle: what was appended, and the file as it was after each whole record. Exact.
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { freshFolder } from "../campaign.case.ts";
import type { MemberOutcome } from "../member/member-module.ts";
import { MemberJournal } from "./member-journal.ts";

const outcomes: MemberOutcome[] = [
  { number: 4, result: { numbers: Float64Array.of(1.5, Number.NaN), curves: Float64Array.of(1, 2, 3) } },
  { number: 0, problem: "no steady state: the pump’s head is 0 Pa" },
  {
    number: 7,
    result: {
      numbers: Float64Array.of(3, 4),
      curves: Float64Array.of(7, Number.NaN, Number.NaN),
      endedEarly: "at 12 s no step can be found",
    },
  },
  { number: 9, result: { numbers: Float64Array.of(-0, 1e-300), curves: Float64Array.of(4, Infinity, 6) } },
];
const open = (path: string) => new MemberJournal(path, 2, 3);

function written(path: string): number[] {
  const journal = open(path);
  const ends = outcomes.map((outcome) => {
    journal.append(outcome);
    return readFileSync(path).length;
  });
  journal.close();
  return ends;
}

/** Members that a file on disk gives back, each checked to the last bit. */
function readBack(path: string): { members: number[]; cutBytes: number } {
  const journal = open(path);
  const { members, cutBytes } = journal;
  for (const member of members) {
    const outcome = outcomes.find(({ number }) => number === member)!;
    if ("problem" in outcome) {
      expect(journal.problemOf(member)).toBe(outcome.problem);
      expect(() => journal.numbersOf(member)).toThrow(`member ${member} has no result`);
    } else {
      expect(journal.problemOf(member)).toBeUndefined();
      expect(journal.endedEarly(member)).toBe(outcome.result.endedEarly);
      expect(Buffer.from(journal.numbersOf(member).buffer)).toEqual(
        Buffer.from(outcome.result.numbers.buffer),
      );
      expect(journal.curveValues(member)).toEqual(outcome.result.curves);
      expect(journal.curveValues(member, 1, 2)).toEqual(outcome.result.curves.slice(1));
    }
  }
  journal.close();
  return { members, cutBytes };
}

describe("the journal of members", () => {
  it("gives back results and problems to the last bit, and keeps the first of a member that comes twice", () => {
    const path = freshFolder();
    const ends = written(path);
    expect(written(path)).toEqual(ends.map(() => ends.at(-1)));
    expect(readBack(path)).toEqual({ members: [0, 4, 7, 9], cutBytes: 0 });
  });

  it("cut off at any byte, keeps all whole records and takes more", () => {
    const path = freshFolder();
    const ends = written(path);
    const bytes = readFileSync(path);
    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length;
      const { members, cutBytes } = readBack(path);
      expect(members).toHaveLength(whole);
      expect(cutBytes).toBe(length - (ends[whole - 1] ?? 0));
      written(path);
      expect(readBack(path).members).toEqual([0, 4, 7, 9]);
    }
  });

  it("with any bit flipped, gives back nothing that was not written", () => {
    const path = freshFolder();
    const ends = written(path);
    const bytes = readFileSync(path);
    for (let position = 0; position < bytes.length; position++) {
      const flipped = Buffer.from(bytes);
      flipped[position]! ^= 1 << (position % 8);
      writeFileSync(path, flipped);
      const before = ends.filter((end) => end <= position).length;
      expect(readBack(path).members).toHaveLength(before);
    }
  });

  it("refuses a member that did not bring what the layout says", () => {
    const journal = open(freshFolder());
    const short = { numbers: Float64Array.of(1), curves: Float64Array.of(1, 2, 3) };
    expect(() => journal.append({ number: 1, result: short })).toThrow(
      /brought 1 numbers and 3 values; the layout has 2/,
    );
    expect(journal.has(1)).toBe(false);
    journal.close();
  });
});
