import { z } from "zod";

/** Problem details of RFC 9457. `detail` is a sentence that says what to do. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported content",
  421: "Wrong host",
  500: "Internal error",
  503: "Not available",
};

/** An answer that is not what was asked for, and why. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly kind: string;
  readonly errors: ProblemDocument["errors"];

  /** `kind` is a stable word for programs, such as "unknown-run"; `detail` is for people. */
  constructor(status: number, kind: string, detail: string, errors?: ProblemDocument["errors"]) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.errors = errors;
  }

  toDocument(instance: string): ProblemDocument {
    return {
      type: `urn:hoarfrost:problem:${this.kind}`,
      title: titles[this.status] ?? "Error",
      status: this.status,
      detail: this.message,
      instance,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}

/** Reads input with a schema; a mismatch is a problem that names each field and what it should be. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({
    field: path.join(".") || "body",
    problem: message,
  }));
  const detail = `${errors.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}. Correct it and ask again; /api/v1/openapi.json describes what is expected.`;
  throw new Problem(400, "bad-input", detail, errors);
}
