import { describe, expect, it } from "vitest";
import { totalsOf } from "../cabin/index.ts";
import { buildTwin, TwinRun } from "./index.ts";
import { shippedTwin } from "./shipped-twin.case.ts";

// Oracles: sums of heat at rest (1 W of 900 W), gas law of the accumulator (1e-3), orifice law (1 %). Properties: the heat
// between loops and compartments, both sides (1e-9 of it), energy of the whole (1e-9 of its content), copies bit for bit.

const bench = shippedTwin("lab-bench");
const ship = shippedTwin("progress-ms");

function loopEnergyJ(run: TwinRun): number {
  const { loop } = run.state;
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  return sum(loop.energyJ) + sum(loop.leakedJ);
}

describe("loops and compartments", () => {
  it.each([
    ["lab-bench", bench],
    ["progress-ms", ship],
  ] as const)("exchange the same joules on both sides, whatever the interval: %s", (_name, description) => {
    for (const exchangeS of [7, 30, 120]) {
      const run = new TwinRun(buildTwin(description), { exchangeS });
      const startJ = loopEnergyJ(run);
      let loadsJ = 0;
      let last = 0;
      run.advance(7200, () => {
        const { wallLoadW, exchangedW, timeS } = run.state;
        const own = wallLoadW.reduce((total, watts, w) => total + watts - exchangedW[w]!, 0);
        loadsJ += own * (timeS - last);
        last = timeS;
      });
      // what the loops' own books say came from outside, less loads, less what left for space
      const { loop, fromCabinJ, cabin } = run.state;
      const gained = loopEnergyJ(run) - startJ;
      expect(Math.abs(gained - loop.heatJ)).toBeLessThan(1e-9 * Math.abs(loopEnergyJ(run)));
      if (!description.orbit)
        expect(Math.abs(loop.heatJ - loadsJ - fromCabinJ)).toBeLessThan(1e-9 * Math.abs(loadsJ));
      const totals = totalsOf(run.twin.cabin, cabin!);
      const given = run.twin.cabin.compartments.reduce((sum, _, i) => {
        const at = 4 * run.twin.cabin.compartments.length + 4 + 3 * i;
        return sum + cabin!.values[at]! + cabin!.values[at + 1]!;
      }, 0);
      expect(Math.abs(given - fromCabinJ)).toBeLessThan(1e-9 * Math.abs(totals.energyJ));
      expect(Math.abs(fromCabinJ)).toBeGreaterThan(1000);
    }
  });

  it("come to the same temperatures with a finer exchange interval, and faster than in proportion", () => {
    const at = (exchangeS: number) => {
      const run = new TwinRun(buildTwin(bench), { exchangeS });
      run.advance(1800);
      return run.value("bench/plate/temperature");
    };
    const [coarse, fine, finest] = [at(120), at(30), at(5)];
    expect(Math.abs(fine - finest)).toBeLessThan(0.02);
    expect(Math.abs(fine - finest)).toBeLessThan(0.5 * Math.abs(coarse - finest));
  });
});

describe("a bench at rest", () => {
  it("gives the room what heater and electronics put in, and its plate stands above the coolant by power over conductance", () => {
    const run = new TwinRun(buildTwin(bench));
    run.advance(48 * 3600);
    const before = run.state.fromCabinJ;
    run.advance(49 * 3600);
    expect(Math.abs((run.state.fromCabinJ - before) / 3600 + 900)).toBeLessThan(1);
    // three cells in a row: the middle one sees the mean coolant, and UA of 60 W/K passes 300 W at a little above 5 K
    const coolant =
      0.5 * (run.value("bench/plate.inlet/temperature") + run.value("bench/plate.outlet/temperature"));
    const flowW = run.value("bench/pump/flow") * 4180;
    const ntu = 60 / 3 / flowW;
    const rise = 100 / flowW / (1 - Math.exp(-ntu)) - 100 / flowW / 2;
    expect(Math.abs(run.value("bench/plate/temperature") - coolant - rise)).toBeLessThan(0.05);
  });

  it("holds the pressure that the gas law gives for the liquid in its tank", () => {
    const run = new TwinRun(buildTwin(bench));
    run.advance(3600);
    const liquid = run.value("bench/tank/quantity") * 1.2e-3;
    expect(run.value("bench/tank/pressure") / ((150e3 * 1e-3) / (1.5e-3 - liquid)) - 1).toBeCloseTo(0, 3);
  });
});

describe("a hole", () => {
  it("passes what Torricelli's law says at the pressure there", () => {
    const actions = [
      { kind: "leak", element: "panel-1", diameterM: 0.3e-3, dischargeCoefficient: 0.62, atS: 600 },
    ] as const;
    const run = new TwinRun(buildTwin(ship), { actions });
    run.advance(660);
    const pressure = run.value("external/panel-2.inlet/pressure");
    const inlet = run.value("external/panel-1.inlet/pressure");
    const middle = 0.5 * (pressure + inlet);
    const area = 0.62 * (Math.PI / 4) * 0.3e-3 ** 2;
    expect(run.value("external/leak-rate") / (area * Math.sqrt(2 * 705 * middle)) - 1).toBeCloseTo(0, 1);
    expect(run.value("external/leaked")).toBeGreaterThan(0);
  });
});

describe("a ship that runs dry with its loads left on", () => {
  it.each([
    ["progress-ms", ship],
    ["soyuz-ms", shippedTwin("soyuz-ms")],
  ] as const)("goes on to the end of three days, with a warning for each stage: %s", (_name, description) => {
    const actions = [
      { kind: "leak", element: "panel-1", diameterM: 0.8e-3, dischargeCoefficient: 0.62, atS: 7200 },
    ] as const;
    const run = new TwinRun(buildTwin(description), { actions, accuracy: "draft" });
    run.advance(72 * 3600);
    const kinds = run.warnings.map(({ kind }) => kind);
    for (const kind of ["accumulator-empty", "void", "pump-lost-prime", "loop-drained"])
      expect(kinds).toContain(kind);
    expect(run.value("external/inventory")).toBeLessThan(0.05);
    expect(run.value("instrument/structure-temperature")).toBeGreaterThan(300);
    for (const value of run.read(new Float64Array(run.names.length)))
      expect(Number.isFinite(value)).toBe(true);
  });
});

describe("a draft run", () => {
  it("ends within 0.1 K of a fine one in every compartment after a day", () => {
    const at = (accuracy: "draft" | "fine") => {
      const run = new TwinRun(buildTwin(ship), { accuracy });
      run.advance(86_400);
      return ["instrument", "cargo"].map((id) => run.value(`${id}/structure-temperature`));
    };
    const [draft, fine] = [at("draft"), at("fine")];
    for (const [i, value] of draft.entries()) expect(Math.abs(value - fine[i]!)).toBeLessThan(0.1);
  });
});

describe("a run", () => {
  it("resumes from a copy bit for bit, and leaves the copy's own run alone", () => {
    const actions = [
      { kind: "leak", element: "panel-1", diameterM: 0.8e-3, dischargeCoefficient: 0.62, atS: 1800 },
      { kind: "load", load: "all", to: "shed", atS: 2400 },
      { kind: "pump", element: "external.pump", to: "fail", atS: 1500 },
    ] as const;
    const straight = new TwinRun(buildTwin(ship), { actions });
    straight.advance(1200);
    const copy = straight.checkpoint();
    straight.advance(3600);
    const resumed = new TwinRun(buildTwin(ship));
    resumed.restore(copy);
    resumed.advance(3600);
    expect(resumed.checkpoint()).toEqual(straight.checkpoint());
    expect(straight.warnings.map(({ kind }) => kind)).toContain("standby-started");
  });

  it("reads every quantity it names as a finite number", () => {
    const run = new TwinRun(buildTwin(ship));
    run.advance(300);
    const values = run.read(new Float64Array(run.names.length));
    for (const [i, name] of run.names.entries()) expect(Number.isFinite(values[i]), name).toBe(true);
    expect(new Set(run.names).size).toBe(run.names.length);
  });

  it("refuses names that the vehicle does not have, and says which it has", () => {
    const twin = buildTwin(bench);
    expect(
      () => new TwinRun(twin, { actions: [{ kind: "pump", element: "plate", to: "off", atS: 0 }] }),
    ).toThrow("bench.plate: is a cold-plate, not a pump");
    expect(() => new TwinRun(twin).value("bench/plate/warmth")).toThrow("no quantity");
    expect(() => buildTwin(bench, { "loops.bench.colour": 1 })).toThrow("no number");
  });
});
