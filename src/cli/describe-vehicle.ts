import { unitOfQuantity } from "../campaign/index.ts";
import type {
  LoopDescription,
  Quantity,
  SourceCitation,
  TwinDescription,
  TwinElement,
  TwinLoop,
} from "../vehicle/index.ts";
import { numberWords, uncertainQuantities } from "../vehicle/index.ts";
import { sensorTable } from "./sensor-table.ts";
import { shownQuantity } from "./shown-quantity.ts";
import type { SteadyFigures } from "./steady-figures.ts";
import { textTable } from "./text-table.ts";

/** A part of a description: a heading and its lines. */
export interface Part {
  readonly heading: string;
  readonly lines: readonly string[];
}

const LEFT = () => "left" as const;

const words = (quantity: Quantity, value = quantity.value) => {
  const { figure, unit } = numberWords(quantity, value);
  return unit === "" ? figure : `${figure} ${unit}`;
};

/** What is most worth knowing of an element before anything runs. */
function keyFigures(element: TwinElement): string {
  switch (element.type) {
    case "pump": {
      const rise = Math.max(...element.curve.map(({ risePa }) => risePa)) / 1000;
      const state = element.on ? "" : ", off";
      return `up to ${Number(rise.toPrecision(3))} kPa${element.standby === undefined ? "" : `, standby ${element.standby}`}${state}`;
    }
    case "pipe":
      return `${words(element.boreM)} by ${words(element.lengthM)}`;
    case "accumulator":
      return element.charge.kind === "gas"
        ? `${words(element.liquidM3)} liquid, ${words(element.charge.volumeM3)} ${element.charge.gas} at ${words(element.charge.pressurePa)}`
        : `${words(element.liquidM3)} liquid, spring`;
    case "radiator":
      return `${words(element.areaM2)}, emissivity ${words(element.emissivity)}, absorptivity ${words(element.absorptivity)}`;
    case "liquid-liquid-exchanger":
      return `to ${element.otherLoop}.${element.otherElement}${element.wall === undefined ? "" : `, ${words(element.wall.conductanceWPerK)}`}`;
    case "air-exchanger":
    case "condensing-dryer":
      return `air of ${element.compartment}, ${words(element.airFlowM3PerS)}`;
    case "cold-plate":
      return `${words(element.wall.conductanceWPerK)}${element.loads.length === 0 ? "" : `, takes ${element.loads.join(", ")}`}`;
    case "heater":
      return `${words(element.powerW)}${element.on ? "" : ", off"}`;
    case "control-valve":
      return `holds ${element.holds.quantity} at ${element.holds.at}`;
    default:
      return "";
  }
}

function elementTable(loop: TwinLoop, steady: SteadyFigures | null): string[] {
  const figure = (id: string, what: string, unit: string) => {
    const value = steady?.get(`${loop.id}/${id}/${what}`);
    return value === undefined ? "" : shownQuantity(unit).show(value);
  };
  const rows = loop.elements.map((element) => [
    `  ${element.id}`,
    element.type,
    keyFigures(element),
    ...(steady === null
      ? []
      : element.type === "accumulator"
        ? ["", figure(element.id, "pressure", "Pa"), "", figure(element.id, "temperature", "K")]
        : [
            figure(element.id, "flow", "kg/s"),
            figure(`${element.id}.inlet`, "pressure", "Pa"),
            figure(element.id, "pressure-rise", "Pa"),
            figure(`${element.id}.outlet`, "temperature", "K"),
          ]),
  ]);
  const head = ["  element", "type", "", ...(steady === null ? [] : ["g/s", "kPa in", "rise kPa", "°C out"])];
  return textTable([head, ...rows], (column) => (column < 3 ? "left" : "right"));
}

function loopParts(loop: TwinLoop, steady: SteadyFigures | null): Part[] {
  const charge = loop.chargeKg === undefined ? "" : `, ${words(loop.chargeKg)}`;
  const isolation = (valves: readonly string[]) =>
    valves.length === 0 ? "no valve cuts it off" : `cut off by ${valves.join(", ")}`;
  const parts: Part[] = [
    { heading: `Loop ${loop.id}: ${loop.name}, ${loop.coolant}${charge}`, lines: elementTable(loop, steady) },
    {
      heading: "Connections",
      lines: [
        ...loop.paths.map(({ id, from, to, elements }) => `  ${id}: ${[from, ...elements, to].join(" → ")}`),
        ...Object.entries(loop.hangsOn).map(([element, at]) => `  ${element} hangs on ${at}`),
      ],
    },
  ];
  if (loop.segments.length > 0)
    parts.push({
      heading: "Segments",
      lines: loop.segments.map(
        (each) => `  ${each.id}: ${each.elements.join(", ")}; ${isolation(each.isolation)}`,
      ),
    });
  if (loop.sensors.length > 0) parts.push({ heading: "Sensors", lines: sensorTable(loop.sensors) });
  return parts;
}

/** A twin's file as tables: loops with their elements, connections, segments and sensors, compartments, loads, limits, uncertain numbers. */
export function describeTwin(twin: TwinDescription, steady: SteadyFigures | null): Part[] {
  const parts = twin.loops.flatMap((loop) => loopParts(loop, steady));
  if (twin.compartments.length > 0)
    parts.push({
      heading: "Compartments",
      lines: textTable(
        [
          [
            "  compartment",
            "air",
            "heat capacity",
            ...(steady === null ? [] : ["°C now"]),
            "hatches",
            "sensors",
          ],
          ...twin.compartments.map((each) => [
            `  ${each.id}`,
            words(each.airM3),
            words(each.heatCapacityJPerK),
            ...(steady === null ? [] : [shownQuantity("K").show(steady.get(`${each.id}/temperature`)!)]),
            each.hatches.map(({ to, open }) => `to ${to}${open ? "" : " (closed)"}`).join(", "),
            each.sensors.map(({ id }) => id).join(", "),
          ]),
        ],
        LEFT,
      ),
    });
  if (twin.loads.length > 0)
    parts.push({
      heading: "Loads",
      lines: twin.loads.map(
        ({ id, compartment, nominalW, shedW }) =>
          `  ${id}: ${words(nominalW)}, ${words(shedW)} when shed${compartment === undefined ? "" : `, in ${compartment}`}`,
      ),
    });
  if (twin.limits.length > 0)
    parts.push({
      heading: "Limits",
      lines: twin.limits.map(({ quantity, above, below, means, source }) => {
        const unit = shownQuantity(unitOfQuantity(quantity), quantity);
        const bound = `${above === undefined ? "below" : "above"} ${unit.show(above ?? below!)} ${unit.word}`;
        return `  ${quantity} ${bound}: ${means} (${confidence(source, twin.sources)})`;
      }),
    });
  const uncertain = uncertainQuantities(twin);
  parts.push({
    heading: `Uncertain numbers: ${uncertain.length}, which a campaign draws`,
    lines: textTable(
      uncertain.map((each) => {
        const { figure, unit } = numberWords(each, each.value);
        const ends = [each.low, each.high].map((end) => numberWords(each, end).figure);
        return [
          `  ${each.path}`,
          figure,
          `${ends[0]} to ${ends[1]}`,
          unit,
          confidence(each.source, twin.sources),
        ];
      }),
      (column) => (column === 1 ? "right" : "left"),
    ),
  });
  return parts;
}

/** A watch-only file as tables: which channels the watch reads, and as what. */
export function describeWatched(loops: readonly LoopDescription[]): Part[] {
  const rows = loops.map(({ id, name, coolant, inventoryChannel, inventoryUnit, inventory, explainedBy }) => [
    `  ${id}`,
    name,
    coolant,
    `${inventoryChannel} (${inventory.kind}, ${inventoryUnit})`,
    explainedBy.map(({ channel }) => channel).join(", "),
  ]);
  const table = textTable(
    [["  loop", "name", "coolant", "inventory channel", "explained by"], ...rows],
    LEFT,
  );
  return [{ heading: "Loops, as the watch sees them: the file says nothing of the hardware", lines: table }];
}

function confidence(source: string, sources: Readonly<Record<string, SourceCitation>>): string {
  const known = sources[source];
  return known === undefined ? source : `${source}, ${known.confidence}`;
}
