import type { StationAnswer } from "../../../src/service/contract.ts";
import type { Shape, Tone } from "../words/state-words.ts";

export type Standing = StationAnswer["people"][number]["standing"];

/** How good somebody's seat is: shape, word and colour together. */
export const seatStatus: Readonly<
  Record<Standing, { readonly word: string; readonly shape: Shape; readonly tone: Tone }>
> = {
  good: { word: "good seat", shape: "circle", tone: "ok" },
  deck: { word: "cargo deck", shape: "hollow", tone: "caution" },
  emergency: { word: "emergency only", shape: "diamond", tone: "caution" },
  none: { word: "no seat", shape: "triangle", tone: "alarm" },
};
