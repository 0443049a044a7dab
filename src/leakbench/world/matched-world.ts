import { randomStream } from "../../stats/index.ts";
import type { DisturbanceModel } from "../../watch/model/disturbance-model.ts";
import { transitionVector } from "../../watch/model/kalman.ts";
import type { BenchVehicle } from "./bench-vehicle.ts";
import { type Leak, leakedBy } from "./leak-shape.ts";
import { START_PERCENT } from "./plant.ts";
import type { FrameWorld } from "./world.ts";

/**
 * Gaussian noise drawn from a filter's own model: the one world in which the bound on delay is a theorem and the threshold's
 * promise is exact. Only for ratios to the bound; the benchmark's other worlds share nothing with any filter.
 */
export function createMatchedWorld(
  vehicle: BenchVehicle,
  model: DisturbanceModel,
  options: { readonly seed: number; readonly leak?: Leak | undefined },
): FrameWorld {
  const random = randomStream(options.seed);
  const state = new Float64Array(model.size);
  const white = Math.sqrt(model.whiteVariance);
  const deviation = model.process.map(Math.sqrt);
  for (let i = 1; i < model.size; i++) state[i] = Math.sqrt(model.prior[i]!) * random.normal();
  const { deliveredPeriodS: periodS } = vehicle;
  const unitsPerG = 100 / vehicle.plant.fullScaleG;
  const coverage = Float64Array.of(1);
  const reports = Int32Array.of(1);
  let number = 0;
  let reading = Number.NaN;
  return {
    next() {
      number++;
      const endS = number * periodS;
      transitionVector(model, state);
      reading = START_PERCENT + white * random.normal();
      for (let i = 0; i < model.size; i++) {
        const sd = deviation[i]!;
        if (sd > 0) state[i] = state[i]! + sd * random.normal();
      }
      reading += state[0]! + state[1]!;
      for (let h = 0; h < model.rotation.length; h += 2) reading += state[2 + h]!;
      if (options.leak) reading -= unitsPerG * leakedBy(options.leak, endS - periodS / 2);
      return { endS, periodS, mean: Float64Array.of(reading), coverage, reports };
    },
    fused: () => reading,
    lostG: (timeS) => (options.leak ? leakedBy(options.leak, timeS) : 0),
  };
}
