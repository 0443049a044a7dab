import type { DocumentedLoop } from "../incident/index.ts";
import type { LeakFinding } from "../watch/index.ts";
import type { Leak } from "./leak-words.ts";
import { secondsOf } from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import type { WatchedLoop } from "./watch-log.ts";

/** The loop that a report is about: the one that leaks for certain, else the suspected one, else the case's own. */
export interface Subject {
  readonly documented: DocumentedLoop;
  readonly watched: WatchedLoop;
  readonly leak: Leak | null;
  /** The first estimate after confirmation; null where it never was confirmed. */
  readonly confirmedAs: LeakFinding | null;
  /** When the loop was first held to be empty; null if it never was. */
  readonly emptySinceS: number | null;
}

const RANK = { leaking: 0, suspected: 1, blind: 2, normal: 3, learning: 4 } as const;

export function subjectOf({ watched, incident }: Pick<ReportCase, "watched" | "incident">): Subject | null {
  if (watched === null) return null;
  const { document, loops } = watched;
  const own = incident === null ? undefined : `${incident.subject.short}/${incident.subject.loop}`;
  const indices = loops.map((_, i) => i).filter((i) => document.loops[i]!.watched !== null);
  const rank = (i: number) => {
    const { finalState, leak, id } = document.loops[i]!;
    if (leak?.phase === "confirmed") return -1;
    return (finalState === null ? 5 : RANK[finalState]) - (id === own ? 0.5 : 0);
  };
  const best = indices.toSorted((a, b) => rank(a) - rank(b))[0];
  if (best === undefined) return null;
  const found = loops[best]!;
  const { estimates } = found;
  return {
    documented: document.loops[best]!,
    watched: found,
    leak: document.loops[best]!.leak,
    confirmedAs: estimates.find(({ phase }) => phase === "confirmed") ?? null,
    emptySinceS: estimates.find(({ timeToEmptyS }) => timeToEmptyS?.median === 0)?.timeS ?? null,
  };
}

/** The last instant that any loop was watched; of a case without telemetry, when its record ends. */
export function watchedUntilS({ watched }: Pick<ReportCase, "watched">): number | null {
  const until = watched?.document.source.span?.until;
  return until === undefined ? null : secondsOf(until);
}
