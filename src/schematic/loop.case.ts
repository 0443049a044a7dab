import type { Quantity } from "../vehicle/twin/quantity.ts";
import type {
  FlowElement,
  PathDescription,
  TwinElement,
  TwinLoop,
} from "../vehicle/twin/twin-description.ts";

const number = (value: number): Quantity => ({
  value,
  low: value,
  high: value,
  source: "estimate",
  path: "test",
});
const wall = { conductanceWPerK: number(100), heatCapacityJPerK: number(2000), cells: 1 };
const drop = { dropPa: number(2000), atFlowM3PerS: 1e-4 };

/** An element with figures that a drawing does not look at. */
export function element(id: string, type: TwinElement["type"], more: object = {}): TwinElement {
  return { id, type, wall, drop, loads: [], ...more } as unknown as FlowElement;
}

const path = (id: string, from: string, to: string, elements: string[]): PathDescription => ({
  id,
  from,
  to,
  elements,
});

/** A loop with every kind of element, a bypass, a standby pump and an accumulator. */
export function exampleLoop(): TwinLoop {
  return {
    id: "external",
    name: "External loop",
    coolant: "lz-tk-2",
    rivalChargesKg: [],
    startK: number(290),
    leaksIntoPa: 0,
    elements: [
      element("pump", "pump", { standby: "pump-2" }),
      element("pump-2", "pump"),
      element("compensator", "accumulator"),
      element("interface", "liquid-liquid-exchanger", { otherLoop: "internal", otherElement: "interface" }),
      element("plates", "cold-plate", { loads: ["avionics"] }),
      element("dryer", "condensing-dryer", { compartment: "cabin" }),
      element("fan-coil", "air-exchanger", { compartment: "cabin" }),
      element("warmer", "heater"),
      element("regulator", "control-valve"),
      element("shut-off", "valve"),
      element("flap", "check-valve"),
      element("feed", "pipe"),
      element("elbow", "fitting"),
      element("panel-1", "radiator"),
      element("panel-2", "radiator"),
    ],
    paths: [
      path("supply", "mix", "split", ["pump", "interface", "plates", "dryer", "fan-coil", "warmer"]),
      path("radiator", "split", "mix", ["feed", "shut-off", "panel-1", "panel-2", "elbow", "flap"]),
      path("bypass", "split", "mix", ["regulator"]),
    ],
    hangsOn: { compensator: "mix" },
    segments: [],
    sensors: [],
  };
}
