import pc from "picocolors";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LeakFinding, LoopState } from "../watch/finding.ts";
import { duration } from "./words.ts";

/** What a run of the watch came to, kept while it goes on. */
export interface Tally {
  readonly loops: readonly LoopDescription[];
  /** State after the last frame, of the loops that had one. */
  readonly last: Map<string, LoopState>;
  /** Loops that the watch has been able to judge at some time. */
  readonly judged: Set<string>;
  readonly phases: Map<string, LeakFinding["phase"]>;
  /** Age of each loop's leak when it was last told of, seconds. */
  readonly toldS: Map<string, number>;
  samples: number;
}

/** The verdict in one line. Says "no leak" only of loops that could be judged. */
export function summary(tally: Tally): string {
  const states = tally.loops.map(({ id }) => `${id} ${tally.last.get(id) ?? "no data"}`).join(", ");
  return `${verdict(tally)}. At the end: ${states}.`;
}

function verdict({ loops, judged, phases, samples }: Tally): string {
  const seen = `in ${samples.toLocaleString("en-US")} samples`;
  const named = (phase: LeakFinding["phase"]) =>
    loops.filter(({ id }) => phases.get(id) === phase).map(({ id }) => id);
  const [leaking, suspected] = [named("confirmed"), named("suspected")];
  if (leaking.length > 0) {
    const more = suspected.length > 0 ? `; leak suspected: ${suspected.join(", ")}` : "";
    return `${pc.bold(`Leak confirmed: ${leaking.join(", ")}`)}${more} ${seen}`;
  }
  if (suspected.length > 0) return `${pc.bold(`Leak suspected: ${suspected.join(", ")}`)} ${seen}`;
  if (judged.size === 0) {
    const shortest = Math.min(...loops.map(({ learningS }) => learningS));
    return `${pc.bold("Nothing judged")} ${seen}: a loop is judged once it has been seen for ${duration(shortest)}`;
  }
  const part = judged.size < loops.length ? `, ${judged.size} of ${loops.length} loops judged` : "";
  return `${pc.bold("No leak found")} ${seen}${part}`;
}
