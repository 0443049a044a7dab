import { z } from "zod";

/** The published JSON Schema of a file format, as editors take it: what may be written, before units are read. */
export function publishedSchema(schema: z.ZodType, name: string, title: string): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return { $schema, $id: `${name}.schema.json`, title, ...rest };
}
