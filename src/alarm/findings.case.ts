import type { Finding, LeakFinding, LoopState } from "../watch/finding.ts";
import type { LoopPlace } from "./sentence.ts";

export const places: readonly LoopPlace[] = [
  { id: "a", name: "External loop A", carrier: "ISS" },
  { id: "b", name: "External loop B", carrier: "ISS" },
];

const base = (loop: string, timeS: number) => ({
  schema: "hoarfrost/finding/1" as const,
  loop,
  time: new Date(timeS * 1000).toISOString(),
  timeS,
});

export function leak(
  loop: string,
  timeS: number,
  phase: LeakFinding["phase"],
  odds: Record<string, number> = {},
): Finding {
  return {
    ...base(loop, timeS),
    type: "leak",
    phase,
    statisticNat: 20,
    thresholdNat: 14,
    onset: { medianS: timeS - 600, p05S: timeS - 720, p95S: timeS - 480 },
    rateFractionPerDay: null,
    rateKgPerS: null,
    holeDiameterM: null,
    inventoryKg: null,
    timeToEmptyS: null,
    unavailable: {},
    place: [],
    odds,
  };
}

export function blind(loop: string, timeS: number, isBlind: boolean): Finding {
  return { ...base(loop, timeS), type: "blind", blind: isBlind, reason: "No sample has come for 60 s." };
}

export function state(loop: string, timeS: number, to: LoopState, from: LoopState): Finding {
  return { ...base(loop, timeS), type: "state", state: to, from, reason: "It is so." };
}

export function fault(loop: string, timeS: number, channel: string): Finding {
  return { ...base(loop, timeS), type: "fault", channel, problem: "It has not moved for a day." };
}
