import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyTlcpDiff } from "./tlcp-diff.ts";

describe("a TLCP difference", () => {
  // Oracle: the table of application examples in appendix D of the TLCP 2.5.0 specification.
  it.each([
    ["foo", "d", "foo"],
    ["foobar", "d", "foo"],
    ["foobar", "bdzap", "fzap"],
    ["foobar", "bdzapcd", "fzapbar"],
    ["foobar", "adzapad", "zapfoo"],
    ["foobar", "cacc", "foar"],
  ])("turns %s with %s into %s", (base, diff, result) => {
    expect(applyTlcpDiff(base, diff)).toBe(result);
  });

  it.each([
    ["foo", "e"],
    ["foo", "aez"],
    ["foo", "A"],
    ["foo", "3"],
  ])("refuses on %s the ill-formed %s", (base, diff) => {
    expect(() => applyTlcpDiff(base, diff)).toThrow();
  });

  it("replaces any middle part of any text, however long the parts", () => {
    const letters = (value: number): string => {
      let text = String.fromCharCode(97 + (value % 26));
      for (let rest = Math.floor(value / 26); rest > 0; rest = Math.floor(rest / 26))
        text = String.fromCharCode(65 + (rest % 26)) + text;
      return text;
    };
    const text = fc.string({ minLength: 0, maxLength: 2000 });
    fc.assert(
      fc.property(text, text, text, text, (head, old, fresh, tail) => {
        const diff = `${letters(head.length)}${letters(fresh.length)}${fresh}${letters(old.length)}${letters(tail.length)}`;
        expect(applyTlcpDiff(head + old + tail, diff)).toBe(head + fresh + tail);
      }),
    );
  });
});
