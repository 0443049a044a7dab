import type { ScenarioAction, TwinRun } from "../../twin/index.ts";
import type { TwinDescription } from "../../vehicle/index.ts";
import { chosen } from "../../vehicle/twin/quantity.ts";

/**
 * That the hole of a leak is known only for a volume of gas. A pressure tells by what part the gas grows in a second, so twice the gas is
 * twice the flow: each member takes the hole that goes with its own gas.
 */
export interface HoleForGas {
  /** Which of the shared actions is the leak. */
  readonly action: number;
  /** Its loop and the accumulator there, `loop/element`. */
  readonly accumulator: string;
  /** Volume of gas for which the hole is told [m3]. */
  readonly gasVolumeM3: number;
}

/** The accumulator whose gas a loop's pressure is, for a leak in `loop.element`; null where it has none. */
export function gasAccumulator(description: TwinDescription, element: string): string | null {
  const id = element.split(".")[0]!;
  const loop = description.loops.find((each) => each.id === id);
  const found = loop?.elements.find((each) => each.type === "accumulator" && each.charge.kind === "gas");
  return found === undefined ? null : `${id}/${found.id}`;
}

/**
 * Gas in an accumulator now [m3]: what it was filled with, by Boyle's law (or the file's polytropic exponent) at the pressure of now. A
 * loop colder than it was filled has shrunk, and its gas has grown.
 */
export function gasVolumeM3(run: TwinRun, accumulator: string): number {
  const [loopId, id] = accumulator.split("/");
  const { description, choice } = run.twin;
  const element = description.loops
    .find((each) => each.id === loopId)!
    .elements.find((each) => each.id === id)!;
  if (element.type !== "accumulator" || element.charge.kind !== "gas")
    throw new RangeError(`${accumulator} is no accumulator with gas: no volume of gas can be told of it`);
  const { volumeM3, pressurePa, exponent } = element.charge;
  const ratio = chosen(pressurePa, choice) / run.value(`${accumulator}/pressure`);
  return chosen(volumeM3, choice) * ratio ** (1 / chosen(exponent, choice));
}

/** A leak with the hole that goes with the gas of a run, which stands at the leak's onset. */
export function withHoleForGas(
  leak: ScenarioAction,
  run: TwinRun,
  { accumulator, gasVolumeM3: told }: HoleForGas,
): ScenarioAction {
  if (leak.kind !== "leak") throw new RangeError(`a ${leak.kind} has no hole`);
  return { ...leak, diameterM: leak.diameterM * Math.sqrt(gasVolumeM3(run, accumulator) / told) };
}
