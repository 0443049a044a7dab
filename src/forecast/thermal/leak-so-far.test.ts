import { describe, expect, test } from "vitest";
import type { Finding, LeakFinding } from "../../watch/finding.ts";
import { leakAfter } from "./leak-so-far.ts";

const leak = (
  p05: number,
  median: number,
  p95: number,
  medianS = 0,
  phase: LeakFinding["phase"] = "confirmed",
) =>
  ({
    type: "leak",
    phase,
    holeDiameterM: { p05, median, p95 },
    onset: { medianS, p05S: medianS - 5, p95S: medianS + 5 },
  }) as LeakFinding;
const state = (name: string) => ({ type: "state", state: name }) as Finding;
const known = (...findings: Finding[]) => findings.reduce<LeakFinding | null>(leakAfter, null);

describe("what is known of a leak, finding by finding", () => {
  test("is what the latest confirmed finding says, as its band narrows or moves", () => {
    expect(known(leak(4e-4, 6e-4, 8e-4), leak(5e-4, 6e-4, 7e-4, 3))).toMatchObject(leak(5e-4, 6e-4, 7e-4, 3));
    expect(known(leak(4e-4, 6e-4, 8e-4), leak(7e-4, 9e-4, 11e-4))?.holeDiameterM?.median).toBe(9e-4);
    expect(known(leak(4e-4, 6e-4, 8e-4), leak(1e-4, 2e-4, 3e-4))?.holeDiameterM?.median).toBe(2e-4);
  });

  test("keeps hole and onset where the hole would have grown manyfold, and goes on to", () => {
    const still = known(
      leak(6e-4, 8e-4, 10e-4, 1),
      leak(39e-4, 50e-4, 65e-4, 300),
      leak(39e-4, 50e-4, 65e-4, 300),
    );
    expect(still?.holeDiameterM?.median).toBe(8e-4);
    expect(still?.onset.medianS).toBe(1);
    expect(known(still!, leak(7e-4, 8e-4, 9e-4, 2))?.onset.medianS).toBe(2);
  });

  test("does not hold on to a hole of the first seconds of which nothing was known", () => {
    const first = leak(0.002e-3, 0.012e-3, 0.09e-3);
    expect(known(first, leak(7e-4, 9e-4, 10e-4))?.holeDiameterM?.median).toBe(9e-4);
  });

  test("is nothing before a leak is confirmed, after its end, and after a return to normal", () => {
    expect(known(leak(1, 2, 3, 0, "suspected"))).toBeNull();
    expect(known(leak(1, 2, 3), leak(1, 2, 3, 0, "ended"))).toBeNull();
    expect(known(leak(1, 2, 3), state("normal"))).toBeNull();
    expect(known(leak(1, 2, 3), state("blind"))).not.toBeNull();
    expect(known(leak(1, 2, 3), state("normal"), leak(40, 50, 60))?.holeDiameterM?.median).toBe(50);
  });
});
