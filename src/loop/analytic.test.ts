import { describe, expect, it } from "vitest";
import { verifyAbove, verifyBelow } from "../../test/verified.case.ts";
import { gunnsWater } from "./gunns-loop.case.ts";
import {
  buildLoop,
  type CircuitDescription,
  constantFluid,
  DEFAULT_TOLERANCE,
  initialState,
  LoopRun,
  type LoopState,
  simulate,
} from "./index.ts";

// Oracles: closed forms. Tolerances: 1e-4 relative at default tolerance for blowdowns, 1e-4 K-relative for radiators,
// 1e-3 of heat for the exchanger of 20 segments, a fifth of the mixed model's width for the front, order above 2 where
// the order is shown.

const liquid = constantFluid("incompressible water", {
  densityKgPerM3: 997.399,
  specificHeatJPerKgK: 4186,
  viscosityPaS: 1e-3,
  conductivityWPerMK: 0.6,
  vapourPressurePa: 0,
  compressibilityPerPa: 0,
});

const DIAMETER_2MM_AREA = (Math.PI / 4) * 0.002 ** 2;

function gasVessel(gas: { mass: number; gamma: number; exponent: number }): CircuitDescription {
  return {
    fluids: {},
    nodes: [],
    branches: [],
    vessels: [
      {
        id: "vessel",
        volumeM3: 0.05,
        pressurePa: 500e3,
        temperatureK: 293.15,
        gasConstantJPerKgK: 8.3144717 / gas.mass,
        heatCapacityRatio: gas.gamma,
        exponent: gas.exponent,
        effectiveAreaM2: 0.8 * DIAMETER_2MM_AREA,
      },
    ],
  };
}

/** Runs with stops every `everyS` and returns the largest of `error`. */
function worst(
  description: CircuitDescription,
  untilS: number,
  everyS: number,
  error: (state: LoopState, index: (id: string) => number) => number,
  factor = 1,
): number {
  const model = buildLoop(description);
  const state = initialState(model);
  const run = new LoopRun(model, {
    tolerance: {
      temperatureK: DEFAULT_TOLERANCE.temperatureK * factor,
      pressurePart: DEFAULT_TOLERANCE.pressurePart * factor,
    },
  });
  let most = 0;
  for (let t = everyS; t <= untilS + 1e-9; t += everyS) {
    run.advance(state, t);
    most = Math.max(
      most,
      error(state, (id) => model.names.indexOf(id)),
    );
  }
  return most;
}

const isothermal = { mass: 0.0280134, gamma: 1.403779, exponent: 1 };
const adiabatic = { mass: 0.0040026, gamma: 1.6667, exponent: 1.6667 };
const startMass = (gas: { mass: number }) => (500e3 * 0.05) / ((8.3144717 / gas.mass) * 293.15);

function isothermalError(state: LoopState): number {
  return Math.abs(state.vesselKg[0]! / startMass(isothermal) / Math.exp(-state.timeS / 98.407093) - 1);
}

describe("blowdown", () => {
  it("empties an isothermal gas vessel as the exponential says (A1)", () => {
    verifyBelow(
      {
        subject: "isothermal gas vessel emptying through a choked hole (A1)",
        oracle: "closed form",
        unit: "relative",
      },
      worst(gasVessel(isothermal), 300, 10, isothermalError),
      1e-4,
    );
  });

  it("empties an adiabatic gas vessel as the closed form says (A2)", () => {
    const error = (state: LoopState) => {
      const p = (state.vesselKg[0]! / startMass(adiabatic)) ** 1.6667;
      const exact = (1 + (0.6667 / 2) * (state.timeS / 35.106643)) ** ((-2 * 1.6667) / 0.6667);
      return Math.abs(p / exact - 1);
    };
    verifyBelow(
      { subject: "adiabatic gas vessel (A2)", oracle: "closed form", unit: "relative" },
      worst(gasVessel(adiabatic), 120, 5, error),
      1e-4,
    );
  });

  const bladder: CircuitDescription = {
    fluids: { water: liquid },
    nodes: [{ id: "outlet", fluid: "water", temperatureK: 293.15, pressurePa: 400e3 }],
    branches: [],
    accumulators: [
      {
        id: "bladder",
        node: "outlet",
        liquidM3: 0.0401,
        liquidCapacityM3: 0.0505,
        temperatureK: 293.15,
        charge: { kind: "gas", gasVolumeM3: 0.0104, pressurePa: 400e3 },
      },
    ],
    leaks: [
      { id: "hole", node: "outlet", effectiveAreaM2: 0.7 * (Math.PI / 4) * 0.003 ** 2 * Math.sqrt(0.5) },
    ],
  };
  const k = 0.7 * (Math.PI / 4) * 0.003 ** 2 * Math.sqrt((2 * 400e3 * 0.0104) / 997.399) * Math.sqrt(0.5);
  const bladderError = (state: LoopState) => {
    const gas = (0.0104 ** 1.5 + 1.5 * k * state.timeS) ** (2 / 3);
    return Math.abs(state.pressurePa[0]! / ((400e3 * 0.0104) / gas) - 1);
  };

  it("expels liquid from a bladder accumulator as the closed form says (A3)", () => {
    verifyBelow(
      { subject: "bladder accumulator expelling liquid (A3)", oracle: "closed form", unit: "relative" },
      worst(bladder, 40, 0.5, bladderError),
      1e-4,
    );
  });

  it.each([
    ["a gas cushion at constant temperature", 1, 600, 5.548649e-3, 108134.4],
    ["a gas cushion of exponent 1.4", 1.4, 600, 5.217206e-3, 78370.0],
    ["a gas cushion at constant temperature, for half an hour", 1, 1800, 10.403025e-3, 57675.5],
  ])("gives the published pressure of %s through a 0.8 mm hole", (_, exponent, timeS, gasM3, pressurePa) => {
    const description: CircuitDescription = {
      ...bladder,
      fluids: { water: { ...liquid, density: () => 900 } },
      nodes: [{ ...bladder.nodes[0]!, pressurePa: 300e3 }],
      accumulators: [
        {
          ...bladder.accumulators![0]!,
          liquidM3: 0.02,
          liquidCapacityM3: 0.022,
          charge: { kind: "gas", gasVolumeM3: 0.002, pressurePa: 300e3, exponent },
        },
      ],
      leaks: [{ id: "hole", node: "outlet", effectiveAreaM2: 0.62 * (Math.PI / 4) * 0.0008 ** 2 }],
    };
    const state = initialState(buildLoop(description));
    simulate(buildLoop(description), state, timeS);
    verifyBelow(
      {
        subject: "pressure behind a 0.8 mm hole after 10 and 30 min",
        oracle: "published values",
        unit: "relative",
      },
      Math.abs(state.pressurePa[0]! / pressurePa - 1),
      1e-4,
    );
    expect(Math.abs((0.022 - state.massKg[1]! / 900) / gasM3 - 1)).toBeLessThan(1e-4);
  });

  it("converges at better than second order as the step shrinks (A1)", () => {
    const errorAt = (h: number) => {
      const model = buildLoop(gasVessel(isothermal));
      const state = initialState(model);
      // Fixed steps: the tolerance is out of the way.
      const loose = { temperatureK: 1e9, pressurePart: 1e9 };
      const run = new LoopRun(model, { tolerance: loose, longestStepS: h });
      state.sinceJump = 3;
      state.nextStepS = h;
      run.advance(state, 96);
      return Math.abs(isothermalError(state));
    };
    const order = Math.log2(errorAt(16) / errorAt(8));
    verifyAbove({ subject: "order of convergence, A1", oracle: "closed form", unit: "" }, order, 2);
    expect(order).toBeLessThan(4);
  });
});

describe("radiators", () => {
  it("cools a radiating node as the closed form says (C1)", () => {
    const description: CircuitDescription = {
      fluids: {},
      nodes: [],
      branches: [],
      walls: [{ id: "node", heatCapacityJPerK: 5000, temperatureK: 320 }],
      sinks: [{ id: "space", temperatureK: 0 }],
      heatLinks: [{ id: "radiation", between: ["node", "space"], radiatingAreaM2: 0.85 }],
    };
    const error = (state: LoopState, index: (id: string) => number) => {
      const exact = (320 ** -3 + (3 * 0.85 * 5.670374419e-8 * state.timeS) / 5000) ** (-1 / 3);
      return Math.abs(state.temperatureK[index("node")]! / exact - 1);
    };
    verifyBelow(
      { subject: "node cooling by radiation (C1)", oracle: "closed form", unit: "relative" },
      worst(description, 3600, 100, error),
      1e-4,
    );
  });

  it("finds the published balance of two radiating nodes", () => {
    const description: CircuitDescription = {
      fluids: {},
      nodes: [],
      branches: [],
      walls: [
        { id: "fluid", heatCapacityJPerK: 5000, temperatureK: 290, loadW: 1500 },
        { id: "radiator", heatCapacityJPerK: 5000, temperatureK: 290 },
      ],
      sinks: [{ id: "space", temperatureK: 220 }],
      heatLinks: [
        { id: "conduction", between: ["fluid", "radiator"], conductanceWPerK: 200 },
        { id: "radiation", between: ["radiator", "space"], radiatingAreaM2: 0.85 * 8 },
      ],
    };
    const model = buildLoop(description);
    const state = initialState(model);
    simulate(model, state, 100_000);
    expect(state.temperatureK[1]).toBeCloseTo(280.9764332, 5);
    expect(state.temperatureK[0]).toBeCloseTo(288.4764332, 5);
  });
});

/** Water whose specific heat is the slope of its enthalpy. */
const consistent = {
  ...gunnsWater,
  specificHeat: (t: number) => 4191.241828 + (3.034345698 * (2 * t - 290)) / 40,
};

function counterflow(segments: number): CircuitDescription {
  const side = (name: string, flow: number, inletK: number, ua: number, reverse: boolean) => {
    const nodes = Array.from({ length: segments + 1 }, (_, i) => `${name}${i}`);
    return {
      nodes: [
        {
          id: `${name}-in`,
          fluid: "water",
          temperatureK: inletK,
          pressurePa: 2e5,
          boundary: { temperatureK: inletK },
        },
        ...nodes.map((id) => ({ id, fluid: "water", temperatureK: 300, pressurePa: 2e5 })),
        {
          id: `${name}-out`,
          fluid: "water",
          temperatureK: 300,
          pressurePa: 2e5,
          boundary: { temperatureK: 300 },
        },
      ],
      branches: [
        {
          kind: "fixed-flow" as const,
          id: `${name}-feed`,
          from: `${name}-in`,
          to: nodes[0]!,
          flowKgPerS: flow,
        },
        ...nodes.slice(1).map((to, i) => ({
          kind: "conductance" as const,
          id: `${name}-segment${i}`,
          from: nodes[i]!,
          to,
          conductanceM2: 1e-4,
          exchange: { wall: `wall${reverse ? segments - 1 - i : i}`, conductanceWPerK: ua / segments },
        })),
        {
          kind: "conductance" as const,
          id: `${name}-drain`,
          from: nodes[segments]!,
          to: `${name}-out`,
          conductanceM2: 1e-4,
        },
      ],
    };
  };
  const hot = side("hot", 0.05, 330, 600, false);
  const cold = side("cold", 0.08, 280, 700, true);
  return {
    fluids: { water: consistent },
    nodes: [...hot.nodes, ...cold.nodes],
    branches: [...hot.branches, ...cold.branches],
    walls: Array.from({ length: segments }, (_, i) => ({
      id: `wall${i}`,
      heatCapacityJPerK: 800 / segments,
      temperatureK: 300,
    })),
  };
}

describe("counterflow exchanger (D)", () => {
  it("exchanges the heat of the effectiveness formula to a thousandth with 20 segments", () => {
    const model = buildLoop(counterflow(20));
    const state = initialState(model);
    simulate(model, state, 300);
    const outlet = state.temperatureK[model.names.indexOf("hot20")]!;
    const heat = 0.05 * (consistent.enthalpy(330) - consistent.enthalpy(outlet));
    verifyBelow(
      {
        subject: "counterflow exchanger of 20 segments, heat (D)",
        oracle: "effectiveness formula",
        unit: "relative",
      },
      Math.abs(heat / 7107.724 - 1),
      1e-3,
    );
    expect(Math.abs(outlet - 296.28812)).toBeLessThan(0.05);
  });
});

describe("a front through a line (G)", () => {
  it("arrives on time and less than a fifth as wide as 20 mixed volumes make it", () => {
    const volume = 0.02;
    const flow = 0.2;
    const place = (id: string, inletK: number) => ({
      id,
      fluid: "water",
      temperatureK: inletK,
      pressurePa: 3e5,
      boundary: { temperatureK: inletK },
    });
    const description: CircuitDescription = {
      fluids: { water: gunnsWater },
      nodes: [
        place("inlet", 300),
        { id: "start", fluid: "water", temperatureK: 300, pressurePa: 3e5 },
        { id: "end", fluid: "water", temperatureK: 290, pressurePa: 3e5 },
        place("outlet", 290),
      ],
      branches: [
        { kind: "fixed-flow", id: "feed", from: "inlet", to: "start", flowKgPerS: flow },
        {
          kind: "line",
          id: "line",
          from: "start",
          to: "end",
          conductanceM2: 1e-4,
          volumeM3: volume,
          temperatureK: 290,
          pieces: 20,
        },
        { kind: "conductance", id: "drain", from: "end", to: "outlet", conductanceM2: 1e-4 },
      ],
    };
    const model = buildLoop(description);
    const state = initialState(model);
    const end = model.names.indexOf("end");
    const crossing: number[] = [];
    let last = { t: 0, value: 290 };
    const run = new LoopRun(model);
    for (let t = 1; t <= 200; t++) {
      run.advance(state, t);
      const value = state.temperatureK[end]!;
      for (const level of [291, 295, 299])
        if (last.value < level && value >= level)
          crossing.push(last.t + ((level - last.value) / (value - last.value)) * (state.timeS - last.t));
      last = { t: state.timeS, value };
    }
    expect(crossing).toHaveLength(3);
    const [ten, half, ninety] = crossing as [number, number, number];
    verifyBelow(
      {
        subject: "width of a front through a line, 10 to 90 % (G)",
        oracle: "a fifth of 20 mixed volumes' 56 s",
        unit: "s",
      },
      ninety - ten,
      56 / 5,
    );
    const delay = (volume * gunnsWater.density(290)) / flow;
    verifyBelow(
      { subject: "delay of that front", oracle: "volume over flow", unit: "s" },
      Math.abs(half - delay),
      1,
    );
    expect(state.temperatureK[end]).toBeCloseTo(300, 3);
    const carried = state.lineEnergyJ[0]! / state.lineMassKg[0]!;
    expect(carried / gunnsWater.enthalpy(300)).toBeCloseTo(1, 5);
  });
});
