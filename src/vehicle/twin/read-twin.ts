import { group, missingSources } from "../cross-check.ts";
import type { Problem } from "../explain-issue.ts";
import { describeTwin } from "./describe-twin.ts";
import type { TwinDescription } from "./twin-description.ts";
import { twinSchema, type WrittenTwin } from "./twin-schema.ts";

export { type Inherited, inheritAll } from "./inherit.ts";

/** What a schema cannot see in a twin file: names, keys that must come together, units, closed loops. */
export function crossCheckTwin(raw: unknown, origins: ReadonlyMap<string, string>): Problem[] {
  const file = group(raw);
  const problems = missingSources(file, Object.keys(group(file.sources)));
  const likes = Object.entries(group(file.loops)).flatMap(([id, loop]) =>
    (["elements", "sensors"] as const).flatMap((part) =>
      missingLikes(group(group(loop)[part]), ["loops", id, part]),
    ),
  );
  problems.push(...likes);
  const parsed = twinSchema.safeParse(raw);
  if (parsed.success && problems.length === 0) problems.push(...describeTwin(parsed.data, origins).problems);
  return problems;
}

function missingLikes(entries: Record<string, unknown>, path: readonly string[]): Problem[] {
  return Object.entries(entries).flatMap(([id, value]) => {
    const { like } = group(value);
    if (typeof like !== "string") return [];
    if (entries[like] === undefined)
      return [{ path: [...path, id, "like"], text: `there is no "${like}" to be like` }];
    const seen = [id];
    for (let at: unknown = like; typeof at === "string"; at = group(entries[at]).like) {
      if (seen.includes(at))
        return [{ path: [...path, id, "like"], text: `${[...seen, at].join(" is like ")}: a circle` }];
      seen.push(at);
    }
    return [];
  });
}

/** The description of a twin file that passed its checks. */
export function readTwin(written: WrittenTwin, origins: ReadonlyMap<string, string>): TwinDescription {
  return describeTwin(written, origins).description;
}
