import { unitTable } from "../../units/index.ts";
import type { LoopDescription, NoiseDescription, Witness } from "../../vehicle/loop-description.ts";
import { rateGrid } from "../detect/mixture.ts";
import { completeNoise } from "../model/complete-noise.ts";
import { buildDisturbanceModel, type DisturbanceModel } from "../model/disturbance-model.ts";

/** What stays fixed of one witness. */
export interface WitnessPlan {
  readonly witness: Witness;
  /** Where the witness stands in a frame. */
  readonly slot: number;
  /**
   * True for another sensor of the same kind of quantity: what is filtered is then inventory channel less witness, from which
   * leak, ripple and temperature cancel. False for a dissimilar one, which is filtered by itself.
   */
  readonly compares: boolean;
  readonly model: DisturbanceModel;
  /** Rates of a fall that a dissimilar witness is tested for, in its own units a second. */
  readonly rates: Float64Array;
}

/** Part of a loop's wander that two sensors of it do not share: each sits at another place. An estimate. */
const UNSHARED_WANDER = 0.3;

/** Plans the witnesses of a loop, whose own noise must be complete. `firstSlot` is the place of the first in a frame. */
export function planWitnesses(loop: LoopDescription, firstSlot: number): WitnessPlan[] {
  return (loop.witnesses ?? []).map((witness, index) => {
    const dimension = unitTable[witness.unit]?.dimension;
    const compares = dimension !== undefined && dimension === unitTable[loop.inventoryUnit]?.dimension;
    const own = witness.noise === undefined ? loop.noise : completeNoise(witness.noise);
    const noise = compares ? differenceNoise(loop.noise) : own;
    const orbit = compares ? 0 : loop.orbitPeriodS;
    const model = buildDisturbanceModel(noise, loop.framePeriodS, orbit, []);
    return { witness, slot: firstSlot + index, compares, model, rates: rateGrid(own.driftPerRootDay) };
  });
}

/**
 * Noise of the difference of two like sensors. Their drifts are taken to be independent and each as large as the loop's whole
 * drift, which is too much where coolant causes most of it: the witness then says less than it could, never more.
 */
function differenceNoise(noise: NoiseDescription): NoiseDescription {
  return {
    step: noise.step * Math.SQRT2,
    white: noise.white * Math.SQRT2,
    driftPerRootDay: noise.driftPerRootDay * Math.SQRT2,
    wander: noise.wander * UNSHARED_WANDER,
    wanderTimeS: noise.wanderTimeS,
    ripple: 0,
    rippleChangePerOrbit: 0,
  };
}
