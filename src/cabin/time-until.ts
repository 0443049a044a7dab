import { advanceCabin, type CabinState, type CompartmentReading, readingOf } from "./cabin.ts";
import type { CabinLayout, CabinLoads } from "./compartment.ts";

/** When something first held, and the cabin at that moment. */
export interface Crossing {
  readonly timeS: number;
  readonly state: CabinState;
}

/**
 * First time at which `reached` holds in a compartment, such as a temperature limit or saturation; undefined if that is
 * not within `withinS` of the state's own time. Looked for every `everyS` and then halved to 1 s, so that something that
 * holds for less than `everyS` may be missed.
 *
 * @example timeUntil(layout, now, loads, "descent", (air) => air.relativeHumidity >= 1, { withinS: 6 * 3600 })
 */
export function timeUntil(
  layout: CabinLayout,
  state: CabinState,
  loads: CabinLoads,
  compartmentId: string,
  reached: (now: CompartmentReading) => boolean,
  search: { readonly withinS: number; readonly everyS?: number },
): Crossing | undefined {
  const everyS = search.everyS ?? 60;
  const endS = state.timeS + search.withinS;
  const holds = (at: CabinState) => reached(readingOf(layout, at, compartmentId));
  if (holds(state)) return { timeS: state.timeS, state };
  let before = state;
  while (before.timeS < endS) {
    const step = Math.min(everyS, endS - before.timeS);
    const after = advanceCabin(layout, before, loads, step);
    if (holds(after)) return halved(before, after);
    before = after;
  }
  return undefined;

  function halved(low: CabinState, high: CabinState): Crossing {
    let [early, late] = [low, high];
    while (late.timeS - early.timeS > 1) {
      const middle = advanceCabin(layout, early, loads, 0.5 * (late.timeS - early.timeS));
      if (holds(middle)) late = middle;
      else early = middle;
    }
    return { timeS: late.timeS, state: late };
  }
}
