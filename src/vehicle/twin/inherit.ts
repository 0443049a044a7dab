import { group } from "../cross-check.ts";

type Group = Record<string, unknown>;

/** A raw twin file with every `like:` carried out, and for each inherited key the path that it was written at. */
export interface Inherited {
  readonly raw: unknown;
  readonly origins: ReadonlyMap<string, string>;
}

/** Carries out `like:` among elements and sensors of each loop. What cannot be found is left for the cross-check to say. */
export function inheritAll(raw: unknown): Inherited {
  const origins = new Map<string, string>();
  const file = group(raw);
  if (file.loops === undefined) return { raw, origins };
  const loops: Group = {};
  for (const [id, value] of Object.entries(group(file.loops))) {
    const loop = group(value);
    const copy: Group = value === null || typeof value !== "object" ? (value as Group) : { ...loop };
    for (const part of ["elements", "sensors"] as const)
      if (loop[part] !== undefined)
        copy[part] = inheritWithin(group(loop[part]), `loops.${id}.${part}`, origins);
    loops[id] = copy;
  }
  return { raw: { ...file, loops }, origins };
}

function inheritWithin(entries: Group, path: string, origins: Map<string, string>): Group {
  const done: Group = {};
  const resolve = (id: string, open: readonly string[]): Group => {
    const own = group(entries[id]);
    const { like } = own;
    if (typeof like !== "string" || entries[like] === undefined || open.includes(like)) return own;
    const parent = resolve(like, [...open, id]);
    const merged: Group = { ...own };
    for (const [key, value] of Object.entries(parent)) {
      if (key === "like" || key in own) continue;
      merged[key] = value;
      const from = `${path}.${like}.${key}`;
      origins.set(`${path}.${id}.${key}`, origins.get(from) ?? from);
    }
    return merged;
  };
  for (const id of Object.keys(entries))
    done[id] = entries[id] !== null && typeof entries[id] === "object" ? resolve(id, [id]) : entries[id];
  return done;
}

/** The path that a number was written at: its own, or that of the element from which it was taken. */
export function originOf(origins: ReadonlyMap<string, string>, path: string): string {
  const steps = path.split(".");
  for (let length = steps.length; length > 0; length--) {
    const origin = origins.get(steps.slice(0, length).join("."));
    if (origin !== undefined) return [origin, ...steps.slice(length)].join(".");
  }
  return path;
}
