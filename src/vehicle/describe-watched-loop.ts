import { fromSi, unitTable } from "../units/index.ts";
import { readAmount } from "./fields.ts";
import type {
  Explanation,
  InventoryReading,
  LoopDescription,
  NoiseDescription,
  Witness,
} from "./loop-description.ts";
import {
  DEFAULT_FRAME_PERIOD_S,
  DEFAULT_LEARNING_S,
  DEFAULT_MEAN_TIME_BETWEEN_FALSE_ALARMS_S,
  DEFAULT_SILENCE_S,
} from "./pace.ts";
import type { WrittenLoop } from "./vehicle-schema.ts";

type WrittenWitness = NonNullable<WrittenLoop["witnesses"]>[number];

/** A loop as the watch takes it, with what holds where nothing is written. */
export function describeLoop(id: string, loop: WrittenLoop, carrier: string): LoopDescription {
  const orbitPeriodS = loop.orbit ?? 0;
  return {
    id,
    name: loop.name ?? id,
    carrier: loop.carrier ?? carrier,
    coolant: loop.coolant,
    inventoryChannel: loop.inventory.channel,
    inventoryUnit: loop.inventory.unit,
    inventory: describeInventory(loop.inventory),
    explainedBy: (loop["explained-by"] ?? []).map(
      ({ channel, unit, quantity, hub }): Explanation => ({
        channel,
        unit: unit ?? "1",
        quantity,
        ...(hub === undefined ? {} : { hub }),
      }),
    ),
    witnesses: (loop.witnesses ?? []).map(describeWitness),
    ...(loop.inventory.hub === undefined ? {} : { inventoryHub: loop.inventory.hub }),
    noise: describeNoise(loop.noise, loop.inventory.unit),
    framePeriodS: loop.frame ?? DEFAULT_FRAME_PERIOD_S,
    ...(loop["fast-frame"] === undefined ? {} : { fastFramePeriodS: loop["fast-frame"] }),
    orbitPeriodS,
    silenceS: loop.silence ?? DEFAULT_SILENCE_S,
    learningS: loop.learning ?? (orbitPeriodS > 0 ? 2 * orbitPeriodS : DEFAULT_LEARNING_S),
    meanTimeBetweenFalseAlarmsS: loop["false-alarms"] ?? DEFAULT_MEAN_TIME_BETWEEN_FALSE_ALARMS_S,
  };
}

function describeInventory(
  written: WrittenLoop["inventory"] | NonNullable<WrittenWitness["inventory"]>,
): InventoryReading {
  if (written.reads === "pressure-proxy") return { kind: written.reads };
  if (written.reads === "accumulator-quantity") {
    const massPerPercentKg = written["mass-per-percent"];
    return { kind: written.reads, ...(massPerPercentKg === undefined ? {} : { massPerPercentKg }) };
  }
  return {
    kind: written.reads,
    chargeKg: written.charge,
    gasPressurePa: written["gas-pressure"],
    gasVolumeM3: written["gas-volume"],
    accumulatorLiquidM3: written["accumulator-liquid"],
    densityKgPerM3: written.density,
    vapourPressurePa: written["vapour-pressure"],
    dischargeCoefficient: written["discharge-coefficient"],
  };
}

function describeWitness({ channel, unit, hub, noise, inventory }: WrittenWitness): Witness {
  return {
    channel,
    unit,
    ...(hub === undefined ? {} : { hub }),
    ...(noise === undefined ? {} : { noise: describeNoise(noise, unit) }),
    ...(inventory === undefined ? {} : { inventory: describeInventory(inventory) }),
  };
}

function describeNoise(noise: WrittenLoop["noise"] = {}, unit: string): NoiseDescription {
  const { dimension } = unitTable[unit]!;
  // Pressure and fraction scales have no zero offset, so a difference converts like a level.
  const inOwnUnit = (written: string | number | undefined): number => {
    if (written === undefined) return 0;
    const read = readAmount(written, dimension);
    if (!read.ok) throw new Error(`unchecked noise amount: ${read.problem}`);
    return fromSi(read.value, unit);
  };
  return {
    step: inOwnUnit(noise.step),
    white: inOwnUnit(noise.white),
    driftPerRootDay: inOwnUnit(noise["drift-per-root-day"]),
    wander: inOwnUnit(noise.wander),
    wanderTimeS: noise["wander-time"] ?? 0,
    ripple: inOwnUnit(noise.ripple),
    rippleChangePerOrbit: inOwnUnit(noise["ripple-change-per-orbit"]),
  };
}
