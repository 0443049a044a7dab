import { writtenUnit } from "../units/index.ts";
import type {
  LoopDescription,
  LoopHardware,
  Quantity,
  TwinDescription,
  TwinElement,
  TwinLoop,
} from "../vehicle/index.ts";
import { numberWords, siUnitOf } from "../vehicle/index.ts";
import type {
  DrawnSchematic,
  SchematicAnswer,
  SchematicElement,
  SchematicSensor,
} from "./schematic-contract.ts";

type Parameter = SchematicElement["parameters"][number];

/** Lines kept free under an element for sensors and the gauge. */
const VALUE_LINES = 2;

/** Layouts by the hardware and loop that they are of: found once, then drawn by every console. */
const drawn = new WeakMap<LoopHardware, Promise<DrawnSchematic>>();

/** The drawing of a loop from its vehicle file, or why there is none. Laid out when first asked for. */
export async function schematicAnswer(
  loop: LoopDescription,
  hardware: LoopHardware | null,
): Promise<SchematicAnswer> {
  const described = hardware?.twin.loops.find(({ id }) => id === hardware.loop);
  if (hardware === null || described === undefined)
    return {
      schema: "hoarfrost/schematic/1",
      loop: loop.id,
      described: false,
      reason:
        "Its vehicle file is watch-only: it names the channels that the watch reads and says nothing of the hardware.",
    };
  const known = drawn.get(hardware);
  if (known !== undefined) return known;
  const found = draw(loop, described, hardware);
  drawn.set(hardware, found);
  found.catch(() => drawn.delete(hardware));
  return found;
}

async function draw(
  watched: LoopDescription,
  loop: TwinLoop,
  { twin, channelPrefix }: LoopHardware,
): Promise<DrawnSchematic> {
  // The layout library is large, and most services are never asked for a drawing.
  const { graphOfLoop, layOut, layoutAsGiven } = await import("../schematic/index.ts");
  const graph = graphOfLoop(loop);
  const layout = layoutAsGiven(graph, twin.schematic, VALUE_LINES) ?? (await layOut(graph, VALUE_LINES));
  const elements = new Map(loop.elements.map((element) => [element.id, element]));
  const drawnIds = new Set(layout.nodes.map(({ id }) => id));
  return {
    schema: "hoarfrost/schematic/1",
    loop: watched.id,
    described: true,
    vehicle: twin.name,
    coolant: loop.coolant,
    width: layout.width,
    height: layout.height,
    nodes: layout.nodes.map(({ id, kind, lines, x, y, width, height }) => {
      const element = elements.get(id);
      const segment = loop.segments.find((each) => each.elements.includes(id));
      return {
        id,
        kind,
        lines: [...lines],
        x,
        y,
        width,
        height,
        parameters: element === undefined ? [] : parametersOf(element, twin),
        segment: segment?.id ?? null,
        isolation: segment === undefined ? null : [...segment.isolation],
      };
    }),
    lines: layout.lines.map(({ id, points, flowOf }) => ({
      id,
      points: points.map(([x, y]): [number, number] => [x, y]),
      flowOf,
    })),
    sensors: loop.sensors.map(({ id, measures, at, hub }) => {
      const channel = channelPrefix + id;
      const place = drawnIds.has(at) ? at : at.split(".")[0]!;
      return {
        id,
        channel,
        measures,
        at,
        node: drawnIds.has(place) ? place : null,
        hub: hub ?? null,
        role: roleOf(channel, watched),
      };
    }),
    ...chargeOf(loop, watched),
  };
}

/** What the watch of a loop takes a channel for; null: it does not read it. */
export function roleOf(channel: string, watched: LoopDescription): SchematicSensor["role"] {
  if (channel === watched.inventoryChannel) return "inventory";
  if (watched.witnesses?.some((witness) => witness.channel === channel)) return "witness";
  return watched.explainedBy.some((each) => each.channel === channel) ? "explains" : null;
}

/** Every number of an element, in the order of the file's description. */
function parametersOf(element: TwinElement, { sources }: TwinDescription): Parameter[] {
  const found: Parameter[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if (!isQuantity(value)) {
      for (const part of Object.values(value)) visit(part);
      return;
    }
    const name = value.path.split(".").at(-1)!;
    const unitOf = {
      path: name === "to" && element.type === "control-valve" ? element.holds.quantity : value.path,
    };
    // The band of a valve is a difference of what it holds, which no name in the file tells.
    const isBand = name === "band" && element.type === "control-valve";
    const bandUnit = isBand ? (element.holds.quantity === "temperature" ? "K" : "Pa") : null;
    const { figure, unit: spelt } = numberWords(unitOf, value.value);
    const unit = bandUnit ?? writtenUnit(spelt);
    const [low, high] = [value.low, value.high].map((end) => numberWords(unitOf, end).figure);
    const range = low === high ? "" : ` (${low} to ${high})`;
    const source = sources[value.source];
    found.push({
      path: value.path,
      name: name === "to" ? "holds" : name,
      value: value.value,
      low: value.low,
      high: value.high,
      unit: bandUnit ?? siUnitOf(unitOf),
      words: `${figure}${range}${unit === "" ? "" : ` ${unit}`}`,
      source: value.source === "estimate" ? null : (source?.title ?? value.source),
      confidence: source?.confidence ?? null,
    });
  };
  visit(element);
  return found;
}

function isQuantity(value: object): value is Quantity {
  return "path" in value && "value" in value && "low" in value && "high" in value;
}

/** Coolant of a loop whose watch knows its charge, and how much of it its accumulators hold. */
function chargeOf(
  { elements }: TwinLoop,
  { inventory }: LoopDescription,
): Pick<DrawnSchematic, "chargeKg" | "accumulatorKg"> {
  if (inventory.kind !== "gas-pressure") return { chargeKg: null, accumulatorKg: null };
  const { chargeKg, accumulatorLiquidM3, densityKgPerM3 } = inventory;
  const has = elements.some(({ type }) => type === "accumulator");
  return {
    chargeKg: chargeKg.value,
    accumulatorKg: has ? accumulatorLiquidM3.value * densityKgPerM3.value : null,
  };
}
