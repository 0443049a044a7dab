import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodeLattice } from "./code-lattice.ts";

// Oracle: the lattice from which the values were made. Values are rounded to 32 bits, as the recorded feed's are.
describe("the codes of a channel", () => {
  it("are found from its values, whatever the order, and every value is given back to the last bit", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.integer({ min: -500, max: 500 }),
        fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 2, maxLength: 50 }),
        (step, offset, levels) => {
          const all = [...levels, levels[0]! + 1, levels[0]!];
          const values = all.map((level) => Math.fround((offset + level) * step));
          const lattice = new CodeLattice();
          for (const value of values) lattice.observe(value);
          expect(lattice.step / step).toBeCloseTo(1, 3);
          for (const [i, value] of values.entries()) {
            expect(lattice.valueOf(lattice.levelOf(value))).toBe(value);
            expect(lattice.levelOf(value) - lattice.levelOf(values[0]!)).toBe(all[i]! - all[0]!);
          }
        },
      ),
    );
  });

  it("are told from a channel without codes", () => {
    const lattice = new CodeLattice();
    for (let i = 0; i < 5000; i++) lattice.observe(Math.sin(i * 1.1) * Math.SQRT2);
    expect(lattice.isContinuous).toBe(true);
    expect(lattice.step).toBe(0);
  });
});
