import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../../test/verified.case.ts";
import { constantFluid } from "../fluid/fluid-law.ts";
import type { BranchDescription, CircuitDescription } from "../model/description.ts";
import { headOf, readEpanetGrid, referenceFolder } from "./epanet-grid.case.ts";
import { SteadyNetwork } from "./steady-network.ts";

// Oracles: EPANET 2.2 results of the 36-node grid (1e-6 relative of each flow), EPANET 2.3.5 results of a two-loop network (1e-5 L/s, 1e-5 of f),
// closed forms for series and parallel (1e-7), steady pumped loops in closed form (1e-7).

const water = constantFluid("water", {
  densityKgPerM3: 1000,
  specificHeatJPerKgK: 4186,
  viscosityPaS: 1.02193e-3,
  conductivityWPerMK: 0.6,
  vapourPressurePa: 0,
});

function circuit(
  pressures: Record<string, number | "free">,
  branches: BranchDescription[],
  fluid = water,
): CircuitDescription {
  return {
    fluids: { water: fluid },
    nodes: Object.entries(pressures).map(([id, pressure]) => ({
      id,
      fluid: "water",
      temperatureK: 293.15,
      pressurePa: pressure === "free" ? 1e5 : pressure,
      ...(pressure === "free" ? {} : { boundary: { temperatureK: 293.15 } }),
    })),
    branches,
  };
}

const fitting = (id: string, from: string, to: string, conductanceM2: number): BranchDescription => ({
  kind: "conductance",
  id,
  from,
  to,
  conductanceM2,
});

function solved(description: CircuitDescription, demand: Record<string, number> = {}) {
  const network = new SteadyNetwork(description, { flowPart: 1e-12 });
  for (const [id, value] of Object.entries(demand))
    network.demandKgPerS[network.model.network.nodeIds.indexOf(id)] = value;
  const solution = network.solveCold();
  return {
    network,
    solution,
    flow: (id: string) => network.hydraulics.flow[network.model.network.branchIds.indexOf(id)]!,
    pressure: (id: string) => network.hydraulics.pressure[network.model.network.nodeIds.indexOf(id)]!,
  };
}

describe("steady flow in a network", () => {
  const folder = referenceFolder("epanet");
  it.skipIf(folder === undefined)("gives the flows and heads of EPANET on its looped grid", () => {
    const grid = readEpanetGrid(folder!);
    const { flow, pressure, solution } = solved(grid.description, Object.fromEntries(grid.demandKgPerS));
    expect(solution.converged).toBe(true);
    let worst = 0;
    for (const [id, expected] of grid.flowKgPerS) worst = Math.max(worst, Math.abs(flow(id) / expected - 1));
    verifyBelow(
      { subject: "flows of a grid of 36 nodes and 60 pipes", oracle: "EPANET 2.2", unit: "relative" },
      worst,
      1e-6,
    );
    for (const [id, expected] of grid.headM)
      verifyBelow(
        { subject: "heads of that grid", oracle: "EPANET 2.2", unit: "m" },
        Math.abs(headOf(pressure(id)) - expected),
        1e-5,
      );
  });

  it("gives the published flows of a two-loop network under both friction laws", () => {
    const gravity = 9.81456;
    const pipe = (id: string, lengthM: number, boreMm: number, friction: "swamee-jain" | "colebrook") =>
      ({
        kind: "pipe",
        id,
        from: id[0]!,
        to: id[1]!,
        lengthM,
        boreM: boreMm / 1000,
        roughnessM: 1e-4,
        friction,
      }) as const;
    const twoLoops = (friction: "swamee-jain" | "colebrook") =>
      solved(
        circuit({ R: 50 * 1000 * gravity, A: "free", B: "free", C: "free", D: "free" }, [
          pipe("RA", 100, 300, friction),
          pipe("AB", 1000, 200, friction),
          pipe("AC", 1000, 200, friction),
          pipe("BD", 1000, 150, friction),
          pipe("CD", 1000, 150, friction),
          pipe("BC", 1400, 150, friction),
        ]),
        { B: 20, C: 50, D: 30 },
      );
    const swamee = twoLoops("swamee-jain");
    const published = { RA: 100, AB: 46.759052, AC: 53.240948, BD: 17.313047, CD: 12.686953, BC: 9.446002 };
    for (const [id, value] of Object.entries(published))
      expect(Math.abs(swamee.flow(id) - value)).toBeLessThan(2e-5);
    const heads = { A: 49.427475, B: 39.063244, C: 36.11039, D: 32.437412 };
    for (const [id, value] of Object.entries(heads))
      expect(Math.abs(swamee.pressure(id) / (1000 * gravity) - value)).toBeLessThan(3e-4);
    const colebrook = twoLoops("colebrook");
    for (const [id, value] of Object.entries({ AB: 46.75704, BD: 17.31554, BC: 9.44151 }))
      expect(Math.abs(colebrook.flow(id) - value)).toBeLessThan(2e-4);
  });

  it("splits flow between parallel fittings in proportion to their conductance, and adds losses in series", () => {
    const parallel = solved(
      circuit({ A: 2e5, B: 1e5 }, [fitting("one", "A", "B", 2e-5), fitting("two", "A", "B", 1e-5)]),
    );
    expect(parallel.flow("one") / parallel.flow("two")).toBeCloseTo(2, 6);
    expect(parallel.flow("two")).toBeCloseTo(1e-5 * Math.sqrt(1000 * 1e5), 8);
    const series = solved(
      circuit({ A: 2e5, M: "free", B: 1e5 }, [
        fitting("one", "A", "M", 3e-5),
        fitting("two", "M", "B", 4e-5),
      ]),
    );
    expect(series.flow("one") / (2.4e-5 * Math.sqrt(1000 * 1e5))).toBeCloseTo(1, 7);
  });

  // B1 and B2 of the peer comparison: three parallel branches between two lines, in closed form.
  it.each([
    ["of constant rise", [150e3, 0, 0, 0], 0.1558745808],
    ["whose rise falls with the square of flow", [200e3, 0, -2e11, 0], 0.1768959773],
  ] as const)("finds the working point of a loop with a pump %s", (_, curve, expected) => {
    const fluid = constantFluid("water", {
      densityKgPerM3: 997.3087,
      specificHeatJPerKgK: 4186,
      viscosityPaS: 1e-3,
      conductivityWPerMK: 0.6,
      vapourPressurePa: 0,
    });
    const links: [string, string, number][] = [
      ["1", "2", 3e-5],
      ["2", "3", 1e-5],
      ["3", "6", 1.5e-5],
      ["2", "4", 0.8e-5],
      ["4", "6", 0.8e-5],
      ["2", "5", 2e-5],
      ["5", "6", 0.5e-5],
      ["6", "7", 2.5e-5],
      ["7", "0", 4e-5],
    ];
    // The constant-rise case counts its rise in Pa, the curve case in Pa at 1000 kg/m3.
    const reference = curve[2] === 0 ? 997.3087 : 1000;
    const loop = solved(
      circuit(
        {
          "0": 2e5,
          "1": "free",
          "2": "free",
          "3": "free",
          "4": "free",
          "5": "free",
          "6": "free",
          "7": "free",
        },
        [
          ...links.map(([from, to, g]) => fitting(`${from}-${to}`, from, to, g)),
          {
            kind: "pump",
            id: "pump",
            from: "0",
            to: "1",
            curvePa: curve,
            referenceDensityKgPerM3: reference,
          },
        ],
        fluid,
      ),
    );
    expect(Math.abs(loop.flow("pump") / expected - 1)).toBeLessThan(1e-7);
  });

  it("keeps pressures finite and flow nil when a valve shuts on a running pump", () => {
    const loop = solved(
      circuit({ A: 2e5, B: "free" }, [
        {
          kind: "pump",
          id: "pump",
          from: "A",
          to: "B",
          curvePa: [1e5, 0, -1e12, 0],
          referenceDensityKgPerM3: 1000,
        },
        { kind: "valve", id: "valve", from: "B", to: "A", conductanceM2: 3e-5, opening: 0 },
      ]),
    );
    expect(loop.solution.converged).toBe(true);
    expect(Math.abs(loop.flow("valve"))).toBeLessThan(1e-9);
    expect(loop.pressure("B")).toBeCloseTo(3e5, 0);
  });

  it("lets nothing back through a check valve, and everything forward", () => {
    const check = (from: string, to: string) =>
      solved(
        circuit({ A: 2e5, B: 1e5 }, [{ kind: "check-valve", id: "check", from, to, conductanceM2: 1e-5 }]),
      ).flow("check");
    expect(check("A", "B")).toBeCloseTo(1e-5 * Math.sqrt(1000 * 1e5), 6);
    expect(Math.abs(check("B", "A"))).toBeLessThan(1e-9);
  });

  it("reverses every flow when the pressures are exchanged", () => {
    const pipe = { kind: "pipe", id: "pipe", lengthM: 30, boreM: 0.01, roughnessM: 1e-5 } as const;
    const forward = solved(circuit({ A: 2e5, B: 1e5 }, [{ ...pipe, from: "A", to: "B" }])).flow("pipe");
    const back = solved(circuit({ A: 1e5, B: 2e5 }, [{ ...pipe, from: "A", to: "B" }])).flow("pipe");
    expect(forward).toBeGreaterThan(0);
    expect(Math.abs(forward + back)).toBeLessThan(1e-10 * forward);
  });
});
