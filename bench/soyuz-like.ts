import { coolantNamed } from "../src/fluids/index.ts";
import { type CircuitDescription, coolantLaw } from "../src/loop/index.ts";

/** What differs from member to member of the ensemble: all factors about 1 but the hole. */
export interface SoyuzLikeMember {
  readonly holeDiameterM: number;
  readonly dischargeCoefficient: number;
  readonly loadFactor: number;
  readonly absorbedFactor: number;
  readonly conductanceFactor: number;
}

const coolant = coolantLaw(coolantNamed("lz-tk-2"));
const ORBIT_S = 92 * 60;
const ECLIPSE_S = 36 * 60;
const PENUMBRA_S = 9;
const PANELS = 2;
const SEGMENTS = 5;
const START_K = 293;
const START_PA = 2e5;

/**
 * A made-up loop pair of Soyuz's size, for timing only: an external loop with two panels that see Sun and eclipse every
 * 92 minutes, an internal loop with cold plates and cabin, joined by an exchanger; 40 nodes, pipes with Churchill's
 * friction. A hole opens in the external loop after an hour. Its numbers are nobody's.
 */
export function soyuzLike(member: SoyuzLikeMember, untilS: number): CircuitDescription {
  const nodes: CircuitDescription["nodes"][number][] = [];
  const branches: CircuitDescription["branches"][number][] = [];
  const walls: NonNullable<CircuitDescription["walls"]>[number][] = [];
  const heatLinks: NonNullable<CircuitDescription["heatLinks"]>[number][] = [];
  const node = (id: string, volumeM3: number) => {
    nodes.push({ id, fluid: "coolant", volumeM3, temperatureK: START_K, pressurePa: START_PA });
    return id;
  };
  const pipe = (from: string, to: string, lengthM: number, wall?: string, conductanceWPerK = 0) => {
    const exchange =
      wall === undefined
        ? {}
        : { exchange: { wall, conductanceWPerK: conductanceWPerK * member.conductanceFactor } };
    branches.push({
      kind: "pipe",
      id: `${from}-${to}`,
      from,
      to,
      lengthM,
      boreM: 0.012,
      roughnessM: 2e-6,
      lossCoefficient: 1,
      ...exchange,
    });
  };
  const wall = (id: string, heatCapacityJPerK: number, loadW?: number) =>
    walls.push({
      id,
      heatCapacityJPerK,
      temperatureK: START_K,
      ...(loadW === undefined ? {} : { loadW: loadW * member.loadFactor }),
    });
  const pump = (from: string, to: string) =>
    branches.push({
      kind: "pump",
      id: `${from}-pump`,
      from,
      to,
      curvePa: [1.2e5, 0, -2e12, 0],
      referenceDensityKgPerM3: 690,
      flowKgPerS: 0.1,
    });
  const sunlit = { kind: "lines" as const, ...absorbed(untilS, 220 * member.absorbedFactor) };

  for (const id of ["x-in", "x-out", "x-a", "x-b", "x-c", "x-d"]) node(id, 4e-4);
  pump("x-in", "x-out");
  pipe("x-out", "x-a", 2);
  for (let p = 0; p < PANELS; p++) {
    let last = "x-a";
    for (let s = 0; s < SEGMENTS; s++) {
      const id = `panel${p}-${s}`;
      const next = node(id, 3e-4);
      walls.push({ id: `${id}-skin`, heatCapacityJPerK: 3500, temperatureK: 270, loadW: sunlit });
      heatLinks.push({ id: `${id}-space`, between: [`${id}-skin`, "space"], radiatingAreaM2: 0.7 });
      if (s > 0)
        heatLinks.push({
          id: `${id}-fin`,
          between: [`panel${p}-${s - 1}-skin`, `${id}-skin`],
          conductanceWPerK: 1.5,
        });
      pipe(last, next, 6, `${id}-skin`, 60);
      last = next;
    }
    pipe(last, "x-b", 1);
  }
  pipe("x-b", "x-c", 3);
  let lastOutside = "x-c";
  const plates: string[] = [];
  for (let e = 0; e < 4; e++) {
    wall(`exchanger${e}`, 1200);
    plates.push(`exchanger${e}`);
    const next = node(`x-e${e}`, 1.5e-4);
    pipe(lastOutside, next, 1, `exchanger${e}`, 120);
    lastOutside = next;
  }
  pipe(lastOutside, "x-d", 2);
  pipe("x-d", "x-in", 1);

  for (const id of ["i-in", "i-out", "i-a", "i-b", "i-mix"]) node(id, 3e-4);
  pump("i-in", "i-out");
  pipe("i-out", "i-a", 1.5);
  let lastInside = "i-a";
  plates.reverse().forEach((plate, e) => {
    const next = node(`i-e${e}`, 1.5e-4);
    pipe(lastInside, next, 1, plate, 120);
    lastInside = next;
  });
  branches.push({ kind: "valve", id: "bypass", from: "i-a", to: "i-mix", conductanceM2: 6e-6, opening: 0.4 });
  pipe(lastInside, "i-mix", 1);
  let last = "i-mix";
  for (const [id, load] of [
    ["dryer", 60],
    ["cabin", 180],
    ["descent", 90],
    ["instruments", 420],
    ["batteries", 60],
    ["radio", 110],
  ] as const) {
    wall(id, 4000);
    wall(`${id}-mass`, 60000, load);
    heatLinks.push({ id: `${id}-mount`, between: [id, `${id}-mass`], conductanceWPerK: 40 });
    // What leaks out through the hull settles the compartments near 325 K once the external loop is dry.
    heatLinks.push({ id: `${id}-hull`, between: [`${id}-mass`, "space"], radiatingAreaM2: load / 650 });
    const next = node(`i-${id}`, 2e-4);
    pipe(last, next, 2, id, 90);
    last = next;
  }
  pipe(last, "i-b", 2);
  pipe("i-b", "i-in", 1);
  const accumulator = (id: string, at: string) => ({
    id,
    node: at,
    liquidM3: 3e-3,
    liquidCapacityM3: 6e-3,
    temperatureK: START_K,
    charge: { kind: "gas" as const, gasVolumeM3: 3e-3, pressurePa: START_PA },
  });
  return {
    fluids: { coolant },
    nodes,
    branches,
    walls,
    heatLinks,
    sinks: [{ id: "space", temperatureK: 3 }],
    accumulators: [accumulator("x-accumulator", "x-in"), accumulator("i-accumulator", "i-in")],
    leaks: [
      {
        id: "hole",
        node: "panel0-2",
        effectiveAreaM2: member.dischargeCoefficient * (Math.PI / 4) * member.holeDiameterM ** 2,
        opensAtS: 3600,
      },
    ],
  };
}

/** Heat absorbed by one segment: full in the Sun, falling to a fifth through the penumbra of each eclipse. */
function absorbed(untilS: number, fullW: number): { timesS: number[]; values: number[] } {
  const timesS = [0];
  const values = [fullW];
  for (let startS = ORBIT_S - ECLIPSE_S; startS < untilS; startS += ORBIT_S) {
    timesS.push(startS, startS + PENUMBRA_S, startS + ECLIPSE_S - PENUMBRA_S, startS + ECLIPSE_S);
    values.push(fullW, 0.2 * fullW, 0.2 * fullW, fullW);
  }
  return { timesS, values };
}
