import ElkConstructor, { type ELK, type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk.bundled.js";
import type { SchematicGraph } from "./schematic-graph.ts";
import {
  type PlacedLine,
  type PlacedNode,
  portOf,
  type SchematicLayout,
  sizeOf,
} from "./schematic-layout.ts";

const OPTIONS: Record<string, string> = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.feedbackEdges": "true",
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.layered.spacing.nodeNodeBetweenLayers": "26",
  "elk.spacing.nodeNode": "24",
  "elk.spacing.edgeNode": "16",
  "elk.padding": "[top=16,left=16,bottom=16,right=16]",
};

/** Lays a loop out with the ELK library (layered, right angles). The same graph gives the same layout. */
export async function layOut(graph: SchematicGraph, valueLines = 0): Promise<SchematicLayout> {
  // The package is CommonJS: its constructor comes as the default's default under some loaders.
  const Elk =
    (ElkConstructor as unknown as { default?: new () => ELK }).default ??
    (ElkConstructor as unknown as new () => ELK);
  const nodes = new Map(graph.nodes.map((node) => [node.id, { ...node, ...sizeOf(node, valueLines) }]));
  const asked: ElkNode = {
    id: graph.loop,
    layoutOptions: OPTIONS,
    children: [...nodes.values()].map(({ id, width, height, kind, lines }) => ({
      id,
      width,
      height,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: (["in", "out", "on"] as const).map((side) => {
        const node = { id, kind, lines };
        const [x, y] = portOf(node, width, side);
        // Ports stand on the node's border for the layout; the line goes on to the symbol when it is drawn.
        const isJunction = kind === "junction";
        const facing = { in: "WEST", out: "EAST", on: isJunction ? "SOUTH" : "NORTH" }[side];
        const border = { in: [0, y], out: [width, y], on: [x, isJunction ? height : 0] }[side] as [
          number,
          number,
        ];
        return {
          id: `${id}:${side}`,
          x: border[0],
          y: border[1],
          width: 0,
          height: 0,
          layoutOptions: { "elk.port.side": facing },
        };
      }),
    })),
    edges: graph.lines.map(
      ({ id, from, fromSide, to, toSide }): ElkExtendedEdge => ({
        id,
        sources: [`${from}:${fromSide}`],
        targets: [`${to}:${toSide}`],
      }),
    ),
  };
  const found = await new Elk().layout(asked);
  const placed = new Map(found.children!.map((child) => [child.id, child]));
  const sections = new Map(found.edges!.map((edge) => [edge.id, edge.sections ?? []]));
  return {
    loop: graph.loop,
    width: found.width!,
    height: found.height!,
    nodes: [...nodes.values()].map((node): PlacedNode => {
      const { x, y } = placed.get(node.id)!;
      return { ...node, x: x!, y: y! };
    }),
    lines: graph.lines.map((line): PlacedLine => {
      const points = sections
        .get(line.id)!
        .flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint])
        .map(({ x, y }): readonly [number, number] => [x, y]);
      const end = (id: string, side: "in" | "out" | "on"): readonly [number, number] => {
        const node = nodes.get(id)!;
        const { x, y } = placed.get(id)!;
        const [px, py] = portOf(node, node.width, side);
        return [x! + px, y! + py];
      };
      return { ...line, points: tidy([end(line.from, line.fromSide), ...points, end(line.to, line.toSide)]) };
    }),
  };
}

/** Drops points that repeat or do not turn. */
function tidy(points: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const apart = points.filter(([x, y], i) => i === 0 || points[i - 1]![0] !== x || points[i - 1]![1] !== y);
  return apart.filter(([x, y], i) => {
    const [before, after] = [apart[i - 1], apart[i + 1]];
    if (!before || !after) return true;
    return !((before[0] === x && after[0] === x) || (before[1] === y && after[1] === y));
  });
}
