import { isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from "yaml";
import type { z } from "zod";
import { explainIssue, type Problem, type RawPath } from "./explain-issue.ts";

export type { Problem, RawPath } from "./explain-issue.ts";

export type ReadOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads a YAML file against a schema and a cross-check of what a schema cannot say. Everything found is reported at once,
 * each as `file:line: element: what is wrong and what would be right`, in the order of lines.
 * The cross-check gets the unvalidated document: it must expect any shape. `prepare` may complete the document before it
 * is checked, such as by inheritance; a schema that depends on the document is asked for after that.
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  fileName: string,
  schemaOrChoice: S | (() => S),
  crossCheck: (raw: unknown) => Problem[],
  prepare: (raw: unknown) => unknown = (raw) => raw,
): ReadOutcome<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.map(
        (error) =>
          `${fileName}:${lines.linePos(error.pos[0]).line}: ${yamlProblem(error.code, error.message)}`,
      ),
    };
  let raw: unknown;
  try {
    raw = document.toJS();
  } catch (error) {
    return {
      ok: false,
      problems: [`${fileName}:1: a YAML alias cannot be resolved: ${(error as Error).message}`],
    };
  }
  if (raw === null || typeof raw !== "object" || Array.isArray(raw))
    return {
      ok: false,
      problems: [`${fileName}:1: the file holds no keys; it begins with "hoarfrost: ..."`],
    };

  raw = prepare(raw);
  const schema = typeof schemaOrChoice === "function" ? schemaOrChoice() : schemaOrChoice;
  const parsed = schema.safeParse(raw);
  const found = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => explainIssue(issue, schema, raw));
  found.push(...crossCheck(raw));
  if (parsed.success && found.length === 0) return { ok: true, value: parsed.data };

  const lineOf = (path: RawPath) => lines.linePos(offsetAt(document.contents, path)).line;
  const placed = found.map((problem) => ({ ...problem, line: lineOf(problem.path) }));
  placed.sort((a, b) => a.line - b.line);
  const problems = placed.map(
    ({ line, path, text }) => `${fileName}:${line}: ${path.join(".") || "file"}: ${text}`,
  );
  return { ok: false, problems: [...new Set(problems)] };
}

function yamlProblem(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "a name stands here twice in the same group; rename or remove one";
  if (code === "TAB_AS_INDENT") return "a tab indents this line; YAML takes blanks only";
  return `this is not YAML: ${message.split("\n")[0]}`;
}

/** Where an element begins: its key if it has one, else the nearest group around it that exists. */
function offsetAt(root: ParsedNode | null, path: RawPath): number {
  let node: unknown = root;
  let offset = root?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return offset;
      offset = (pair.key as ParsedNode).range[0];
      node = pair.value;
    } else {
      const item = (node as { items?: unknown[] } | null)?.items?.[Number(step)];
      if (item === undefined) return offset;
      offset = (item as ParsedNode).range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}
