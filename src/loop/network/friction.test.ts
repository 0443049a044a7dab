import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frictionFactor } from "./friction.kernel.ts";
import { frictionLawCode } from "./friction.ts";
import { CELLS_PER_OCTAVE, FRICTION_CELL_DOUBLES, pipeFriction } from "./friction-cells.kernel.ts";

// Oracle: published table of Darcy friction factors at eight digits; tolerance 1e-7 relative (Colebrook: digits printed).
const table: [number, number, number | undefined, number, number | undefined][] = [
  [1000, 0, undefined, 0.064, undefined],
  [4000, 0, 0.03990701, 0.04058973, 0.04055149],
  [1e4, 1e-3, 0.03238181, 0.0326902, 0.03266535],
  [1e5, 0, 0.01798977, 0.01787482, 0.01786258],
  [1e5, 1e-4, 0.01851387, 0.01846262, 0.01845245],
  [1e6, 1e-4, 0.01344144, 0.0135082, 0.0135077],
];

const out = new Float64Array(2);
const f = (law: "churchill" | "swamee-jain" | "colebrook", reynolds: number, roughness: number) => {
  frictionFactor(frictionLawCode(law), reynolds, roughness, out);
  return out[0]!;
};

describe("pipe friction", () => {
  it.each(table)(
    "matches the published table at Re %d, roughness %d",
    (re, rough, colebrook, churchill, swamee) => {
      expect(f("churchill", re, rough)).toBeCloseTo(churchill, 7);
      if (colebrook !== undefined) expect(f("colebrook", re, rough)).toBeCloseTo(colebrook, 7);
      if (swamee !== undefined) expect(f("swamee-jain", re, rough)).toBeCloseTo(swamee, 7);
    },
  );

  it("shows Churchill's transition, not the laminar line, at Re 2300", () => {
    expect(f("churchill", 2300, 1e-4)).toBeCloseTo(0.03084094, 7);
  });

  it("gives the slope that its own values have, in every regime and under every law", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("churchill", "swamee-jain", "colebrook" as const),
        fc.double({ min: 2, max: 7, noNaN: true }),
        fc.double({ min: 0, max: 0.03, noNaN: true }),
        (law, decade, roughness) => {
          const re = 10 ** decade;
          const step = re * 1e-6;
          // Where a law changes regime its slope may jump.
          fc.pre([1000, 2000, 4000].every((edge) => Math.abs(re - edge) > 2 * step));
          const high = f(law as "churchill", re + step, roughness);
          const low = f(law as "churchill", re - step, roughness);
          frictionFactor(frictionLawCode(law as "churchill"), re, roughness, out);
          const slope = (high - low) / (2 * step);
          expect(Math.abs(out[1]! - slope)).toBeLessThan(
            1e-4 * Math.abs(out[0]! / re) + 1e-6 * Math.abs(slope),
          );
        },
      ),
      { seed: 7 },
    );
  });

  it("has no jump where one regime ends and the next begins", () => {
    for (const law of ["churchill", "swamee-jain", "colebrook"] as const)
      for (const edge of [1000, 2000, 4000])
        expect(Math.abs(f(law, edge * (1 + 1e-9), 1e-4) / f(law, edge * (1 - 1e-9), 1e-4) - 1)).toBeLessThan(
          2e-4,
        );
  });
});

describe("remembered friction", () => {
  it("is within 2e-8 of the law it remembers, wherever it is asked", () => {
    for (const law of ["churchill", "swamee-jain", "colebrook"] as const)
      for (const roughness of [0, 1e-4, 1e-2]) {
        const probe = new Float64Array(1);
        const remembered = {
          law: Uint8Array.of(frictionLawCode(law)),
          roughness: Float64Array.of(roughness),
          cells: new Float64Array(CELLS_PER_OCTAVE * FRICTION_CELL_DOUBLES),
          probe,
          probeBits: new Int32Array(probe.buffer),
        };
        const pair = new Float64Array(2);
        for (let re = 1001; re < 1e8; re *= 1.0137) {
          probe[0] = re;
          pipeFriction(remembered, 0, pair);
          expect(Math.abs(pair[0]! / f(law, re, roughness) - 1)).toBeLessThan(2e-8);
        }
      }
  });
});
