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
import type { Uncertain } from "../../vehicle/loop-description.ts";

const cited = {
  says: z.string().min(1),
  source: z.string(),
  // A limit that is broken counts against going; an advisory is told and changes no verdict.
  weight: z.enum(["limit", "advisory"]),
};
const rule = z.discriminatedUnion("quantity", [
  z.strictObject({ quantity: z.literal("cabin"), most: uncertain("temperature"), ...cited }),
  z.strictObject({ quantity: z.literal("humidity"), most: uncertain("fraction"), ...cited }),
  z.strictObject({ quantity: z.literal("wbgt"), most: uncertain("temperature"), ...cited }),
  z.strictObject({ quantity: z.literal("body"), most: uncertain("temperatureDifference"), ...cited }),
  z.strictObject({ quantity: z.literal("electronics"), most: uncertain("temperature"), ...cited }),
]);

/** The schema of the rules of a return; `schemas/return-rules-1.schema.json` is made from it. */
export const returnRulesSchema = z.strictObject({
  hoarfrost: z.literal("return-rules/1"),
  id: idField,
  title: z.string().min(1),
  sources: sourcesField,
  odds: z
    .strictObject({
      go: uncertain("fraction", { least: 0, most: 1 }),
      "no-go": uncertain("fraction", { least: 0, most: 1 }),
    })
    .describe(
      "go if no limit is broken with more than this probability; no-go if one is with more than that",
    ),
  rules: z.record(idField, rule),
});

/** Limits that a return is judged by, each with its citation. */
export type ReturnRules = z.output<typeof returnRulesSchema>;
export type ReturnRule = ReturnRules["rules"][string] & { readonly most: Uncertain };

/** Reads a rules file for returns (YAML, `docs/crew-return.md`); all problems at once, each with its line. */
export function readReturnRules(text: string, fileName: string): ReadOutcome<ReturnRules> {
  return readYaml(text, fileName, returnRulesSchema, (raw) => {
    const file = group(raw);
    return missingSources(file, Object.keys(group(file.sources)));
  });
}
