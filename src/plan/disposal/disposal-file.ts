import { z } from "zod";
import { readTwoLineElements } from "../../orbit/two-line-elements.ts";
import {
  amount,
  group,
  idField,
  missingSources,
  type ReadOutcome,
  readYaml,
  sourcesField,
  uncertain,
} from "../../vehicle/index.ts";
import { instantField } from "../station/instant.ts";

const density = uncertain("none", { least: 0 });
const degrees = (most: number) => z.number().min(-most).max(most);
/** The schema of a disposal file; `schemas/disposal-1.schema.json` is made from it. */
export const disposalSchema = z.strictObject({
  hoarfrost: z.literal("disposal/1"),
  id: idField,
  name: z.string().min(1),
  sources: sourcesField,
  undocks: instantField,
  burns: instantField,
  elements: z.tuple([z.string(), z.string()]).describe("the two lines of an element set"),
  mass: uncertain("mass", { above: 0 }),
  braking: uncertain("speed", { above: 0 }),
  "burn-time": uncertain("time", { above: 0 }),
  "drag-area": uncertain("area", { above: 0 }),
  "drag-coefficient": uncertain("none", { above: 0 }),
  "break-up-height": uncertain("length", { above: 0 }),
  fragments: z.unknown().transform((value, context) => {
    // No unit of mass over area is in the table of units: read the number and insist on the unit.
    const parse = (text: unknown) => /^([\d.]+) kg\/m2$/.exec(String(text))?.[1];
    const entry = group(value);
    const parts = [entry.value, ...(Array.isArray(entry.range) ? entry.range : [entry.value, entry.value])];
    const [middle, low, high] = parts.map((part) => Number(parse(part))) as [number, number, number];
    if (low > 0 && low <= middle && middle <= high)
      return { value: middle, low, high, source: String(entry.source ?? "estimate") };
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(value)} is not { value: 100 kg/m2, range: [20 kg/m2, 400 kg/m2] }`,
    });
    return z.NEVER;
  }),
  thermosphere: uncertain("none", { above: 0 }),
  "casualty-area": uncertain("area", { above: 0 }),
  "people-in-target": density,
  "people-elsewhere": density,
  "burn-failure": uncertain("fraction", { least: 0, most: 1 }),
  target: z.strictObject({
    name: z.string(),
    south: degrees(90),
    north: degrees(90),
    west: degrees(180),
    east: degrees(180),
  }),
  // Inhabited coasts and islands around the target: how near pieces come to them is told.
  coasts: z
    .array(z.strictObject({ name: z.string().min(1), latitude: degrees(90), longitude: degrees(180) }))
    .optional(),
  // Great circles that ships keep to, from and to as [latitude, longitude]: how near pieces come to them is told.
  lanes: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        from: z.tuple([degrees(90), degrees(180)]),
        to: z.tuple([degrees(90), degrees(180)]),
        source: z.string().optional(),
        estimate: z.literal(true).optional(),
      }),
    )
    .optional(),
  // The look at the ship between undocking and departure.
  imaging: z
    .strictObject({
      says: z.string().min(1),
      leaves: z.enum(["up", "down", "aft", "forward"]).describe("whither the port pushes it"),
      push: uncertain("speed", { above: 0 }),
      lasts: uncertain("time", { above: 0 }),
      reach: amount("length", { above: 0 }).describe("as far as the cameras tell its parts apart"),
      source: z.string().optional(),
      estimate: z.literal(true).optional(),
    })
    .optional(),
  // Only where the ship's cooling failed: does what steers the burn last until then?
  avionics: z
    .strictObject({
      temperature: uncertain("temperature"),
      limit: uncertain("temperature"),
      heat: uncertain("power", { least: 0 }),
      "heat-capacity": uncertain("heatCapacity", { above: 0 }),
      conductance: uncertain("conductance", { above: 0 }),
      sink: uncertain("temperature"),
      off: amount("time", { least: 0 }).optional(),
    })
    .optional(),
});

/** How a cargo ship is to be disposed of, as read: SI, angles in degrees. */
export type DisposalFile = z.output<typeof disposalSchema>;

/** Reads a disposal file (YAML, `docs/disposal.md`); all problems at once, each with its line. */
export function readDisposal(text: string, fileName: string): ReadOutcome<DisposalFile> {
  return readYaml(text, fileName, disposalSchema, (raw) => {
    const file = group(raw);
    const problems = missingSources(file, Object.keys(group(file.sources)));
    if (Array.isArray(file.elements)) {
      const read = readTwoLineElements(file.elements.join("\n"));
      if (!read.ok) problems.push({ path: ["elements"], text: read.problem });
    }
    if (typeof file.undocks === "string" && typeof file.burns === "string" && file.burns <= file.undocks)
      problems.push({
        path: ["burns"],
        text: `the burn at ${file.burns} comes before the undocking at ${file.undocks}; put it after`,
      });
    return problems;
  });
}
