import { randomStream } from "../../stats/index.ts";
import { planWatch } from "../../watch/index.ts";
import type { BenchVehicle } from "../world/bench-vehicle.ts";
import { type Confuser, drawConfusers } from "../world/confuser.ts";
import type { Leak } from "../world/leak-shape.ts";
import { createMatchedWorld } from "../world/matched-world.ts";
import { createWorld, type FrameWorld, type WorldOptions } from "../world/world.ts";
import type { WorldName } from "./job.ts";
import { FAULT_S } from "./warm-up.ts";

const MISMATCH: Partial<Record<WorldName, Omit<WorldOptions, "seed">>> = {
  "drift x3": { driftFactor: 3 },
  "drift /3": { driftFactor: 1 / 3 },
  "twin 10 % wrong": { twinError: 0.1 },
  "heavy tails": { heavyTails: true },
  "half dropped": { arriving: 0.5 },
  "level lost": { lost: { sensor: "level", fromS: FAULT_S } },
  "pressure lost": { lost: { sensor: "pressure", fromS: FAULT_S } },
  "temperature lost": { lost: { sensor: "temperature", fromS: FAULT_S } },
  "level stuck": { stuck: { sensor: "level", fromS: FAULT_S } },
  "pressure stuck": { stuck: { sensor: "pressure", fromS: FAULT_S } },
};

/** The world of a job, with the confusers drawn for it. */
export function openWorld(
  vehicle: BenchVehicle,
  world: WorldName,
  seed: number,
  untilS: number,
  leak?: Leak,
): { world: FrameWorld; confusers: readonly Confuser[] } {
  if (world === "matched") {
    const { model } = planWatch(vehicle.loop);
    return { world: createMatchedWorld(vehicle, model, { seed, leak }), confusers: [] };
  }
  const draw = randomStream(seed).named("confusers");
  const fromS = 2 * vehicle.loop.learningS;
  const confusers = world === "confusers" ? drawConfusers(draw, fromS, untilS, vehicle.plant.scale) : [];
  return { world: createWorld(vehicle, { seed, leak, confusers, ...MISMATCH[world] }), confusers };
}
