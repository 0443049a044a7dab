import { z } from "zod";
import {
  group,
  idField,
  missingSources,
  type Problem,
  type ReadOutcome,
  readYaml,
  sourcesField,
  uncertain,
} from "../../vehicle/index.ts";

const positive = { above: 0 };
const notNegative = { least: 0 };
const share = { least: 0, most: 1 };

const coolingField = z.strictObject({
  conductance: uncertain("conductance", notNegative),
  temperature: uncertain("temperature"),
  dryer: z
    .strictObject({
      flow: uncertain("volumeFlow", positive),
      effectiveness: uncertain("fraction", share),
      surface: uncertain("temperature"),
    })
    .optional(),
});

const compartmentField = z.strictObject({
  name: z.string().min(1),
  air: uncertain("volume", positive),
  "heat-capacity": uncertain("heatCapacity", positive),
  "air-to-structure": uncertain("conductance", positive),
  shell: z.strictObject({
    conductance: uncertain("conductance", notNegative),
    temperature: uncertain("temperature"),
  }),
  // What the cooling loop does here while it works.
  cooling: coolingField.optional(),
});

const heatField = z.strictObject({
  descent: uncertain("power", notNegative),
  orbital: uncertain("power", notNegative).optional(),
  instrument: uncertain("power", notNegative).optional(),
});

const phaseField = z.strictObject({
  id: idField,
  name: z.string().min(1),
  lasts: uncertain("time", positive),
  // The hatch between the descent module and the orbital module.
  hatch: z.enum(["open", "closed"]),
  suits: z.boolean(),
  // The descent module alone: the others are gone, and the cooling loop with them.
  alone: z.literal(true).optional(),
  metabolic: uncertain("power", positive),
  heat: heatField,
  // Heat that soaks through the wall on the way down.
  "entry-heat": uncertain("power", notNegative).optional(),
  outside: z
    .strictObject({
      flow: uncertain("volumeFlow", notNegative),
      temperature: uncertain("temperature"),
      humidity: uncertain("fraction", share),
    })
    .optional(),
});

const profileField = z.strictObject({ title: z.string().min(1), phases: z.array(phaseField).min(1) });

/** The schema of a return file; `schemas/return-1.schema.json` is made from it. */
export const returnSchema = z.strictObject({
  hoarfrost: z.literal("return/1"),
  id: idField,
  name: z.string().min(1),
  seats: z.int().min(0),
  sources: sourcesField,
  compartments: z.strictObject({
    descent: compartmentField,
    orbital: compartmentField,
    instrument: compartmentField,
  }),
  passages: z.strictObject({
    // Air through the open hatch between descent and orbital module; nothing goes through a closed one.
    "hatch-air": uncertain("volumeFlow", notNegative),
    "descent-orbital": uncertain("conductance", notNegative),
    "descent-instrument": uncertain("conductance", notNegative),
  }),
  crew: z.strictObject({
    mass: uncertain("mass", positive),
    "air-speed": uncertain("speed", positive),
    // What a suit adds to the wet-bulb globe temperature.
    "suit-adjustment": uncertain("temperatureDifference", notNegative),
    // Shares of the sweat of bare skin that get away, and dry heat of one person by kelvin.
    "sweat-in-clothes": uncertain("fraction", share),
    "sweat-in-suit": uncertain("fraction", share),
    "dry-exchange": uncertain("conductance", positive),
    // Sweat called for by each kelvin of warming, and the share of the published mean water that never stops.
    "sweat-called": uncertain("conductance", positive),
    "least-water": uncertain("fraction", share),
  }),
  electronics: z.strictObject({
    "box-rise": uncertain("temperatureDifference", notNegative),
    // Of the heat of equipment in the cabin, what fans give to the air; the rest warms structure.
    "to-air": uncertain("fraction", share),
  }),
  // Clothes, suits, seats and cargo of the cabin: they soak up water as the air becomes humid.
  cloth: z.strictObject({ mass: uncertain("mass", notNegative), "soak-time": uncertain("time", positive) }),
  start: z.strictObject({
    cabin: uncertain("temperature"),
    instrument: uncertain("temperature"),
    humidity: uncertain("fraction", share),
  }),
  profiles: z.strictObject({ nominal: profileField, fast: profileField }),
});

/** How a kind of ship comes home, as read: SI. */
export type ReturnFile = z.output<typeof returnSchema>;
export type ReturnPhase = ReturnFile["profiles"]["nominal"]["phases"][number];
export type ProfileName = keyof ReturnFile["profiles"];
export type CompartmentName = keyof ReturnFile["compartments"];

/** Reads a return file (YAML, `docs/crew-return.md`); all problems at once, each with its line. */
export function readReturn(text: string, fileName: string): ReadOutcome<ReturnFile> {
  return readYaml(text, fileName, returnSchema, (raw) => {
    const file = group(raw);
    const problems = missingSources(file, Object.keys(group(file.sources)));
    for (const [name, profile] of Object.entries(group(file.profiles)))
      problems.push(...orderOfPhases(group(profile).phases, ["profiles", name, "phases"]));
    return problems;
  });
}

/** Modules that are gone do not come back, and a phase has one name. */
function orderOfPhases(phases: unknown, path: (string | number)[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  let alone = false;
  for (const [i, entry] of (Array.isArray(phases) ? phases : []).entries()) {
    const phase = group(entry);
    if (seen.has(phase.id))
      problems.push({
        path: [...path, i, "id"],
        text: `there is already a phase "${String(phase.id)}"; give each its own id`,
      });
    seen.add(phase.id);
    if (alone && phase.alone !== true)
      problems.push({
        path: [...path, i],
        text: "the other modules have separated before; add alone: true, or move this phase up",
      });
    alone ||= phase.alone === true;
    const heat = group(phase.heat);
    for (const module of ["orbital", "instrument"])
      if (phase.alone === true && heat[module] !== undefined)
        problems.push({
          path: [...path, i, "heat", module],
          text: `the ${module} module is gone in this phase; remove its heat`,
        });
  }
  return problems;
}
