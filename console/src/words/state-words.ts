import type { Alarm, ClaimVerdict, LedgerRow } from "../../../src/service/contract.ts";
import type { LoopState } from "../../../src/watch/finding.ts";

/** Shapes of the status grammar: each status is a shape, a word and a colour together. */
export type Shape =
  | "triangle"
  | "diamond"
  | "circle"
  | "hatched"
  | "dashed"
  | "octagon"
  | "dot"
  | "hollow"
  | "tick"
  | "cross";
export type Tone = "alarm" | "caution" | "ok" | "good" | "blind" | "quiet";

interface Status {
  readonly word: string;
  readonly verdict: string;
  readonly shape: Shape;
  readonly tone: Tone;
  /** Worst first. */
  readonly rank: number;
}

export const stateStatus: Readonly<Record<LoopState, Status>> = {
  leaking: { word: "Leak", verdict: "Leaking", shape: "triangle", tone: "alarm", rank: 0 },
  suspected: { word: "Suspected", verdict: "Leak suspected", shape: "diamond", tone: "caution", rank: 1 },
  blind: { word: "Blind", verdict: "Blind", shape: "hatched", tone: "blind", rank: 2 },
  learning: { word: "Learning", verdict: "Learning", shape: "dashed", tone: "quiet", rank: 3 },
  normal: { word: "Normal", verdict: "Normal", shape: "circle", tone: "ok", rank: 4 },
};

export const priorityStatus: Readonly<Record<Alarm["priority"], { shape: Shape; tone: Tone; word: string }>> =
  {
    emergency: { shape: "octagon", tone: "alarm", word: "EMERGENCY" },
    warning: { shape: "triangle", tone: "alarm", word: "WARNING" },
    caution: { shape: "diamond", tone: "caution", word: "CAUTION" },
    advisory: { shape: "circle", tone: "quiet", word: "ADVISORY" },
  };

/** What is said of a rate over time. Nothing here is an alarm: it asks for thought, not for action. */
export const trendStatus: Readonly<
  Record<LedgerRow["verdict"], { readonly word: string; readonly shape: Shape; readonly tone: Tone }>
> = {
  rising: { word: "Rising", shape: "diamond", tone: "caution" },
  falling: { word: "Falling", shape: "circle", tone: "ok" },
  "no trend shown": { word: "No trend shown", shape: "dashed", tone: "quiet" },
  "too few to say": { word: "Too few to say", shape: "hatched", tone: "blind" },
};

/** What a public statement comes to. */
export const verdictStatus: Readonly<
  Record<ClaimVerdict, { readonly word: string; readonly shape: Shape; readonly tone: Tone }>
> = {
  supported: { word: "Supported", shape: "tick", tone: "good" },
  "in tension": { word: "In tension", shape: "diamond", tone: "caution" },
  contradicted: { word: "Contradicted", shape: "cross", tone: "alarm" },
  "not decidable": { word: "Not decidable", shape: "hatched", tone: "blind" },
};
