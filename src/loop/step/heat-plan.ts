import type { LoopModel } from "../model/loop-model.ts";
import { slotOf } from "../sparse/pattern.ts";
import { type LuPlan, planLu } from "../sparse/sparse-lu.ts";

/** What the topology of a circuit alone decides about its heat matrix; slots as in `HeatArrays`. */
export interface HeatPlan {
  readonly matrix: LuPlan;
  /** Thermal unknown of each unknown of the matrix. */
  readonly named: readonly number[];
  /** Elimination position of each thermal unknown, -1 where it is held. */
  readonly position: Int32Array;
  readonly place: Int32Array;
  readonly streamSlots: Int32Array;
  readonly wallSlots: Int32Array;
  readonly linkAb: Int32Array;
  readonly linkBa: Int32Array;
  readonly accumulatorSlots: Int32Array;
}

export function planHeat(model: LoopModel): HeatPlan {
  const { nodeCount, exchangeWall, linkA, linkB, accumulatorNode, held, names } = model;
  const { from, to } = model.network;
  const unknown = new Int32Array(names.length).fill(-1);
  const named: number[] = [];
  for (let u = 0; u < names.length; u++) if (held[u] === 0) unknown[u] = named.push(u) - 1;
  const coupled = (a: number, b: number) =>
    a >= 0 && b >= 0 && unknown[a]! >= 0 && unknown[b]! >= 0 && a !== b;
  const rows: number[] = [];
  const columns: number[] = [];
  const couple = (a: number, b: number) => {
    if (!coupled(a, b)) return;
    rows.push(unknown[a]!);
    columns.push(unknown[b]!);
  };
  for (let k = 0; k < from.length; k++) {
    couple(from[k]!, to[k]!);
    couple(from[k]!, exchangeWall[k]!);
    couple(to[k]!, exchangeWall[k]!);
  }
  for (let l = 0; l < linkA.length; l++) couple(linkA[l]!, linkB[l]!);
  accumulatorNode.forEach((node, a) => {
    couple(node, nodeCount + a);
  });
  const matrix = planLu(named.length, rows, columns);
  const spare = named.length + 2 * matrix.pattern.upperCount;
  const slot = (a: number, b: number) =>
    coupled(a, b) ? slotOf(matrix.pattern, unknown[a]!, unknown[b]!) : spare;
  const perBranch = (entries: (i: number, j: number, wall: number) => number[]) =>
    Int32Array.from([...from.keys()].flatMap((k) => entries(from[k]!, to[k]!, exchangeWall[k]!)));
  return {
    matrix,
    named,
    position: unknown.map((u) => (u < 0 ? -1 : matrix.pattern.position[u]!)),
    place: unknown.map((u) => (u < 0 ? spare : matrix.pattern.position[u]!)),
    streamSlots: perBranch((i, j, wall) => [slot(j, i), slot(i, j), slot(i, wall), slot(j, wall)]),
    wallSlots: perBranch((i, j, wall) => [slot(wall, i), slot(wall, j)]),
    linkAb: linkA.map((a, l) => slot(a, linkB[l]!)),
    linkBa: linkA.map((a, l) => slot(linkB[l]!, a)),
    accumulatorSlots: Int32Array.from(
      [...accumulatorNode].flatMap((node, a) => [slot(node, nodeCount + a), slot(nodeCount + a, node)]),
    ),
  };
}
