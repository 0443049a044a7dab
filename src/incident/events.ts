import type { Incident, ReconstructedIncident } from "./incident-schema.ts";
import type { LoopTruth } from "./loop-truth.ts";

/** A point on the time bar of a replay: from the record, or from the reconstruction. */
export interface CaseEvent {
  readonly timeS: number;
  readonly kind: "record" | "reconstruction";
  readonly label: string;
  /** Title and confidence of the source; null for what is reconstructed. */
  readonly source: string | null;
}

/** Facts known to the minute, in the order of the file; rivals of a fact are events of their own. */
export function recordEvents(incident: Incident): CaseEvent[] {
  const events: CaseEvent[] = [];
  const record = (
    at: { timeS: number; precision: string } | undefined,
    label: string,
    source: string,
    confidence: string,
  ) => {
    if (at === undefined || at.precision === "day" || at.precision === "month") return;
    const title = incident.sources[source]?.title ?? source;
    events.push({ timeS: at.timeS, kind: "record", label, source: `${title} (${confidence})` });
  };
  for (const { at, fact, source, confidence, rivals = [] } of incident.known) {
    record(at, fact, source, confidence);
    for (const rival of rivals)
      record(
        rival.at,
        rival.fact ? `${fact}: ${rival.fact}` : fact,
        rival.source,
        rival.confidence ?? confidence,
      );
  }
  return events;
}

/** What happens inside the reconstructed time, in order: facts known to the minute, and the reconstruction's own milestones. */
export function caseEvents(incident: ReconstructedIncident, truth: LoopTruth): CaseEvent[] {
  const { from, until } = incident.reconstruction;
  const events = recordEvents(incident);
  const { onsetS, run } = truth;
  const milestone = (timeS: number, label: string) =>
    events.push({ timeS, kind: "reconstruction", label, source: null });
  milestone(onsetS, "the hole opens (reconstruction)");
  milestone(
    onsetS + run.cushionEmptyS,
    "gas cushion used up, vapour pressure drives the leak (reconstruction)",
  );
  milestone(onsetS + run.liquidGoneS, "last liquid leaves (reconstruction)");
  return events.filter(({ timeS }) => timeS >= from && timeS <= until).sort((a, b) => a.timeS - b.timeS);
}
