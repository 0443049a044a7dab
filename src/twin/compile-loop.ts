import { coolantNamed } from "../fluids/index.ts";
import { coolantLaw, type ExchangeDescription } from "../loop/index.ts";
import { isFlowElement } from "../vehicle/twin/places.ts";
import { type Choice, chosen, type Quantity } from "../vehicle/twin/quantity.ts";
import type {
  AccumulatorElement,
  DropDescription,
  FlowElement,
  PumpElement,
  TwinLoop,
  WettedWall,
} from "../vehicle/twin/twin-description.ts";
import type { CircuitParts, ElementParts } from "./circuit-parts.ts";
import { elementVolumes } from "./element-volumes.ts";
import { pumpCurve } from "./pump-curve.ts";
import { TwinError } from "./twin-error.ts";

/** The check valve of a pump that has a standby loses this at half the curve's largest flow [Pa]; an estimate, without weight beside the pump's rise. */
const CHECK_VALVE_DROP_PA = 300;
/** A curve that passes a point by more than this part of its largest rise is not a pump's. */
const CURVE_MISFIT = 0.08;
/** A mere junction holds a millilitre: it mixes in an instant, and is enough for a heat balance of its own. */
const LEAST_VOLUME_M3 = 1e-6;
/** Leaks of which nothing is open yet. */
const SHUT = 0;

/** What a loop became, beside what it added to the circuit. */
export interface LoopParts {
  readonly id: string;
  readonly elements: ReadonlyMap<string, ElementParts>;
  /** Node of each junction and each end of an element. */
  readonly places: ReadonlyMap<string, string>;
  readonly accumulators: readonly { readonly id: string; readonly element: AccumulatorElement }[];
  readonly chargeKg: number;
}

/** Walls of exchangers already made by their other side: `loop.element` to wall ids. */
export type SharedWalls = Map<
  string,
  { readonly walls: readonly string[]; readonly conductanceWPerK: number }
>;

/** Adds one loop to the circuit. Throws {@link TwinError} naming the element that cannot be. */
export function compileLoop(
  loop: TwinLoop,
  choice: Choice,
  circuit: CircuitParts,
  shared: SharedWalls,
  wallOf: (loop: string, element: string) => WettedWall | undefined,
): LoopParts {
  const of = (quantity: Quantity) => chosen(quantity, choice);
  const temperatureK = of(loop.startK);
  const law = coolantLaw(coolantNamed(loop.coolant, loop.coolantFraction));
  circuit.fluids[loop.id] = law;
  const rho = law.density(temperatureK);
  const accumulatorElements = loop.elements.filter(
    (each): each is AccumulatorElement => !isFlowElement(each),
  );
  const pressurePa = startPressure(accumulatorElements[0]!, of);
  const volumes = elementVolumes(loop, choice, rho);
  const places = new Map<string, string>();
  const elements = new Map<string, ElementParts>();

  const node = (place: string): string => {
    const id = `${loop.id}/${place}`;
    if (!circuit.nodes.has(id))
      circuit.nodes.set(id, { id, fluid: loop.id, volumeM3: 0, temperatureK, pressurePa });
    return id;
  };
  const grow = (id: string, volumeM3: number) => {
    const found = circuit.nodes.get(id)!;
    found.volumeM3 += volumeM3;
  };
  const resistance = ({ dropPa, atFlowM3PerS }: DropDescription, cells: number) => ({
    kind: "conductance" as const,
    conductanceM2: atFlowM3PerS * Math.sqrt((rho * cells) / of(dropPa)),
  });
  const addWalls = (id: string, wall: WettedWall): string[] =>
    Array.from({ length: wall.cells }, (_, i) => {
      const wallId = `${id}~${i + 1}`;
      circuit.walls.push({
        id: wallId,
        heatCapacityJPerK: of(wall.heatCapacityJPerK) / wall.cells,
        temperatureK,
        loadW: 0,
      });
      return wallId;
    });

  /** Lays an element as cells from node to node; the coolant of each cell counts at its downstream node. */
  const lay = (
    element: FlowElement,
    inlet: string,
    outlet: string,
    cells: number,
    branch: (cell: number) => object,
    parallel = 1,
  ): string[] => {
    const first: string[] = [];
    let at = inlet;
    for (let cell = 0; cell < cells; cell++) {
      const next = cell === cells - 1 ? outlet : node(`${element.id}.${cell + 1}`);
      grow(next, (volumes.get(element.id) ?? 0) / cells);
      for (let tube = 0; tube < parallel; tube++) {
        const id = `${loop.id}/${element.id}${cells > 1 ? `.${cell + 1}` : ""}${parallel > 1 ? `#${tube + 1}` : ""}`;
        circuit.branches.push({ id, from: at, to: next, ...branch(cell) } as never);
        if (cell === 0) first.push(id);
      }
      at = next;
    }
    return first;
  };
  const keep = (
    element: FlowElement,
    inlet: string,
    outlet: string,
    branches: readonly string[],
    walls: readonly string[],
    cells: number,
  ) => {
    const leak = `${loop.id}/${element.id}`;
    const middle = cells > 1 ? `${loop.id}/${element.id}.${Math.ceil(cells / 2)}` : inlet;
    circuit.leaks.push({
      id: leak,
      node: middle,
      effectiveAreaM2: SHUT,
      outsidePressurePa: loop.leaksIntoPa,
    });
    elements.set(element.id, { loop: loop.id, element: element.id, inlet, outlet, branches, walls, leak });
    places.set(`${element.id}.inlet`, inlet);
    places.set(`${element.id}.outlet`, outlet);
  };

  const pumpBranch = (element: PumpElement, on: boolean) => {
    const { coefficients, worstPa, falls } = pumpCurve(element.curve);
    const most = Math.max(...element.curve.map(({ risePa }) => risePa));
    if (!falls)
      throw new TwinError(
        `${loop.id}.${element.id}`,
        "its curve does not fall with flow; give points of which each rise is below the one before",
      );
    if (worstPa > CURVE_MISFIT * most)
      throw new TwinError(
        `${loop.id}.${element.id}`,
        `its curve is no parabola: the best one passes a point by ${(worstPa / 1000).toFixed(1)} kPa of ${(most / 1000).toFixed(1)} kPa; give fewer points, near the working one`,
      );
    const head = of(element.head);
    return {
      kind: "pump" as const,
      curvePa: coefficients.map((c) => c * head) as unknown as readonly [number, number, number, number],
      referenceDensityKgPerM3: rho,
      speed: on ? of(element.speed) : 0,
      suctionHeadPa: of(element.suctionHeadPa),
      flowKgPerS: on ? 0.5 * element.curve.at(-1)!.flowM3PerS * rho : 0,
    };
  };

  const layElement = (element: FlowElement, inlet: string, outlet: string): void => {
    const path = `${loop.id}/${element.id}`;
    switch (element.type) {
      case "pipe": {
        const branches = lay(element, inlet, outlet, 1, () => ({
          kind: "pipe",
          boreM: of(element.boreM),
          lengthM: of(element.lengthM),
          roughnessM: of(element.roughnessM),
          lossCoefficient: of(element.losses),
        }));
        keep(element, inlet, outlet, branches, [], 1);
        return;
      }
      case "fitting": {
        keep(
          element,
          inlet,
          outlet,
          lay(element, inlet, outlet, 1, () => resistance(element.drop, 1)),
          [],
          1,
        );
        return;
      }
      case "check-valve": {
        const branches = lay(element, inlet, outlet, 1, () => ({
          ...resistance(element.drop, 1),
          kind: "check-valve",
        }));
        keep(element, inlet, outlet, branches, [], 1);
        return;
      }
      case "valve":
      case "control-valve": {
        const branches = lay(element, inlet, outlet, 1, () => ({
          ...resistance(element.drop, 1),
          kind: "valve",
          opening: of(element.opening),
        }));
        keep(element, inlet, outlet, branches, [], 1);
        return;
      }
      case "pump": {
        const spare = loop.elements.find(
          (each): each is PumpElement => each.type === "pump" && each.id === element.standby,
        );
        if (spare === undefined) {
          const branches = lay(element, inlet, outlet, 1, () => pumpBranch(element, element.on));
          keep(element, inlet, outlet, branches, [], 1);
          return;
        }
        for (const pump of [element, spare]) {
          const delivery = node(`${pump.id}.delivery`);
          const half = 0.5 * pump.curve.at(-1)!.flowM3PerS;
          const branches = lay(pump, inlet, delivery, 1, () => pumpBranch(pump, pump.on));
          circuit.branches.push({
            id: `${loop.id}/${pump.id}.check`,
            kind: "check-valve",
            from: delivery,
            to: outlet,
            conductanceM2: half * Math.sqrt(rho / CHECK_VALVE_DROP_PA),
          });
          keep(pump, inlet, outlet, branches, [], 1);
        }
        return;
      }
      case "liquid-liquid-exchanger": {
        const wall = element.wall ?? wallOf(element.otherLoop, element.otherElement)!;
        const key = element.wall === undefined ? `${element.otherLoop}/${element.otherElement}` : path;
        let own = shared.get(key);
        if (own === undefined) {
          own = { walls: addWalls(key, wall), conductanceWPerK: of(wall.conductanceWPerK) };
          shared.set(key, own);
        }
        const { cells } = wall;
        const { walls } = own;
        // both films are taken equal, so each side has twice the conductance of the whole
        const conductanceWPerK = (2 * own.conductanceWPerK) / cells;
        const reversed = element.counterflow && element.wall === undefined;
        const branches = lay(element, inlet, outlet, cells, (cell) => ({
          ...resistance(element.drop, cells),
          exchange: { wall: walls[reversed ? cells - 1 - cell : cell]!, conductanceWPerK },
        }));
        keep(element, inlet, outlet, branches, walls, cells);
        return;
      }
      case "radiator": {
        const { cells } = element.wall;
        const walls = addWalls(path, element.wall);
        const { tubes, drop } = element;
        const parallel = tubes === undefined ? 1 : tubes.parallel;
        const exchange = (cell: number): ExchangeDescription => ({
          wall: walls[cell]!,
          conductanceWPerK: of(element.wall.conductanceWPerK) / cells / parallel,
        });
        const branches = lay(
          element,
          inlet,
          outlet,
          cells,
          (cell) =>
            tubes === undefined
              ? { ...resistance(drop!, cells), exchange: exchange(cell) }
              : {
                  kind: "pipe",
                  boreM: of(tubes.boreM),
                  lengthM: of(tubes.lengthM) / cells,
                  roughnessM: 1.5e-6,
                  exchange: exchange(cell),
                },
          parallel,
        );
        for (const wall of walls)
          circuit.heatLinks.push({
            id: `${wall} to space`,
            between: [wall, "space"],
            radiatingAreaM2: (element.sides * of(element.emissivity) * of(element.areaM2)) / cells,
          });
        keep(element, inlet, outlet, branches, walls, cells);
        return;
      }
      default: {
        const { cells } = element.wall;
        const walls = addWalls(path, element.wall);
        const branches = lay(element, inlet, outlet, cells, (cell) => ({
          ...resistance(element.drop, cells),
          exchange: { wall: walls[cell]!, conductanceWPerK: of(element.wall.conductanceWPerK) / cells },
        }));
        keep(element, inlet, outlet, branches, walls, cells);
      }
    }
  };

  for (const path of loop.paths) {
    places.set(path.from, node(path.from));
    places.set(path.to, node(path.to));
    let at = node(path.from);
    path.elements.forEach((id, i) => {
      const element = loop.elements.find((each): each is FlowElement => each.id === id)!;
      const following = path.elements[i + 1];
      const next = node(following === undefined ? path.to : `${following}.inlet`);
      layElement(element, at, next);
      at = next;
    });
  }
  const accumulators = accumulatorElements.map((element) => {
    const place = places.get(loop.hangsOn[element.id]!)!;
    const id = `${loop.id}/${element.id}`;
    circuit.accumulators.push(accumulatorAt(id, place, element, temperatureK, of));
    places.set(element.id, place);
    return { id, element };
  });
  let chargeKg = accumulatorElements.reduce((sum, each) => sum + rho * of(each.liquidM3), 0);
  for (const each of circuit.nodes.values())
    if (each.fluid === loop.id) {
      each.volumeM3 = Math.max(each.volumeM3, LEAST_VOLUME_M3);
      chargeKg += rho * each.volumeM3;
    }
  return { id: loop.id, elements, places, accumulators, chargeKg };
}

function startPressure(
  { charge, liquidM3, capacityM3 }: AccumulatorElement,
  of: (q: Quantity) => number,
): number {
  if (charge.kind === "gas") return of(charge.pressurePa);
  const filled = of(liquidM3) / of(capacityM3!);
  return of(charge.emptyPa) + filled * (of(charge.fullPa) - of(charge.emptyPa));
}

function accumulatorAt(
  id: string,
  node: string,
  element: AccumulatorElement,
  temperatureK: number,
  of: (q: Quantity) => number,
): CircuitParts["accumulators"][number] {
  const liquidM3 = of(element.liquidM3);
  const { charge } = element;
  const capacityM3 =
    element.capacityM3 !== undefined
      ? of(element.capacityM3)
      : liquidM3 + 0.9 * (charge.kind === "gas" ? of(charge.volumeM3) : 0);
  if (!(liquidM3 < capacityM3))
    throw new TwinError(
      id.replace("/", "."),
      `holds ${(liquidM3 * 1000).toFixed(2)} L of liquid, and its full stop is at ${(capacityM3 * 1000).toFixed(2)} L; give it room to expand`,
    );
  if (charge.kind === "spring") {
    const emptyPa = of(charge.emptyPa);
    const stiffness = (of(charge.fullPa) - emptyPa) / capacityM3;
    if (!(stiffness > 0))
      throw new TwinError(id.replace("/", "."), "its spring must press harder when full than when empty");
    return {
      id,
      node,
      liquidM3,
      liquidCapacityM3: capacityM3,
      temperatureK,
      charge: { kind: "spring", basePressurePa: emptyPa, stiffnessPaPerM3: stiffness },
    };
  }
  return {
    id,
    node,
    liquidM3,
    liquidCapacityM3: capacityM3,
    temperatureK,
    charge: {
      kind: "gas",
      gasVolumeM3: of(charge.volumeM3),
      pressurePa: of(charge.pressurePa),
      exponent: of(charge.exponent),
    },
  };
}
