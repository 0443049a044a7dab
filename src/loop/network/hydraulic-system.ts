import { SparseLdl } from "../sparse/sparse-ldl.ts";
import {
  BRANCH_PARAMETERS,
  CHECK_VALVE,
  CONDUCTANCE,
  FIXED_FLOW,
  LINEAR_FLOW_KG_PER_S,
  PIPE,
  PUMP,
  SHUT_RESISTANCE,
} from "./branch-kind.ts";
import { FrictionCells } from "./friction-cells.ts";

/** Topology and element constants of a network, in flat arrays. Branch k leads from node from[k] to node to[k]. */
export interface NetworkArrays {
  readonly nodeCount: number;
  readonly nodeIds: readonly string[];
  /** 1 where the pressure is given. */
  readonly fixed: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  readonly branchIds: readonly string[];
  /** Friction law code of pipes. */
  readonly frictionLaw: Uint8Array;
  /** BRANCH_PARAMETERS a branch; see `branch-parameters.ts`. */
  readonly parameters: Float64Array;
}

/** Resistance of its own that every pump has [Pa s/kg]: one with a flat curve, or a dead one, has no other near rest. */
const PUMP_RESISTANCE = 0.1;
const LEAST_SLOPE = 1e-3;

/**
 * Newton on flows and pressures of an incompressible network at once (the global gradient method of Todini and Pilati,
 * 1988): each branch has p_from - p_to = loss(flow), each free node sum of inflow + supply - compliance * dp = 0.
 * Flows balance to rounding after every iteration, however far the pressures still are.
 *
 * Pressures in Pa, flows in kg/s positive from `from` to `to`. Writing `density`, `viscosity`, `supply`, `compliance`
 * and the settings is the caller's part; `iterate` allocates nothing.
 */
export class HydraulicSystem {
  readonly network: NetworkArrays;
  readonly pressure: Float64Array;
  readonly flow: Float64Array;
  readonly density: Float64Array;
  readonly viscosity: Float64Array;
  /** Mass flow into each node from outside the branches [kg/s], at the current pressure. */
  readonly supply: Float64Array;
  /** How much that supply falls per Pa of pressure [kg/(s Pa)], not negative. */
  readonly compliance: Float64Array;
  /** Valve opening (0 shut, 1 open), pump speed (1 rated), or fixed flow [kg/s]. */
  readonly setting: Float64Array;
  /** Part of a pump's lift that cavitation leaves, 0 to 1. */
  readonly derating: Float64Array;
  /** Change of the last iteration: of flow [kg/s] and of pressure [Pa], largest. */
  flowChange = 0;
  pressureChange = 0;
  readonly matrix: SparseLdl;
  /** Elimination position of each node, -1 where its pressure is given. */
  readonly position: Int32Array;
  readonly #offDiagonal: Int32Array;
  readonly #conductance: Float64Array;
  readonly #step: Float64Array;
  readonly #side: Float64Array;
  readonly #friction = new Float64Array(2);
  readonly #frictionCells: FrictionCells;
  /** Number of each pipe among the pipes. */
  readonly #pipe: Int32Array;
  readonly #law = new Float64Array(2);
  /** Flow, mean density, mean viscosity, inlet density of the branch at hand. */
  readonly #input = new Float64Array(4);

  constructor(network: NetworkArrays) {
    const { nodeCount, from, to, fixed } = network;
    this.network = network;
    const branchCount = from.length;
    this.pressure = new Float64Array(nodeCount);
    this.flow = new Float64Array(branchCount);
    this.density = new Float64Array(nodeCount).fill(1000);
    this.viscosity = new Float64Array(nodeCount).fill(1e-3);
    this.supply = new Float64Array(nodeCount);
    this.compliance = new Float64Array(nodeCount);
    this.setting = new Float64Array(branchCount).fill(1);
    this.derating = new Float64Array(branchCount).fill(1);
    this.#pipe = new Int32Array(branchCount);
    const laws: number[] = [];
    const roughnesses: number[] = [];
    for (let k = 0; k < branchCount; k++)
      if (network.kind[k] === PIPE) {
        this.#pipe[k] = laws.push(network.frictionLaw[k]!) - 1;
        roughnesses.push(network.parameters[k * BRANCH_PARAMETERS + 3]!);
      }
    this.#frictionCells = new FrictionCells(Uint8Array.from(laws), Float64Array.from(roughnesses));
    this.#conductance = new Float64Array(branchCount);
    this.#step = new Float64Array(branchCount);
    const unknown = new Int32Array(nodeCount).fill(-1);
    let size = 0;
    for (let i = 0; i < nodeCount; i++) if (fixed[i] === 0) unknown[i] = size++;
    const rows: number[] = [];
    const columns: number[] = [];
    for (let k = 0; k < branchCount; k++)
      if (unknown[from[k]!]! >= 0 && unknown[to[k]!]! >= 0 && from[k] !== to[k]) {
        rows.push(unknown[from[k]!]!);
        columns.push(unknown[to[k]!]!);
      }
    this.matrix = new SparseLdl(size, rows, columns);
    this.position = new Int32Array(nodeCount).fill(-1);
    for (let i = 0; i < nodeCount; i++)
      if (unknown[i]! >= 0) this.position[i] = this.matrix.pattern.position[unknown[i]!]!;
    this.#offDiagonal = new Int32Array(branchCount).fill(-1);
    for (let k = 0; k < branchCount; k++) {
      const i = unknown[from[k]!]!;
      const j = unknown[to[k]!]!;
      if (i >= 0 && j >= 0 && i !== j) this.#offDiagonal[k] = this.matrix.slot(i, j);
    }
    this.#side = new Float64Array(size);
  }

  /** Starting flows for a network that was never solved: the order of magnitude suffices. */
  guessFlows(): void {
    const { kind, parameters, from } = this.network;
    for (let k = 0; k < kind.length; k++) {
      const at = k * BRANCH_PARAMETERS;
      const density = this.density[from[k]!]!;
      if (kind[k] === PIPE) {
        // 0.3 m/s, EPANET's habit.
        this.flow[k] = 0.3 * density * parameters[at + 4]!;
      } else if (kind[k] === FIXED_FLOW) this.flow[k] = this.setting[k]!;
      else if (kind[k] === PUMP) this.flow[k] = 0.1;
      else this.flow[k] = this.setting[k]! > 0 ? Math.sqrt((1e4 * density) / parameters[at]!) : 0;
    }
  }

  /**
   * One Newton iteration. With `assemble` false the factors and slopes of an earlier iteration serve again, which
   * still balances mass exactly and converges linearly. Returns the node without a positive pivot, or -1.
   */
  iterate(assemble: boolean): number {
    const { nodeCount, from, to, kind, parameters } = this.network;
    const { pressure, flow, density, viscosity, supply, compliance, setting, position } = this;
    const y = this.#conductance;
    const side = this.#side;
    const a = this.matrix.values;
    const steps = this.#step;
    const offDiagonal = this.#offDiagonal;
    const law = this.#law;
    const input = this.#input;
    const branchCount = kind.length;
    if (assemble) a.fill(0);
    for (let i = 0; i < nodeCount; i++) {
      const at = position[i]!;
      if (at < 0) continue;
      side[at] = supply[i]!;
      if (assemble) a[at] = compliance[i]!;
    }
    let flowChange = 0;
    for (let k = 0; k < branchCount; k++) {
      const i = from[k]!;
      const j = to[k]!;
      const m = flow[k]!;
      let step = 0;
      let conductance = 0;
      const branchKind = kind[k]!;
      if (branchKind === CONDUCTANCE) {
        const opening = setting[k]!;
        const open = 0.5 * opening * opening * (density[i]! + density[j]!);
        if (open > 0) {
          const c = parameters[k * BRANCH_PARAMETERS]! / open;
          const size = (m < 0 ? -m : m) + LINEAR_FLOW_KG_PER_S;
          conductance = assemble ? 1 / (c * (size + size - LINEAR_FLOW_KG_PER_S)) : y[k]!;
          step = (pressure[i]! - pressure[j]! - c * m * size) * conductance;
        } else {
          conductance = assemble ? 1 / SHUT_RESISTANCE : y[k]!;
          step = (pressure[i]! - pressure[j]! - m * SHUT_RESISTANCE) * conductance;
        }
      } else if (branchKind === FIXED_FLOW) {
        step = setting[k]! - m;
      } else {
        input[0] = m;
        input[1] = 0.5 * (density[i]! + density[j]!);
        input[2] = 0.5 * (viscosity[i]! + viscosity[j]!);
        input[3] = density[i]!;
        if (branchKind === PIPE) this.#pipeLoss(k);
        else this.#machineLoss(k, branchKind);
        conductance = assemble ? 1 / Math.max(law[1]!, LEAST_SLOPE) : y[k]!;
        step = (pressure[i]! - pressure[j]! - law[0]!) * conductance;
      }
      const arriving = m + step;
      flow[k] = arriving;
      const ai = position[i]!;
      const aj = position[j]!;
      if (ai >= 0) side[ai] = side[ai]! - arriving;
      if (aj >= 0) side[aj] = side[aj]! + arriving;
      if (assemble) {
        y[k] = conductance;
        if (ai >= 0) a[ai] = a[ai]! + conductance;
        if (aj >= 0) a[aj] = a[aj]! + conductance;
        const off = offDiagonal[k]!;
        if (off >= 0) a[off] = a[off]! - conductance;
      }
      steps[k] = step;
    }
    if (assemble) {
      const stuck = this.matrix.factorise();
      if (stuck >= 0) return stuck;
    }
    this.matrix.solve(side);
    let pressureChange = 0;
    for (let i = 0; i < nodeCount; i++) {
      const at = position[i]!;
      if (at < 0) continue;
      const dp = side[at]!;
      pressure[i] = pressure[i]! + dp;
      const size = Math.abs(dp);
      if (size > pressureChange) pressureChange = size;
    }
    for (let k = 0; k < branchCount; k++) {
      const ai = position[from[k]!]!;
      const aj = position[to[k]!]!;
      const dp = (ai >= 0 ? side[ai]! : 0) - (aj >= 0 ? side[aj]! : 0);
      const change = y[k]! * dp;
      flow[k] = flow[k]! + change;
      const size = Math.abs(steps[k]! + change);
      if (size > flowChange) flowChange = size;
    }
    this.flowChange = flowChange;
    this.pressureChange = pressureChange;
    return -1;
  }

  /** Solves for given extra inflows at the nodes, in elimination order, with the standing factors: a linear response. */
  respond(side: Float64Array): void {
    this.matrix.solve(side);
  }

  /** Pressure loss of a pipe and its slope with flow, from the input array into the law array: numbers passed as such would be boxed. */
  #pipeLoss(k: number): void {
    const law = this.#law;
    const input = this.#input;
    const p = this.network.parameters;
    const at = k * BRANCH_PARAMETERS;
    const m = input[0]!;
    const size = m < 0 ? -m : m;
    if (this.setting[k]! <= 0) {
      law[0] = m * SHUT_RESISTANCE;
      law[1] = SHUT_RESISTANCE;
      return;
    }
    const perDensity = 1 / input[1]!;
    const scale = p[at + 2]! / input[2]!;
    const reynolds = size * scale;
    const line = p[at]! * perDensity;
    const minor = p[at + 1]! * perDensity;
    if (reynolds < 1000) {
      // Laminar: f m^2 = 64 m / (m scale) * m, linear in m and finite at rest.
      const linear = (line * 64) / scale;
      law[0] = m * (linear + minor * size);
      law[1] = linear + 2 * minor * size;
      return;
    }
    const out = this.#friction;
    const cells = this.#frictionCells;
    cells.reynolds[0] = reynolds;
    cells.evaluate(this.#pipe[k]!, out);
    const whole = line * out[0]! + minor;
    law[0] = m * size * whole;
    law[1] = size * (2 * whole + line * out[1]! * reynolds);
  }

  #machineLoss(k: number, kind: number): void {
    const law = this.#law;
    const input = this.#input;
    const p = this.network.parameters;
    const at = k * BRANCH_PARAMETERS;
    const m = input[0]!;
    const inletDensity = input[3]!;
    const size = Math.abs(m);
    if (kind === PUMP) {
      // Rise at rated speed and reference density: c0 + c1 Q + c2 Q|Q| + c3 Q^3; affinity laws scale it.
      const speed = this.setting[k]!;
      const part = this.derating[k]!;
      const q = m / inletDensity;
      const ratio = inletDensity * p[at + 4]!;
      const cubic = speed > 0.05 ? p[at + 3]! / speed : 0;
      // Cavitation takes the lift, not the losses.
      const loss = p[at + 2]! < 0 ? p[at + 2]! : 0;
      const lift = p[at + 2]! - loss;
      const rise =
        part * (p[at]! * speed * speed + q * (p[at + 1]! * speed + lift * Math.abs(q) + cubic * q * q)) +
        loss * q * Math.abs(q);
      const slope =
        part * (p[at + 1]! * speed + 2 * lift * Math.abs(q) + 3 * cubic * q * q) + 2 * loss * Math.abs(q);
      law[0] = -rise * ratio + PUMP_RESISTANCE * m;
      law[1] = (-slope * ratio) / inletDensity + PUMP_RESISTANCE;
    } else if (kind === CHECK_VALVE) {
      const c = m >= 0 ? p[at]! / input[1]! : 0;
      law[0] = m >= 0 ? c * m * size : m * SHUT_RESISTANCE;
      law[1] = m > 0 ? 2 * c * size + 1e-9 : SHUT_RESISTANCE;
    }
  }
}
