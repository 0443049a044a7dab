import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReorderQueue } from "./reorder-queue.ts";

// Oracle: the language's own stable sort of what is in the queue.
describe("samples waiting for their neighbours", () => {
  it("come out in order of time, equal times in order of arrival, however many there are", () => {
    const action = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }) },
      { weight: 1, arbitrary: fc.constant("take") },
    );
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 400 }),
        fc.integer({ min: 0, max: 1500 }),
        (actions, before) => {
          const queue = new ReorderQueue();
          let expected: { timeS: number; channel: number }[] = [];
          let serial = 0;
          const add = (timeS: number): void => {
            queue.add(timeS, serial, serial / 2, serial % 2);
            expected.push({ timeS, channel: serial++ });
          };
          const take = (): void => {
            expected = expected.sort((a, b) => a.timeS - b.timeS);
            const oldest = expected.shift()!;
            expect(queue.oldestS).toBe(oldest.timeS);
            queue.take();
            expect([queue.timeS, queue.channel, queue.value, queue.good]).toEqual([
              oldest.timeS,
              oldest.channel,
              oldest.channel / 2,
              oldest.channel % 2,
            ]);
          };
          for (let i = 0; i < before; i++) add(i / 50);
          for (const what of actions) {
            if (typeof what === "number") add(what);
            else if (expected.length > 0) take();
          }
          while (expected.length > 0) take();
          expect(queue.count).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });
});
