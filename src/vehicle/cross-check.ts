import { type Dimension, unitTable } from "../units/index.ts";
import type { Problem, RawPath } from "./explain-issue.ts";
import { readAmount } from "./fields.ts";
import { suggestion } from "./nearest-name.ts";
import { DEFAULT_FRAME_PERIOD_S, fastFrameProblem } from "./pace.ts";

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

const WITNESS_DIMENSIONS: Dimension[] = ["pressure", "fraction", "mass", "volume"];

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
    problems.push(
      ...checkUnits(loop, path),
      ...checkExplanations(loop, path),
      ...checkWitnesses(loop, path),
      ...checkFastFrame(loop, group(file["all-loops"]), path),
    );
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
  problems.push(...noiseProblems(loop.noise, dimension, [...path, "noise"]));
  return problems;
}

function noiseProblems(noise: unknown, dimension: Dimension, path: RawPath): Problem[] {
  const problems: Problem[] = [];
  for (const [key, written] of Object.entries(group(noise))) {
    if (key === "wander-time") continue;
    const read = readAmount(written, dimension, { least: 0 });
    if (!read.ok) problems.push({ path: [...path, key], text: read.problem });
  }
  return problems;
}

/** A witness is a channel of its own, and one that measures in another kind of unit must say its own noise. */
function checkWitnesses(loop: Group, path: RawPath): Problem[] {
  const problems: Problem[] = [];
  const inventory = group(loop.inventory);
  const explanations = Array.isArray(loop["explained-by"]) ? loop["explained-by"] : [];
  const seen = new Set([inventory, ...explanations.map(group)].map(({ channel }) => String(channel)));
  for (const [index, value] of (Array.isArray(loop.witnesses) ? loop.witnesses : []).entries()) {
    const entry = group(value);
    const here = [...path, "witnesses", index];
    if (seen.has(String(entry.channel)))
      problems.push({
        path: [...here, "channel"],
        text: `"${entry.channel}" is already used by this loop; a witness must be another sensor`,
      });
    seen.add(String(entry.channel));
    const wrongUnit = unitProblem(entry.unit, WITNESS_DIMENSIONS, [...here, "unit"]);
    problems.push(...wrongUnit);
    if (wrongUnit.length > 0 || typeof entry.unit !== "string") continue;
    const { dimension } = unitTable[entry.unit]!;
    problems.push(...noiseProblems(entry.noise, dimension, [...here, "noise"]));
    const grain = group(entry.noise);
    problems.push(...witnessLawProblems(entry, dimension, here));
    const silent = grain.step === undefined && grain.white === undefined && grain.ripple === undefined;
    if (silent && (entry.noise !== undefined || dimension !== INVENTORY_DIMENSIONS[String(inventory.reads)]))
      problems.push({
        path: here,
        text: "does not say its noise and cannot take the inventory channel's; write noise: with a step or white noise",
      });
  }
  return problems;
}

/** How the inventory shows in a witness must fit the unit it is delivered in. */
function witnessLawProblems({ inventory }: Group, dimension: Dimension, path: RawPath): Problem[] {
  const wanted = INVENTORY_DIMENSIONS[String(group(inventory).reads)];
  if (wanted === undefined || wanted === dimension) return [];
  const text = `reads a ${wanted}, but this sensor is delivered in a unit of ${dimension}; write the law of a ${dimension}, or another unit`;
  return [{ path: [...path, "inventory", "reads"], text }];
}

/** Fast frames are added up into slow ones, so a whole number of them must make one. */
function checkFastFrame(loop: Group, all: Group, path: RawPath): Problem[] {
  const seconds = (written: unknown) => {
    const read = readAmount(written as string | number, "time");
    return read.ok ? read.value : undefined;
  };
  const fast = seconds(loop["fast-frame"] ?? all["fast-frame"] ?? "");
  const slow = seconds(loop.frame ?? all.frame ?? `${DEFAULT_FRAME_PERIOD_S} s`);
  if (fast === undefined || slow === undefined) return [];
  const text = fastFrameProblem(fast, slow);
  return text === null ? [] : [{ path: [...path, "fast-frame"], text }];
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
