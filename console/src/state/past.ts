import type { Run } from "../../../src/service/contract.ts";
import type { StateFinding } from "../../../src/watch/finding.ts";
import { clock, duration } from "../words/format.ts";
import { fullName } from "../words/loop-words.ts";
import { type ConsoleState, runOf, type TimeWindow } from "./console-state.ts";

export type RunEvent = Run["events"][number];

export interface Past {
  /** What had happened, in order of time. */
  readonly events: readonly RunEvent[];
  /** Stretches in which no loop could be judged anew for want of data; the last may be open. */
  readonly gaps: readonly Gap[];
}

export interface Gap extends TimeWindow {
  /** How many loops were blind. */
  readonly loops: number;
}

/** A silence shorter than this is no event of its own [s]. */
const LEAST_GAP_S = 60;

/**
 * Stretches in which every loop was blind that could be, up to an instant. A loop known to leak stays leaking through a
 * silence, so it neither makes a gap nor ends one.
 */
export function blindTogether(
  loops: readonly string[],
  changes: readonly StateFinding[],
  untilS: number,
): readonly Gap[] {
  const states = new Map<string, StateFinding["state"]>();
  const gaps: Gap[] = [];
  let fromS: number | null = null;
  let mostBlind = 0;
  for (const { loop, state, timeS } of changes) {
    if (timeS > untilS) break;
    states.set(loop, state);
    const blind = loops.filter((one) => states.get(one) === "blind").length;
    const leaking = loops.filter((one) => ["leaking", "suspected"].includes(states.get(one) ?? "")).length;
    if (blind > 0 && blind + leaking === loops.length) {
      fromS ??= timeS;
      mostBlind = Math.max(mostBlind, blind);
    } else if (fromS !== null) {
      gaps.push({ fromS, toS: timeS, loops: mostBlind });
      fromS = null;
      mostBlind = 0;
    }
  }
  if (fromS !== null) gaps.push({ fromS, toS: untilS, loops: mostBlind });
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
    ...gaps.map((gap): RunEvent => {
      const who = gap.loops === loops.length ? "any loop" : `${gap.loops} of ${loops.length} loops`;
      const length = gap.toS >= untilS ? `since ${clock(gap.fromS)}` : duration(gap.toS - gap.fromS);
      return { timeS: gap.fromS, kind: "gap", label: `no data from ${who}, ${length}`, source: null };
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
