import { type RandomStream, randomStream } from "../../stats/index.ts";
import type { Frame } from "../../telemetry/frame.ts";
import { fromSi } from "../../units/index.ts";
import type { LoopDescription, Witness } from "../../vehicle/loop-description.ts";
import { autoregression, narrowBand, randomWalk } from "../world/disturbance.ts";

/** A constant hole that opens at an instant. Channel units a day at the reference reading. */
export interface SuddenLeak {
  readonly onsetS: number;
  readonly perDay: number;
}

const DAY_S = 86_400;
const COHERENCE_ORBITS = 10;
/** Part of an accumulator's scale, and kilopascals of a pressure without a law, at which a made-up loop starts. */
const START = { "accumulator-quantity": 60, "pressure-proxy": 2000 } as const;

/** Reading at which a made-up loop starts, in the channel's unit. */
export function startReading(loop: LoopDescription): number {
  const { inventory, inventoryUnit } = loop;
  switch (inventory.kind) {
    case "gas-pressure":
      return fromSi(inventory.gasPressurePa.value, inventoryUnit);
    case "accumulator-quantity":
      return fromSi(START[inventory.kind] / 100, inventoryUnit);
    case "pressure-proxy":
      return fromSi(1000 * START[inventory.kind], inventoryUnit);
  }
}

/** Channel units that a kilogram is worth at the reference reading of a gas-charged loop, else null. */
export function unitsPerKg(loop: LoopDescription): number | null {
  const { inventory } = loop;
  if (inventory.kind === "pressure-proxy") return null;
  if (inventory.kind === "accumulator-quantity") {
    return inventory.massPerPercentKg ? 1 / inventory.massPerPercentKg.value : null;
  }
  const pa = inventory.gasPressurePa.value / (inventory.densityKgPerM3.value * inventory.gasVolumeM3.value);
  return fromSi(pa, loop.inventoryUnit, "temperatureDifference");
}

/** What a witness reads when the inventory has moved by so many units of the inventory channel from where it began. */
function seenBy(loop: LoopDescription, witness: Witness, random: RandomStream): (moved: number) => number {
  const noise = witness.noise ?? loop.noise;
  const coded = (raw: number) => (noise.step > 0 ? Math.round(raw / noise.step) * noise.step : raw);
  const noisy = (reading: number) => coded(reading + noise.white * random.normal());
  const like = { ...loop, inventoryUnit: witness.unit, inventory: witness.inventory ?? loop.inventory };
  const [own, other] = [unitsPerKg(loop), unitsPerKg(like)];
  if (witness.unit === loop.inventoryUnit) return (moved) => noisy(startReading(loop) + moved);
  // A gauge of which nothing is known but its noise cannot be made up: it is silent.
  if (!witness.inventory || own === null || other === null) return () => Number.NaN;
  const start = startReading(like);
  if (like.inventory.kind !== "gas-pressure") return (moved) => noisy(start + (moved * other) / own);
  // Isothermal: the gas has more room by what has left the accumulator.
  const { densityKgPerM3, gasVolumeM3 } = like.inventory;
  const gasKg = densityKgPerM3.value * gasVolumeM3.value;
  return (moved) => noisy(start / Math.max(1e-3, 1 - moved / own / gasKg));
}

/**
 * Frames of a loop whose noise is as its vehicle file says, made up from a seed without the watch's code: drift, wander, an
 * orbital ripple that changes from orbit to orbit, white noise and code steps; explaining channels rest. SYNTHETIC.
 */
export function describedFrames(loop: LoopDescription, seed: number, leak: SuddenLeak): () => Frame {
  const { noise, framePeriodS: periodS, inventory } = loop;
  const random = randomStream(seed);
  const orbits = loop.orbitPeriodS > 0 && noise.ripple > 0;
  const orbitHz = orbits ? 1 / loop.orbitPeriodS : 0;
  const drift = randomWalk(random.named("drift"), noise.driftPerRootDay, periodS);
  const wander = autoregression(random.named("wander"), noise.wander, noise.wanderTimeS, periodS);
  // The mean change of an orbit's harmonic vector from one orbit to the next, as rms of a process of ten orbits' coherence.
  const changing = noise.rippleChangePerOrbit / Math.sqrt(4 * (1 - Math.exp(-1 / COHERENCE_ORBITS)));
  const ripple = orbits
    ? narrowBand(random.named("ripple"), changing, orbitHz, COHERENCE_ORBITS * loop.orbitPeriodS)
    : () => 0;
  const phase = 2 * Math.PI * random.named("phase").uniform();
  const white = random.named("white");
  const start = startReading(loop);
  const perKg = unitsPerKg(loop);
  const first = 1 + loop.explainedBy.length;
  const witnesses = (loop.witnesses ?? []).map((witness, i) =>
    seenBy(loop, witness, random.named(`witness ${i}`)),
  );
  const channels = first + witnesses.length;
  const silent = witnesses.map((reading) => Number.isNaN(reading(0)));
  const coverage = Float64Array.from({ length: channels }, (_, i) => (silent[i - first] ? 0 : 1));
  const reports = new Int32Array(channels).fill(1);
  let number = 0;
  return () => {
    number++;
    const endS = number * periodS;
    const timeS = endS - periodS / 2;
    const steady = orbits ? noise.ripple * Math.sin(2 * Math.PI * orbitHz * timeS + phase) : 0;
    const lost = (leak.perDay / DAY_S) * Math.max(0, timeS - leak.onsetS);
    let level = start - lost;
    if (inventory.kind === "gas-pressure" && perKg !== null) {
      // Isothermal gas, hole to vacuum: V^(3/2) grows linearly.
      const volume = inventory.densityKgPerM3.value * inventory.gasVolumeM3.value;
      level = start / (1 + (1.5 * lost) / perKg / volume) ** (2 / 3);
    }
    const moved = drift() + wander() + ripple(timeS) + steady;
    const raw = level + moved + noise.white * white.normal();
    const mean = new Float64Array(channels).fill(10);
    mean[0] = noise.step > 0 ? Math.round(raw / noise.step) * noise.step : raw;
    for (const [i, reading] of witnesses.entries()) mean[first + i] = reading(moved - lost);
    return { endS, periodS, mean, coverage, reports };
  };
}
