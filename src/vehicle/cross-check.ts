import { type Dimension, unitTable } from "../units/index.ts";
import type { Problem, RawPath } from "./explain-issue.ts";
import { readAmount } from "./fields.ts";
import { suggestion } from "./nearest-name.ts";

type Group = Record<string, unknown>;

/** Any value as a group of keys: empty where it is none, because the structure check has already said so. */
export function group(value: unknown): Group {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Group) : {};
}

const INVENTORY_DIMENSIONS: Record<string, Dimension> = {
  "pressure-proxy": "pressure",
  "gas-pressure": "pressure",
  "accumulator-quantity": "fraction",
};
const EXPLANATION_DIMENSIONS: Record<string, Dimension[]> = {
  temperature: ["temperature"],
  flow: ["massFlow", "volumeFlow"],
  power: ["power"],
};

/** What a schema cannot see in a vehicle file: names that must exist or be unique, and units that must fit each other. */
export function crossCheckVehicle(raw: unknown): Problem[] {
  const file = group(raw);
  const problems = missingSources(file, Object.keys(group(file.sources)));
  const users = new Map<string, string>();
  for (const [id, value] of Object.entries(group(file.loops))) {
    const path = ["loops", id];
    const loop = group(value);
    const inventory = group(loop.inventory);
    if (typeof inventory.channel === "string") {
      const user = users.get(inventory.channel);
      if (user !== undefined)
        problems.push({
          path: [...path, "inventory", "channel"],
          text: `"${inventory.channel}" is already the inventory channel of loop "${user}"; each loop needs its own`,
        });
      else users.set(inventory.channel, id);
    }
    problems.push(...checkUnits(loop, path), ...checkExplanations(loop, path));
  }
  return problems;
}

/** Every `source:` in a file must be a key of `sources`. */
export function missingSources(file: Group, known: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const visit = (value: unknown, path: RawPath) => {
    if (value === null || typeof value !== "object") return;
    for (const [key, part] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (here.length === 1 && key === "sources") continue;
      if (key === "source" && typeof part === "string" && !known.includes(part))
        problems.push({ path: here, text: `"${part}" is not a key of sources${suggestion(part, known)}` });
      visit(part, here);
    }
  };
  visit(file, []);
  return problems;
}

function unitProblem(unit: unknown, dimensions: readonly Dimension[], path: RawPath): Problem[] {
  if (typeof unit !== "string") return [];
  const fitting = Object.keys(unitTable).filter((name) => dimensions.includes(unitTable[name]!.dimension));
  if (fitting.includes(unit)) return [];
  const why = unitTable[unit] === undefined ? "is not a known unit" : `measures ${unitTable[unit].dimension}`;
  return [
    {
      path,
      text: `"${unit}" ${why}; expected a unit of ${dimensions.join(" or ")}${suggestion(unit, fitting.slice(0, 12))}`,
    },
  ];
}

/** Units of an inventory channel and of the noise given for it. */
export function checkUnits(loop: Group, path: RawPath): Problem[] {
  const inventory = group(loop.inventory);
  const dimension = INVENTORY_DIMENSIONS[String(inventory.reads)];
  if (dimension === undefined) return [];
  const problems = unitProblem(inventory.unit, [dimension], [...path, "inventory", "unit"]);
  for (const [key, written] of Object.entries(group(loop.noise))) {
    if (key === "wander-time") continue;
    const read = readAmount(written, dimension, { least: 0 });
    if (!read.ok) problems.push({ path: [...path, "noise", key], text: read.problem });
  }
  return problems;
}

function checkExplanations(loop: Group, path: RawPath): Problem[] {
  const problems: Problem[] = [];
  const listed = Array.isArray(loop["explained-by"]) ? loop["explained-by"] : [];
  const seen = new Set([String(group(loop.inventory).channel)]);
  for (const [index, value] of listed.entries()) {
    const entry = group(value);
    const here = [...path, "explained-by", index];
    const channel = String(entry.channel);
    if (seen.has(channel))
      problems.push({
        path: [...here, "channel"],
        text: `"${channel}" is already used by this loop; a channel cannot explain itself or count twice`,
      });
    seen.add(channel);
    const dimensions = EXPLANATION_DIMENSIONS[String(entry.quantity)];
    if (dimensions === undefined) continue;
    if (entry.unit === undefined)
      problems.push({
        path: [...here, "unit"],
        text: `is missing; expected a unit of ${dimensions.join(" or ")}`,
      });
    problems.push(...unitProblem(entry.unit, dimensions, [...here, "unit"]));
  }
  return problems;
}
