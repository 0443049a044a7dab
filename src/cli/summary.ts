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
  samples: number;
}

/** The verdict in one line. Says "no leak" only of loops that could be judged. */
export function summary(tally: Tally): string {
  const { loops, last, samples } = tally;
  const states = loops.map(({ id }) => `${id} ${last.get(id) ?? "no data"}`).join(", ");
  return `${pc.bold(verdict(tally))} in ${samples.toLocaleString("en-US")} samples. At the end: ${states}.`;
}

function verdict({ loops, judged, phases }: Tally): string {
  const named = (phase: LeakFinding["phase"]) =>
    loops.filter(({ id }) => phases.get(id) === phase).map(({ id }) => id);
  const parts: string[] = [];
  const [leaking, suspected] = [named("confirmed"), named("suspected")];
  if (leaking.length > 0) parts.push(`Leak confirmed: ${leaking.join(", ")}`);
  if (suspected.length > 0)
    parts.push(`${parts.length ? "leak" : "Leak"} suspected: ${suspected.join(", ")}`);
  if (parts.length > 0) return parts.join("; ");
  if (judged.size === 0) {
    const shortest = Math.min(...loops.map(({ learningS }) => learningS));
    return `Nothing judged: a loop must be seen for ${duration(shortest)} first. That is not "no leak": nothing found`;
  }
  return judged.size === loops.length
    ? "No leak found"
    : `No leak found, ${judged.size} of ${loops.length} loops judged,`;
}
