import { describe, expect, it } from "vitest";
import { readDuration, readInstant } from "./instant.ts";

describe("reading an instant", () => {
  it.each([
    ["2023-02-11T09:33:40Z", 1676108020],
    ["2023-02-11T09:33:40", 1676108020],
    ["2023-02-11T12:33:40+03:00", 1676108020],
    ["1676108020", 1676108020],
    ["1676108020.5", 1676108020.5],
  ])("takes %s as UTC", (text, expected) => {
    expect(readInstant(text, "--at")).toEqual({ valueS: expected, relative: false });
  });

  it("takes a length after a plus sign as after the start", () => {
    expect(readInstant("+6h", "--at")).toEqual({ valueS: 21_600, relative: true });
    expect(readInstant("+90 min", "--at")).toEqual({ valueS: 5400, relative: true });
  });

  it.each(["2023-02-30", "2023-02-29T12:00Z", "2023-04-31"])("refuses %s, which no calendar has", (text) => {
    expect(() => readInstant(text, "--at")).toThrow(/is not an instant/);
  });

  it("takes the 29th of February in a leap year", () => {
    expect(readInstant("2024-02-29", "--at").valueS).toBe(1_709_164_800);
  });

  it("says what to write for anything else", () => {
    expect(() => readInstant("yesterday", "--at")).toThrow(/--at "yesterday" is not an instant; write 2023/);
    expect(() => readDuration("6 parsecs", "--for")).toThrow(/--for: unit "parsecs" is not known/);
  });
});
