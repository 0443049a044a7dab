import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DenseLu } from "./dense-lu.ts";
import { planLdl, SparseLdl } from "./sparse-ldl.ts";
import { planLu, SingularMatrixError, SparseLu } from "./sparse-lu.ts";

// Oracle: dense LU with row exchange on the same system. Residual at most 1e-12 of the right side's scale.

interface Entry {
  row: number;
  column: number;
  value: number;
}

function multiply(entries: readonly Entry[], x: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  for (const { row, column, value } of entries) y[row] = y[row]! + value * x[column]!;
  return y;
}

const graph = fc.integer({ min: 2, max: 40 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    edges: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: size - 1 }),
        fc.integer({ min: 0, max: size - 1 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
      ),
      { maxLength: 3 * size },
    ),
    side: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: size, maxLength: size }),
  }),
);

function assembled(
  size: number,
  edges: readonly (readonly [number, number, number, number])[],
  dominant: boolean,
) {
  const entries: Entry[] = [];
  const diagonal = new Float64Array(size).fill(dominant ? 1 : 0.01);
  for (const [i, j, forward, back] of edges) {
    if (i === j) continue;
    entries.push({ row: i, column: j, value: forward }, { row: j, column: i, value: back });
    if (dominant) {
      diagonal[i] = diagonal[i]! + Math.abs(back) + Math.abs(forward);
      diagonal[j] = diagonal[j]! + Math.abs(back) + Math.abs(forward);
    }
  }
  for (let i = 0; i < size; i++) entries.push({ row: i, column: i, value: diagonal[i]! });
  return entries;
}

function solveSparse(size: number, entries: readonly Entry[], side: readonly number[]) {
  const lu = new SparseLu(
    planLu(
      size,
      entries.map((e) => e.row),
      entries.map((e) => e.column),
    ),
  );
  for (const { row, column, value } of entries) {
    const slot = lu.slot(row, column);
    lu.values[slot] = lu.values[slot]! + value;
  }
  lu.factorise();
  const x = Float64Array.from(lu.pattern.order, (unknown) => side[unknown]!);
  lu.solve(x);
  return { lu, solution: Float64Array.from(lu.pattern.position, (at) => x[at]!) };
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

describe("sparse factorisation", () => {
  it("solves any dominant system to a residual of 1e-12 and agrees with the dense solver", () => {
    fc.assert(
      fc.property(graph, ({ size, edges, side }) => {
        const entries = assembled(size, edges, true);
        const { solution } = solveSparse(size, entries, side);
        expect(worst(multiply(entries, solution), side)).toBeLessThan(1e-12 * 10 * size);
        const dense = new DenseLu(size);
        for (const { row, column, value } of entries)
          dense.values[row * size + column] = dense.values[row * size + column]! + value;
        expect(dense.factorise()).toBe(-1);
        const x = Float64Array.from(side);
        dense.solve(x);
        expect(worst(x, solution)).toBeLessThan(1e-11);
      }),
      { seed: 3 },
    );
  });

  it("falls back to row exchange where the diagonal offers no pivot, and says so", () => {
    const entries = [
      { row: 0, column: 1, value: 2 },
      { row: 1, column: 0, value: 3 },
      { row: 0, column: 0, value: 0 },
      { row: 1, column: 1, value: 0 },
    ];
    const { lu, solution } = solveSparse(2, entries, [4, 9]);
    expect(lu.fellBack).toBe(true);
    expect([...solution]).toEqual([3, 2]);
  });

  it("names the unknown that no equation determines", () => {
    const lu = new SparseLu(planLu(3, [0, 1], [1, 0]), (u) => ["panel", "plate", "pump"][u]!);
    lu.values[lu.slot(0, 0)] = 1;
    lu.values[lu.slot(1, 1)] = 1;
    expect(() => lu.factorise()).toThrow(SingularMatrixError);
    expect(() => lu.factorise()).toThrow(/pump/);
  });

  it("solves symmetric positive definite systems like the unsymmetric solver does", () => {
    fc.assert(
      fc.property(graph, ({ size, edges, side }) => {
        const symmetric = edges.map(([i, j, v]) => [i, j, v, v] as const);
        const entries = assembled(size, symmetric, true);
        const ldl = new SparseLdl(
          planLdl(
            size,
            entries.map((e) => e.row),
            entries.map((e) => e.column),
          ),
        );
        for (const { row, column, value } of entries)
          if (row <= column) {
            const slot = ldl.slot(row, column);
            ldl.values[slot] = ldl.values[slot]! + value;
          }
        expect(ldl.factorise()).toBe(-1);
        const x = Float64Array.from(ldl.pattern.order, (unknown) => side[unknown]!);
        ldl.solve(x);
        const solution = Float64Array.from(ldl.pattern.position, (at) => x[at]!);
        expect(worst(multiply(doubled(entries), solution), side)).toBeLessThan(1e-11 * size);
      }),
      { seed: 5 },
    );
  });

  it("keeps about two entries a row for a chain with cross links, whatever its length", () => {
    for (const size of [100, 1000]) {
      const rows = Array.from({ length: size - 1 }, (_, i) => i);
      const lu = new SparseLu(
        planLu(
          size,
          rows,
          rows.map((i) => i + 1),
        ),
      );
      expect(lu.pattern.upperCount).toBe(size - 1);
    }
  });

  it("follows a given order of elimination and refuses one that names an unknown twice", () => {
    const lu = new SparseLu(planLu(3, [0, 1], [1, 2], [2, 0, 1]));
    expect([...lu.pattern.order]).toEqual([2, 0, 1]);
    expect(() => planLu(3, [0, 1], [1, 2], [0, 0, 1])).toThrow(/twice/);
  });
});

/** The symmetric matrix that the upper entries, each given once for its pair, stand for. */
function doubled(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => {
    if (entry.row > entry.column) return [];
    return entry.row === entry.column ? [entry] : [entry, { ...entry, row: entry.column, column: entry.row }];
  });
}
