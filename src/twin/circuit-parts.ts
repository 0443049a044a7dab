import type {
  BranchDescription,
  FluidLaw,
  HeatLinkDescription,
  LeakDescription,
  NodeDescription,
  SinkDescription,
  WallDescription,
} from "../loop/index.ts";
import type { AccumulatorDescription } from "../loop/model/description.ts";

/** A node while its volume is still being added up. */
export type GrowingNode = { -readonly [K in keyof NodeDescription]: NodeDescription[K] } & {
  volumeM3: number;
};

/** A circuit in the making: all loops of a vehicle go into one, because exchangers join them. */
export interface CircuitParts {
  readonly fluids: Record<string, FluidLaw>;
  readonly nodes: Map<string, GrowingNode>;
  readonly branches: BranchDescription[];
  readonly walls: WallDescription[];
  readonly sinks: SinkDescription[];
  readonly heatLinks: HeatLinkDescription[];
  readonly accumulators: AccumulatorDescription[];
  readonly leaks: LeakDescription[];
}

/** What an element became: where to read it, heat it, command it. Ids of the circuit. */
export interface ElementParts {
  readonly loop: string;
  readonly element: string;
  readonly inlet: string;
  readonly outlet: string;
  /** Branches that its flow is the sum of. */
  readonly branches: readonly string[];
  readonly walls: readonly string[];
  /** Leak that can be opened in it. */
  readonly leak: string;
}

/** An empty circuit. */
export function newCircuit(): CircuitParts {
  return {
    fluids: {},
    nodes: new Map(),
    branches: [],
    walls: [],
    sinks: [],
    heatLinks: [],
    accumulators: [],
    leaks: [],
  };
}
