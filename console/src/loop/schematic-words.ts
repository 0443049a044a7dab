import type {
  DrawnSchematic,
  LoopStatus,
  LoopSummary,
  SchematicElement,
  SensorReading,
} from "../../../src/service/contract.ts";
import type { Band } from "../../../src/watch/finding.ts";
import { bandWords, clockBeside, decimalsFor, decimalsOf, duration, percent } from "../words/format.ts";
import { massReading, type ReaderUnits, turnedFor } from "../words/units.ts";
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

/** What the watch does with a sensor. */
export const roleWords = (role: SensorReading["role"]): string =>
  role === null
    ? "nothing: not read"
    : { inventory: "inventory", witness: "witness", explains: "explanation" }[role];

/** How far a shown value can be trusted: each is a word as well as a colour. */
export type ReadingState = "fresh" | "suspect" | "stale" | "none";

export interface ShownReading {
  readonly state: ReadingState;
  /** The reading with its unit; null where there is none to show. */
  readonly value: string | null;
  /** What stands beside it on the drawing: nothing where it is fresh. */
  readonly beside: string;
  /** How old it is, or why there is none. */
  readonly detail: string;
}

/** What a sensor showed last by the instant. A sensor that is silent for longer than it may be is stale, and its last value is shown as old. */
export function readingOf(
  { reading, unit, patienceS }: SensorReading,
  kept: boolean,
  units: ReaderUnits,
  instantS: number,
): ShownReading {
  const none = { state: "none", value: null, beside: "no data" } as const;
  if (!kept) return { ...none, detail: "this run keeps no readings of single sensors" };
  if (reading === null) return { ...none, detail: "nothing heard of it so far" };
  const turned = turnedFor(unit, units);
  const value = turned.of(reading.value);
  const shown = `${decimalsOf(value, Math.min(decimalsFor(value, 3), 2))}\u2009${turned.unit}`;
  const age = `${duration(instantS - reading.timeS)} ago`;
  if (instantS - reading.timeS > patienceS)
    return {
      state: "stale",
      value: shown,
      beside: `stale, ${age}`,
      detail: `stale: last heard ${age}, ${clockBeside(reading.timeS, instantS)}`,
    };
  if (reading.suspect)
    return {
      state: "suspect",
      value: shown,
      beside: "suspect",
      detail: `marked suspect by its source, ${age}`,
    };
  return { state: "fresh", value: shown, beside: "", detail: age };
}

/** Whether the figures of the undisturbed twin may stand on the drawing: only while the watch sees a loop that nothing disturbs. */
export const nominalHolds = ({ state }: Pick<LoopStatus, "state">): boolean =>
  state === "normal" || state === "learning";

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
  units: ReaderUnits,
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
  const mass = massReading(units.pressureUnit);
  const emptyAt = chargeKg === null || accumulatorKg === null ? null : within(1 - accumulatorKg / chargeKg);
  const left = leakOf(status)?.inventoryKg ?? null;
  if (left === null || chargeKg === null) return { words: "no estimate of loss", part: null, emptyAt };
  const { median, p05, p95 } = left;
  return {
    words: `${bandWords(left, mass.factor).median} ${mass.unit} left`,
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
  units: ReaderUnits,
): string {
  if (loop.inventoryKind === "accumulator-quantity")
    return status.measured === null
      ? "The accumulator's quantity was not read in this frame."
      : `The accumulator's own sensor shows ${decimalsOf(status.measured, 1)} % of its scale.`;
  const mass = massReading(units.pressureUnit);
  const leak = leakOf(status);
  const left = leak?.inventoryKg ?? null;
  const empty =
    chargeKg === null || accumulatorKg === null
      ? ""
      : ` Below ${decimalsOf((chargeKg - accumulatorKg) * mass.factor, 1)} ${mass.unit} of ${decimalsOf(chargeKg * mass.factor, 1)} ${mass.unit} the accumulator is empty, by the file.`;
  if (left === null) {
    const why =
      leak === null
        ? "The watch estimates what is left once it suspects a leak; it suspects none."
        : `What is left is not known: ${leak.unavailable.inventoryKg ?? "the watch gives no reason"}.`;
    return `${why}${empty}`;
  }
  const { median, range } = bandWords(left, mass.factor);
  return `The watch estimates ${median} ${mass.unit} left in the whole loop (90 %: ${range}).${empty}`;
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
