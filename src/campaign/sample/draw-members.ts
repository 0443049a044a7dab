import { randomStream } from "../../stats/index.ts";
import type { Member } from "../member/member-module.ts";
import { quantileOf } from "./quantile-of.ts";
import { ScrambledSobol, SOBOL_DIMENSIONS } from "./scrambled-sobol.ts";
import { checkVariable, type Variable } from "./variable.ts";

export const samplings = ["sobol", "random"] as const;
export type Sampling = (typeof samplings)[number];

/**
 * Draws members by number. Each is a function of seed, variables and number alone: none depends on how many there are or on which ran
 * before. `sobol` spreads the members evenly; variables beyond the reach of its table, and all of `random`, are drawn independently.
 */
export function drawMembers(
  variables: readonly Variable[],
  seed: number,
  sampling: Sampling,
): (number: number) => Member {
  for (const variable of variables) checkVariable(variable);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, got ${seed}`);
  const even = sampling === "sobol" ? Math.min(variables.length, SOBOL_DIMENSIONS) : 0;
  const sobol = new ScrambledSobol(even, seed);
  // Seed and number as names: streams of near names have nothing in common.
  const streams = randomStream(0).named(`campaign, seed ${seed}`);
  return (number) => {
    const stream = streams.named(number);
    const draws = variables.map((variable, dimension) => {
      const fine = stream.uniform();
      const u = dimension < even ? sobol.coordinate(number, dimension) + fine / 2 ** 32 : fine;
      return quantileOf(variable, u);
    });
    return { number, seed: Math.floor(stream.named("seed").uniform() * 2 ** 53), draws };
  };
}
