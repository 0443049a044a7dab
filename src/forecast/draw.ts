import { type RandomStream, randomStream } from "../stats/index.ts";
import type { Uncertain } from "../vehicle/loop-description.ts";

/** One member's way of choosing numbers from their ranges. The same name gives the same choice. */
export interface Draw {
  (name: string, range: Uncertain): number;
  /** Where in its range each named number fell, 0 to 1, in the order in which they were first asked for. */
  readonly chosen: ReadonlyMap<string, number>;
}

/** From this ratio on, a range is one of orders of magnitude. */
const WIDE = 10;

/**
 * A value stands for the median and its range for all that is thought possible: half of the members fall evenly below the
 * value and half evenly above. A share of 0.5 is therefore the value itself. Ranges of a factor of ten or more are even in the
 * logarithm.
 */
export function atShare({ value, low, high }: Uncertain, share: number): number {
  const [from, to, part] = share < 0.5 ? [low, value, 2 * share] : [value, high, 2 * share - 1];
  return low > 0 && high / low >= WIDE ? from * (to / from) ** part : from + part * (to - from);
}

/** Draws that depend on the seed, the member and the name alone, so that two cases share all that they have in common. */
export function memberDraw(seed: number, member: number): Draw {
  const stream: RandomStream = randomStream(seed).named("forecast").named(member);
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
