import { z } from "zod";
import { coolantIds } from "../../fluids/index.ts";
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
import { instantField } from "../../vehicle/instant-field.ts";

const positive = { above: 0 };
const share = { least: 0, most: 1 };

const targetField = z.strictObject({
  id: idField,
  name: z.string().min(1),
  kind: z.enum(["people", "surface", "approach"]),
  // From the hole, and off the axis of the spray.
  distance: uncertain("length", positive),
  angle: uncertain("angle", { least: 0, most: Math.PI }),
  area: uncertain("area", positive),
  stay: amount("time", positive),
  // Coolant that may land on the area during the stay.
  most: uncertain("mass", positive),
  temperature: uncertain("temperature"),
  planned: instantField.optional(),
  source: z.string().optional(),
  note: z.string().optional(),
});

/** The schema of a keep-out file; `schemas/keepout-1.schema.json` is made from it. */
export const keepoutSchema = z.strictObject({
  hoarfrost: z.literal("keepout/1"),
  id: idField,
  name: z.string().min(1),
  sources: sourcesField,
  onset: instantField,
  coolant: z.string(),
  loop: z.strictObject({
    charge: uncertain("mass", positive),
    "gas-pressure": uncertain("pressure", positive),
    "gas-volume": uncertain("volume", positive),
    "accumulator-liquid": uncertain("volume", positive),
    temperature: uncertain("temperature"),
    hole: uncertain("length", positive),
    "discharge-coefficient": uncertain("none", positive),
    // Probability that a pump or a large cushion holds the pressure up until the loop is nearly dry.
    held: uncertain("fraction", share),
    // Foam, ice and the shape of the hole stretch or shorten every time.
    "time-factor": uncertain("none", positive),
  }),
  spray: z.strictObject({
    // Half-angle of the cone that holds nine tenths of the narrow spray.
    "half-angle": uncertain("angle", { above: 0, most: Math.PI / 2 }),
    // Shares of the liquid that go wide (forward half-space) and anywhere at all.
    wide: uncertain("fraction", share),
    stray: uncertain("fraction", share),
    // Spread of drops, not doubt.
    "drop-radius": uncertain("length", positive),
    // Mean over a drop's surface, W for each m2: sunlight, Earth, station.
    "absorbed-per-m2": uncertain("power", { least: 0 }),
    // Axis in the orbit frame: along the velocity, away from Earth, along the orbit's normal; and how far it may be off.
    axis: z.strictObject({ along: z.number(), up: z.number(), normal: z.number(), within: amount("angle") }),
  }),
  orbit: z.strictObject({
    altitude: uncertain("length", positive),
    "air-density": uncertain("density", positive),
    "drag-coefficient": uncertain("none", positive),
    "keep-out-sphere": amount("length", positive),
  }),
  targets: z.array(targetField).min(1),
});

/** A leak's spray, and what is to be kept out of it, as read: SI, angles in radians, times in Unix seconds. */
export type KeepoutFile = z.output<typeof keepoutSchema>;
export type KeepoutTarget = KeepoutFile["targets"][number];

/** Reads a keep-out file (YAML, `docs/contamination.md`); all problems at once, each with its line. */
export function readKeepout(text: string, fileName: string): ReadOutcome<KeepoutFile> {
  return readYaml(text, fileName, keepoutSchema, (raw) => {
    const file = group(raw);
    const problems = missingSources(file, Object.keys(group(file.sources)));
    if (typeof file.coolant === "string" && !coolantIds.includes(file.coolant))
      problems.push({
        path: ["coolant"],
        text: `there is no coolant "${file.coolant}"; there are ${coolantIds.join(", ")}`,
      });
    const axis = group(group(file.spray).axis);
    if ([axis.along, axis.up, axis.normal].every((part) => part === 0))
      problems.push({ path: ["spray", "axis"], text: "has no direction; give along, up or normal" });
    const seen = new Set<unknown>();
    for (const [i, target] of (Array.isArray(file.targets) ? file.targets : []).entries()) {
      const { id } = group(target);
      if (seen.has(id))
        problems.push({ path: ["targets", i, "id"], text: `there is already a target "${String(id)}"` });
      seen.add(id);
    }
    return problems;
  });
}
