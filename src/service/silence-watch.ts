import { blindCondition, type Condition, type LoopPlace } from "../alarm/index.ts";
import type { WatchOutput } from "./run-input.ts";

/** A live loop of which nothing is heard for this long, and for three frames, is blind [s]. */
export const silenceLimitS = 60;

interface Loop extends LoopPlace {
  readonly framePeriodS: number;
}

/**
 * Notices that a live source says nothing at all, though its connection may stand open: the watch, which knows no clock,
 * cannot. One of these a run.
 */
export class SilenceWatch {
  readonly #loops: readonly Loop[];
  readonly #heardS: number[];
  /** When silence was told, a loop; null while it is heard. */
  readonly #toldS: (number | null)[];

  constructor(loops: readonly Loop[], nowS: number) {
    this.#loops = loops;
    this.#heardS = loops.map(() => nowS);
    this.#toldS = loops.map(() => null);
  }

  /** Takes note of an output. Ends the silence told of its loop, unless the watch itself is blind. */
  heard({ loopIndex, point }: WatchOutput, nowS: number): Condition[] {
    const loop = this.#loops[loopIndex];
    if (loop === undefined) return [];
    this.#heardS[loopIndex] = nowS;
    const toldS = this.#toldS[loopIndex] ?? null;
    if (toldS === null || point.state === "blind") return [];
    this.#toldS[loopIndex] = null;
    // A backlog brings frames older than the silence: the silence still ends after it began.
    const timeS = Math.max(point.endS, toldS);
    return [{ loop: loop.id, cause: "blind", event: { kind: "clear", timeS } }];
  }

  /** Loops that have just been silent for too long. */
  check(nowS: number): Condition[] {
    return this.#loops.flatMap((loop, index) => {
      const silentS = nowS - this.#heardS[index]!;
      if (this.#toldS[index] !== null || silentS <= Math.max(silenceLimitS, 3 * loop.framePeriodS)) return [];
      this.#toldS[index] = nowS;
      return [
        blindCondition(loop.id, nowS, `nothing has come from the source for ${Math.round(silentS)} s`, loop),
      ];
    });
  }
}
