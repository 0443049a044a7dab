import { describe, expect, it } from "vitest";
import { checkTraffic, loadStation } from "../station/index.ts";
import {
  loadRules,
  planCase,
  rankOptions,
  renderAnswer,
  type Solution,
  type Solver,
  smallestConflict,
} from "./index.ts";
import { LinearModel } from "./linear-model.ts";

// Oracles: models small enough to see through; solvers made up for the test, whose clock is a number that they raise.
const patient = { next: () => 10 };
/** Solves by trying every 0-1 choice: for models of a few variables. */
function exhaustive(): Solver & { solves: number } {
  const solver = {
    solves: 0,
    solve: async (lp: string): Promise<Solution> => {
      solver.solves++;
      const names = [...new Set(lp.match(/\b[xyz]\b/g) ?? [])];
      const rows = [...lp.matchAll(/ c\d+: (.*) (<=|>=|=) (-?[\d.]+)/g)];
      for (let bits = 0; bits < 2 ** names.length; bits++) {
        const value = (name: string) => (bits >> names.indexOf(name)) & 1;
        const holds = rows.every(([, left, sense, right]) => {
          let sum = 0;
          for (const [, sign, factor, name] of left!.matchAll(/([+-]?)\s*([\d.]+)\s+([xyz])/g))
            sum += (sign === "-" ? -1 : 1) * Number(factor) * value(name!);
          return sense === "<="
            ? sum <= Number(right)
            : sense === ">="
              ? sum >= Number(right)
              : sum === Number(right);
        });
        if (holds) return { status: "optimal", values: new Map(names.map((name) => [name, value(name)])) };
      }
      return { status: "infeasible" };
    },
    close: async () => {},
  };
  return solver;
}

function quarrel(): LinearModel {
  const model = new LinearModel();
  for (const name of ["x", "y", "z"]) model.variable(name, 1);
  model.constrain(
    "both",
    [
      [1, "x"],
      [1, "y"],
    ],
    ">=",
    2,
  );
  model.constrain("not x", [[1, "x"]], "<=", 0);
  model.constrain("some z", [[1, "z"]], ">=", 1);
  model.constrain(
    "expected w",
    [
      [1, "y"],
      [1, "z"],
    ],
    ">=",
    1,
  );
  return model;
}

describe("the conflict of a model that cannot be", () => {
  it("is made of the rules that quarrel and of no other", async () => {
    const found = await smallestConflict(quarrel(), exhaustive(), patient);
    expect(found).toEqual({ rules: ["both", "not x"], smallest: true });
  });

  it("is larger, and says so, where time runs out", async () => {
    let left = 2;
    const found = await smallestConflict(quarrel(), exhaustive(), { next: () => (left-- > 0 ? 1 : null) });
    expect(found.smallest).toBe(false);
    expect(found.rules).toEqual(expect.arrayContaining(["both", "not x"]));
    expect(found.rules.length).toBeGreaterThan(2);
  });
});

describe("an answer with a budget", () => {
  const station = loadStation();
  const rules = loadRules();
  const made = planCase(station, rules);

  /** A solver that finds every model impossible, and takes five seconds of the test's clock for it. */
  function slowAndHopeless() {
    const state = { nowS: 0, solves: 0, limits: [] as number[] };
    const solver: Solver = {
      solve: async (_lp, limitS) => {
        state.solves++;
        state.limits.push(limitS);
        state.nowS += Math.min(5, limitS);
        return { status: "infeasible" };
      },
      close: async () => {},
    };
    return { state, solver };
  }

  it("is over in the time it is given, and tells what was left undone", async () => {
    const { state, solver } = slowAndHopeless();
    const answer = await rankOptions(made, solver, { count: 2, clockS: () => state.nowS, budgetS: 30 });
    expect(state.nowS).toBeLessThanOrEqual(30);
    // The first plan may take three fifths of the budget, for all else needs it; each further search ten seconds.
    expect(state.limits[0]).toBeLessThanOrEqual(18);
    expect(Math.max(...state.limits.slice(1))).toBeLessThanOrEqual(10);
    expect(answer.infeasible).not.toBeNull();
    expect(answer.options).toEqual([]);
    expect(answer.unfinished.length).toBeGreaterThan(0);
    const text = renderAnswer(made, answer);
    expect(text).toContain("Not finished:");
    expect(text).toContain(answer.unfinished[0]!);
  });

  it("says that nothing was proven where the first search is given up, and still shows a plan that can be flown", async () => {
    const solver: Solver = {
      solve: async () => ({ status: "gave-up", why: "a test" }),
      close: async () => {},
    };
    const { options, unfinished } = await rankOptions(made, solver);
    expect(unfinished[0]).toMatch(/none was shown to be impossible \(a test\)/);
    expect(options[0]!.provenOptimal).toBe(false);
    expect(checkTraffic(options[0]!.station)).toEqual([]);
  });
});
