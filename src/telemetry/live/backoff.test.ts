import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffMs } from "./backoff.ts";

it("waits at least half of the doubled time and never longer than the longest", () => {
  const backoff = { firstMs: 500, longestMs: 60_000 };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const full = Math.min(60_000, 500 * 2 ** Math.min(failures - 1, 30));
        const waitMs = backoffMs(backoff, failures, random);
        expect(waitMs).toBeGreaterThanOrEqual(full / 2);
        expect(waitMs).toBeLessThanOrEqual(full);
      },
    ),
  );
});
