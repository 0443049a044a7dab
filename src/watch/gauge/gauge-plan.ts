import { fromSi, unitTable } from "../../units/index.ts";
import type { LoopDescription, NoiseDescription, Witness } from "../../vehicle/loop-description.ts";
import { completeNoise } from "../model/complete-noise.ts";
import type { AddedState } from "../model/disturbance-model.ts";
import { type InventoryLaw, observe } from "../observe.ts";

/**
 * One sensor whose readings the filter takes as a measurement of the loop's inventory: the inventory channel, or a witness of which
 * it is known how the inventory shows in it. All gauges share level, wander, ripple and inputs; each adds what is its own.
 */
export interface GaugePlan {
  readonly channel: string;
  /** Where it stands in a frame, and in the plan's witnesses (-1: the inventory channel itself). */
  readonly slot: number;
  readonly witness: number;
  readonly law: InventoryLaw;
  /** True where it reads in the inventory channel's kind of unit: what it has lost is then its own fall, and no mass is needed. */
  readonly like: boolean;
  /** Unit in which it is delivered; its law may be written in another of the same kind. */
  readonly unit: string;
  /** Variance of one frame's reading that no state explains, in its law's unit. */
  readonly whiteVariance: number;
  /** Places of its own states among those that gauges add; -1 where it has none. */
  readonly biasState: number;
  readonly codeState: number;
  /** How far its reading goes when its code changes by one, in inventory channel units; 0 where that is part of its noise. */
  readonly codeReach: number;
}

/** The gauges of a loop on frames of one length, the inventory channel first, and the states that they add to the filter. */
export interface Gauges {
  readonly gauges: readonly GaugePlan[];
  readonly added: readonly AddedState[];
}

const DAY_S = 86_400;
/** How long the rounding of a code stays what it is: the time in which the loop's swing carries the channel over part of a step. An estimate. */
const CODE_TIME_S = 60;
/** A code this many times its white noise is not dithered into white noise by it. */
const COARSE = 1.5;
/** Least drift of a dissimilar gauge of its own, as a part of the loop's: two sensors never agree for ever. An estimate. */
const LEAST_OWN_DRIFT = 0.3;
/** How much of a gauge's offset is unknown before it was ever read, in its largest noise. */
const UNKNOWN_OFFSET = 1000;

/** True for a witness whose readings can be weighed as amounts beside the inventory channel's. */
function joins(loop: LoopDescription, witness: Witness): boolean {
  if (isLike(loop, witness)) return witness.noise !== undefined;
  return witness.inventory !== undefined && hasMass(loop.inventory) && hasMass(witness.inventory);
}

function isLike(loop: LoopDescription, witness: Witness): boolean {
  const dimension = unitTable[witness.unit]?.dimension;
  return dimension !== undefined && dimension === unitTable[loop.inventoryUnit]?.dimension;
}

function hasMass(inventory: LoopDescription["inventory"]): boolean {
  return (
    inventory.kind === "gas-pressure" ||
    (inventory.kind === "accumulator-quantity" && inventory.massPerPercentKg !== undefined)
  );
}

/**
 * Plans the gauges of a loop whose noise is complete. `reportsAFrame` says how many independent reports a frame's mean is of. A loop
 * with one gauge and one report a frame keeps its code as white noise of step^2/12, as it always was.
 */
export function planGauges(loop: LoopDescription, periodS: number, reportsAFrame: number): Gauges {
  const added: AddedState[] = [];
  const witnesses = (loop.witnesses ?? []).flatMap((witness, index) =>
    joins(loop, witness) ? [{ witness, index }] : [],
  );
  const tracksCodes = witnesses.length > 0 || loop.fastFramePeriodS !== undefined;
  const codeOf = (noise: NoiseDescription, scale: number): number => {
    if (!tracksCodes || !(noise.step > COARSE * noise.white)) return -1;
    const decay = Math.exp(-periodS / CODE_TIME_S);
    const prior = (scale * noise.step) ** 2 / 12;
    return added.push({ decay, prior, process: prior * (1 - decay * decay) }) - 1;
  };
  const whiteOf = (noise: NoiseDescription, codeState: number) =>
    noise.white ** 2 / reportsAFrame + (codeState < 0 ? noise.step ** 2 / 12 : 0);

  const { noise } = loop;
  const ownCode = codeOf(noise, 1);
  const own: GaugePlan = {
    channel: loop.inventoryChannel,
    slot: 0,
    witness: -1,
    law: { inventory: loop.inventory, inventoryUnit: loop.inventoryUnit },
    like: true,
    unit: loop.inventoryUnit,
    whiteVariance: whiteOf(noise, ownCode),
    biasState: -1,
    codeState: ownCode,
    codeReach: ownCode < 0 ? 0 : noise.step,
  };
  const gauges = [own];
  for (const { witness, index } of witnesses) {
    const like = isLike(loop, witness);
    const inventoryUnit = like && witness.inventory === undefined ? loop.inventoryUnit : witness.unit;
    const law = { inventory: witness.inventory ?? loop.inventory, inventoryUnit };
    const said = completeNoise(witness.noise ?? noise);
    const toLaw = like ? ratioOfUnits(witness.unit, inventoryUnit) : 1;
    const scale = scaleBetween(own, { law, like }, nominalReading(own.law), nominalReading(law));
    const codeState = codeOf(said, toLaw * scale);
    const drift = toLaw * scale * said.driftPerRootDay;
    const ownDrift = like
      ? drift
      : Math.sqrt(
          Math.max(drift ** 2 - noise.driftPerRootDay ** 2, (LEAST_OWN_DRIFT * noise.driftPerRootDay) ** 2),
        );
    const largest = Math.max(noise.ripple, noise.step, noise.white, toLaw * scale * said.white);
    const biasState =
      added.push({
        decay: 1,
        prior: (UNKNOWN_OFFSET * largest) ** 2,
        process: (ownDrift ** 2 * periodS) / DAY_S,
      }) - 1;
    gauges.push({
      channel: witness.channel,
      slot: 1 + loop.explainedBy.length + index,
      witness: index,
      law,
      like,
      unit: witness.unit,
      whiteVariance: toLaw ** 2 * whiteOf(said, codeState),
      biasState,
      codeState,
      codeReach: codeState < 0 ? 0 : toLaw * scale * said.step,
    });
  }
  return { gauges, added };
}

function ratioOfUnits(from: string, to: string): number {
  return from === to ? 1 : (unitTable[from]?.factor ?? 1) / (unitTable[to]?.factor ?? 1);
}

/** A reading to reckon with where a gauge has given none yet. */
export function nominalReading({ inventory, inventoryUnit }: InventoryLaw): number {
  return inventory.kind === "gas-pressure" ? fromSi(inventory.gasPressurePa.value, inventoryUnit) : 1;
}

/** Inventory channel units that one unit of a gauge stands for, each at its reference reading. */
export function scaleBetween(
  own: Pick<GaugePlan, "law">,
  gauge: Pick<GaugePlan, "law" | "like">,
  ownReference: number,
  reference: number,
): number {
  if (gauge.law.inventory === own.law.inventory || (gauge.like && !hasMass(gauge.law.inventory))) return 1;
  return kgPerUnit(gauge.law, reference) / kgPerUnit(own.law, ownReference);
}

function kgPerUnit(law: InventoryLaw, reference: number): number {
  const { inventory, inventoryUnit } = law;
  if (inventory.kind === "accumulator-quantity" && inventory.massPerPercentKg !== undefined)
    return inventory.massPerPercentKg.value / fromSi(0.01, inventoryUnit);
  return observe(law, reference, reference).slope;
}
