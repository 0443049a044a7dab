import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** An endless stream of standard normal numbers. */
export type Gaussian = () => number;

/**
 * A stream for a seed and a name: the same pair gives the same numbers for ever, other names give streams that do not depend on it,
 * so a sensor added to a file leaves the noise of the others as it was. Box and Muller (1958). The telemetry of the shipped cases, and
 * every figure measured on it, hangs on these numbers; anything new draws from {@link randomStream} instead.
 */
export function gaussianStream(seed: number, name: string): Gaussian {
  const random = xoroshiro128plus(mix(seed, name));
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(random)));
    const angle = 2 * Math.PI * uniformFloat64(random);
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** FNV-1a over seed and name as text: a 32-bit seed for the generator. */
function mix(seed: number, name: string): number {
  let hash = 0x811c9dc5 | 0;
  for (const character of `${seed}/${name}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash;
}
