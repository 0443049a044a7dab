import type { Quality } from "../sample.ts";
import type { ItemUpdate } from "./tlcp-session.ts";

/** What one update of an item means as telemetry. */
export type Reading =
  | {
      readonly kind: "sample";
      readonly timeS: number;
      readonly channel: string;
      readonly value: number;
      readonly quality: Quality;
    }
  | { readonly kind: "signal"; readonly timeS: number; readonly state: "acquired" | "lost" }
  | { readonly kind: "refused"; readonly count: number; readonly problem: string };

/** Gives a feed's items their meaning. Times are the wall clock at arrival, Unix seconds UTC. */
export interface ItemReader {
  update(update: ItemUpdate, nowS: number): readonly Reading[];
  link(state: "up" | "down", nowS: number): readonly Reading[];
  /** Called about once a second, for what follows from silence. */
  tick(nowS: number): readonly Reading[];
}
