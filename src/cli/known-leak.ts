import { type KnownLeak, leakAfter, leakFromFinding } from "../forecast/thermal/index.ts";
import { type OpenedCase, openCase } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { LeakFinding } from "../watch/finding.ts";
import { watchSource } from "../watch/index.ts";
import { readInstant } from "./instant.ts";

/** What the watch of a case knew at an instant. */
export interface CaseKnowledge {
  readonly opened: OpenedCase;
  readonly nowS: number;
  /** The leak, and the finding that tells it; null where none was confirmed by then or it had been said to have ended. */
  readonly leak: (KnownLeak & { readonly finding: LeakFinding }) | null;
}

/** Watches the loop of a case until an instant and not a sample further. The end of its telemetry, unless an instant is given. */
export async function knowledgeOfCase(file: string, at: string | undefined): Promise<CaseKnowledge> {
  const opened = openCase(file);
  const nowS = at === undefined ? opened.untilS : instantOf(at, opened);
  const [loop] = opened.loops;
  let last: LeakFinding | null = null;
  for await (const { point, findings } of watchSource(opened.source, [loop!])) {
    if (point.endS > nowS) break;
    last = findings.reduce(leakAfter, last);
  }
  const known = last === null ? undefined : leakFromFinding(last, nowS, loop!);
  return { opened, nowS, leak: last !== null && known !== undefined ? { ...known, finding: last } : null };
}

function instantOf(text: string, { fromS, untilS, incident }: OpenedCase): number {
  const { valueS, relative } = readInstant(text, "--at");
  const timeS = relative ? fromS + valueS : valueS;
  const iso = (s: number) => new Date(s * 1000).toISOString().slice(0, 16);
  if (timeS > fromS && timeS <= untilS) return timeS;
  throw new InputError(
    `--at "${text}" is outside the telemetry of ${incident.id}, which reaches from ${iso(fromS)}Z to ${iso(untilS)}Z`,
  );
}
