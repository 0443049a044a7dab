import type { RawPath } from "../explain-issue.ts";
import type { Uncertain } from "../loop-description.ts";
import type { WrittenElement } from "./element-schema.ts";
import type { DropDescription, TwinElement, WettedWall } from "./twin-description.ts";
import type { Fallback, WrittenNumbers } from "./written-numbers.ts";

/** Names of directions in body axes: x forward, y to starboard, z to the Earth. */
const DIRECTIONS = {
  zenith: [0, 0, -1],
  nadir: [0, 0, 1],
  forward: [1, 0, 0],
  aft: [-1, 0, 0],
  port: [0, -1, 0],
  starboard: [0, 1, 0],
} as const;

/** What holds where an element says nothing; each is an estimate with its range. */
const ROUGHNESS_M: Fallback = [1.5e-6, 1e-6, 5e-6]; // drawn tube, Moody 1944
const BAND = { temperature: 5, "pressure-rise": 2e3, flow: 0.01 } as const;
const HELD_DIMENSION = { temperature: "temperature", "pressure-rise": "pressure", flow: "massFlow" } as const;
const BAND_DIMENSION = {
  temperature: "temperatureDifference",
  "pressure-rise": "pressure",
  flow: "massFlow",
} as const;
/** Metal of a small exchanger or plate [J/K]: about 5 kg of aluminium. */
const METAL_J_PER_K: Fallback = [4500, 2000, 10_000];
/** Metal of a radiator [J/(K m2)]: 4 kg of aluminium a square metre. */
const PANEL_J_PER_K_M2 = 3600;

interface WrittenLoss {
  readonly drop?: Uncertain | undefined;
  readonly "at-flow"?: number | undefined;
}

export type Direction = keyof typeof DIRECTIONS | [number, number, number];

/** A direction in body axes, of length one; undefined for a vector without direction. */
export function directionOf(written: Direction): readonly [number, number, number] | undefined {
  if (typeof written === "string") return DIRECTIONS[written];
  const length = Math.hypot(...written);
  return length > 0 ? [written[0] / length, written[1] / length, written[2] / length] : undefined;
}

/** One element as the twin takes it. Problems of keys that must come together go to `numbers`. */
export function describeElement(
  id: string,
  written: WrittenElement,
  path: RawPath,
  numbers: WrittenNumbers,
): TwinElement | undefined {
  const at = (key: string): RawPath => [...path, key];
  const take = (key: string, value: Parameters<typeof numbers.quantity>[1]) =>
    numbers.quantity(at(key), value, written);
  const orElse = (key: string, value: Parameters<typeof numbers.orElse>[1], fallback: Fallback) =>
    numbers.orElse(at(key), value, fallback, written);
  const volume = (value: Parameters<typeof numbers.orElse>[1]) =>
    value === undefined ? {} : { volumeM3: take("volume", value) };
  const drop = (element: WrittenLoss): DropDescription | undefined => {
    const { drop: pressure, "at-flow": flow } = element;
    if (pressure === undefined && flow === undefined) return undefined;
    if (pressure === undefined || flow === undefined) {
      const key = pressure === undefined ? "drop" : "at-flow";
      numbers.problem(at(key), "is missing; a loss is written as drop: 5 kPa, at-flow: 100 cm3/s");
      return undefined;
    }
    return { dropPa: take("drop", pressure), atFlowM3PerS: flow };
  };
  const needDrop = (element: WrittenLoss): DropDescription => {
    if (element.drop === undefined && element["at-flow"] === undefined)
      numbers.problem(path, `"${id}" says nothing of its pressure loss; add drop: 5 kPa, at-flow: 100 cm3/s`);
    return drop(element) ?? { dropPa: numbers.orElse(at("drop"), undefined, [1, 1, 1]), atFlowM3PerS: 1 };
  };
  const wall = (
    conductance: Parameters<typeof numbers.quantity>[1],
    capacity: Parameters<typeof numbers.orElse>[1],
    cells: number,
    metal: Fallback = METAL_J_PER_K,
  ): WettedWall => ({
    conductanceWPerK: take("conductance", conductance),
    heatCapacityJPerK: orElse("heat-capacity", capacity, metal),
    cells,
  });

  switch (written.type) {
    case "pipe":
      return {
        id,
        type: "pipe",
        boreM: take("bore", written.bore),
        lengthM: take("length", written.length),
        roughnessM: orElse("roughness", written.roughness, ROUGHNESS_M),
        losses: orElse("losses", written.losses, [0, 0, 0]),
        ...volume(written.volume),
      };
    case "fitting":
    case "check-valve":
      return { id, type: written.type, drop: needDrop(written), ...volume(written.volume) };
    case "valve":
      return {
        id,
        type: "valve",
        drop: needDrop(written),
        opening: orElse("opening", written.opening, [1, 1, 1]),
        ...volume(written.volume),
      };
    case "pump": {
      const curve = written.curve.map(([flowM3PerS, risePa]) => ({ flowM3PerS, risePa }));
      for (let i = 1; i < curve.length; i++)
        if (!(curve[i]!.flowM3PerS > curve[i - 1]!.flowM3PerS && curve[i]!.risePa <= curve[i - 1]!.risePa))
          numbers.problem(
            [...path, "curve", i],
            "breaks the curve: points go by rising flow, and the pressure rise never grows with flow",
          );
      return {
        id,
        type: "pump",
        curve,
        head: orElse("head", written.head, [1, 1, 1]),
        speed: orElse("speed", written.speed, [1, 1, 1]),
        on: written.state !== "off",
        ...(written.standby === undefined ? {} : { standby: written.standby }),
        standbyDelayS: written["standby-delay"] ?? 5,
        suctionHeadPa: orElse("suction-head", written["suction-head"], [1000, 500, 5000]),
        ...volume(written.volume),
      };
    }
    case "control-valve": {
      const { quantity, at: held, to } = written.holds;
      const target = numbers.late([...path, "holds", "to"], to, HELD_DIMENSION[quantity]);
      const band =
        written.band === undefined
          ? numbers.orElse(at("band"), undefined, [BAND[quantity], BAND[quantity] / 2, BAND[quantity] * 2])
          : numbers.late(at("band"), written.band, BAND_DIMENSION[quantity]);
      if (target === undefined || band === undefined) return undefined;
      if (!(band.low > 0)) numbers.problem(at("band"), "must be more than 0");
      return {
        id,
        type: "control-valve",
        drop: needDrop(written),
        opening: orElse("opening", written.opening, [0.5, 0.5, 0.5]),
        holds: { quantity, at: held, to: target },
        opensWhen: written["opens-when"],
        band,
        strokeS: orElse("stroke", written.stroke, [600, 300, 1200]),
        ...volume(written.volume),
      };
    }
    case "accumulator": {
      const liquidM3 = take("liquid", written.liquid);
      const { spring, gas = "nitrogen", pressure } = written;
      const gasVolume = written["gas-volume"];
      if (spring !== undefined) {
        if (written.capacity === undefined) {
          numbers.problem(path, `"${id}" has a spring; say where its full stop is, such as capacity: 8 L`);
          return undefined;
        }
        return {
          id,
          type: "accumulator",
          liquidM3,
          capacityM3: take("capacity", written.capacity),
          charge: {
            kind: "spring",
            emptyPa: numbers.quantity([...path, "spring", "empty-at"], spring["empty-at"], written),
            fullPa: numbers.quantity([...path, "spring", "full-at"], spring["full-at"], written),
          },
        };
      }
      if (gasVolume === undefined || pressure === undefined) {
        numbers.problem(
          path,
          `"${id}" has no ${gasVolume === undefined ? "gas-volume" : "pressure"}; an accumulator needs gas-volume and pressure, or a spring`,
        );
        return undefined;
      }
      const volumeM3 = take("gas-volume", gasVolume);
      return {
        id,
        type: "accumulator",
        liquidM3,
        ...(written.capacity === undefined ? {} : { capacityM3: take("capacity", written.capacity) }),
        charge: {
          kind: "gas",
          gas,
          volumeM3,
          pressurePa: take("pressure", pressure),
          exponent: orElse("exponent", written.exponent, [1, 1, 1]),
        },
      };
    }
    case "liquid-liquid-exchanger": {
      const [otherLoop = "", otherElement = "", ...more] = written["other-side"].split(".");
      if (otherElement === "" || more.length > 0)
        numbers.problem(at("other-side"), `"${written["other-side"]}" is not of the form loop.element`);
      return {
        id,
        type: "liquid-liquid-exchanger",
        otherLoop,
        otherElement,
        counterflow: written.flow !== "parallel",
        drop: needDrop(written),
        ...(written.conductance === undefined
          ? {}
          : { wall: wall(written.conductance, written["heat-capacity"], written.cells ?? 6) }),
        ...volume(written.volume),
      };
    }
    case "air-exchanger":
    case "condensing-dryer":
      return {
        id,
        type: written.type,
        wall: wall(written.conductance, written["heat-capacity"], 1),
        compartment: written.compartment,
        airFlowM3PerS: take("air-flow", written["air-flow"]),
        effectiveness: orElse("effectiveness", written.effectiveness, [0.8, 0.6, 0.95]),
        drop: needDrop(written),
        ...volume(written.volume),
      };
    case "cold-plate": {
      const contact = written["room-conductance"];
      if ((written.room === undefined) !== (contact === undefined))
        numbers.problem(path, `"${id}": room and room-conductance come together`);
      return {
        id,
        type: "cold-plate",
        wall: wall(written.conductance, written["heat-capacity"], written.cells ?? 1),
        loads: written.loads ?? [],
        drop: needDrop(written),
        ...(written.room === undefined || contact === undefined
          ? {}
          : { room: { compartment: written.room, conductanceWPerK: take("room-conductance", contact) } }),
        ...volume(written.volume),
      };
    }
    case "heater":
      return {
        id,
        type: "heater",
        wall: {
          conductanceWPerK: orElse("conductance", written.conductance, [100, 50, 200]),
          heatCapacityJPerK: orElse("heat-capacity", written["heat-capacity"], [1000, 500, 2000]),
          cells: written.cells ?? 1,
        },
        powerW: take("power", written.power),
        on: written.state !== "off",
        drop: needDrop(written),
        ...volume(written.volume),
      };
    default: {
      const normal = directionOf(written.faces as Direction);
      if (normal === undefined) numbers.problem(at("faces"), "[0, 0, 0] has no direction");
      const { tubes } = written;
      const loss = drop(written);
      if (tubes === undefined && loss === undefined)
        numbers.problem(
          path,
          `"${id}" says nothing of its pressure loss; add tubes: { bore, length } or drop: 5 kPa, at-flow: 100 cm3/s`,
        );
      const area = written.area.value;
      const metal = PANEL_J_PER_K_M2 * area;
      return {
        id,
        type: "radiator",
        areaM2: take("area", written.area),
        emissivity: take("emissivity", written.emissivity),
        absorptivity: take("absorptivity", written.absorptivity),
        normal: normal ?? [0, 0, 1],
        sides: written.sides ?? 1,
        shaded: orElse("shaded", written.shaded, [0, 0, 0]),
        earthBlocked: orElse("earth-blocked", written["earth-blocked"], [0, 0, 0]),
        wall: {
          conductanceWPerK: orElse("conductance", written.conductance, [60 * area, 30 * area, 120 * area]),
          heatCapacityJPerK: orElse("heat-capacity", written["heat-capacity"], [metal, metal / 2, metal * 2]),
          cells: written.cells ?? 4,
        },
        ...(tubes === undefined
          ? {}
          : {
              tubes: {
                boreM: numbers.quantity([...path, "tubes", "bore"], tubes.bore, written),
                lengthM: numbers.quantity([...path, "tubes", "length"], tubes.length, written),
                parallel: tubes.parallel ?? 1,
              },
            }),
        ...(loss === undefined ? {} : { drop: loss }),
        ...volume(written.volume),
      };
    }
  }
}
