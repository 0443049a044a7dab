import type { CabinLayout, Passage } from "../cabin/index.ts";
import { buildLoop, CircuitError, type LoopModel } from "../loop/index.ts";
import { isFlowElement } from "../vehicle/twin/places.ts";
import { type Choice, chosen } from "../vehicle/twin/quantity.ts";
import type { FlowElement, TwinDescription, TwinHatch } from "../vehicle/twin/twin-description.ts";
import { allQuantities } from "../vehicle/twin/uncertain-quantities.ts";
import { newCircuit } from "./circuit-parts.ts";
import { compileLoop, type LoopParts, type SharedWalls } from "./compile-loop.ts";
import { TwinError } from "./twin-error.ts";

/** Temperature of space [K]; cosmic background (Fixsen 2009). */
const SPACE_K = 2.725;

/** A vehicle compiled for simulation under one choice of its uncertain numbers. */
export interface TwinModel {
  readonly description: TwinDescription;
  readonly choice: Choice;
  readonly loops: readonly LoopParts[];
  readonly model: LoopModel;
  readonly cabin: CabinLayout;
  /** Hatch of each passage of the cabin, in the same order. */
  readonly hatches: readonly { readonly compartment: string; readonly hatch: TwinHatch }[];
}

/**
 * Compiles a vehicle: all loops to one circuit (exchangers join them), all compartments to one cabin. `choice` gives values
 * for numbers by their path; all others keep the file's own. Throws {@link TwinError} naming the element that cannot be.
 */
export function buildTwin(description: TwinDescription, choice: Choice = {}): TwinModel {
  const known = allQuantities(description);
  for (const path of Object.keys(choice))
    if (!known.has(path)) throw new TwinError(path, `"${path}" is no number of ${description.id}`);
  const circuit = newCircuit();
  const shared: SharedWalls = new Map();
  const wallOf = (loop: string, element: string) => {
    const found = description.loops.find(({ id }) => id === loop)?.elements.find(({ id }) => id === element);
    return found?.type === "liquid-liquid-exchanger" ? found.wall : undefined;
  };
  if (description.loops.some((loop) => loop.elements.some(({ type }) => type === "radiator")))
    circuit.sinks.push({ id: "space", temperatureK: SPACE_K });
  const loops = description.loops.map((loop) => compileLoop(loop, choice, circuit, shared, wallOf));
  let model: LoopModel;
  try {
    model = buildLoop({ ...circuit, nodes: [...circuit.nodes.values()] });
  } catch (problem) {
    if (problem instanceof CircuitError)
      throw new TwinError(
        problem.element.replace("/", "."),
        problem.message.slice(problem.element.length + 2),
      );
    throw problem;
  }
  const hatches = description.compartments.flatMap((compartment) =>
    compartment.hatches.map((hatch) => ({ compartment: compartment.id, hatch })),
  );
  const cabin: CabinLayout = {
    compartments: description.compartments.map((each) => ({
      id: each.id,
      airVolumeM3: chosen(each.airM3, choice),
      structureHeatCapacityJPerK: chosen(each.heatCapacityJPerK, choice),
      airToStructureWPerK: chosen(each.airToStructureWPerK, choice),
      pressurePa: chosen(each.pressurePa, choice),
    })),
    outside: description.surroundings.map((each) => ({
      id: each.id,
      temperatureK: chosen(each.temperatureK, choice),
      relativeHumidity: chosen(each.humidity, choice),
    })),
    passages: hatches.map(
      ({ compartment, hatch }): Passage => ({
        between: [compartment, hatch.to],
        airFlowM3PerS: chosen(hatch.airFlowM3PerS, choice),
        conductanceWPerK: chosen(hatch.conductanceWPerK, choice),
      }),
    ),
  };
  return { description, choice, loops, model, cabin, hatches };
}

/** An element of a built vehicle by `loop` and `element`. Throws {@link TwinError} where there is none. */
export function elementOf(twin: TwinModel, loop: string, element: string): FlowElement {
  const found = twin.description.loops
    .find(({ id }) => id === loop)
    ?.elements.find((each): each is FlowElement => each.id === element && isFlowElement(each));
  if (found === undefined) throw new TwinError(`${loop}.${element}`, "there is no such element");
  return found;
}

/** Finds an element as people name it: `panel-1` where one loop has it, else `external.panel-1`. */
export function findElement(
  twin: TwinModel,
  name: string,
): { readonly loop: string; readonly element: string } {
  const [first = "", ...rest] = name.split(/[./]/);
  const second = rest.join(".");
  const all = twin.loops.flatMap((loop) =>
    [...loop.elements.keys()].map((element) => ({ loop: loop.id, element })),
  );
  const found = all.filter(({ loop, element }) =>
    second === "" ? element === first : loop === first && element === second,
  );
  if (found.length === 1) return found[0]!;
  const names = all.map(({ loop, element }) => `${loop}.${element}`).join(", ");
  throw new TwinError(
    name,
    found.length > 1
      ? `several loops have a "${name}"; write ${found.map(({ loop, element }) => `${loop}.${element}`).join(" or ")}`
      : `there is no such element; the vehicle has ${names}`,
  );
}
