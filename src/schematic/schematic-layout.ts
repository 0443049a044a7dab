import type { SchematicGraph, SchematicLine, SchematicNode, Side } from "./schematic-graph.ts";

export interface PlacedNode extends SchematicNode {
  /** Left upper corner; the symbol is centred on top, words below it. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLine extends SchematicLine {
  readonly points: readonly (readonly [number, number])[];
}

/** A loop with a place for everything, in pixels. */
export interface SchematicLayout {
  readonly loop: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly PlacedLine[];
}

export const SYMBOL_WIDTH = 46;
export const SYMBOL_HEIGHT = 36;
const LINE_HEIGHT = 14;
const CHARACTER_WIDTH = 6.4;
const JUNCTION = 8;

/** Room that a node takes: symbol and words, and space for values that are shown later. */
export function sizeOf({ kind, lines }: SchematicNode, valueLines = 0): { width: number; height: number } {
  if (kind === "junction") return { width: JUNCTION, height: JUNCTION };
  const longest = Math.max(...lines.map((line) => line.length), valueLines > 0 ? 15 : 0);
  return {
    width: Math.max(SYMBOL_WIDTH + 16, Math.ceil(longest * CHARACTER_WIDTH) + 8),
    height: SYMBOL_HEIGHT + 4 + LINE_HEIGHT * (lines.length + valueLines),
  };
}

/** Where a line meets a node, from the node's left upper corner. */
export function portOf(node: SchematicNode, width: number, side: Side): readonly [number, number] {
  if (node.kind === "junction") return [JUNCTION / 2, JUNCTION / 2];
  const left = (width - SYMBOL_WIDTH) / 2;
  if (side === "in") return [left, SYMBOL_HEIGHT / 2];
  if (side === "out") return [left + SYMBOL_WIDTH, SYMBOL_HEIGHT / 2];
  return [width / 2, 0];
}

/** Grid step of positions that a vehicle file gives [px]. */
const GRID = 120;

/**
 * Lays a loop out by positions that its file gives, in steps of a grid: lines run along x, then y, then x. Gives null where any node
 * but a junction has no position; a junction without one stands in the middle of its neighbours.
 */
export function layoutAsGiven(
  graph: SchematicGraph,
  positions: Readonly<Record<string, readonly [number, number]>>,
  valueLines = 0,
): SchematicLayout | null {
  const given = (id: string) => positions[`${graph.loop}.${id}`];
  if (graph.nodes.some(({ id, kind }) => kind !== "junction" && given(id) === undefined)) return null;
  const centre = (id: string): readonly [number, number] => {
    const own = given(id);
    if (own) return own;
    const beside = graph.lines.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
    const known = beside.flatMap((other) => (given(other) ? [given(other)!] : []));
    const mean = (axis: 0 | 1) => known.reduce((sum, at) => sum + at[axis], 0) / Math.max(1, known.length);
    return [mean(0), mean(1)];
  };
  const centres = new Map(graph.nodes.map(({ id }) => [id, centre(id)]));
  const lowest = (axis: 0 | 1) => Math.min(...[...centres.values()].map((at) => at[axis]));
  const [left, top] = [lowest(0), lowest(1)];
  const nodes = graph.nodes.map((node): PlacedNode => {
    const { width, height } = sizeOf(node, valueLines);
    const [cx, cy] = centres.get(node.id)!;
    const [px, py] = portOf(node, width, "in");
    const middle = node.kind === "junction" ? px : width / 2;
    return { ...node, width, height, x: GRID * (cx - left + 0.5) - middle, y: GRID * (cy - top + 0.5) - py };
  });
  const placed = new Map(nodes.map((node) => [node.id, node]));
  const lines = graph.lines.map((line): PlacedLine => {
    const end = (id: string, side: Side): readonly [number, number] => {
      const node = placed.get(id)!;
      const [px, py] = portOf(node, node.width, side);
      return [node.x + px, node.y + py];
    };
    const [a, b] = [end(line.from, line.fromSide), end(line.to, line.toSide)];
    const between = (a[0] + b[0]) / 2;
    return { ...line, points: a[1] === b[1] ? [a, b] : [a, [between, a[1]], [between, b[1]], b] };
  });
  return {
    loop: graph.loop,
    width: Math.max(...nodes.map((node) => node.x + node.width)) + 20,
    height: Math.max(...nodes.map((node) => node.y + node.height)) + 20,
    nodes,
    lines,
  };
}
