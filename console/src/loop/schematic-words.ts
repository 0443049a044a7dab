import type {
  DrawnSchematic,
  LoopStatus,
  LoopSummary,
  SchematicElement,
  SchematicSensor,
} from "../../../src/service/contract.ts";
import type { Band } from "../../../src/watch/finding.ts";
import { bandWords, clockBeside, decimalsFor, decimalsOf, percent } from "../words/format.ts";
import { inventoryReading, type PressureUnit } from "../words/units.ts";
import { leakOf } from "../words/verdict-cells.ts";

/** Type of an element as people say it. */
export const kindWords = (kind: string): string => kind.replaceAll("-", " ");

/** Where a number comes from. */
export const sourceWords = ({ source, confidence }: SchematicElement["parameters"][number]): string =>
  source === null ? "estimate" : confidence === null ? source : `${source} (${confidence})`;

/** Segment and valves of an element; null for a junction. */
export function isolationWords({ kind, segment, isolation }: SchematicElement): string | null {
  if (kind === "junction") return null;
  if (segment === null || isolation === null) return "in no segment of the file";
  const valves = isolation.length === 0 ? "no valve cuts it off" : `cut off by ${isolation.join(", ")}`;
  return `segment ${segment}, ${valves}`;
}

export interface ShownReading {
  /** The reading with its unit; null where there is none to show. */
  readonly value: string | null;
  /** When it was, or why there is none. */
  readonly detail: string;
}

/** What a sensor showed last by the instant of the board. Only the inventory channel's readings are kept by the service. */
export function readingOf(
  sensor: SchematicSensor,
  loop: LoopSummary,
  status: LoopStatus,
  pressureUnit: PressureUnit,
  instantS: number,
): ShownReading {
  if (sensor.role === null) return { value: null, detail: "on the vehicle, not read by the watch" };
  if (sensor.role !== "inventory")
    return { value: null, detail: "read by the watch; the service keeps no values of it" };
  const { lastDataS, measured } = status;
  const when = lastDataS === null ? "nothing heard yet" : `last heard ${clockBeside(lastDataS, instantS)}`;
  if (measured === null) return { value: null, detail: `no reading in this frame, ${when}` };
  const { factor, unit } = inventoryReading(loop.inventoryUnit, pressureUnit);
  const value = measured * factor;
  return { value: `${decimalsOf(value, decimalsFor(value, 4))} ${unit}`, detail: when };
}

/** What is left in the loop as a part of its whole, and where on that scale the accumulator is empty. */
export interface Level {
  readonly words: string;
  /** Median and 90 % band, 0 to 1; null where there is no estimate. */
  readonly part: Band | null;
  readonly emptyAt: number | null;
}

const within = (value: number): number => Math.min(1, Math.max(0, value));

/** The accumulator's gauge at the instant: coolant left by the watch's estimate, or the quantity that its sensor shows. */
export function levelOf(
  { chargeKg, accumulatorKg }: Pick<DrawnSchematic, "chargeKg" | "accumulatorKg">,
  loop: LoopSummary,
  status: LoopStatus,
): Level {
  if (loop.inventoryKind === "accumulator-quantity") {
    if (status.measured === null) return { words: "no reading", part: null, emptyAt: null };
    const at = within(status.measured / 100);
    return {
      words: `${decimalsOf(status.measured, 1)} % as read`,
      part: { median: at, p05: at, p95: at },
      emptyAt: null,
    };
  }
  const emptyAt = chargeKg === null || accumulatorKg === null ? null : within(1 - accumulatorKg / chargeKg);
  const left = leakOf(status)?.inventoryKg ?? null;
  if (left === null || chargeKg === null) return { words: "no estimate of loss", part: null, emptyAt };
  const { median, p05, p95 } = left;
  return {
    words: `${bandWords(left).median} kg left`,
    part: {
      median: within(median / chargeKg),
      p05: within(p05 / chargeKg),
      p95: within(p95 / chargeKg),
    },
    emptyAt,
  };
}

/** The gauge in a sentence, for those who read it. */
export function levelSentence(
  { chargeKg, accumulatorKg }: Pick<DrawnSchematic, "chargeKg" | "accumulatorKg">,
  loop: LoopSummary,
  status: LoopStatus,
): string {
  if (loop.inventoryKind === "accumulator-quantity")
    return status.measured === null
      ? "The accumulator's quantity was not read in this frame."
      : `The accumulator's own sensor shows ${decimalsOf(status.measured, 1)} % of its scale.`;
  const leak = leakOf(status);
  const left = leak?.inventoryKg ?? null;
  const empty =
    chargeKg === null || accumulatorKg === null
      ? ""
      : ` Below ${decimalsOf(chargeKg - accumulatorKg, 1)} kg of ${decimalsOf(chargeKg, 1)} kg the accumulator is empty, by the file.`;
  if (left === null) {
    const why =
      leak === null
        ? "The watch estimates what is left once it suspects a leak; it suspects none."
        : `What is left is not known: ${leak.unavailable.inventoryKg ?? "the watch gives no reason"}.`;
    return `${why}${empty}`;
  }
  const { median, range } = bandWords(left);
  return `The watch estimates ${median} kg left in the whole loop (90 %: ${range}).${empty}`;
}

export interface LeakMark {
  readonly phase: "suspected" | "confirmed";
  readonly words: string;
  /** Segments that the leak may be in, with their probability. */
  readonly places: ReadonlyMap<string, number>;
}

/** How the leak stands on the drawing: on the whole loop, and on segments where the watch can tell them apart. */
export function leakMark(status: LoopStatus): LeakMark | null {
  const leak = leakOf(status);
  if (leak === null || leak.phase === "ended") return null;
  const places = new Map(leak.place.map(({ segment, probability }) => [segment, probability]));
  const head = leak.phase === "confirmed" ? "Leak confirmed somewhere on this loop." : "Leak suspected.";
  const why = leak.unavailable.place;
  const where =
    places.size > 0
      ? `Place: ${[...places].map(([segment, p]) => `${segment} ${percent(p)}`).join(", ")}.`
      : why === undefined
        ? "Its place on the loop is not known."
        : `Its place on the loop is not known: ${why}.`;
  return { phase: leak.phase, words: `${head} ${where}`, places };
}
