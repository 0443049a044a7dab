import { type LdlPlan, ldlSlot, planLdl } from "../sparse/sparse-ldl.ts";
import { BRANCH_PARAMETERS, CHECK_VALVE, CONDUCTANCE, FIXED_FLOW, PIPE, PUMP } from "./branch-kind.ts";
import type { NetworkArrays } from "./hydraulic-system.ts";

/** What the topology of a network alone decides. */
export interface HydraulicPlan {
  readonly matrix: LdlPlan;
  /** Elimination position of each node, -1 where its pressure is given. */
  readonly position: Int32Array;
  /** The same, with the spare place past the end of the matrix in place of -1. */
  readonly place: Int32Array;
  /** Slot of each branch's off-diagonal entry, or the spare place. */
  readonly offDiagonal: Int32Array;
  /** Branches by kind, as `HydraulicArrays` lists them. */
  readonly pipes: Int32Array;
  readonly fittings: Int32Array;
  readonly machines: Int32Array;
  readonly given: Int32Array;
}

export function planHydraulics(network: NetworkArrays): HydraulicPlan {
  const { nodeCount, from, to, fixed, kind } = network;
  const unknown = new Int32Array(nodeCount).fill(-1);
  let size = 0;
  for (let i = 0; i < nodeCount; i++) if (fixed[i] === 0) unknown[i] = size++;
  const rows: number[] = [];
  const columns: number[] = [];
  const joins = (k: number) => unknown[from[k]!]! >= 0 && unknown[to[k]!]! >= 0 && from[k] !== to[k];
  for (let k = 0; k < from.length; k++)
    if (joins(k)) {
      rows.push(unknown[from[k]!]!);
      columns.push(unknown[to[k]!]!);
    }
  const matrix = planLdl(size, rows, columns);
  const spare = size + matrix.pattern.upperCount;
  const of = (...codes: number[]) =>
    Int32Array.from([...kind.keys()].filter((k) => codes.includes(kind[k]!)));
  return {
    matrix,
    position: unknown.map((u) => (u < 0 ? -1 : matrix.pattern.position[u]!)),
    place: unknown.map((u) => (u < 0 ? spare : matrix.pattern.position[u]!)),
    offDiagonal: Int32Array.from(from, (i, k) =>
      joins(k) ? ldlSlot(matrix.pattern, unknown[i]!, unknown[to[k]!]!) : spare,
    ),
    pipes: of(PIPE),
    fittings: of(CONDUCTANCE),
    machines: of(PUMP, CHECK_VALVE),
    given: of(FIXED_FLOW),
  };
}

/** Law and relative roughness of each pipe, in their order. */
export function pipeLaws(network: NetworkArrays): { law: Uint8Array; roughness: Float64Array } {
  const pipes = [...network.kind.keys()].filter((k) => network.kind[k] === PIPE);
  return {
    law: Uint8Array.from(pipes, (k) => network.frictionLaw[k]!),
    roughness: Float64Array.from(pipes, (k) => network.parameters[k * BRANCH_PARAMETERS + 3]!),
  };
}
