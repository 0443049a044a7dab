import { describe, expect, it } from "vitest";
import { totalsOf } from "../cabin/index.ts";
import { randomStream } from "../stats/index.ts";
import { buildTwin, TwinRun } from "./index.ts";
import { randomScenario } from "./random-scenario.case.ts";
import { shippedTwin } from "./shipped-twin.case.ts";

// Properties, over seeded scenarios of eight actions in six hours: nothing throws, every quantity is finite, coolant and
// leaked coolant keep their sum to 1e-9, loops' energy its book to 1e-9 of the content, cabins theirs to 1e-9.

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

describe.each(["lab-bench", "progress-ms", "soyuz-ms"])("whatever is done to it, %s", (name) => {
  const description = shippedTwin(name);
  const twin = buildTwin(description);
  it.each(Array.from({ length: 10 }, (_, seed) => seed))(
    "goes on with its balances kept, scenario %d",
    (seed) => {
      const actions = randomScenario(description, randomStream(seed), 8, 6 * 3600);
      const run = new TwinRun(twin, { actions });
      const before = structuredClone(run.state);
      run.advance(6 * 3600);
      const values = run.read(new Float64Array(run.names.length));
      for (const [i, quantity] of run.names.entries()) expect(values[i], quantity).toSatisfy(Number.isFinite);
      const { loop, cabin } = run.state;
      const charge = sum(before.loop.massKg);
      expect(Math.abs(sum(loop.massKg) + sum(loop.leakedKg) - charge)).toBeLessThan(1e-9 * charge);
      const content = Math.abs(sum(before.loop.energyJ));
      const gained = sum(loop.energyJ) + sum(loop.leakedJ) - sum(before.loop.energyJ);
      expect(Math.abs(gained - loop.heatJ)).toBeLessThan(1e-9 * content);
      const [first, last] = [totalsOf(twin.cabin, before.cabin!), totalsOf(twin.cabin, cabin!)];
      expect(
        Math.abs(last.energyJ - last.energyEnteredJ - first.energyJ + first.energyEnteredJ),
      ).toBeLessThan(1e-9 * Math.abs(first.energyJ) + 1e-3);
      expect(Math.abs(last.waterKg - last.waterEnteredKg - first.waterKg)).toBeLessThan(1e-9);
    },
  );
});
