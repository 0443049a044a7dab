import type { CircuitDescription } from "../../loop/index.ts";
import { SteadyNetwork } from "../../loop/index.ts";
import { buildTwin, type TwinModel } from "../../twin/index.ts";
import type { LoopHardware } from "../../vehicle/loop-hardware.ts";
import { isFlowElement } from "../../vehicle/twin/places.ts";
import type { FlowElement, TwinLoop } from "../../vehicle/twin/twin-description.ts";
import { loopOf, type Tap } from "./tap.ts";

/** A place where the loop may leak: a part of the way from one node to the next. */
export interface LeakPoint {
  /** Index into `segments`. */
  readonly segment: number;
  readonly element: string;
  /** Indices into `nodes`. */
  readonly from: number;
  readonly to: number;
  readonly part: number;
  /** Share of its segment's probability. */
  readonly share: number;
}

/** A cut through a loop for placing: segments, the points at which they may leak, and what a network solution says at them. */
export interface LeakingLoop {
  readonly segments: readonly {
    readonly id: string;
    readonly isolation: readonly string[];
    readonly contentKg: number;
  }[];
  readonly points: readonly LeakPoint[];
  /** Node ids of the circuit. */
  readonly nodes: readonly string[];
  /** Elements whose loss, or whose rise, is uncertain, with one standard deviation of its logarithm. */
  readonly uncertain: readonly { readonly element: string; readonly sdLn: number }[];
  /** Opens the network with each uncertain loss, or rise, times a factor. */
  open(factors?: ArrayLike<number>): OpenNetwork;
}

/** A network that can be asked what taps and nodes read with a leak at a node. */
export interface OpenNetwork {
  /** Flow through the pumps of the loop without a leak [kg/s]. */
  readonly flowKgPerS: number;
  /** Solves with a draw of mass at a node [kg/s]; false where it does not converge. */
  solve(node: number | null, drawKgPerS: number): boolean;
  /** What a tap reads in the last solution: SI, pressures over that at the accumulator. */
  tap(tap: number): number;
  /** Pressure of a node in the last solution over that at the accumulator [Pa]. */
  rise(node: number): number;
}

/** Parts of the way through one cell at which a leak is tried. */
const PARTS = [0.125, 0.375, 0.625, 0.875] as const;
/** A pump leaks at its seals and flanges, before its rise or after it. */
const PUMP_PARTS = [0, 1] as const;
/** Least uncertainty of an element's loss or a pump's rise, whatever the file says: ten per cent, as a stated assumption. */
const LEAST_LOSS_SD = 0.1;

/** Lays out a loop of a twin file for placing: its segments, or its elements where the file has none. */
export function leakingLoop(hardware: LoopHardware, taps: readonly Tap[]): LeakingLoop {
  const twin = buildTwin(hardware.twin);
  const loop = loopOf(hardware);
  const { description } = twin.model;
  const elements = loop.elements.filter(isFlowElement).filter(({ id }) => inPath(loop, id));
  const segments = segmentsOf(loop, elements);
  const nodes: string[] = [];
  const indexOf = (id: string) => {
    const known = nodes.indexOf(id);
    return known >= 0 ? known : nodes.push(id) - 1;
  };
  const points = segments.flatMap(({ elements: own }, segment) =>
    own.flatMap((element) => pointsIn(twin, loop, element, segment, 1 / own.length, indexOf)),
  );
  const uncertain = elements.map((element) => ({ element: element.id, sdLn: lossSd(element) }));
  return {
    segments: segments.map(({ id, isolation, elements: own }) => ({
      id,
      isolation,
      contentKg: contentKg(twin, loop, own),
    })),
    points,
    nodes,
    uncertain,
    open: (factors) => openNetwork(twin, loop, taps, nodes, scaled(description, loop, uncertain, factors)),
  };
}

function inPath(loop: TwinLoop, element: string): boolean {
  return loop.paths.some(({ elements }) => elements.includes(element));
}

/** The file's segments with the elements in them that lie in a path; what no segment holds forms one of its own name. */
function segmentsOf(loop: TwinLoop, elements: readonly FlowElement[]) {
  const named = loop.segments.map(({ id, elements: own, isolation }) => ({
    id,
    isolation,
    elements: elements.filter((element) => own.includes(element.id)),
  }));
  const left = elements.filter(({ id }) => !loop.segments.some((segment) => segment.elements.includes(id)));
  const rest = left.map((element) => ({ id: element.id, isolation: [] as string[], elements: [element] }));
  return [...named, ...rest].filter(({ elements: own }) => own.length > 0);
}

function pointsIn(
  twin: TwinModel,
  loop: TwinLoop,
  element: FlowElement,
  segment: number,
  share: number,
  indexOf: (node: string) => number,
): LeakPoint[] {
  const chain = chainOf(twin, loop, element);
  const cells = chain.length - 1;
  const parts = element.type === "pump" ? PUMP_PARTS : PARTS;
  return Array.from({ length: cells }, (_, cell) =>
    parts.map((part) => ({
      segment,
      element: element.id,
      from: indexOf(chain[cell]!),
      to: indexOf(chain[cell + 1]!),
      part,
      share: share / cells / parts.length,
    })),
  ).flat();
}

/** Nodes from an element's inlet to its outlet. */
function chainOf(twin: TwinModel, loop: TwinLoop, element: FlowElement): string[] {
  const { inlet, outlet } = twin.loops.find(({ id }) => id === loop.id)!.elements.get(element.id)!;
  const inside: string[] = [];
  for (let cell = 1; twin.model.network.nodeIds.includes(`${loop.id}/${element.id}.${cell}`); cell++)
    inside.push(`${loop.id}/${element.id}.${cell}`);
  return [inlet, ...inside, outlet];
}

function contentKg(twin: TwinModel, loop: TwinLoop, elements: readonly FlowElement[]): number {
  const { nodes, fluids } = twin.model.description;
  const counted = new Set(elements.flatMap((element) => chainOf(twin, loop, element).slice(1)));
  return nodes
    .filter(({ id }) => counted.has(id))
    .reduce(
      (sum, { fluid, volumeM3 = 0, temperatureK }) => sum + volumeM3 * fluids[fluid]!.density(temperatureK),
      0,
    );
}

/** One standard deviation of the logarithm of an element's loss, or of a pump's rise, from the range that the file gives it. */
function lossSd(element: FlowElement): number {
  const ranges = [
    "drop" in element && element.drop !== undefined ? element.drop.dropPa : undefined,
    element.type === "pump" ? element.head : undefined,
  ];
  const spread = ranges.map((range) =>
    // Between the ends of a range lie, uniformly spread, sqrt(12) standard deviations.
    range !== undefined && range.low > 0 ? Math.log(range.high / range.low) / Math.sqrt(12) : 0,
  );
  return Math.max(LEAST_LOSS_SD, ...spread);
}

/** A circuit whose uncertain elements lose, or lift, by a factor more. */
function scaled(
  circuit: CircuitDescription,
  loop: TwinLoop,
  uncertain: LeakingLoop["uncertain"],
  factors: ArrayLike<number> | undefined,
): CircuitDescription {
  if (factors === undefined) return circuit;
  const factorOf = new Map(uncertain.map(({ element }, i) => [`${loop.id}/${element}`, factors[i]!]));
  const branches = circuit.branches.map((branch) => {
    const factor =
      factorOf.get(branch.id.replace(/#\d+$/, "").replace(/\.\d+$/, "")) ?? factorOf.get(branch.id);
    if (factor === undefined) return branch;
    switch (branch.kind) {
      case "pump":
        return {
          ...branch,
          curvePa: branch.curvePa.map((c) => c * factor) as unknown as typeof branch.curvePa,
        };
      case "pipe":
        return {
          ...branch,
          lengthM: branch.lengthM * factor,
          lossCoefficient: (branch.lossCoefficient ?? 0) * factor,
        };
      case "fixed-flow":
        return branch;
      default:
        return { ...branch, conductanceM2: branch.conductanceM2 / Math.sqrt(factor) };
    }
  });
  return { ...circuit, branches };
}

function openNetwork(
  twin: TwinModel,
  loop: TwinLoop,
  taps: readonly Tap[],
  nodes: readonly string[],
  circuit: CircuitDescription,
): OpenNetwork {
  const network = new SteadyNetwork(circuit);
  const { hydraulics, model } = network;
  const parts = twin.loops.find(({ id }) => id === loop.id)!;
  const nodeOf = (id: string) => model.network.nodeIds.indexOf(id);
  const own = nodes.map(nodeOf);
  const base = nodeOf(parts.places.get(parts.accumulators[0]!.element.id)!);
  const pressure = hydraulics.pressure;
  const flow = (element: string): (() => number) => {
    const branches = parts.elements.get(element)!.branches.map((id) => model.network.branchIds.indexOf(id));
    return () => branches.reduce((sum, k) => sum + hydraulics.flow[k]!, 0);
  };
  const readings = taps.map(({ measures, at }): (() => number) => {
    const element = parts.elements.get(at);
    if (measures === "flow") return flow(at);
    if (measures === "pressure-rise") {
      const [inlet, outlet] = [nodeOf(element!.inlet), nodeOf(element!.outlet)];
      return () => pressure[outlet]! - pressure[inlet]!;
    }
    const node = nodeOf(element === undefined ? parts.places.get(at)! : element.inlet);
    return () => pressure[node]! - pressure[base]!;
  });
  const solve = (node: number | null, drawKgPerS: number): boolean => {
    network.demandKgPerS.fill(0);
    if (node !== null) network.demandKgPerS[own[node]!] = drawKgPerS;
    return network.solveWarm().converged || network.solveCold().converged;
  };
  network.solveCold();
  const pumps = loop.elements.filter(({ id, type }) => type === "pump" && parts.elements.has(id));
  const flowKgPerS = pumps.reduce((sum, { id }) => sum + Math.abs(flow(id)()), 0);
  return {
    flowKgPerS,
    solve,
    tap: (i) => readings[i]!(),
    rise: (node) => pressure[own[node]!]! - pressure[base]!,
  };
}
