import { FluidTable } from "../fluid/fluid-table.ts";
import {
  BRANCH_PARAMETERS,
  CHECK_VALVE,
  CONDUCTANCE,
  FIXED_FLOW,
  PIPE,
  PUMP,
} from "../network/branch-kind.ts";
import { frictionLawCode } from "../network/friction.ts";
import type { BranchDescription, CircuitDescription, HeatLinkDescription } from "./description.ts";
import { GAS, type LoopModel, SPRING } from "./loop-model.ts";
import { type Schedule, ScheduleSet } from "./schedule.ts";

/** Volume of a node that names none [m3]: one millilitre mixes in milliseconds and keeps every heat balance regular. */
const JUNCTION_VOLUME_M3 = 1e-6;
/** Suction head of a pump that names none: a tenth of a metre of water. */
const DEFAULT_SUCTION_HEAD_PA = 1000;
const STEFAN_BOLTZMANN = 5.670374419e-8; // [W/(m2 K4)] CODATA 2018

/** The circuit cannot be built; `element` is the one at fault. */
export class CircuitError extends Error {
  readonly element: string;
  constructor(element: string, problem: string) {
    super(`${element}: ${problem}`);
    this.name = "CircuitError";
    this.element = element;
  }
}

/** Compiles a circuit to the flat arrays that the solver runs on. Throws {@link CircuitError} naming the element at fault. */
export function buildLoop(description: CircuitDescription): LoopModel {
  const walls = description.walls ?? [];
  const sinks = description.sinks ?? [];
  const accumulators = description.accumulators ?? [];
  const leaks = description.leaks ?? [];
  const links = description.heatLinks ?? [];
  const { nodes, branches } = description;
  const fluidNames = Object.keys(description.fluids);
  const nodeIndex = indexById("node", nodes);
  const firstWall = nodes.length + accumulators.length;
  const firstSink = firstWall + walls.length;
  const thermalIndex = new Map<string, number>(nodeIndex);
  walls.forEach((wall, w) => {
    addUnique(thermalIndex, wall.id, firstWall + w);
  });
  sinks.forEach((sink, s) => {
    addUnique(thermalIndex, sink.id, firstSink + s);
  });
  const nodeOf = (owner: string, id: string) => find(nodeIndex, owner, id, "node");
  const thermalOf = (owner: string, id: string) => find(thermalIndex, owner, id, "node, wall or sink");

  const schedules: Schedule[] = [];
  const heldSchedule = new Int32Array(firstSink + sinks.length).fill(-1);
  const loadSchedule = new Int32Array(firstSink + sinks.length).fill(-1);
  const held = new Uint8Array(heldSchedule.length);
  nodes.forEach((node, i) => {
    if (node.boundary === undefined) return;
    held[i] = 1;
    heldSchedule[i] = schedules.push(node.boundary.temperatureK) - 1;
  });
  sinks.forEach((sink, s) => {
    held[firstSink + s] = 1;
    heldSchedule[firstSink + s] = schedules.push(sink.temperatureK) - 1;
  });
  walls.forEach((wall, w) => {
    positive(wall.id, "heat capacity [J/K]", wall.heatCapacityJPerK);
    if (wall.loadW !== undefined) loadSchedule[firstWall + w] = schedules.push(wall.loadW) - 1;
  });

  const fluidOf = Int32Array.from([
    ...nodes.map((node) => {
      const fluid = fluidNames.indexOf(node.fluid);
      if (fluid < 0)
        throw new CircuitError(
          node.id,
          `coolant "${node.fluid}" is not among ${fluidNames.join(", ") || "none"}`,
        );
      return fluid;
    }),
    ...accumulators.map((accumulator) =>
      fluidNames.indexOf(nodes[nodeOf(accumulator.id, accumulator.node)]!.fluid),
    ),
  ]);
  const compiled = compileBranches(branches, nodeOf, thermalOf, fluidOf);
  const part = connectedParts(nodes.length, compiled.from, compiled.to);
  checkReference(description, part, nodeIndex);
  const accumulatorNode = Int32Array.from(accumulators, (each) => nodeOf(each.id, each.node));
  const accumulatorOf = part.map((p) => accumulatorNode.findIndex((node) => part[node] === p));
  const volumeM3 = Float64Array.from(nodes, (node) => node.volumeM3 ?? JUNCTION_VOLUME_M3);

  return {
    description,
    fluids: new FluidTable(fluidNames.map((name) => description.fluids[name]!)),
    network: {
      nodeCount: nodes.length,
      nodeIds: nodes.map((node) => node.id),
      fixed: held.slice(0, nodes.length),
      from: compiled.from,
      to: compiled.to,
      kind: compiled.kind,
      branchIds: branches.map((branch) => branch.id),
      frictionLaw: compiled.frictionLaw,
      parameters: compiled.parameters,
    },
    nodeCount: nodes.length,
    accumulatorCount: accumulators.length,
    wallCount: walls.length,
    sinkCount: sinks.length,
    names: [...nodes, ...accumulators, ...walls, ...sinks].map((element) => element.id),
    held,
    heldSchedule,
    loadSchedule,
    schedules: new ScheduleSet(schedules),
    fluidOf,
    volumeM3,
    wallCapacity: Float64Array.from(walls, (wall) => wall.heatCapacityJPerK),
    exchangeWall: compiled.exchangeWall,
    exchangeConductance: compiled.exchangeConductance,
    linkA: Int32Array.from(links, (link) => thermalOf(link.id, link.between[0])),
    linkB: Int32Array.from(links, (link) => thermalOf(link.id, link.between[1])),
    linkConductance: Float64Array.from(links, (link) => linkStrength(link, "conductanceWPerK")),
    linkRadiation: Float64Array.from(
      links,
      (link) => linkStrength(link, "radiatingAreaM2") * STEFAN_BOLTZMANN,
    ),
    accumulatorNode,
    accumulatorOf,
    cavityVolumeM3: Float64Array.from(accumulatorNode, (node) =>
      volumeM3.reduce((sum, volume, i) => (part[i] === part[node] ? sum + volume : sum), 0),
    ),
    chargeKind: Uint8Array.from(accumulators, (each) => (each.charge.kind === "gas" ? GAS : SPRING)),
    liquidCapacityM3: Float64Array.from(accumulators, (each) => each.liquidCapacityM3),
    chargeConstant: Float64Array.from(accumulators, (each) =>
      each.charge.kind === "gas"
        ? each.charge.pressurePa * each.charge.gasVolumeM3 ** (each.charge.exponent ?? 1)
        : each.charge.basePressurePa,
    ),
    chargeVolumeM3: Float64Array.from(accumulators, (each) =>
      each.charge.kind === "gas" ? each.charge.gasVolumeM3 + each.liquidM3 : 0,
    ),
    chargeSlope: Float64Array.from(accumulators, (each) =>
      each.charge.kind === "gas" ? (each.charge.exponent ?? 1) : each.charge.stiffnessPaPerM3,
    ),
    leakNode: Int32Array.from(leaks, (leak) => nodeOf(leak.id, leak.node)),
    leakOutsidePa: Float64Array.from(leaks, (leak) => leak.outsidePressurePa ?? 0),
    leakOpensAtS: Float64Array.from(leaks, (leak) => leak.opensAtS ?? Number.NEGATIVE_INFINITY),
    leakAreaM2: Float64Array.from(leaks, (leak) => leak.effectiveAreaM2),
    suctionHeadPa: compiled.suctionHeadPa,
    pumps: Int32Array.from([...compiled.kind.keys()].filter((k) => compiled.kind[k] === PUMP)),
    needsViscosity: branches.some((branch) => branch.kind === "pipe"),
    lineVolumeM3: Float64Array.from(branches, (branch) => (branch.kind === "line" ? branch.volumeM3 : 0)),
  };
}

function compileBranches(
  branches: readonly BranchDescription[],
  nodeOf: (owner: string, id: string) => number,
  thermalOf: (owner: string, id: string) => number,
  fluidOf: Int32Array,
) {
  indexById("branch", branches);
  const count = branches.length;
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const kind = new Uint8Array(count);
  const frictionLaw = new Uint8Array(count);
  const parameters = new Float64Array(count * BRANCH_PARAMETERS);
  const exchangeWall = new Int32Array(count).fill(-1);
  const exchangeConductance = new Float64Array(count);
  const suctionHeadPa = new Float64Array(count);
  branches.forEach((branch, k) => {
    const at = k * BRANCH_PARAMETERS;
    from[k] = nodeOf(branch.id, branch.from);
    to[k] = nodeOf(branch.id, branch.to);
    if (fluidOf[from[k]!] !== fluidOf[to[k]!])
      throw new CircuitError(branch.id, `joins two coolants, at "${branch.from}" and "${branch.to}"`);
    if (branch.exchange !== undefined) {
      exchangeWall[k] = thermalOf(branch.id, branch.exchange.wall);
      exchangeConductance[k] = branch.exchange.conductanceWPerK;
    }
    switch (branch.kind) {
      case "pipe": {
        positive(branch.id, "bore [m]", branch.boreM);
        const area = (Math.PI / 4) * branch.boreM ** 2;
        kind[k] = PIPE;
        frictionLaw[k] = frictionLawCode(branch.friction ?? "churchill");
        parameters.set(
          [
            branch.lengthM / (2 * area ** 2 * branch.boreM),
            (branch.lossCoefficient ?? 0) / (2 * area ** 2),
            branch.boreM / area,
            branch.roughnessM / branch.boreM,
            area,
          ],
          at,
        );
        break;
      }
      case "pump":
        kind[k] = PUMP;
        parameters.set([...branch.curvePa, 1 / branch.referenceDensityKgPerM3, 0], at);
        suctionHeadPa[k] = branch.suctionHeadPa ?? DEFAULT_SUCTION_HEAD_PA;
        break;
      case "fixed-flow":
        kind[k] = FIXED_FLOW;
        break;
      default:
        positive(branch.id, "conductance G [m2]", branch.conductanceM2);
        kind[k] = branch.kind === "check-valve" ? CHECK_VALVE : CONDUCTANCE;
        parameters[at] = 1 / branch.conductanceM2 ** 2;
    }
  });
  return { from, to, kind, frictionLaw, parameters, exchangeWall, exchangeConductance, suctionHeadPa };
}

/** For each node the lowest-numbered node that branches connect it to. */
function connectedParts(nodeCount: number, from: Int32Array, to: Int32Array): Int32Array {
  const part = Int32Array.from({ length: nodeCount }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (part[at] !== at) at = part[at]!;
    return at;
  };
  for (let k = 0; k < from.length; k++) {
    const a = root(from[k]!);
    const b = root(to[k]!);
    part[Math.max(a, b)] = Math.min(a, b);
  }
  return part.map((_, i) => root(i));
}

/** Every connected part needs something that sets its pressure level; compressibility alone would let it swing wildly. */
function checkReference(
  description: CircuitDescription,
  part: Int32Array,
  nodeIndex: ReadonlyMap<string, number>,
): void {
  const anchored = new Set<number>();
  description.nodes.forEach((node, i) => {
    if (node.boundary !== undefined) anchored.add(part[i]!);
  });
  for (const each of description.accumulators ?? []) anchored.add(part[nodeIndex.get(each.node)!]!);
  description.nodes.forEach((node, i) => {
    if (!anchored.has(part[i]!))
      throw new CircuitError(
        node.id,
        "nothing sets the pressure of the part of the loop it lies in; add an accumulator or a boundary there",
      );
  });
}

function indexById(what: string, elements: readonly { readonly id: string }[]): Map<string, number> {
  const index = new Map<string, number>();
  elements.forEach((element, i) => {
    if (index.has(element.id)) throw new CircuitError(element.id, `two ${what}s have this name`);
    index.set(element.id, i);
  });
  return index;
}

function addUnique(index: Map<string, number>, id: string, at: number): void {
  if (index.has(id)) throw new CircuitError(id, "two elements have this name");
  index.set(id, at);
}

function find(index: ReadonlyMap<string, number>, owner: string, id: string, what: string): number {
  const found = index.get(id);
  if (found === undefined) throw new CircuitError(owner, `there is no ${what} called "${id}"`);
  return found;
}

function positive(owner: string, what: string, value: number): void {
  if (!(value > 0)) throw new CircuitError(owner, `${what} is ${value}; it must be above 0`);
}

function linkStrength(link: HeatLinkDescription, which: "conductanceWPerK" | "radiatingAreaM2"): number {
  if (link.conductanceWPerK === undefined && link.radiatingAreaM2 === undefined)
    throw new CircuitError(link.id, "has neither a conductance [W/K] nor a radiating area [m2]");
  return link[which] ?? 0;
}
