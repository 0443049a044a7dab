import { z } from "zod";
import {
  group,
  idField,
  missingSources,
  type ReadOutcome,
  readYaml,
  sourcesField,
  uncertain,
} from "../../vehicle/index.ts";
import { quantityNames } from "./quantity.ts";

const crewCount = z.int().min(0).max(3).describe("a whole number of people from 0 to 3");

const reportField = z
  .strictObject({
    id: idField,
    by: z.string().min(1),
    says: z.string().min(1),
    source: z.string(),
    crew: crewCount,
    profile: z.enum(["nominal", "fast"]),
    quantity: z.enum(quantityNames),
    // The highest value of the trip lies here, in the unit of the quantity: degC, %, K.
    between: z.tuple([z.number(), z.number()]).optional(),
    // Or: it is lower than with this many people.
    "less-than-crew": crewCount.optional(),
    note: z.string().optional(),
  })
  .refine((report) => (report.between === undefined) !== (report["less-than-crew"] === undefined), {
    message: "write either between: [low, high] or less-than-crew: N",
  })
  .refine(({ between }) => between === undefined || between[0] <= between[1], {
    message: "between is [low, high] with low <= high",
  });

/** The schema of a return case; `schemas/return-case-1.schema.json` is made from it. */
export const returnCaseSchema = z.strictObject({
  hoarfrost: z.literal("return-case/1"),
  id: idField,
  name: z.string().min(1),
  vehicle: idField,
  coolant: z.enum(["working", "none"]),
  "known-from": z.iso
    .date()
    .optional()
    .describe("the day from which what it starts from was public, such as 2022-12-21; always, if absent"),
  sources: sourcesField,
  start: z.strictObject({
    cabin: uncertain("temperature"),
    instrument: uncertain("temperature"),
    humidity: uncertain("fraction", { least: 0, most: 1 }),
  }),
  reports: z.array(reportField).optional(),
});

/** One ship that is to come home: how it starts, whether its cooling works, and what was said of its return. */
export type ReturnCase = z.output<typeof returnCaseSchema>;
export type ReturnReport = NonNullable<ReturnCase["reports"]>[number];

/** Reads a return case (YAML, `docs/crew-return.md`); all problems at once, each with its line. */
export function readReturnCase(text: string, fileName: string): ReadOutcome<ReturnCase> {
  return readYaml(text, fileName, returnCaseSchema, (raw) => {
    const file = group(raw);
    return missingSources(file, Object.keys(group(file.sources)));
  });
}
