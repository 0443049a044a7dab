import { DECAY_TABLE } from "../fluid/decay-table.ts";
import { openWorkspace, type Workspace } from "../kernel/workspace.ts";
import type { LoopModel } from "../model/loop-model.ts";
import { AT_FULL_STOP, FREE } from "../model/loop-state.ts";
import type { StorageArrays } from "./storage.kernel.ts";

/**
 * How much coolant nodes and accumulators hold at given temperature and pressure, and how that changes with pressure.
 * Nodes are full of slightly compressible liquid. Once an accumulator is out of liquid and its node at vapour pressure,
 * a cavity opens there: liquid owed, booked as negative content, so that total mass stays exact while where the vapour
 * lies, which weightlessness leaves open, need not be decided.
 */
export class Storage {
  #model: LoopModel;
  /** One a node, then one an accumulator. */
  readonly enthalpy: Float64Array;
  readonly enthalpySlope: Float64Array;
  readonly viscosity: Float64Array;
  /** Liquid density at the present pressure [kg/m3]. */
  readonly density: Float64Array;
  /** Mass held at the present state [kg] and its slope with pressure [kg/Pa]. */
  readonly mass: Float64Array;
  readonly mode: Int8Array;
  /** Liquid left around each accumulator, as part of what its loop holds. */
  readonly partLeft: Float64Array;
  /** What kernels know the contents by. */
  readonly record: StorageArrays;
  readonly #saturation: Float64Array;
  readonly #workspace: Workspace;
  /** Arrays filled from the model, by what fills them. */
  readonly #constants: [Float64Array | Uint8Array, (model: LoopModel) => Float64Array | Uint8Array][] = [];

  constructor(model: LoopModel, workspace: Workspace = openWorkspace(0, "plain")) {
    const w = workspace;
    const { nodeCount, accumulatorCount, fluids } = model;
    const count = nodeCount + accumulatorCount;
    this.#model = model;
    this.#workspace = w;
    this.enthalpy = w.float64(count);
    this.enthalpySlope = w.float64(count);
    this.viscosity = w.float64(count).fill(1e-3);
    this.density = w.float64(count);
    this.mass = w.float64(count);
    this.mode = w.int8(accumulatorCount);
    this.#saturation = w.float64(accumulatorCount);
    this.partLeft = w.float64(accumulatorCount).fill(1);
    const constant = <T extends Float64Array | Uint8Array>(of: (model: LoopModel) => T): T => {
      const copy = w.copy(of(model));
      this.#constants.push([copy, of]);
      return copy;
    };
    this.record = w.place<StorageArrays>("StorageArrays", {
      nodeCount,
      accumulatorCount,
      fluids: w.place("FluidArrays", {
        cells: constant((of) => of.fluids.cells),
        firstCell: w.copy(fluids.firstCell),
        cellCount: w.copy(fluids.cellCount),
        minTemperatureK: constant((of) => of.fluids.minTemperatureK),
        vapourGasConstant: constant((of) => of.fluids.vapourGasConstant),
        decay: w.share(DECAY_TABLE),
      }),
      fluidOf: w.copy(model.fluidOf),
      volume: constant((of) => of.volumeM3),
      enthalpy: this.enthalpy,
      enthalpySlope: this.enthalpySlope,
      specificHeat: w.float64(count),
      viscosity: this.viscosity,
      density: this.density,
      referenceDensity: w.float64(count),
      compressibility: w.float64(count),
      referencePressure: constant((of) =>
        Float64Array.from(of.fluidOf, (fluid) => of.fluids.referencePressurePa[fluid]!),
      ),
      mass: this.mass,
      massSlope: w.float64(count),
      mode: this.mode,
      saturation: this.#saturation,
      partLeft: this.partLeft,
      accumulatorNode: w.copy(model.accumulatorNode),
      accumulatorOf: w.copy(model.accumulatorOf),
      cavityVolume: constant((of) => of.cavityVolumeM3),
      chargeKind: constant((of) => of.chargeKind),
      liquidCapacity: constant((of) => of.liquidCapacityM3),
      chargeConstant: constant((of) => of.chargeConstant),
      chargeVolume: constant((of) => of.chargeVolumeM3),
      chargeSlope: constant((of) => of.chargeSlope),
    });
  }

  /** Takes the numbers of another model of the same topology. */
  use(model: LoopModel): void {
    this.#model = model;
    for (const [copy, of] of this.#constants) copy.set(of(model));
  }

  /** Looks up enthalpy and density at temperatures that lie in the workspace, passed as kernels take them. */
  atTemperatures(temperature: Float64Array): void {
    this.#workspace.kernels.contentProperties(this.record, temperature, false);
  }

  /** Mass held at given node pressures, passed likewise; temperatures come first. */
  atPressures(pressure: Float64Array): void {
    this.#workspace.kernels.contentsAt(this.record, pressure);
  }

  /**
   * Sets, for one step, in which mode each accumulator is and the vapour pressure of a cavity there. Within a step
   * neither changes, so Newton meets no kink; the step that crosses from one mode to the next is cut at the crossing.
   */
  holdModes(mode: Int8Array, temperature: Float64Array): void {
    const { accumulatorNode, fluids, fluidOf } = this.#model;
    for (let a = 0; a < accumulatorNode.length; a++) {
      this.mode[a] = mode[a]!;
      // Liquid in the accumulator keeps the loop from boiling there.
      if (mode[a] === FREE || mode[a] === AT_FULL_STOP) continue;
      const fluid = fluidOf[accumulatorNode[a]!]!;
      const t = Math.min(temperature[accumulatorNode[a]!]!, fluids.maxTemperatureK[fluid]!);
      this.#saturation[a] = fluids.vapourPressure(fluid, t);
    }
  }

  /** Vapour pressure at accumulator a, as held for this step [Pa]. */
  saturationAt(a: number): number {
    return this.#saturation[a]!;
  }
}
