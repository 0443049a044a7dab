import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { DetectabilityAnswer } from "./detectability-contract.ts";

export interface DetectabilityQuestion {
  readonly kind: "detectability";
  readonly loop: LoopDescription;
}

/** By theory, from the loop's description alone; takes about a second a loop. */
export async function detectabilityAnswer({ loop }: DetectabilityQuestion): Promise<DetectabilityAnswer> {
  // The bench is large, and most services are never asked.
  const { fuseGauges, linesOf, smallestLeaks } = await import("../leakbench/index.ts");
  const leaks = smallestLeaks(fuseGauges(loop));
  const size = ({ perDay, text }: { readonly perDay: number; readonly text: string }) =>
    Number.isFinite(perDay)
      ? { perDay, words: text }
      : { perDay: null, words: "no leak shows within this time" };
  return {
    schema: "hoarfrost/detectability/1",
    loop: loop.id,
    meanTimeBetweenFalseAlarmsS: loop.meanTimeBetweenFalseAlarmsS,
    unit: loop.inventoryUnit,
    windows: linesOf(loop, leaks, [], null).map(({ window, half, most, bound }, i) => ({
      window,
      windowS: leaks[i]!.windowS,
      half: size(half),
      most: size(most),
      bound: size(bound),
    })),
  };
}
