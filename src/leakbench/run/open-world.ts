import { randomStream } from "../../stats/index.ts";
import { planWatch } from "../../watch/index.ts";
import { type BenchVehicle, GAS } from "../world/bench-vehicle.ts";
import { type Confuser, drawConfusers } from "../world/confuser.ts";
import type { Leak } from "../world/leak-shape.ts";
import { createMatchedWorld } from "../world/matched-world.ts";
import { createWorld, type FrameWorld, type WorldOptions } from "../world/world.ts";
import type { WorldName } from "./job.ts";

const MISMATCH: Partial<Record<WorldName, Omit<WorldOptions, "seed">>> = {
  "drift x3": { driftFactor: 3 },
  "drift /3": { driftFactor: 1 / 3 },
  "twin 10 % wrong": { twinError: 0.1 },
  "half dropped": { arriving: 0.5 },
  "level lost": { lost: "level" },
  "pressure lost": { lost: "pressure" },
  "level stuck": { levelStuckFromS: 2.5 * 86_400 },
};

/** The world of a job, with the confusers drawn for it. */
export function openWorld(
  vehicle: BenchVehicle,
  world: WorldName,
  seed: number,
  frames: number,
  leak?: Leak,
): { world: FrameWorld; confusers: readonly Confuser[] } {
  if (world === "matched") {
    const { model } = planWatch(vehicle.loop);
    return { world: createMatchedWorld(vehicle, model, { seed, leak }), confusers: [] };
  }
  const untilS = frames * vehicle.loop.framePeriodS;
  const draw = randomStream(seed).named("confusers");
  const confusers = world === "confusers" ? drawConfusers(draw, 2 * vehicle.loop.learningS, untilS) : [];
  return { world: createWorld(vehicle, { seed, leak, confusers, ...MISMATCH[world] }), confusers };
}

/** Units of the inventory channel that a gram of coolant is worth, at the reference reading. */
export function unitsPerG(vehicle: BenchVehicle): number {
  if (vehicle.sight === "gas") return GAS.pressureKpa / (GAS.densityKgPerM3 * GAS.volumeM3 * 1000);
  return 100 / vehicle.plant.fullScaleG;
}
