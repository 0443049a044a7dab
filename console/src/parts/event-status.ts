import type { RunEvent } from "../state/past.ts";
import type { Shape, Tone } from "../words/state-words.ts";

/** How an event is drawn, and how grave it is when there is room for few labels. */
export const eventStatus: Readonly<Record<RunEvent["kind"], { shape: Shape; tone: Tone; rank: number }>> = {
  confirmed: { shape: "triangle", tone: "alarm", rank: 0 },
  suspected: { shape: "diamond", tone: "caution", rank: 1 },
  ended: { shape: "circle", tone: "ok", rank: 2 },
  record: { shape: "dot", tone: "quiet", rank: 3 },
  reconstruction: { shape: "hollow", tone: "quiet", rank: 4 },
  gap: { shape: "hatched", tone: "blind", rank: 5 },
};
