import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { describeFused, describeGas, describeGauges, describeLevel } from "./describe-loop.ts";
import { ammoniaPlant, cduPlant, kpaPerG, type Plant, r44Plant } from "./plant.ts";

/** What a detector is given: all gauges, the inventory fused and compensated, the raw level, or the raw pressure. */
export type Sight = "gauges" | "fused" | "level" | "gas";

export interface BenchVehicle {
  readonly id: string;
  readonly title: string;
  readonly sight: Sight;
  readonly plant: Plant;
  readonly loop: LoopDescription;
  /** Time between the frames that are delivered: the fast path's, where the loop has one. */
  readonly deliveredPeriodS: number;
  /** The fused, compensated channel that bounds, oracle and baselines are worked out on; null where there is none. */
  readonly reference: LoopDescription | null;
}

function gauges(id: string, title: string, plant: Plant, fastFramePeriodS?: number): BenchVehicle {
  const loop = describeGauges(id, title, plant);
  const deliveredPeriodS = fastFramePeriodS ?? loop.framePeriodS;
  return {
    id,
    title,
    sight: "gauges",
    plant,
    loop: fastFramePeriodS === undefined ? loop : { ...loop, fastFramePeriodS, silenceS: 5 },
    deliveredPeriodS,
    reference: describeFused(`${id} reference`, title, plant, deliveredPeriodS),
  };
}

function one(sight: Sight, title: string, loop: LoopDescription): BenchVehicle {
  const reference = sight === "fused" ? loop : null;
  const deliveredPeriodS = loop.framePeriodS;
  return { id: loop.id, title, sight, plant: r44Plant, loop, deliveredPeriodS, reference };
}

const fused = "R44, inventory fused and compensated beforehand";
const level = "R44, raw level code of 0.5 % with its swing, and a temperature";
const gas = "R44, raw pressure of the gas charge with its swing, and a temperature";

/** The vehicles of the benchmark. `r44` is the reference of every figure that names none. */
export const benchVehicles: readonly BenchVehicle[] = [
  gauges("r44", "R44: level code 0.5 %, gas pressure, temperature, flow, valve", r44Plant),
  gauges("r44-1s", "R44 with a fast path of 1 s beside 10 s", r44Plant, 1),
  gauges("r44-fine", "R44, level code 0.1 %", { ...r44Plant, levelStep: 0.001 }),
  gauges("r44-coarse", "R44, level code 1 %", { ...r44Plant, levelStep: 0.01 }),
  gauges("ammonia", "station's external ammonia loop, eight times R44", ammoniaPlant),
  gauges("cdu", "data-centre cooling loop, no orbit, three times R44", cduPlant),
  one("fused", fused, describeFused("r44-fused", fused, r44Plant)),
  one("level", level, describeLevel("r44-level", level, r44Plant)),
  one("gas", gas, describeGas("r44-gas", gas, r44Plant)),
];

/** A vehicle of the benchmark by its name. Throws with the known names. */
export function benchVehicle(id: string): BenchVehicle {
  const found = benchVehicles.find((vehicle) => vehicle.id === id);
  if (found) return found;
  throw new RangeError(
    `no benchmark vehicle "${id}"; there are ${benchVehicles.map((vehicle) => vehicle.id).join(", ")}`,
  );
}

/** Units that a gram of coolant is worth at the reference reading: of the reference channel, or of the inventory channel. */
export function unitsPerG({ sight, plant }: BenchVehicle): number {
  return sight === "gas" ? kpaPerG(plant) : 100 / plant.fullScaleG;
}
