import type { FlowElement, TwinElement, TwinLoop } from "./twin-description.ts";

/** Whether an element stands in a path, as all but accumulators do. */
export function isFlowElement(element: TwinElement): element is FlowElement {
  return element.type !== "accumulator";
}

/** Junctions of a loop: the ends of its paths, each once. */
export function junctionsOf(loop: TwinLoop): string[] {
  return [...new Set(loop.paths.flatMap((path) => [path.from, path.to]))];
}

/** Everything that a sensor or a controller may name as its place in a loop. */
export function placesOf(loop: TwinLoop): string[] {
  return [
    ...junctionsOf(loop),
    ...loop.elements.flatMap((element) =>
      isFlowElement(element) ? [element.id, `${element.id}.inlet`, `${element.id}.outlet`] : [element.id],
    ),
  ];
}
