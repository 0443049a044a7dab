import { z } from "zod";
import { amount } from "../vehicle/fields.ts";
import { type Problem, readYaml } from "../vehicle/read-yaml.ts";
import type { AttitudeShare, DebrisOptions, FacingSurface, PairQuestion } from "./assess-debris.ts";
import type { Wall } from "./ballistic-limit.ts";
import type { FluxTable } from "./flux-model.ts";

/** Options for an assessment, or every problem of the file with its line and place. */
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

const DAY_S = 86_400;
const YEAR_S = 365.25 * DAY_S;
const ALUMINIUM = { density: 2710, brinellHardness: 95, soundSpeed: 5100 };

const name = z.string().min(1).describe("a text");
const length = amount("length", { above: 0 });
const density = amount("density", { above: 0 });
const share = amount("fraction", { least: 0, most: 1 });

const wall = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("single"),
      thickness: length,
      density: density.optional(),
      brinellHardness: z.number().positive().optional(),
      soundSpeed: amount("speed", { above: 0 }).optional(),
      failure: z.enum(["perforation", "detachedSpall", "incipientSpall"]).optional(),
    }),
    z.strictObject({
      kind: z.literal("whipple"),
      bumper: length,
      bumperDensity: density.optional(),
      wall: length,
      yield: amount("pressure", { above: 0 }),
      spacing: length,
    }),
  ])
  .describe("a wall: { kind: single, thickness } or { kind: whipple, bumper, wall, yield, spacing }");

/** The structure of a debris case. */
const debrisSchema = z.strictObject({
  hoarfrost: z.literal("debris/1"),
  altitude: amount("length", { above: 0 }).optional(),
  inclination: amount("angle").optional(),
  year: z.number().optional(),
  solarFlux107: z.number().positive().optional(),
  exposure: amount("time", { above: 0 }).optional(),
  attitude: z
    .array(
      z.strictObject({
        share,
        yaw: amount("angle").optional(),
        pitch: amount("angle").optional(),
        roll: amount("angle").optional(),
      }),
    )
    .optional(),
  surfaces: z
    .array(
      z.strictObject({
        name,
        area: amount("area", { above: 0 }),
        exposed: share.optional(),
        facing: z
          .union([
            z.enum(["forward", "aft", "starboard", "port", "earth", "zenith"]),
            z.tuple([z.number(), z.number(), z.number()]),
          ])
          .describe("forward, aft, starboard, port, earth, zenith, or a direction such as [0, 0.8, -0.6]"),
        wall,
      }),
    )
    .default([]),
  pair: z
    .strictObject({
      diameter: length.optional(),
      vehicles: z.number().int().positive().optional(),
      areas: z
        .array(amount("area", { above: 0 }))
        .min(1)
        .optional(),
      window: amount("time", { above: 0 }).optional(),
      watched: amount("time", { above: 0 }).optional(),
    })
    .optional(),
  fluxTables: z
    .array(
      z.strictObject({
        name,
        source: name,
        kind: z.enum(["meteoroid", "debris"]),
        density,
        sigmaLn: z.number().nonnegative().optional(),
        rows: z.array(z.tuple([length, z.number().positive()])).describe("rows such as [0.1 mm, 2.4]"),
      }),
    )
    .optional(),
});

type DebrisFile = z.output<typeof debrisSchema>;

/**
 * Reads a case for {@link assessDebris} from YAML with units written out: orbit, exposure, attitudes by share of time,
 * surfaces with their walls, the pair question, and the user's own flux tables (diameter, cumulative flux per m2 and year).
 * Every problem is reported with its line; `fileName` stands before it.
 */
export function readDebrisCase(yaml: string, fileName = "debris case"): DebrisCaseRead {
  const read = readYaml(yaml, fileName, debrisSchema, directions);
  return read.ok ? { ok: true, options: optionsOf(read.value) } : read;
}

/** A schema cannot say that a direction has a length. */
function directions(raw: unknown): Problem[] {
  const { surfaces } = raw as { surfaces?: unknown };
  if (!Array.isArray(surfaces)) return [];
  return surfaces.flatMap((surface: { facing?: unknown } | null, i): Problem[] => {
    const facing = surface?.facing;
    return Array.isArray(facing) && facing.length === 3 && facing.every((part) => part === 0)
      ? [
          {
            path: ["surfaces", i, "facing"],
            text: "[0, 0, 0] has no direction; write [forward, starboard, down]",
          },
        ]
      : [];
  });
}

function optionsOf(file: DebrisFile): DebrisOptions {
  const { pair, attitude, fluxTables } = file;
  return {
    surfaces: file.surfaces.map(surfaceOf),
    ...(file.altitude !== undefined && { altitudeKm: file.altitude / 1000 }),
    ...(file.inclination !== undefined && { inclinationDeg: (file.inclination * 180) / Math.PI }),
    ...(file.year !== undefined && { year: file.year }),
    ...(file.solarFlux107 !== undefined && { solarFlux107: file.solarFlux107 }),
    ...(file.exposure !== undefined && { days: file.exposure / DAY_S }),
    ...(attitude && {
      attitude: attitude.map(
        ({ share: part, yaw = 0, pitch = 0, roll = 0 }): AttitudeShare => ({
          share: part,
          yawRad: yaw,
          pitchRad: pitch,
          rollRad: roll,
        }),
      ),
    }),
    ...(fluxTables && { tables: fluxTables.map(tableOf) }),
    ...(pair && { pair: pairOf(pair) }),
  };
}

function pairOf({
  diameter,
  vehicles,
  areas,
  window,
  watched,
}: NonNullable<DebrisFile["pair"]>): Partial<PairQuestion> {
  return {
    ...(diameter !== undefined && { diameterM: diameter }),
    ...(vehicles !== undefined && { vehicles }),
    ...(areas && { areasM2: areas }),
    ...(window !== undefined && { windowDays: window / DAY_S }),
    ...(watched !== undefined && { watchedYears: watched / YEAR_S }),
  };
}

function surfaceOf({ name, area, exposed = 1, facing, wall }: DebrisFile["surfaces"][number]): FacingSurface {
  const direction = typeof facing === "string" ? facings[facing] : facing;
  const size = Math.hypot(...direction);
  return {
    name,
    areaM2: area,
    exposedFraction: exposed,
    bodyNormal: [direction[0] / size, direction[1] / size, direction[2] / size],
    wall: wallOf(wall),
  };
}

function wallOf(written: DebrisFile["surfaces"][number]["wall"]): Wall {
  if (written.kind === "single")
    return {
      kind: "single",
      thicknessM: written.thickness,
      densityKgPerM3: written.density ?? ALUMINIUM.density,
      brinellHardness: written.brinellHardness ?? ALUMINIUM.brinellHardness,
      soundSpeedMPerS: written.soundSpeed ?? ALUMINIUM.soundSpeed,
      ...(written.failure && { failure: written.failure }),
    };
  return {
    kind: "whipple",
    bumperThicknessM: written.bumper,
    bumperDensityKgPerM3: written.bumperDensity ?? ALUMINIUM.density,
    wallThicknessM: written.wall,
    wallYieldPa: written.yield,
    spacingM: written.spacing,
  };
}

function tableOf({
  name,
  source,
  kind,
  density,
  sigmaLn,
  rows,
}: NonNullable<DebrisFile["fluxTables"]>[number]): FluxTable {
  return {
    name,
    source,
    kind,
    densityKgPerM3: density,
    ...(sigmaLn !== undefined && { sigmaLn }),
    rows: rows.map(([diameterM, fluxPerM2Yr]) => ({ diameterM, fluxPerM2Yr })),
  };
}
