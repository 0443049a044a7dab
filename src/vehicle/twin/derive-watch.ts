import { coolantNamed } from "../../fluids/index.ts";
import { fromSi } from "../../units/index.ts";
import { checkUnits } from "../cross-check.ts";
import { describeLoop } from "../describe-watched-loop.ts";
import type { Problem } from "../explain-issue.ts";
import type { LoopDescription, Uncertain } from "../loop-description.ts";
import { DEFAULT_FRAME_PERIOD_S, fastFrameProblem } from "../pace.ts";
import type { SensorDescription } from "../sensor-description.ts";
import type { WrittenLoop } from "../vehicle-schema.ts";
import type { Quantity } from "./quantity.ts";
import type { AccumulatorElement, TwinDescription, TwinLoop } from "./twin-description.ts";
import type { WrittenTwin } from "./twin-schema.ts";

/** How far the coolant's mean temperature may lie from that of its charging, for the ranges of density and vapour pressure [K]. */
const TEMPERATURE_RANGE_K = 10;
/** Sharp edge to short tube. */
const DISCHARGE: Uncertain = { value: 0.62, low: 0.6, high: 0.8, source: "estimate" };

/** What the watch knows of each loop: from its accumulator and the sensor that reads it, completed by `watch:`. */
export function deriveWatch(
  written: WrittenTwin,
  twin: TwinDescription,
): { readonly loops: readonly LoopDescription[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const loops = twin.loops.flatMap((loop): LoopDescription[] => {
    const own = written.loops[loop.id]!.watch ?? {};
    if (own === "none") return [];
    const path = ["loops", loop.id, "watch"];
    const inventory = inventoryOf(loop, own.inventory);
    if (typeof inventory === "string") {
      if (written.loops[loop.id]!.watch !== undefined) problems.push({ path, text: inventory });
      return [];
    }
    const derived = {
      name: loop.name,
      coolant: loop.coolant,
      "explained-by": explanations(loop, inventory.channel),
      witnesses: witnesses(loop, inventory.channel),
      noise: noiseOf(loop, inventory.channel),
      ...written["all-loops"],
      ...definite(own),
      inventory,
    } as WrittenLoop;
    const wrong = checkUnits(derived as unknown as Record<string, unknown>, path);
    const { "fast-frame": fastS, frame: slowS = DEFAULT_FRAME_PERIOD_S } = derived;
    const unfit = fastS === undefined ? null : fastFrameProblem(fastS, slowS);
    if (unfit !== null) wrong.push({ path: [...path, "fast-frame"], text: unfit });
    problems.push(...wrong);
    return wrong.length > 0 ? [] : [describeLoop(loop.id, derived, twin.name)];
  });
  const users = new Map<string, string>();
  for (const loop of loops) {
    const other = users.get(loop.inventoryChannel);
    if (other !== undefined)
      problems.push({
        path: ["loops", loop.id, "watch"],
        text: `"${loop.inventoryChannel}" is already the inventory channel of loop "${other}"; each loop needs its own`,
      });
    users.set(loop.inventoryChannel, loop.id);
  }
  return { loops, problems };
}

type OwnWatch = Exclude<WrittenTwin["loops"][string]["watch"], "none" | undefined>;
type OwnInventory = NonNullable<OwnWatch["inventory"]>;

/** The inventory reading that the hardware implies, or a sentence why there is none. */
function inventoryOf(loop: TwinLoop, own: OwnInventory | undefined): WrittenLoop["inventory"] | string {
  const accumulator = loop.elements.find((each): each is AccumulatorElement => each.type === "accumulator")!;
  const quantity = loop.sensors.find(({ measures }) => measures === "quantity");
  const pressure = loop.sensors.find(({ measures }) => measures === "pressure");
  const reads =
    own?.reads ??
    (quantity !== undefined
      ? "accumulator-quantity"
      : accumulator.charge.kind === "gas" && loop.chargeKg !== undefined
        ? "gas-pressure"
        : "pressure-proxy");
  const sensor: SensorDescription | undefined =
    own?.channel === undefined
      ? reads === "accumulator-quantity"
        ? quantity
        : pressure
      : loop.sensors.find(({ id }) => id === own.channel);
  if (sensor === undefined)
    return own?.channel === undefined
      ? `the watch needs a ${reads === "accumulator-quantity" ? "quantity" : "pressure"} sensor in loop "${loop.id}"`
      : `"${own.channel}" is not a sensor of loop "${loop.id}"`;
  const channel = { channel: sensor.id, unit: own?.unit ?? sensor.unit, ...hubOf(sensor) };
  if (reads === "pressure-proxy") return { reads, ...channel };
  const law = coolantNamed(loop.coolant, loop.coolantFraction);
  const across = (at: (temperatureK: number) => number): Uncertain => {
    const [cold, middle, warm] = [-1, 0, 1].map((side) => at(loop.startK.value + side * TEMPERATURE_RANGE_K));
    return {
      value: middle!,
      low: Math.min(cold!, warm!),
      high: Math.max(cold!, warm!),
      source: "estimate",
    };
  };
  if (reads === "accumulator-quantity") {
    const { capacityM3 } = accumulator;
    const given = own?.["mass-per-percent"];
    if (given !== undefined) return { reads, ...channel, "mass-per-percent": given };
    if (capacityM3 === undefined) return { reads, ...channel };
    const density = law.density(loop.startK.value);
    return {
      reads,
      ...channel,
      "mass-per-percent": scaled(capacityM3, density / 100),
    };
  }
  const { charge } = accumulator;
  if (charge.kind !== "gas" || loop.chargeKg === undefined)
    return `loop "${loop.id}" reads as gas-pressure only with a charge and a gas accumulator`;
  return {
    reads,
    ...channel,
    charge: own?.charge ?? plain(loop.chargeKg),
    "gas-pressure": own?.["gas-pressure"] ?? plain(charge.pressurePa),
    "gas-volume": own?.["gas-volume"] ?? plain(charge.volumeM3),
    "accumulator-liquid": own?.["accumulator-liquid"] ?? plain(accumulator.liquidM3),
    density: own?.density ?? across((temperatureK) => law.density(temperatureK)),
    "vapour-pressure": own?.["vapour-pressure"] ?? across((temperatureK) => law.vapourPressure(temperatureK)),
    "discharge-coefficient": own?.["discharge-coefficient"] ?? DISCHARGE,
  };
}

function explanations(loop: TwinLoop, inventoryChannel: string): WrittenLoop["explained-by"] {
  return loop.sensors
    .filter(({ id, measures }) => measures === "temperature" && id !== inventoryChannel)
    .slice(0, 1)
    .map((sensor) => ({
      channel: sensor.id,
      unit: sensor.unit,
      quantity: "temperature" as const,
      ...hubOf(sensor),
    }));
}

/** Sensors that measure the same as the inventory's. */
function witnesses(loop: TwinLoop, inventoryChannel: string): WrittenLoop["witnesses"] {
  const { measures } = loop.sensors.find(({ id }) => id === inventoryChannel)!;
  return loop.sensors
    .filter((sensor) => sensor.measures === measures && sensor.id !== inventoryChannel)
    .map((sensor) => ({ channel: sensor.id, unit: sensor.unit, ...hubOf(sensor) }));
}

function hubOf({ hub }: SensorDescription): { readonly hub?: string } {
  return hub === undefined ? {} : { hub };
}

/** What the sensor itself adds, in the unit of its channel. */
function noiseOf(loop: TwinLoop, channel: string): NonNullable<WrittenLoop["noise"]> {
  const sensor = loop.sensors.find(({ id }) => id === channel)!;
  const own = (value: number) => `${fromSi(value, sensor.unit)} ${sensor.unit}`;
  return {
    step: own(sensor.step),
    white: own(sensor.white),
    ...(sensor.driftPerRootDay > 0 ? { "drift-per-root-day": own(sensor.driftPerRootDay) } : {}),
  };
}

function plain({ path: _path, ...rest }: Quantity): Uncertain {
  return rest;
}

function scaled({ path: _path, ...rest }: Quantity, factor: number): Uncertain {
  return { ...rest, value: rest.value * factor, low: rest.low * factor, high: rest.high * factor };
}

function definite<T extends object>(group: T): Partial<T> {
  return Object.fromEntries(Object.entries(group).filter(([, value]) => value !== undefined)) as Partial<T>;
}
