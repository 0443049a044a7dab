import { type RandomStream, randomStream } from "../../stats/index.ts";
import type { Uncertain } from "../../vehicle/loop-description.ts";

/** One member's way of choosing numbers from their ranges. The same name gives the same choice. */
export interface Draw {
  (name: string, range: Uncertain): number;
  /** Where in its range each named number fell, 0 to 1, in the order in which they were first asked for. */
  readonly chosen: ReadonlyMap<string, number>;
}

/**
 * A value stands for the median and its range for all that is thought possible: half of the members fall evenly below the
 * value and half evenly above. A share of 0.5 is therefore the value itself.
 */
export function atShare({ value, low, high }: Uncertain, share: number): number {
  return share < 0.5 ? low + 2 * share * (value - low) : value + (2 * share - 1) * (high - value);
}

/** Draws that depend on the seed, the member and the name alone, so that two cases share all that they have in common. */
export function memberDraw(seed: number, member: number): Draw {
  const stream: RandomStream = randomStream(seed).named("return").named(member);
  return drawing((name) => stream.named(name).uniform());
}

/** Every number at its value. */
export function valueDraw(): Draw {
  return drawing(() => 0.5);
}

function drawing(shareOf: (name: string) => number): Draw {
  const chosen = new Map<string, number>();
  const draw = (name: string, range: Uncertain): number => {
    let share = chosen.get(name);
    if (share === undefined) {
      share = shareOf(name);
      if (range.low < range.high) chosen.set(name, share);
    }
    return atShare(range, share);
  };
  return Object.assign(draw, { chosen });
}
