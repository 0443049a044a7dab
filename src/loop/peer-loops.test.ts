import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verifyAbove, verifyBelow } from "../../test/verified.case.ts";
import { peerLoop, SIZE_20, SIZE_60 } from "./gunns-loop.case.ts";
import { buildLoop, initialState, LoopRun } from "./index.ts";
import { referenceFolder } from "./network/epanet-grid.case.ts";

// Oracle: another solver's output of the same loops, with its property laws. Tolerances for t > 20 s: temperatures
// 0.02 K, pressures 20 Pa, flows 1e-5 kg/s. Its own step error is up to 5 mK and 2 Pa.

const folder = referenceFolder("gunns");

const LIMITS = { temperature: 0.02, pressureKpa: 0.02, flow: 1e-5 };
const UNITS = { temperature: "K", pressureKpa: "kPa", flow: "kg/s" };
const NAMES = { temperature: "temperatures", pressureKpa: "pressures", flow: "flows" };

function compare(file: string, leak: boolean) {
  const [head, ...rows] = readFileSync(join(folder!, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const model = buildLoop(peerLoop(SIZE_20, leak));
  const state = initialState(model);
  const run = new LoopRun(model);
  const temperature = (id: string) => state.temperatureK[model.names.indexOf(id)]!;
  const pressure = (id: string) => state.pressurePa[model.network.nodeIds.indexOf(id)]! / 1000;
  const flow = (id: string) => state.flowKgPerS[model.network.branchIds.indexOf(id)]!;
  const channels: [string, keyof typeof LIMITS, () => number][] = [
    ["T_pump_in_K", "temperature", () => temperature("pump-in")],
    ["T_pump_out_K", "temperature", () => temperature("pump-out")],
    ["T_M1_K", "temperature", () => temperature("M1")],
    ["T_M2_K", "temperature", () => temperature("M2")],
    ["T_R1_K", "temperature", () => temperature("R1")],
    ["T_R2_K", "temperature", () => temperature("R2")],
    ["T_branch0_out_K", "temperature", () => temperature("branch0-1")],
    ["T_panel0_out_K", "temperature", () => temperature("panel0-1")],
    ["T_equip0_K", "temperature", () => temperature("equipment0")],
    ["T_cpwall0_0_K", "temperature", () => temperature("plate0-0")],
    ["T_panelwall0_first_K", "temperature", () => temperature("panelwall0-0")],
    ["T_panelwall1_last_K", "temperature", () => temperature("panelwall1-0")],
    ["P_pump_in_kPa", "pressureKpa", () => pressure("pump-in")],
    ["P_pump_out_kPa", "pressureKpa", () => pressure("pump-out")],
    ["P_M1_kPa", "pressureKpa", () => pressure("M1")],
    ["P_M2_kPa", "pressureKpa", () => pressure("M2")],
    ["P_R1_kPa", "pressureKpa", () => pressure("R1")],
    ["P_R2_kPa", "pressureKpa", () => pressure("R2")],
    ["mdot_pump_kg_s", "flow", () => flow("pump")],
    ["mdot_branch0_kg_s", "flow", () => flow("branch0-link0")],
    ["mdot_panel0_kg_s", "flow", () => flow("panel0-link0")],
    ["mdot_bypass_kg_s", "flow", () => flow("bypass")],
    ...(leak ? [["mdot_leak_kg_s", "flow", () => state.leakRate[0]!] as [string, "flow", () => number]] : []),
  ];
  const worst = { temperature: 0, pressureKpa: 0, flow: 0 };
  for (const row of rows) {
    const timeS = Number(row[0]);
    run.advance(state, timeS);
    if (timeS <= 20) continue;
    for (const [name, kind, value] of channels)
      worst[kind] = Math.max(worst[kind], Math.abs(value() - Number(row[head!.indexOf(name)])));
  }
  return worst;
}

describe.skipIf(folder === undefined)("the cooling loop of the peer comparison", () => {
  it.each([
    ["with a leak from 1800 s (E)", "E_loop20_leak_dt0.1.csv", true],
    ["over two sink periods (F)", "F_loop20_two_orbits_dt0.1.csv", false],
  ] as const)("runs as the other solver says, %s", (which, file, leak) => {
    const worst = compare(file, leak);
    for (const kind of Object.keys(LIMITS) as (keyof typeof LIMITS)[])
      verifyBelow(
        {
          subject: `${NAMES[kind]} of a cooling loop, ${which}`,
          oracle: "GUNNS, its property laws",
          unit: UNITS[kind],
        },
        worst[kind],
        LIMITS[kind],
      );
  });
});

describe("two-node radiator with step loads (C2)", () => {
  it.skipIf(folder === undefined)("follows the fine reference solution to a ten-thousandth", () => {
    const rows = readFileSync(join(folder!, "C2_two_node_radiator_dt0.1.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const model = buildLoop({
      fluids: {},
      nodes: [],
      branches: [],
      walls: [
        {
          id: "plate",
          heatCapacityJPerK: 20000,
          temperatureK: 290,
          loadW: { kind: "steps", timesS: [0, 600, 1800], values: [800, 1600, 400] },
        },
        { id: "radiator", heatCapacityJPerK: 8000, temperatureK: 290 },
      ],
      sinks: [{ id: "space", temperatureK: { kind: "sine", mean: 200, amplitude: 40, periodS: 5400 } }],
      heatLinks: [
        { id: "bolt", between: ["plate", "radiator"], conductanceWPerK: 25 },
        { id: "radiation", between: ["radiator", "space"], radiatingAreaM2: 1.7 },
      ],
    });
    const state = initialState(model);
    const run = new LoopRun(model);
    let worst = 0;
    for (const row of rows) {
      const values = row.split(",").map(Number);
      // Stops a minute apart leave the step to the error control.
      if (values[0]! % 60 !== 0) continue;
      run.advance(state, values[0]!);
      worst = Math.max(
        worst,
        Math.abs(state.temperatureK[0]! / values[5]! - 1),
        Math.abs(state.temperatureK[1]! / values[6]! - 1),
      );
    }
    verifyBelow(
      {
        subject: "two-node radiator with step loads (C2)",
        oracle: "fourth-order solution at 0.1 s",
        unit: "relative",
      },
      worst,
      1e-4,
    );
  });
});

describe("order of convergence", () => {
  it("is above two for the whole coupled loop", () => {
    const model = buildLoop(peerLoop(SIZE_60, false));
    const start = initialState(model);
    new LoopRun(model, { tolerance: { temperatureK: 1e-5, pressurePart: 1e-8 } }).advance(start, 600);
    const at = (h: number) => {
      const state = structuredClone(start);
      const run = new LoopRun(model, {
        tolerance: { temperatureK: 1e6, pressurePart: 1e6 },
        longestStepS: h,
      });
      run.integrator.solver.temperatureLimitK = 1e-9;
      state.nextStepS = h;
      run.advance(state, 600 + 1280);
      return state.temperatureK;
    };
    const exact = at(1.25);
    const error = (h: number) => at(h).reduce((most, t, u) => Math.max(most, Math.abs(t - exact[u]!)), 0);
    const order = Math.log2(error(40) / error(20));
    verifyAbove(
      {
        subject: "order of convergence, coupled loop of 60 nodes",
        oracle: "own solution at 1.25 s",
        unit: "",
      },
      order,
      2,
    );
  });
});
