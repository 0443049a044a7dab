import { z } from "zod";
import {
  amount,
  group,
  idField,
  missingSources,
  type ReadOutcome,
  readYaml,
  sourcesField,
} from "../../vehicle/index.ts";
import { suggestion } from "../../vehicle/nearest-name.ts";
import { instantField } from "../station/instant.ts";

const id = idField;
const cited = { source: z.string().optional(), unconfirmed: z.literal(true).optional() };
const later = z.array(amount("time", { above: 0 })).optional();

const plain = z.strictObject({ says: z.string().min(1), ...cited });
const rules = z
  .strictObject({
    "place-for-everyone": plain.optional(),
    "impaired-carries-nobody-home": plain.optional(),
    "liners-move-from": plain.extend({ value: instantField }).optional(),
    "deck-is-no-way-home": plain.optional(),
    "deck-places": plain.optional(),
    "docked-life": plain.optional(),
    "cosmonaut-aboard": plain.optional(),
    "astronaut-aboard": plain.optional(),
    handover: plain.extend({ value: amount("time", { least: 0 }) }).optional(),
    "replacement-first": plain.extend({ value: amount("time", { least: 0 }) }).optional(),
    "home-by": plain.extend({ value: instantField }).optional(),
  })
  .describe("the rules a plan keeps, each { says, source }");

const COST_NAMES = [
  "no-seat",
  "emergency-seat",
  "third-in-impaired",
  "deck-place",
  "other-side",
  "liner-move",
  "port-move",
  "replacement",
  "missing-crew",
  "overstay",
  "delay",
  "impaired-docked",
] as const;
export type CostName = (typeof COST_NAMES)[number];
const cost = z.strictObject({
  points: z.number().min(0),
  per: z.enum(["person-day", "day", "each"]),
  why: z.string().optional(),
  ...cited,
});

const arrival = z
  .strictObject({
    at: instantField,
    later,
    crew: id.optional(),
    empty: z.literal(true).optional(),
    must: z.literal(true).optional(),
    ...cited,
  })
  .refine(({ crew, empty }) => (crew === undefined) !== (empty === undefined), {
    message: "write either crew: KEY or empty: true",
  });
const departure = z.union([
  z.strictObject({ at: instantField, relief: id.optional() }),
  z.strictObject({ any: z.literal(true) }),
  z.strictObject({ stays: z.literal(true) }),
]);
const traffic = z.strictObject({
  name: z.string().optional(),
  type: id.optional(),
  ports: z.array(id).optional(),
  "docked-life": amount("time", { above: 0 }).optional(),
  arrives: z.array(arrival).optional(),
  departs: departure,
  "crew-planned-home": instantField.optional(),
});

const requirement = z.union([
  z.strictObject({ "home-in": id, people: z.int().min(1) }),
  z.strictObject({ "deck-of": id, people: z.int().min(1) }),
  z.strictObject({ arrives: id, crew: id }),
  z.strictObject({ never: id }),
]);
export type Requirement = z.output<typeof requirement>;

/** The schema of a planner's rules; `schemas/plan-rules-1.schema.json` is made from it. */
export const planRulesSchema = z.strictObject({
  hoarfrost: z.literal("plan-rules/1"),
  id,
  title: z.string().min(1),
  "known-at": instantField,
  horizon: instantField,
  sources: sourcesField,
  rules,
  costs: z.strictObject(
    Object.fromEntries(COST_NAMES.map((name) => [name, cost])) as Record<CostName, typeof cost>,
  ),
  complement: z.int().min(0),
  "impaired-crowd": z.int().min(0),
  side: z.record(id, id).optional(),
  traffic: z.record(id, traffic),
  crews: z.record(
    id,
    z.strictObject({
      suit: id,
      people: z.record(id, z.strictObject({ name: z.string(), agency: id })),
    }),
  ),
  proposals: z.array(z.strictObject({ title: z.string(), require: z.array(requirement).min(1) })).optional(),
});

/** Rules, costs and expected traffic for planning, as read: times in Unix seconds, durations in seconds. */
export type PlanRules = z.output<typeof planRulesSchema>;
export type RuleName = keyof PlanRules["rules"];

/** Reads a file of rules and objectives (YAML, `docs/plan.md`); all problems at once, each with its line. */
export function readPlanRules(text: string, fileName: string): ReadOutcome<PlanRules> {
  return readYaml(text, fileName, planRulesSchema, (raw) => {
    const file = group(raw);
    const problems = missingSources(file, Object.keys(group(file.sources)));
    const [ships, crews] = [Object.keys(group(file.traffic)), Object.keys(group(file.crews))];
    for (const [ship, entry] of Object.entries(group(file.traffic))) {
      const { arrives, departs } = group(entry);
      for (const [i, option] of (Array.isArray(arrives) ? arrives : []).entries()) {
        const crew = group(option).crew;
        if (typeof crew === "string" && !crews.includes(crew))
          problems.push({
            path: ["traffic", ship, "arrives", i, "crew"],
            text: `there is no crew "${crew}"${suggestion(crew, crews)}`,
          });
      }
      const relief = group(departs).relief;
      if (typeof relief === "string" && !ships.includes(relief))
        problems.push({
          path: ["traffic", ship, "departs", "relief"],
          text: `there is no ship "${relief}" in the traffic${suggestion(relief, ships)}`,
        });
    }
    return problems;
  });
}
