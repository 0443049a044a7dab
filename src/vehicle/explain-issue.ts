import type { z } from "zod";
import { suggestion } from "./nearest-name.ts";

export type RawPath = readonly (string | number)[];

/** Something wrong at one element of a file. */
export interface Problem {
  readonly path: RawPath;
  readonly text: string;
}

/** The part of a schema's inner description that is read here. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Record<string, z.ZodType>;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
}

function definition(schema: z.ZodType): Definition {
  return schema.def as unknown as Definition;
}

/** Schemas that may describe what stands at a path; several where a union leaves it open. */
function schemasAt(schema: z.ZodType, path: RawPath, raw: unknown): z.ZodType[] {
  const def = definition(schema);
  const inner = def.innerType ?? def.in;
  if (inner !== undefined) return schemasAt(inner, path, raw);
  if (def.options !== undefined) {
    const options = def.options.flatMap((option) => schemasAt(option, [], raw));
    const tag =
      def.discriminator === undefined ? undefined : (raw as Record<string, unknown>)?.[def.discriminator];
    const matching = options.filter((option) => {
      const field = def.discriminator && definition(option).shape?.[def.discriminator];
      return !field || field.safeParse(tag).success;
    });
    return (matching.length > 0 ? matching : options).flatMap((option) => schemasAt(option, path, raw));
  }
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  const next = def.shape?.[String(step)] ?? def.valueType ?? def.element;
  return next === undefined
    ? []
    : schemasAt(next, rest, (raw as Record<string, unknown> | undefined)?.[step]);
}

function keysAt(schema: z.ZodType, path: RawPath, raw: unknown): string[] {
  return [
    ...new Set(schemasAt(schema, path, raw).flatMap((found) => Object.keys(definition(found).shape ?? {}))),
  ];
}

function expectation(schema: z.ZodType, path: RawPath, raw: unknown, fallback: string): string {
  const described = schemasAt(schema, path, raw).find((found) => found.description !== undefined);
  return described?.description ?? fallback;
}

function valueAt(raw: unknown, path: RawPath): unknown {
  let value = raw;
  for (const step of path) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value;
}

const NOUNS: Record<string, string> = {
  object: "a group of keys",
  record: "a group of keys",
  array: "a list",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};

/** Turns what the schema checker found into sentences with the value, what was expected, and a way out. */
export function explainIssue(issue: z.core.$ZodIssue, schema: z.ZodType, raw: unknown): Problem[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  const value = valueAt(raw, path);
  const written = JSON.stringify(value);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path, raw);
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `"${key}" is not a key of ${path.join(".") || "the file"}${suggestion(key, known)}`,
    }));
  }
  if (issue.code === "invalid_union" && "discriminator" in issue && "options" in issue)
    return [{ path, text: oneOf(value, (issue.options as unknown[]).map(String)) }];
  if (issue.code === "invalid_value") return [{ path, text: oneOf(value, issue.values.map(String)) }];
  if (issue.code === "invalid_key") return [{ path, text: `"${path.at(-1)}" ${issue.issues[0]?.message}` }];
  if (issue.code === "invalid_type") {
    const expected = expectation(schema, path, raw, NOUNS[issue.expected] ?? issue.expected);
    return [
      {
        path,
        text: value === undefined ? `is missing; expected ${expected}` : `${written} is not ${expected}`,
      },
    ];
  }
  if (issue.code === "custom") return [{ path, text: issue.message }];
  return [{ path, text: `${written}: ${issue.message}` }];
}

function oneOf(value: unknown, options: readonly string[]): string {
  if (value === undefined) return `is missing; write one of ${options.join(", ")}`;
  return `${JSON.stringify(value)} is not known here${suggestion(String(value), options)}`;
}
