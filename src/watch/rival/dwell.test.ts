import { describe, expect, it } from "vitest";
import { normalFrom } from "../testing/loop-fixture.case.ts";
import { noDwell, rest, restNat } from "./dwell.ts";

// Oracle: what was put in; chances counted over seeds.

describe("a channel's rest on one code", () => {
  it("is hardly ever too long while the channel is healthy, and soon is once it is stuck", () => {
    let longest = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      const normal = normalFrom(seed);
      let dwell = noDwell;
      for (let i = 0; i < 20_000; i++) {
        dwell = rest(dwell, Math.round(Math.sin(i / 90) * 4 + 0.4 * normal()));
        longest = Math.max(longest, restNat(dwell));
      }
      expect(restNat(dwell)).toBeLessThan(6);
      for (let i = 0; i < 200; i++) dwell = rest(dwell, 7);
      expect(restNat(dwell)).toBeGreaterThan(20);
    }
    expect(longest).toBeLessThan(20);
  });

  it("is not judged before twenty rests were seen", () => {
    let dwell = noDwell;
    for (let i = 0; i < 19; i++) dwell = rest(dwell, i % 2);
    for (let i = 0; i < 5000; i++) dwell = rest(dwell, 9);
    expect(restNat(dwell)).toBe(0);
  });
});
