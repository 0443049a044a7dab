import type { Problem } from "../explain-issue.ts";
import type { SourceCitation } from "../loop-description.ts";
import { checkTwinNames } from "./check-twin-names.ts";
import { deriveWatch } from "./derive-watch.ts";
import { type Direction, directionOf } from "./describe-element.ts";
import { describeLimit } from "./describe-limit.ts";
import { describeTwinLoop } from "./describe-loop.ts";
import { describeSensor } from "./describe-sensor.ts";
import type {
  Surroundings,
  TwinCompartment,
  TwinDescription,
  TwinHatch,
  TwinLoad,
  TwinOrbit,
} from "./twin-description.ts";
import type { WrittenCompartment, WrittenTwin } from "./twin-schema.ts";
import { WrittenNumbers } from "./written-numbers.ts";

/** Heat that a cubic metre of air carries a kelvin [J/(m3 K)], at 1.2 kg/m3 and 1006 J/(kg K): as the cabin takes it. */
const AIR_J_PER_M3_K = 1.2 * 1006;
/** Start of runs where a file with an orbit gives none: the equinox of 2023, at noon UTC. */
const DEFAULT_EPOCH_S = 1_679_313_600;

/** What reading a twin file came to: the description as far as it could be made, and all that is wrong. */
export interface TwinReading {
  readonly description: TwinDescription;
  readonly problems: readonly Problem[];
}

/** Turns a checked structure into SI, with every number's path; finds names that are missing and keys that must come together. */
export function describeTwin(written: WrittenTwin, origins: ReadonlyMap<string, string>): TwinReading {
  const numbers = new WrittenNumbers(origins);
  const name = written.name ?? written.id;
  const sources = Object.fromEntries(
    Object.entries(written.sources ?? {}).map(
      ([key, { title, url, confidence }]): [string, SourceCitation] => [
        key,
        { title, confidence, ...(url === undefined ? {} : { url }) },
      ],
    ),
  );
  const orbit = written.orbit === undefined ? undefined : describeOrbit(written.orbit, numbers);
  const description: TwinDescription = {
    id: written.id,
    name,
    sources,
    loops: Object.entries(written.loops).flatMap(
      ([id, loop]) => describeTwinLoop(id, loop, orbit !== undefined, numbers) ?? [],
    ),
    compartments: Object.entries(written.compartments ?? {}).map(([id, compartment]) =>
      describeCompartment(id, compartment, numbers),
    ),
    surroundings: Object.entries(written.surroundings ?? {}).map(
      ([id, air]): Surroundings => ({
        id,
        temperatureK: numbers.quantity(["surroundings", id, "temperature"], air.temperature),
        humidity: numbers.quantity(["surroundings", id, "humidity"], air.humidity),
      }),
    ),
    loads: Object.entries(written.loads ?? {}).map(([id, load]): TwinLoad => {
      const path = ["loads", id];
      const nominalW = numbers.quantity([...path, "power", "nominal"], load.power.nominal, load);
      return {
        id,
        ...(load.in === undefined ? {} : { compartment: load.in }),
        into: load.into ?? "structure",
        nominalW,
        shedW: numbers.orElse([...path, "power", "shed"], load.power.shed, [0, 0, 0], load),
        schedule: (load.schedule ?? []).map((entry, i) => ({
          fromS: entry.from,
          powerW: numbers.quantity([...path, "schedule", i, "power"], entry.power, load),
        })),
      };
    }),
    ...(orbit === undefined ? {} : { orbit }),
    limits: (written.limits ?? []).flatMap((limit, i) => describeLimit(limit, ["limits", i], numbers) ?? []),
    exposure: Object.entries(written.exposure?.surfaces ?? {}).map(([element, surface]) => ({
      element,
      shielding: surface.behind ?? "none",
    })),
    schematic: written.schematic ?? {},
    watched: [],
  };
  const problems = [...numbers.problems, ...checkTwinNames(description)];
  if (problems.length > 0) return { description, problems };
  const watch = deriveWatch(written, description);
  return { description: { ...description, watched: watch.loops }, problems: watch.problems };
}

function describeCompartment(
  id: string,
  written: WrittenCompartment,
  numbers: WrittenNumbers,
): TwinCompartment {
  const path = ["compartments", id];
  const capacity = written["heat-capacity"];
  const hatches = [
    ...(written.hatch === undefined ? [] : [{ hatch: written.hatch, at: [...path, "hatch"] }]),
    ...(written.hatches ?? []).map((hatch, i) => ({ hatch, at: [...path, "hatches", i] })),
  ];
  return {
    id,
    name: written.name ?? id,
    airM3: numbers.quantity([...path, "air"], written.air, written),
    heatCapacityJPerK: numbers.quantity([...path, "heat-capacity"], capacity, written),
    airToStructureWPerK: numbers.orElse(
      [...path, "air-to-structure"],
      written["air-to-structure"],
      [60, 30, 120],
      written,
    ),
    temperatureK: numbers.orElse([...path, "temperature"], written.temperature, [295.15, 295.15, 295.15]),
    humidity: numbers.orElse([...path, "humidity"], written.humidity, [0.45, 0.45, 0.45]),
    pressurePa: numbers.orElse([...path, "pressure"], written.pressure, [101_325, 101_325, 101_325]),
    crew: written.crew ?? 0,
    hatches: hatches.map(({ hatch, at }): TwinHatch => {
      const flow = hatch["air-flow"];
      const { ventilation } = hatch;
      if (flow !== undefined && ventilation !== undefined)
        numbers.problem([...at, "air-flow"], "and ventilation say the same thing; keep one");
      let airFlowM3PerS = numbers.orElse([...at, "air-flow"], flow, [0, 0, 0], written);
      if (ventilation !== undefined) {
        const heat = numbers.quantity([...at, "ventilation"], ventilation, written);
        airFlowM3PerS = {
          ...heat,
          value: heat.value / AIR_J_PER_M3_K,
          low: heat.low / AIR_J_PER_M3_K,
          high: heat.high / AIR_J_PER_M3_K,
        };
      }
      return {
        to: hatch.to,
        airFlowM3PerS,
        conductanceWPerK: numbers.orElse([...at, "conductance"], hatch.conductance, [0, 0, 0], written),
        open: hatch.state !== "closed",
      };
    }),
    sensors: Object.entries(written.sensors ?? {}).map(([key, sensor]) =>
      describeSensor(key, sensor, [...path, "sensors", key], undefined, numbers),
    ),
  };
}

function describeOrbit(written: NonNullable<WrittenTwin["orbit"]>, numbers: WrittenNumbers): TwinOrbit {
  const path = ["orbit"];
  const { altitude, inclination, beta, elements, attitude } = written;
  if ((elements === undefined) === (altitude === undefined))
    numbers.problem(path, "needs either altitude (with inclination and beta) or two-line elements");
  const axis = attitude?.mode === "sun-pointing" ? directionOf(attitude.axis as Direction) : undefined;
  return {
    shape:
      elements !== undefined
        ? { kind: "elements", lines: elements }
        : {
            kind: "circular",
            altitudeM: numbers.orElse([...path, "altitude"], altitude, [415e3, 400e3, 430e3]),
            inclinationRad: numbers.orElse([...path, "inclination"], inclination, [0.9013, 0.9013, 0.9013]),
            betaRad: numbers.orElse([...path, "beta"], beta, [0, -1.31, 1.31]),
          },
    epochS: written.epoch === undefined ? DEFAULT_EPOCH_S : Date.parse(written.epoch) / 1000,
    attitude:
      attitude?.mode === "sun-pointing"
        ? { mode: "sun-pointing", axis: axis ?? [0, 0, -1] }
        : {
            mode: "local-vertical",
            yawRad: attitude?.yaw ?? 0,
            pitchRad: attitude?.pitch ?? 0,
            rollRad: attitude?.roll ?? 0,
          },
    solarWPerM2: numbers.orElse(
      [...path, "solar-irradiance"],
      written["solar-irradiance"],
      [1361, 1360, 1362],
    ),
    albedo: numbers.orElse([...path, "albedo"], written.albedo, [0.29, 0.2, 0.4]),
    infraredWPerM2: numbers.orElse([...path, "infrared"], written.infrared, [240, 210, 260]),
  };
}
