import type { LoopState, TracePoint } from "../watch/finding.ts";
import type { WatchOutput } from "./run-input.ts";

/** A live source that says what the test says, when the test says it. */
export class LiveSource {
  #waiting: WatchOutput[] = [];
  #wake: () => void = () => undefined;
  #ended = false;

  say(output: WatchOutput): void {
    this.#waiting.push(output);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *outputs(): AsyncGenerator<WatchOutput> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift()!;
      if (this.#ended) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** A frame of which only time, state and value matter. */
export function pointOf(endS: number, state: LoopState, measured = 1): TracePoint {
  return {
    endS,
    state,
    coverage: state === "blind" ? 0 : 1,
    measured,
    expected: 1,
    expectedSd: 1,
    residual: 0,
    statisticNat: 0,
    suspectNat: 9,
    confirmNat: 14,
    rateFractionPerDay: null,
    rateKgPerS: null,
    holeDiameterM: null,
    inventoryKg: null,
    timeToEmptyS: null,
  };
}
