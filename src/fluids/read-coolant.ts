import { z } from "zod";
import { compileCoolant } from "./compile-coolant.ts";
import { type CoolantDescription, propertyUnits } from "./coolant-description.ts";

const positive = z.number().positive();
const law = z.discriminatedUnion("form", [
  z.strictObject({ form: z.literal("constant"), value: z.number() }),
  z.strictObject({
    form: z.literal("table"),
    fromK: z.number().nonnegative(),
    stepK: positive,
    spline: z.enum(["values", "logarithms"]),
    values: z.array(z.number()).min(2),
  }),
  z.strictObject({
    form: z.literal("points"),
    temperaturesK: z.array(positive).min(2),
    spline: z.enum(["values", "logarithms"]),
    values: z.array(z.number()).min(2),
  }),
  z.strictObject({
    form: z.literal("polynomial"),
    aboutK: z.number(),
    coefficients: z.array(z.number()).min(1),
    scale: z.number().optional(),
  }),
  z.strictObject({
    form: z.literal("exponential"),
    coefficients: z.array(z.number()).length(5),
    scale: z.number().optional(),
  }),
  z.strictObject({
    form: z.literal("watson"),
    criticalTemperatureK: positive,
    coefficients: z.array(z.number()).length(2),
    scale: z.number().optional(),
  }),
  z.strictObject({
    form: z.literal("rackett"),
    criticalTemperatureK: positive,
    rackettZ: z.number().gt(0).lt(1),
    atK: positive,
    value: positive,
  }),
  z.strictObject({
    form: z.literal("mixture"),
    aboutK: z.number(),
    aboutFraction: z.number(),
    of: z.enum(["value", "logarithm"]),
    coefficients: z.array(z.array(z.number()).min(1)).min(1),
  }),
  z.strictObject({ form: z.literal("raoult-water"), soluteMolarMassKgPerMol: positive }),
]);
const property = z.strictObject({
  law,
  rangeK: z.tuple([z.number().nonnegative(), positive]),
  source: z.string().min(1),
  uncertainty: positive,
  note: z.string().optional(),
});
const file = z.strictObject({
  id: z.string().regex(/^[a-z0-9.-]+$/, "use small letters, digits, dots and hyphens"),
  name: z.string().min(1),
  composition: z.string().min(1),
  vapourMolarMassKgPerMol: positive.max(2, "is in kg/mol: water is 0.018"),
  referencePressure: z.union([positive, z.literal("saturation")]),
  massFraction: z.strictObject({ low: z.number(), high: z.number(), usual: z.number() }).optional(),
  freezing: z.strictObject({
    temperatureK: z.union([
      positive,
      z.strictObject({ aboutFraction: z.number(), coefficients: z.array(z.number()).min(1) }),
    ]),
    kind: z.enum(["melting point", "pour point", "first ice"]),
    source: z.string().min(1),
    fusionHeatJPerKg: positive.optional(),
    fusionSource: z.string().optional(),
  }),
  sources: z.record(z.string(), z.string()),
  properties: z.strictObject(
    Object.fromEntries(Object.keys(propertyUnits).map((name) => [name, property.optional()])),
  ),
});

/** Outcome of reading a coolant file: the description, or everything that is wrong with it, one sentence each. */
export type ReadCoolant =
  | { readonly ok: true; readonly description: CoolantDescription }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Checks a coolant file that somebody wrote, as parsed from YAML or JSON: its shape, that each source it quotes is
 * listed, and that its laws give finite numbers over their ranges. A description that comes back compiles.
 */
export function readCoolant(content: unknown): ReadCoolant {
  const parsed = file.safeParse(content);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`),
    };
  const description = parsed.data as unknown as CoolantDescription;
  const problems: string[] = [];
  for (const [name, { source, rangeK }] of Object.entries(description.properties)) {
    if (source !== "estimate" && description.sources[source] === undefined)
      problems.push(
        `properties.${name}.source: "${source}" is not among the file's sources; list it, or write estimate`,
      );
    if (!(rangeK[0] < rangeK[1]))
      problems.push(
        `properties.${name}.rangeK: ${rangeK[0]} to ${rangeK[1]} K is empty; give the lower end first`,
      );
  }
  if (problems.length === 0) {
    try {
      compileCoolant(description);
    } catch (reason) {
      problems.push(reason instanceof Error ? reason.message : String(reason));
    }
  }
  return problems.length === 0 ? { ok: true, description } : { ok: false, problems };
}
