import type { Board, StationAnswer } from "../../../src/service/contract.ts";
import type { Shape, Tone } from "../words/state-words.ts";
import { stateStatus } from "../words/state-words.ts";

export type StationShip = StationAnswer["ships"][number];

/** What a ship shows: the worst of what the watch says of its loops and of what is on record. */
export interface ShipStatus {
  readonly word: string;
  readonly detail: string | null;
  readonly shape: Shape;
  readonly tone: Tone;
  /** Worst first. */
  readonly rank: number;
  /** The loop that says so; null where none does. */
  readonly loop: string | null;
  readonly leaking: boolean;
}

/** Nothing green is said of a ship whose loops nobody watches. */
export function shipStatus(ship: StationShip, board: Board | null): ShipStatus {
  const statuses = (board?.loops ?? []).filter(({ loop }) => ship.loops.includes(loop));
  const worst = statuses.toSorted((a, b) => stateStatus[a.state].rank - stateStatus[b.state].rank)[0];
  if (worst?.state === "leaking" || worst?.state === "suspected") {
    const { word, shape, tone, rank } = stateStatus[worst.state];
    const leaking = worst.state === "leaking";
    return {
      word: leaking ? "Leak" : word,
      detail: ship.why,
      shape,
      tone,
      rank,
      loop: worst.loop,
      leaking,
    };
  }
  if (ship.fitness === "unfit")
    return {
      word: "Unfit",
      detail: ship.why,
      shape: "cross",
      tone: "alarm",
      rank: 0.5,
      loop: worst?.loop ?? null,
      leaking: false,
    };
  if (ship.fitness === "emergency-only")
    return {
      word: "Emergency only",
      detail: ship.why,
      shape: "diamond",
      tone: "caution",
      rank: 1.5,
      loop: worst?.loop ?? null,
      leaking: false,
    };
  if (worst === undefined)
    return {
      word: "No loop watched",
      detail: null,
      shape: "dot",
      tone: "quiet",
      rank: 5,
      loop: null,
      leaking: false,
    };
  const { word, shape, tone, rank } = stateStatus[worst.state];
  return { word, detail: null, shape, tone, rank, loop: worst.loop, leaking: false };
}
