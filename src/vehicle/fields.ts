import { z } from "zod";
import { type Dimension, parseQuantity, unitsOf } from "../units/index.ts";
import type { Distribution, Uncertain } from "./loop-description.ts";

const EXAMPLES: Partial<Record<Dimension, string>> = {
  time: "10 s",
  length: "0.8 mm",
  volume: "4 L",
  mass: "34 kg",
  pressure: "98 kPa",
  temperature: "20 degC",
  temperatureDifference: "0.4 K",
  density: "692 kg/m3",
  fraction: "5 %",
  none: "0.62",
  massFlow: "1.3 g/s",
  volumeFlow: "100 cm3/s",
  area: "2.9 m2",
  power: "450 W",
  conductance: "250 W/K",
  heatCapacity: "20 kJ/K",
  angle: "51.6 deg",
};

/** What a field of this dimension looks like, for messages and for the JSON Schema. */
export function wanted(dimension: Dimension): string {
  const noun = dimension === "none" ? "number" : dimension;
  return `a ${noun} such as "${EXAMPLES[dimension] ?? `1 ${unitsOf(dimension)[0]}`}"`;
}

export interface Limits {
  readonly above?: number;
  readonly least?: number;
  readonly most?: number;
}

/** Reads one number with its unit; the outcome is SI or a sentence. */
export function readAmount(
  written: unknown,
  dimension: Dimension,
  limits: Limits = {},
): { ok: true; value: number } | { ok: false; problem: string } {
  if (typeof written !== "string" && typeof written !== "number")
    return { ok: false, problem: `${JSON.stringify(written)} is not ${wanted(dimension)}` };
  if (dimension === "fraction" && Number.isFinite(Number(written)))
    return { ok: false, problem: `"${written}" has no unit; expected ${wanted(dimension)}` };
  const parsed = parseQuantity(String(written), dimension);
  if (!parsed.ok) return { ok: false, problem: `${parsed.problem}; expected ${wanted(dimension)}` };
  const { value } = parsed;
  const unit = dimension === "none" ? "" : " (in SI units)";
  if (!Number.isFinite(value)) return { ok: false, problem: `"${written}" is not finite` };
  if (limits.above !== undefined && !(value > limits.above))
    return { ok: false, problem: `"${written}" must be more than ${limits.above}${unit}` };
  if (limits.least !== undefined && value < limits.least)
    return { ok: false, problem: `"${written}" must be at least ${limits.least}${unit}` };
  if (limits.most !== undefined && value > limits.most)
    return { ok: false, problem: `"${written}" must be at most ${limits.most}${unit}` };
  return parsed;
}

const written = { anyOf: [{ type: "string" }, { type: "number" }] };

/** A number with its unit, read into SI. */
export function amount(dimension: Dimension, limits: Limits = {}) {
  return z
    .unknown()
    .refine((value) => value !== undefined, { message: `is missing; expected ${wanted(dimension)}` })
    .meta({ ...written, description: wanted(dimension) })
    .transform((value, context): number => {
      if (value === undefined) return z.NEVER;
      const read = readAmount(value, dimension, limits);
      if (read.ok) return read.value;
      context.addIssue({ code: "custom", message: read.problem });
      return z.NEVER;
    });
}

const uncertainKeys = ["value", "range", "distribution", "source", "estimate", "note"];
const distributions: readonly Distribution[] = ["uniform", "triangular", "normal", "log-uniform"];

/** A number with its unit, plain or as `{ value, range: [low, high], source: key }` or `{ ..., estimate: true }`. */
export function uncertain(dimension: Dimension, limits: Limits = {}) {
  return z
    .unknown()
    .meta({
      anyOf: [
        ...written.anyOf,
        {
          type: "object",
          required: ["value"],
          additionalProperties: false,
          properties: {
            value: written,
            range: { type: "array", items: written, minItems: 2, maxItems: 2 },
            distribution: { enum: distributions },
            source: { type: "string" },
            estimate: { const: true },
            note: { type: "string" },
          },
        },
      ],
      description: `${wanted(dimension)}, plain or as { value, range: [low, high], source } or { value, range, estimate: true }`,
    })
    .transform((value, context): Uncertain => {
      const problems: string[] = [];
      const read = (part: unknown): number => {
        const outcome = readAmount(part, dimension, limits);
        if (outcome.ok) return outcome.value;
        problems.push(outcome.problem);
        return Number.NaN;
      };
      const fields = value !== null && typeof value === "object" && !Array.isArray(value);
      const entry = (fields ? value : { value }) as Record<string, unknown>;
      for (const key of Object.keys(entry))
        if (!uncertainKeys.includes(key))
          problems.push(`"${key}" is not a key here; write ${uncertainKeys.join(", ")}`);
      if (entry.value === undefined) problems.push(`is missing; expected ${wanted(dimension)}`);
      const middle = entry.value === undefined ? Number.NaN : read(entry.value);
      let [low, high] = [middle, middle];
      if (Array.isArray(entry.range) && entry.range.length === 2)
        [low, high] = entry.range.map(read) as [number, number];
      else if (entry.range !== undefined)
        problems.push(`range ${JSON.stringify(entry.range)} is not a pair; write range: [low, high]`);
      if (low > middle || middle > high)
        problems.push(
          `value ${JSON.stringify(entry.value)} lies outside its range ${JSON.stringify(entry.range)}; write range: [low, high] with low <= value <= high`,
        );
      const distribution = distributions.find((known) => known === entry.distribution);
      if (entry.distribution !== undefined && distribution === undefined)
        problems.push(
          `distribution ${JSON.stringify(entry.distribution)} is not known; write one of ${distributions.join(", ")}`,
        );
      if (distribution === "log-uniform" && !(low > 0))
        problems.push("a log-uniform distribution needs a range above 0");
      if (entry.source !== undefined && entry.estimate !== undefined)
        problems.push(`gives both a source and "estimate"; keep one`);
      for (const message of problems) context.addIssue({ code: "custom", message });
      if (problems.length > 0) return z.NEVER;
      const source = typeof entry.source === "string" ? entry.source : "estimate";
      return { value: middle, low, high, source, ...(distribution === undefined ? {} : { distribution }) };
    });
}

/** Where the file's numbers come from; keys of this map are what `source:` names. */
export const sourcesField = z
  .record(
    z.string(),
    z.strictObject({
      title: z.string().min(1),
      url: z.string().optional(),
      confidence: z.enum(["official", "secondary", "rumour", "measured", "own calculation", "own estimate"]),
    }),
  )
  .describe("where numbers come from, by a short key");

/** Short names that appear in addresses and on screen. */
export const idField = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "must be letters, digits, '.', '_' or '-', without blanks")
  .describe("a short name of letters, digits, '.', '_' and '-'");
