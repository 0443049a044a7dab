import type { Frame } from "../../telemetry/frame.ts";
import { fromSi, toSi } from "../../units/index.ts";
import { observe } from "../observe.ts";
import { type GaugePlan, nominalReading, scaleBetween } from "./gauge-plan.ts";

/** Share of a frame that must be covered before its mean is used. */
export const LEAST_COVERAGE = 0.3;

/** One gauge's reading of a frame, as an amount in inventory channel units at the reference. */
export interface GaugeReading {
  /** Place in the plan's gauges. */
  readonly place: number;
  readonly amount: number;
  /** Variance that no state explains. */
  readonly variance: number;
  /** How much more a unit of the channel is worth here than at its reference: the rounding of its code grows with it. */
  readonly stretch: number;
}

/** First readings of gauges, in the order of the plan; NaN for one that has not been read. The inventory channel's is the loop's own. */
export type GaugeReferences = Float64Array;

export function noReferences(gauges: readonly GaugePlan[]): GaugeReferences {
  return new Float64Array(gauges.length).fill(Number.NaN);
}

/** A gauge's reading of a frame in its law's unit; null where it has none that could be used. */
export function readingOfGauge({ slot, unit, law }: GaugePlan, frame: Frame): number | null {
  const value = frame.mean[slot] ?? Number.NaN;
  if (!((frame.coverage[slot] ?? 0) >= LEAST_COVERAGE) || !Number.isFinite(value)) return null;
  return unit === law.inventoryUnit ? value : fromSi(toSi(value, unit), law.inventoryUnit);
}

/** Takes note of gauges that are read for the first time. */
export function learnReferences(
  gauges: readonly GaugePlan[],
  before: GaugeReferences,
  frame: Frame,
): GaugeReferences {
  let references = before;
  for (const [place, gauge] of gauges.entries()) {
    if (!Number.isNaN(references[place]!)) continue;
    const reading = readingOfGauge(gauge, frame);
    if (reading === null) continue;
    if (references === before) references = before.slice();
    references[place] = reading;
  }
  return references;
}

/** What each gauge that has a usable reading says of the inventory. `leftOut` holds the places of those that are not to be believed. */
export function readGauges(
  gauges: readonly GaugePlan[],
  references: GaugeReferences,
  frame: Frame,
  leftOut: readonly number[] = [],
): GaugeReading[] {
  const own = gauges[0]!;
  const readings: GaugeReading[] = [];
  for (let place = 0; place < gauges.length; place++) {
    const gauge = gauges[place]!;
    if (leftOut.includes(place)) continue;
    const reading = readingOfGauge(gauge, frame);
    const reference = references[place]!;
    if (reading === null || Number.isNaN(reference)) continue;
    const ownReference = Number.isNaN(references[0]!) ? nominalReading(own.law) : references[0]!;
    const scale = place === 0 ? 1 : scaleBetween(own, gauge, ownReference, reference);
    const atReference = observe(gauge.law, reference, reference).slope;
    const { amount, slope } = observe(gauge.law, reference, reading);
    const stretch = slope / atReference;
    readings.push({
      place,
      amount: (scale * amount) / atReference,
      variance: (gauge.whiteVariance * (scale * stretch) ** 2) / frame.coverage[gauge.slot]!,
      stretch,
    });
  }
  return readings;
}

/** What the gauges at some places say of the inventory, where they have a usable reading. */
export function readThese(
  gauges: readonly GaugePlan[],
  references: GaugeReferences,
  frame: Frame,
  places: readonly number[],
): GaugeReading[] {
  if (places.length === 0) return [];
  const others = gauges.map((_, place) => place).filter((place) => !places.includes(place));
  return readGauges(gauges, references, frame, others);
}
