import { isFlowElement } from "../vehicle/twin/places.ts";
import type { TwinElement, TwinLoop } from "../vehicle/twin/twin-description.ts";

/** Something that is drawn: an element, or a junction where paths meet. */
export interface SchematicNode {
  readonly id: string;
  readonly kind: TwinElement["type"] | "junction";
  /** Lines under the symbol; the first is its name. */
  readonly lines: readonly string[];
}

/** Which side of a node a line leaves from. Coolant enters an element on the left and leaves on the right; what hangs on hangs below. */
export type Side = "in" | "out" | "on";

export interface SchematicLine {
  readonly id: string;
  readonly from: string;
  readonly fromSide: Side;
  readonly to: string;
  readonly toSide: Side;
  /** Element whose flow runs in it, or null where nothing flows through, as to an accumulator. */
  readonly flowOf: string | null;
}

/** A loop as nodes and lines, before anything has a place. */
export interface SchematicGraph {
  readonly loop: string;
  readonly nodes: readonly SchematicNode[];
  readonly lines: readonly SchematicLine[];
}

/** Words under an element's symbol beside its name: what it is joined to outside the loop. */
function captions(element: TwinElement): string[] {
  switch (element.type) {
    case "liquid-liquid-exchanger":
      return [`to ${element.otherLoop}.${element.otherElement}`];
    case "air-exchanger":
    case "condensing-dryer":
      return [`air of ${element.compartment}`];
    case "cold-plate":
      return element.loads.length > 0 ? [`takes ${element.loads.join(", ")}`] : [];
    default:
      return [];
  }
}

/** What is to be drawn of a loop: its elements in the order of its paths, standby pumps beside the pump they stand in for. */
export function graphOfLoop(loop: TwinLoop): SchematicGraph {
  const elements = new Map(loop.elements.map((element) => [element.id, element]));
  const nodes = new Map<string, SchematicNode>();
  const lines: SchematicLine[] = [];
  const junction = (id: string) => {
    if (!nodes.has(id)) nodes.set(id, { id, kind: "junction", lines: [id] });
    return id;
  };
  const place = (id: string) => {
    const element = elements.get(id)!;
    nodes.set(id, { id, kind: element.type, lines: [id, ...captions(element)] });
    return id;
  };
  const join = (from: string, to: string, flowOf: string | null) => {
    lines.push({
      id: `line-${lines.length + 1}`,
      from,
      fromSide: "out",
      to,
      toSide: "in",
      flowOf,
    });
  };
  for (const { from, to, elements: along } of loop.paths) {
    let before = [junction(from)];
    for (const id of along) {
      const element = elements.get(id);
      const now = [place(id)];
      if (element?.type === "pump" && element.standby !== undefined && elements.has(element.standby))
        now.push(place(element.standby));
      // A line from one of two that stand side by side carries its flow, not that of both.
      for (const a of before) for (const b of now) join(a, b, before.length > 1 ? a : b);
      before = now;
    }
    junction(to);
    for (const a of before) join(a, to, nodes.get(a)!.kind === "junction" ? null : a);
  }
  for (const [hanging, at] of Object.entries(loop.hangsOn)) {
    if (!elements.has(hanging)) continue;
    const [element = at, end] = at.split(".");
    const on = nodes.has(at) ? at : nodes.has(element) ? element : junction(at);
    place(hanging);
    const fromSide = nodes.get(on)!.kind === "junction" ? "on" : end === "inlet" ? "in" : "out";
    lines.push({
      id: `line-${lines.length + 1}`,
      from: on,
      fromSide,
      to: hanging,
      toSide: "on",
      flowOf: null,
    });
  }
  for (const element of loop.elements)
    if (!nodes.has(element.id) && isFlowElement(element)) place(element.id);
  return { loop: loop.id, nodes: [...nodes.values()], lines };
}
