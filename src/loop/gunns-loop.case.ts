import type { FluidLaw } from "./fluid/fluid-law.ts";
import type {
  BranchDescription,
  CircuitDescription,
  HeatLinkDescription,
  NodeDescription,
  WallDescription,
} from "./model/description.ts";

/** Water as the peer solver has it: enthalpy is cp(T) T, density quadratic in T and linear in p (published fit). */
export const gunnsWater: FluidLaw = {
  name: "water, peer's laws",
  minTemperatureK: 250,
  maxTemperatureK: 350,
  density: (t) => 998.0184881 - 8.337262114 * ((t - 290) / 40) - 4.936020653 * ((t - 290) / 40) ** 2,
  specificHeat: (t) => 4191.241828 + (3.034345698 * (t - 290)) / 40,
  enthalpy: (t) => (4191.241828 + (3.034345698 * (t - 290)) / 40) * t,
  viscosity: () => 1e-3,
  conductivity: () => 0.6,
  vapourPressure: () => 1e-3,
  compressibility: (t) => {
    const x = (t - 290) / 40;
    return (
      (0.2356223844 - 0.1226223573 * x + 0.05049031556 * x * x) /
      500e3 /
      (998.0184881 - 8.337262114 * x - 4.936020653 * x * x)
    );
  },
  referencePressurePa: 250e3,
};

export interface LoopSize {
  readonly branches: number;
  readonly platesPerBranch: number;
  readonly panels: number;
  readonly segmentsPerPanel: number;
  readonly lines: readonly [number, number, number];
}

export const SIZE_20: LoopSize = {
  branches: 2,
  platesPerBranch: 1,
  panels: 2,
  segmentsPerPanel: 1,
  lines: [1, 2, 2],
};
export const SIZE_60: LoopSize = {
  branches: 4,
  platesPerBranch: 3,
  panels: 4,
  segmentsPerPanel: 5,
  lines: [4, 5, 4],
};
export const SIZE_200: LoopSize = {
  branches: 8,
  platesPerBranch: 5,
  panels: 8,
  segmentsPerPanel: 12,
  lines: [13, 14, 14],
};

/** Beyond the published sizes, by the same rules, to measure how time grows. */
export const SIZE_600: LoopSize = {
  branches: 14,
  platesPerBranch: 9,
  panels: 14,
  segmentsPerPanel: 22,
  lines: [43, 44, 44],
};
export const SIZE_2000: LoopSize = {
  branches: 25,
  platesPerBranch: 17,
  panels: 25,
  segmentsPerPanel: 43,
  lines: [147, 148, 148],
};

const START_K = 290;
const START_PA = 250e3;

/**
 * The cooling loop of the peer comparison (cases E and F), at any size: pump, cold-plate branches, radiator panels with a
 * bypass, gas accumulator, and in case E a leak at 1800 s.
 */
export function peerLoop(size: LoopSize, leak: boolean, sinkPeriodS = 5400): CircuitDescription {
  const nodes: NodeDescription[] = [];
  const branches: BranchDescription[] = [];
  const walls: WallDescription[] = [];
  const heatLinks: HeatLinkDescription[] = [];
  const [a, b, c] = size.lines;
  const lineVolume = 0.02 / (a + b + c);
  const branchVolume = 0.008 / (size.branches * (size.platesPerBranch + 1));
  const panelVolume = 0.012 / (size.panels * (size.segmentsPerPanel + 1));
  const node = (id: string, volumeM3: number) => {
    nodes.push({ id, fluid: "water", volumeM3, temperatureK: START_K, pressurePa: START_PA });
    return id;
  };
  const link = (id: string, from: string, to: string, conductanceM2: number, exchange?: [string, number]) => {
    branches.push({
      id,
      kind: "conductance",
      from,
      to,
      conductanceM2,
      ...(exchange === undefined ? {} : { exchange: { wall: exchange[0], conductanceWPerK: exchange[1] } }),
    });
  };
  const line = (name: string, count: number, from: string, to: string) => {
    let last = from;
    for (let i = 0; i <= count; i++) {
      const next = i === count ? to : node(`${name}${i}`, lineVolume);
      link(`${name}-link${i}`, last, next, 6e-5 * Math.sqrt(count + 1));
      last = next;
    }
  };
  for (const id of ["pump-in", "pump-out", "M1", "M2", "R1", "R2"]) node(id, 0.0005);
  branches.push({
    id: "pump",
    kind: "pump",
    from: "pump-in",
    to: "pump-out",
    curvePa: [250e3, 0, -1.12e12, 0],
    referenceDensityKgPerM3: 1000,
    flowKgPerS: 0.28,
  });
  line("a", a, "pump-out", "M1");
  for (let j = 0; j < size.branches; j++) {
    const g = (3.5e-5 / size.branches) * Math.sqrt(size.platesPerBranch + 2);
    const equipment = `equipment${j}`;
    walls.push({
      id: equipment,
      heatCapacityJPerK: 40000 / size.branches,
      temperatureK: START_K,
      loadW: {
        kind: "sine",
        mean: 6000 / size.branches,
        amplitude: 1200 / size.branches,
        periodS: 1800,
        phaseRad: j,
      },
    });
    let last = "M1";
    const plates = size.branches * size.platesPerBranch;
    for (let s = 0; s < size.platesPerBranch + 1; s++) {
      const next = node(`branch${j}-${s}`, branchVolume);
      const first = s === 0;
      if (first) link(`branch${j}-link0`, last, next, g * (0.8 + (0.4 * (j + 0.5)) / size.branches));
      else {
        const wall = `plate${j}-${s - 1}`;
        walls.push({ id: wall, heatCapacityJPerK: 10000 / plates, temperatureK: START_K });
        heatLinks.push({ id: `${wall}-mount`, between: [equipment, wall], conductanceWPerK: 300 / plates });
        link(`branch${j}-link${s}`, last, next, g, [wall, 800 / plates]);
      }
      last = next;
    }
    // With n + 1 nodes the last of the n + 2 links carries the last segment's outlet to the manifold.
    link(`branch${j}-link${size.platesPerBranch + 1}`, last, "M2", g);
  }
  line("b", b, "M2", "R1");
  for (let p = 0; p < size.panels; p++) {
    const segments = size.panels * size.segmentsPerPanel;
    const g = (4.5e-5 / size.panels) * Math.sqrt(size.segmentsPerPanel + 2);
    let last = "R1";
    let lastWall = "";
    for (let s = 0; s < size.segmentsPerPanel + 1; s++) {
      const next = node(`panel${p}-${s}`, panelVolume);
      if (s === 0) link(`panel${p}-link0`, last, next, g);
      else {
        const wall = `panelwall${p}-${s - 1}`;
        walls.push({ id: wall, heatCapacityJPerK: 108000 / segments, temperatureK: START_K });
        heatLinks.push({
          id: `${wall}-radiation`,
          between: [wall, p % 2 === 0 ? "sink0" : "sink1"],
          radiatingAreaM2: (0.85 * 24) / segments,
        });
        if (lastWall !== "")
          heatLinks.push({ id: `${wall}-fin`, between: [lastWall, wall], conductanceWPerK: 2 });
        lastWall = wall;
        link(`panel${p}-link${s}`, last, next, g, [wall, 3000 / segments]);
      }
      last = next;
    }
    link(`panel${p}-link${size.segmentsPerPanel + 1}`, last, "R2", g);
  }
  link("bypass", "R1", "R2", 0.5e-5);
  line("c", c, "R2", "pump-in");
  return {
    fluids: { water: gunnsWater },
    nodes,
    branches,
    walls,
    heatLinks,
    sinks: [
      { id: "sink0", temperatureK: { kind: "sine", mean: 210, amplitude: 30, periodS: sinkPeriodS } },
      {
        id: "sink1",
        temperatureK: { kind: "sine", mean: 190, amplitude: 20, periodS: sinkPeriodS, phaseRad: Math.PI },
      },
    ],
    accumulators: [
      {
        id: "accumulator",
        node: "pump-in",
        liquidM3: 0.01812,
        liquidCapacityM3: 0.0303,
        temperatureK: START_K,
        charge: { kind: "gas", gasVolumeM3: 0.0303 - 0.01812, pressurePa: START_PA },
      },
    ],
    leaks: leak
      ? [
          {
            id: "leak",
            node: `panel0-${size.segmentsPerPanel}`,
            effectiveAreaM2: 4e-7,
            opensAtS: 1800,
          },
        ]
      : [],
  };
}
