import type { Run } from "../../../src/service/contract.ts";
import type { StateFinding } from "../../../src/watch/finding.ts";
import { clock, duration } from "../words/format.ts";
import { fullName } from "../words/loop-words.ts";
import { type ConsoleState, runOf, type TimeWindow } from "./console-state.ts";

export type RunEvent = Run["events"][number];

export interface Past {
  /** What had happened, in order of time. */
  readonly events: readonly RunEvent[];
  /** Stretches in which no loop could be judged for want of data; the last may be open. */
  readonly gaps: readonly TimeWindow[];
}

/** A silence shorter than this is no event of its own [s]. */
const LEAST_GAP_S = 60;

/** Stretches in which every loop was blind at once, up to an instant. */
export function blindTogether(
  loops: readonly string[],
  changes: readonly StateFinding[],
  untilS: number,
): readonly TimeWindow[] {
  const blind = new Set<string>();
  const gaps: TimeWindow[] = [];
  let fromS: number | null = null;
  for (const { loop, state, timeS } of changes) {
    if (timeS > untilS) break;
    if (state === "blind") blind.add(loop);
    else blind.delete(loop);
    const all = loops.length > 0 && blind.size === loops.length;
    if (all) fromS ??= timeS;
    else if (fromS !== null) {
      gaps.push({ fromS, toS: timeS });
      fromS = null;
    }
  }
  if (fromS !== null) gaps.push({ fromS, toS: untilS });
  return gaps;
}

/** The rise to a leak and the end of one as events; a return from blindness to a known leak is none. */
function leakEvents(run: Run, changes: readonly StateFinding[]): RunEvent[] {
  const before = new Map<string, StateFinding["state"]>();
  const events: RunEvent[] = [];
  for (const { loop, state, timeS } of changes) {
    if (state === "blind") continue;
    const was = before.get(loop);
    before.set(loop, state);
    if (was === state) continue;
    const summary = run.loops.find((candidate) => candidate.id === loop);
    const name = summary === undefined ? loop : fullName(summary);
    const say = (kind: RunEvent["kind"], label: string): number =>
      events.push({ timeS, kind, label, source: null });
    if (state === "leaking") say("confirmed", `leak confirmed, ${name}`);
    else if (state === "suspected" && was !== "leaking") say("suspected", `leak suspected, ${name}`);
    else if (was === "leaking") say("ended", `leak no longer seen, ${name}`);
    else if (was === "suspected") say("ended", `suspicion lifted, ${name}`);
  }
  return events;
}

const none: readonly StateFinding[] = [];
const nothing: Past = { events: [], gaps: [] };

let kept: { readonly of: readonly unknown[]; readonly past: Past } | null = null;

/** Everything that had happened by the shown instant: from the record, from the reconstruction, and from the watch. */
export function pastOf(state: ConsoleState): Past {
  const run = runOf(state);
  const untilS = Math.floor(state.instantS ?? 0);
  const list = state.changes?.run === run?.id ? (state.changes?.list ?? none) : none;
  const of = [run, untilS, list];
  if (kept?.of.every((part, at) => Object.is(part, of[at]))) return kept.past;
  if (run === null) return nothing;
  const known = list.filter((change) => change.timeS <= untilS);
  const loops = run.loops.map((loop) => loop.id);
  const gaps = blindTogether(loops, known, untilS).filter((gap) => gap.toS - gap.fromS >= LEAST_GAP_S);
  const events = [
    ...run.events.filter((event) => event.timeS <= untilS),
    ...leakEvents(run, known),
    ...gaps.map(({ fromS, toS }): RunEvent => {
      const open = toS >= untilS;
      const label = open
        ? `no data from any loop since ${clock(fromS)}`
        : `no data from any loop, ${duration(toS - fromS)}`;
      return { timeS: fromS, kind: "gap", label, source: null };
    }),
  ].sort((a, b) => a.timeS - b.timeS);
  kept = { of, past: { events, gaps } };
  return kept.past;
}

/** One loop's changes of state up to the shown instant. */
export function knownChanges(state: ConsoleState, loop: string): readonly StateFinding[] {
  const { changes, runId, instantS } = state;
  if (changes === null || changes.run !== runId || instantS === null) return none;
  return changes.list.filter((change) => change.loop === loop && change.timeS <= instantS);
}
