import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { gunnsWater, peerLoop, SIZE_20, SIZE_60 } from "./gunns-loop.case.ts";
import {
  buildLoop,
  type CircuitDescription,
  CircuitError,
  initialState,
  type LoopModel,
  LoopRun,
  type LoopState,
  simulate,
  steadyState,
} from "./index.ts";

// Properties. Mass: 1e-12 of the charge per step. Energy: 1e-8 of the content per step, 1e-6 over the run. Copies: bit for bit.

const magnus = (t: number) => 611 * Math.exp((17.27 * (t - 273.15)) / (t - 35.85));

/** The leaking loop with a coolant that boils: it goes through every stage of running dry. */
function leakyLoop(): CircuitDescription {
  return { ...peerLoop(SIZE_20, true), fluids: { water: { ...gunnsWater, vapourPressure: magnus } } };
}

function contents(state: LoopState): { mass: number; energy: number } {
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  return {
    mass: sum(state.massKg) + sum(state.lineMassKg) + sum(state.leakedKg) - state.suppliedKg,
    energy: sum(state.energyJ) + sum(state.lineEnergyJ) + sum(state.leakedJ) - state.suppliedJ - state.heatJ,
  };
}

/** Largest relative change of the books in one step, and over the run. */
function audit(model: LoopModel, untilS: number) {
  const state = initialState(model);
  const first = contents(state);
  let last = first;
  const worst = { massStep: 0, energyStep: 0, energyRun: 0 };
  simulate(model, state, untilS, () => {
    const now = contents(state);
    worst.massStep = Math.max(worst.massStep, Math.abs(now.mass - last.mass) / first.mass);
    worst.energyStep = Math.max(worst.energyStep, Math.abs(now.energy - last.energy) / first.energy);
    worst.energyRun = Math.max(worst.energyRun, Math.abs(now.energy - first.energy) / first.energy);
    last = now;
  });
  return { worst, state };
}

describe("mass and energy", () => {
  it("balance in every step through leak, hard stop, cavity, lost prime and the vapour tail", () => {
    const { worst, state } = audit(buildLoop(leakyLoop()), 100_000);
    verifyBelow(
      { subject: "mass in one step, leak to dry tail, 28 h", oracle: "conservation", unit: "relative" },
      worst.massStep,
      1e-12,
    );
    verifyBelow(
      { subject: "energy in one step, the same run", oracle: "conservation", unit: "relative" },
      worst.energyStep,
      1e-8,
    );
    verifyBelow(
      { subject: "energy over the same run", oracle: "conservation", unit: "relative" },
      worst.energyRun,
      1e-6,
    );
    expect(state.leakedKg[0]).toBeGreaterThan(59);
  });

  it("agree with temperatures and pressures: the books are not a second truth", () => {
    const model = buildLoop(peerLoop(SIZE_60, true));
    const state = initialState(model);
    simulate(model, state, 3900);
    for (let i = 0; i < model.nodeCount; i++) {
      const density =
        gunnsWater.density(state.temperatureK[i]!) *
        (1 + gunnsWater.compressibility!(state.temperatureK[i]!) * (state.pressurePa[i]! - 250e3));
      expect(Math.abs(state.massKg[i]! / (density * model.volumeM3[i]!) - 1)).toBeLessThan(1e-7);
      expect(
        Math.abs(state.energyJ[i]! / (state.massKg[i]! * gunnsWater.enthalpy(state.temperatureK[i]!)) - 1),
      ).toBeLessThan(1e-7);
    }
  });

  it("balance along lines that carry fronts both ways", () => {
    const base = peerLoop(SIZE_20, false);
    const model = buildLoop({
      ...base,
      branches: base.branches.map((branch) =>
        branch.id === "b-link1"
          ? {
              kind: "line",
              id: branch.id,
              from: branch.from,
              to: branch.to,
              conductanceM2: 1e-4,
              volumeM3: 0.005,
              temperatureK: 290,
            }
          : branch,
      ),
    });
    const run = new LoopRun(model);
    const state = initialState(model);
    const first = contents(state);
    const pump = model.network.branchIds.indexOf("pump");
    for (const [speed, untilS] of [
      [1, 900],
      [0, 1500],
      [0.4, 3000],
    ] as const) {
      state.setting[pump] = speed;
      state.sinceJump = 0;
      run.advance(state, untilS);
    }
    const now = contents(state);
    expect(Math.abs(now.mass / first.mass - 1)).toBeLessThan(1e-12);
    expect(Math.abs(now.energy / first.energy - 1)).toBeLessThan(1e-10);
    // And the line stays as full as it can be.
    expect(
      Math.abs(
        state.lineMassKg[0]! / (0.005 * gunnsWater.density(state.temperatureK[model.names.indexOf("b0")]!)) -
          1,
      ),
    ).toBeLessThan(1e-3);
  });
});

describe("a loop that runs dry", () => {
  it("goes through hard stop, cavity, lost prime and dry tail in that order, with a warning for each", () => {
    const model = buildLoop(leakyLoop());
    const state = initialState(model);
    const pressures: [number, number][] = [];
    simulate(model, state, 100_000, (s) => pressures.push([s.timeS, s.pressurePa[0]!]));
    const time = (kind: string) =>
      state.warnings.find((warning) => warning.kind === kind)?.timeS ?? Number.NaN;
    expect(time("accumulator-empty")).toBeGreaterThan(4000);
    expect(time("void")).toBeGreaterThan(time("accumulator-empty"));
    expect(time("void") - time("accumulator-empty")).toBeLessThan(5);
    expect(time("pump-lost-prime")).toBeGreaterThan(time("void"));
    expect(time("loop-drained")).toBeGreaterThan(time("pump-lost-prime"));
    for (const [, pressure] of pressures) expect(pressure).toBeGreaterThan(0);
    // Between, the hole passes what vapour pressure drives: Torricelli at the inlet's temperature, within the feed loss.
    const mid = pressures.find(([t]) => t > 10_000)!;
    expect(Math.abs(mid[1] / magnus(288.65) - 1)).toBeLessThan(0.02);
  });

  it("rests dry to the end of a long run while its walls go on heating: by their load over their heat capacity", () => {
    const model = buildLoop(leakyLoop());
    const { worst, state } = audit(model, 400_000);
    expect(worst.massStep).toBeLessThan(1e-12);
    expect(worst.energyStep).toBeLessThan(1e-8);
    const massLeft = state.massKg.reduce((total, mass) => total + mass, 0);
    expect(massLeft).toBeGreaterThan(0);
    expect(massLeft).toBeLessThan(2e-3 * (massLeft + state.leakedKg[0]!));
    const before = structuredClone(state);
    const loaded = model.nodeCount + model.accumulatorCount;
    simulate(model, state, 420_000);
    expect(state.leakedKg).toEqual(before.leakedKg);
    expect(state.flowKgPerS.every((flow) => flow === 0)).toBe(true);
    for (const values of [state.temperatureK, state.pressurePa, state.energyJ])
      expect(values.every(Number.isFinite)).toBe(true);
    const wallsJ = (of: LoopState) => of.energyJ.slice(loaded).reduce((total, each) => total + each, 0);
    expect((wallsJ(state) - wallsJ(before)) / (state.heatJ - before.heatJ)).toBeCloseTo(1, 9);
  });

  it("meets the hard stop at the pressure that the gas law gives", () => {
    const model = buildLoop(leakyLoop());
    const state = initialState(model);
    let atStop = 0;
    simulate(model, state, 4300, (s) => {
      if (s.mode[0] !== 0 && atStop === 0) atStop = s.pressurePa[0]!;
    });
    expect(Math.abs(atStop / ((250e3 * (0.0303 - 0.01812)) / 0.0303) - 1)).toBeLessThan(1e-4);
  });
});

describe("state", () => {
  it("resumes from a copy and branches bit for bit", () => {
    const model = buildLoop(leakyLoop());
    const straight = initialState(model);
    simulate(model, straight, 2000);
    const copy = structuredClone(straight);
    simulate(model, straight, 4300);
    simulate(buildLoop(leakyLoop()), copy, 4300);
    expect(copy).toEqual(straight);
  });

  it("repeats itself bit for bit from the same start", () => {
    const once = simulate(
      buildLoop(peerLoop(SIZE_20, true)),
      initialState(buildLoop(peerLoop(SIZE_20, true))),
      3900,
    );
    const again = simulate(
      buildLoop(peerLoop(SIZE_20, true)),
      initialState(buildLoop(peerLoop(SIZE_20, true))),
      3900,
    );
    expect(again).toEqual(once);
  });
});

describe("steady state", () => {
  it("is where a long run ends, with heat in equal to heat out and the charge unchanged", () => {
    const base = peerLoop(SIZE_20, false);
    const steadyLoads = {
      ...base,
      walls: base.walls!.map((wall) => (wall.loadW === undefined ? wall : { ...wall, loadW: 3000 })),
      sinks: base.sinks!.map((sink) => ({ ...sink, temperatureK: 200 })),
    };
    const model = buildLoop(steadyLoads);
    const { state } = steadyState(model, initialState(model));
    const long = initialState(model);
    simulate(model, long, 200_000);
    for (let u = 0; u < state.temperatureK.length; u++)
      // Liquid that rests in the accumulator keeps the temperature that its history gave it.
      if (u !== model.nodeCount)
        expect(Math.abs(state.temperatureK[u]! - long.temperatureK[u]!)).toBeLessThan(1e-4);
    expect(Math.abs(state.pressurePa[0]! / long.pressurePa[0]! - 1)).toBeLessThan(1e-6);
  });
});

describe("describing a loop wrongly", () => {
  const base = peerLoop(SIZE_20, false);
  it.each([
    ["without anything that sets its pressure", { ...base, accumulators: [] }, /accumulator or a boundary/],
    [
      "with a branch to nowhere",
      { ...base, branches: [{ ...base.branches[0]!, to: "nowhere" }] },
      /no node called "nowhere"/,
    ],
    [
      "with two walls of one name",
      { ...base, walls: [...base.walls!, base.walls![0]!] },
      /two elements have this name/,
    ],
    [
      "with a wall of no heat capacity",
      { ...base, walls: [{ ...base.walls![0]!, heatCapacityJPerK: 0 }] },
      /must be above 0/,
    ],
  ])("%s is refused with the name of the element", (_, description, message) => {
    expect(() => buildLoop(description as CircuitDescription)).toThrow(CircuitError);
    expect(() => buildLoop(description as CircuitDescription)).toThrow(message);
  });
});
