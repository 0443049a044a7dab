import type { Uncertain } from "../../vehicle/loop-description.ts";

export const distributions = ["uniform", "triangular", "normal", "log-uniform"] as const;
export type Distribution = (typeof distributions)[number];

/** A quantity that differs from member to member. */
export interface Variable {
  /** Path in the vehicle file or scenario, such as `external.compensator.gas-volume`. */
  readonly name: string;
  readonly unit: string;
  readonly range: Uncertain;
  /**
   * Law of the draws, all of them between `low` and `high`: uniform unless given; triangular with its peak at `value`; normal with
   * median `value` and each bound two standard deviations of its side away, cut there; log-uniform.
   */
  readonly distribution?: Distribution;
}

/**
 * Checks a variable.
 *
 * @throws RangeError that names the variable, the value and what would do
 */
export function checkVariable({ name, range, distribution = "uniform" }: Variable): void {
  const { low, value, high } = range;
  const refuse = (problem: string): never => {
    throw new RangeError(`uncertain "${name}": ${problem}`);
  };
  if (![low, value, high].every(Number.isFinite))
    refuse(`${low}, ${value}, ${high} are not all finite numbers`);
  if (!(low <= value && value <= high)) refuse(`${value} is not between ${low} and ${high}`);
  if (distribution === "log-uniform" && !(low > 0))
    refuse(`a log-uniform quantity is above 0, its lowest is ${low}; raise it or choose another law`);
}
