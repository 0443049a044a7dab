import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MANIFEST_HEADER, manifestLine, readManifest, segmentName, segmentNumber } from "./manifest.ts";
import { eventOf, eventText, segmentHead, soundLength, summarise } from "./segment-text.ts";

describe("the text of a segment", () => {
  it.each([
    ["", 0],
    ["1,A,2,good\n", 11],
    ["1,A,2,good\n2,A", 11],
    ["torn", 0],
    ["1,A,2,good\n\0\0\0\0\n", 11],
    ["\0\n", 0],
  ])("is sound in %j up to byte %d: whole lines, and nothing from a zero byte on", (text, length) => {
    expect(soundLength(Buffer.from(text))).toBe(length);
  });

  it("gives an event back from its comment line, and none from any other comment", () => {
    const event = fc.oneof(
      fc.record({
        kind: fc.constant("signal" as const),
        timeS: fc.double({ min: -1e9, max: 7e9, noNaN: true }).map((timeS) => timeS + 0),
        state: fc.constantFrom("acquired" as const, "lost" as const),
      }),
      fc.record({
        kind: fc.constant("refused" as const),
        count: fc.nat(),
        problem: fc.string().map((text) => text.replace(/[^ -~]/g, "")),
      }),
    );
    fc.assert(
      fc.property(event, (told) => {
        const line = eventText(told);
        expect(line.endsWith("\n")).toBe(true);
        expect(eventOf(line.slice(0, -1))).toEqual(told);
      }),
    );
    for (const line of segmentHead("signal lost 5\n# signal lost 5", 0).split("\n"))
      expect(eventOf(line)).toBeUndefined();
  });

  it("is counted with its earliest and latest time", () => {
    const text = `${segmentHead("test", 0)}5.5,A,1,good\n# signal lost 6 x\n3,B,2,good\n4,A,1,bad\n`;
    expect(summarise(Buffer.from(text))).toEqual({ samples: 3, events: 1, firstS: 3, lastS: 5.5 });
    expect(summarise(Buffer.from(segmentHead("test", 0)))).toEqual({
      samples: 0,
      events: 0,
      firstS: undefined,
      lastS: undefined,
    });
  });
});

describe("the manifest", () => {
  it("gives back its lines, the last of a name winning, and tells those that are none", () => {
    const hash = "0123456789abcdef".repeat(4);
    const name = `${segmentName(7, Date.parse("2026-11-23T14:31:00Z"))}.gz`;
    expect(name).toBe("000007_2026-11-23T14Z.csv.gz");
    expect(segmentNumber(name)).toBe(7);
    const line = (samples: number) =>
      manifestLine(name, { samples, events: 0, firstS: 3, lastS: 5.5 }, 42, hash);
    const { entries, damaged } = readManifest(`${MANIFEST_HEADER}\n${line(1)}${line(2)}${line(3).slice(9)}`);
    expect([...entries.values()]).toEqual([
      { segment: name, samples: 2, firstS: 3, lastS: 5.5, bytes: 42, sha256: hash },
    ]);
    expect(damaged).toHaveLength(1);
  });
});
