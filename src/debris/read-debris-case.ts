import { parse } from "yaml";
import { z } from "zod";
import { type Dimension, parseQuantity } from "../units/index.ts";
import type { AttitudeShare, DebrisOptions, FacingSurface, PairQuestion } from "./assess-debris.ts";
import type { Wall } from "./ballistic-limit.ts";
import type { FluxTable } from "./flux-model.ts";

/** Options for an assessment, or every problem of the file with its place. */
export type DebrisCaseRead =
  | { readonly ok: true; readonly options: DebrisOptions }
  | { readonly ok: false; readonly problems: readonly string[] };

const facings = {
  forward: [1, 0, 0],
  aft: [-1, 0, 0],
  starboard: [0, 1, 0],
  port: [0, -1, 0],
  earth: [0, 0, 1],
  zenith: [0, 0, -1],
} as const;

const YEAR_S = 365.25 * 86_400;
const text = z.string().min(1);
const share = z.union([z.number(), text]);
const wall = z.union([
  z.strictObject({
    kind: z.literal("single"),
    thickness: text,
    density: text.default("2710 kg/m3"),
    brinellHardness: z.number().positive().default(95),
    soundSpeed: text.default("5100 m/s"),
    failure: z.enum(["perforation", "detachedSpall", "incipientSpall"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("whipple"),
    bumper: text,
    bumperDensity: text.default("2710 kg/m3"),
    wall: text,
    yield: text,
    spacing: text,
  }),
]);
const shape = z.strictObject({
  hoarfrost: z.literal("debris/1"),
  altitude: text.optional(),
  inclination: text.optional(),
  year: z.number().optional(),
  solarFlux107: z.number().positive().optional(),
  exposure: text.optional(),
  attitude: z
    .array(z.strictObject({ share, yaw: text.optional(), pitch: text.optional(), roll: text.optional() }))
    .optional(),
  surfaces: z
    .array(
      z.strictObject({
        name: text,
        area: text,
        exposed: share.optional(),
        facing: z.union([
          z.enum(["forward", "aft", "starboard", "port", "earth", "zenith"]),
          z.tuple([z.number(), z.number(), z.number()]),
        ]),
        wall,
      }),
    )
    .default([]),
  pair: z
    .strictObject({
      diameter: text.optional(),
      vehicles: z.number().int().positive().optional(),
      areas: z.array(text).min(1).optional(),
      window: text.optional(),
      watched: text.optional(),
    })
    .optional(),
  fluxTables: z
    .array(
      z.strictObject({
        name: text,
        source: text,
        kind: z.enum(["meteoroid", "debris"]),
        density: text,
        sigmaLn: z.number().nonnegative().optional(),
        rows: z.array(z.tuple([text, z.number().positive()])),
      }),
    )
    .optional(),
});

/**
 * Reads a case for {@link assessDebris} from YAML with units written out: orbit, exposure, attitudes by share of time,
 * surfaces with their walls, the pair question, and the user's own flux tables (diameter, cumulative flux per m2 and year).
 */
export function readDebrisCase(yaml: string): DebrisCaseRead {
  let raw: unknown;
  try {
    raw = parse(yaml);
  } catch (error) {
    return {
      ok: false,
      problems: [`not readable as YAML: ${error instanceof Error ? error.message : error}`],
    };
  }
  const checked = shape.safeParse(raw);
  if (!checked.success)
    return {
      ok: false,
      problems: checked.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`),
    };
  const file = checked.data;
  const problems: string[] = [];
  const read = (where: string, written: string | number, dimension: Dimension): number => {
    if (typeof written === "number") return written;
    const found = parseQuantity(written, dimension);
    if (found.ok) return found.value;
    problems.push(`${where}: ${found.problem}`);
    return Number.NaN;
  };
  const positive = (where: string, written: string, dimension: Dimension): number => {
    const value = read(where, written, dimension);
    if (value <= 0) problems.push(`${where}: "${written}" is not positive`);
    return value;
  };
  const portion = (where: string, written: string | number): number => {
    const value = read(where, written, "fraction");
    if (value < 0 || value > 1) problems.push(`${where}: ${written} is not between 0 and 1`);
    return value;
  };
  const wallOf = (where: string, w: z.infer<typeof wall>): Wall =>
    w.kind === "single"
      ? {
          kind: "single",
          thicknessM: positive(`${where}.thickness`, w.thickness, "length"),
          densityKgPerM3: positive(`${where}.density`, w.density, "density"),
          brinellHardness: w.brinellHardness,
          soundSpeedMPerS: positive(`${where}.soundSpeed`, w.soundSpeed, "speed"),
          ...(w.failure ? { failure: w.failure } : {}),
        }
      : {
          kind: "whipple",
          bumperThicknessM: positive(`${where}.bumper`, w.bumper, "length"),
          bumperDensityKgPerM3: positive(`${where}.bumperDensity`, w.bumperDensity, "density"),
          wallThicknessM: positive(`${where}.wall`, w.wall, "length"),
          wallYieldPa: positive(`${where}.yield`, w.yield, "pressure"),
          spacingM: positive(`${where}.spacing`, w.spacing, "length"),
        };
  const surfaces = file.surfaces.map((surface): FacingSurface => {
    const where = `surfaces.${surface.name}`;
    const direction = typeof surface.facing === "string" ? facings[surface.facing] : surface.facing;
    const length = Math.hypot(...direction);
    if (length === 0) problems.push(`${where}.facing: [0, 0, 0] has no direction`);
    return {
      name: surface.name,
      areaM2: positive(`${where}.area`, surface.area, "area"),
      exposedFraction: portion(`${where}.exposed`, surface.exposed ?? 1),
      bodyNormal: [direction[0] / length, direction[1] / length, direction[2] / length],
      wall: wallOf(`${where}.wall`, surface.wall),
    };
  });
  const attitude = file.attitude?.map(
    (part, i): AttitudeShare => ({
      share: portion(`attitude.${i}.share`, part.share),
      yawRad: read(`attitude.${i}.yaw`, part.yaw ?? 0, "angle"),
      pitchRad: read(`attitude.${i}.pitch`, part.pitch ?? 0, "angle"),
      rollRad: read(`attitude.${i}.roll`, part.roll ?? 0, "angle"),
    }),
  );
  const tables = file.fluxTables?.map((table): FluxTable => {
    const where = `fluxTables.${table.name}`;
    return {
      name: table.name,
      source: table.source,
      kind: table.kind,
      densityKgPerM3: positive(`${where}.density`, table.density, "density"),
      ...(table.sigmaLn === undefined ? {} : { sigmaLn: table.sigmaLn }),
      rows: table.rows.map(([diameter, fluxPerM2Yr], i) => ({
        diameterM: positive(`${where}.rows.${i}`, diameter, "length"),
        fluxPerM2Yr,
      })),
    };
  });
  const asked = file.pair;
  const pair: Partial<PairQuestion> | undefined = asked && {
    ...(asked.diameter ? { diameterM: positive("pair.diameter", asked.diameter, "length") } : {}),
    ...(asked.vehicles ? { vehicles: asked.vehicles } : {}),
    ...(asked.areas
      ? { areasM2: asked.areas.map((area, i) => positive(`pair.areas.${i}`, area, "area")) }
      : {}),
    ...(asked.window ? { windowDays: positive("pair.window", asked.window, "time") / 86_400 } : {}),
    ...(asked.watched ? { watchedYears: positive("pair.watched", asked.watched, "time") / YEAR_S } : {}),
  };
  const options: DebrisOptions = {
    surfaces,
    ...(file.altitude ? { altitudeKm: positive("altitude", file.altitude, "length") / 1000 } : {}),
    ...(file.inclination
      ? { inclinationDeg: (read("inclination", file.inclination, "angle") * 180) / Math.PI }
      : {}),
    ...(file.year === undefined ? {} : { year: file.year }),
    ...(file.solarFlux107 === undefined ? {} : { solarFlux107: file.solarFlux107 }),
    ...(file.exposure ? { days: positive("exposure", file.exposure, "time") / 86_400 } : {}),
    ...(attitude ? { attitude } : {}),
    ...(tables ? { tables } : {}),
    ...(pair ? { pair } : {}),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, options };
}
