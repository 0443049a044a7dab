import type { LoopDescription } from "../vehicle/index.ts";
import { type LeakFinding, type LoopState, planWatch, type WatchOutput } from "../watch/index.ts";
import type { DocumentedLoop, IncidentDocument, TimelineEntry } from "./document-schema.ts";

/** What the document says of the run that the watch itself does not know. */
export interface AboutRun {
  readonly id: string;
  readonly title: string;
  /** Null for telemetry that is not known to be made. */
  readonly syntheticNote: string | null;
  readonly sourceName: string;
  readonly samples: number;
  /** Things that the reading of the source had to refuse. */
  readonly problems: number;
  readonly version: string;
}

interface LoopRecord {
  firstDataS: number;
  lastDataS: number;
  finalState: LoopState | null;
  suspectedS: number;
  confirmedS: number;
  leak: LeakFinding | null;
}

/** Keeps of a watch's outputs what an incident document needs: a few numbers a loop, and the timeline. */
export class WatchRecord {
  readonly #loops: readonly LoopDescription[];
  readonly #records: readonly LoopRecord[];
  readonly #timeline: TimelineEntry[] = [];

  constructor(loops: readonly LoopDescription[]) {
    this.#loops = loops;
    this.#records = loops.map(() => ({
      firstDataS: Number.NaN,
      lastDataS: Number.NaN,
      finalState: null,
      suspectedS: Number.NaN,
      confirmedS: Number.NaN,
      leak: null,
    }));
  }

  /** Takes the outputs of the watch, in order. */
  take({ loopIndex, point, findings }: WatchOutput): void {
    const record = this.#records[loopIndex]!;
    if (!Number.isNaN(point.measured)) {
      if (Number.isNaN(record.firstDataS)) record.firstDataS = point.endS;
      record.lastDataS = point.endS;
    }
    if (!Number.isNaN(record.firstDataS)) record.finalState = point.state;
    for (const finding of findings) {
      const { time, loop } = finding;
      if (finding.type === "leak") this.#takeLeak(record, finding);
      else if (finding.type === "fault") {
        const { channel, problem } = finding;
        this.#timeline.push({ time, loop, kind: "oddity", channel, problem });
      } else if (finding.type === "blind") {
        if (!finding.blind) this.#endBlind(loop, time);
        else this.#timeline.push({ time, loop, kind: "blind", until: null, reason: finding.reason });
      } else if (finding.type === "state") {
        const { from, state: to, reason } = finding;
        if (from === "blind") this.#endBlind(loop, time);
        if (to === "normal") this.#dropSuspicion(record);
        this.#timeline.push({ time, loop, kind: "state", from, to, reason });
      }
    }
  }

  #takeLeak(record: LoopRecord, finding: LeakFinding): void {
    const { phase, time, loop } = finding;
    if (record.leak?.phase !== phase)
      this.#timeline.push({ time, loop, kind: "leak", phase, onset: onsetOf(finding) });
    if (Number.isNaN(record.suspectedS)) record.suspectedS = finding.timeS;
    if (phase === "confirmed" && Number.isNaN(record.confirmedS)) record.confirmedS = finding.timeS;
    record.leak = finding;
  }

  #dropSuspicion(record: LoopRecord): void {
    if (record.leak?.phase !== "suspected") return;
    record.leak = null;
    record.suspectedS = Number.NaN;
  }

  #endBlind(loop: string, time: string): void {
    const open = this.#timeline.findLast((entry) => entry.kind === "blind" && entry.loop === loop);
    if (open?.kind === "blind" && open.until === null) open.until = time;
  }

  /** The document of everything taken so far. The same outputs give the same document. */
  document(about: AboutRun): IncidentDocument {
    const firstS = Math.min(...finite(this.#records.map(({ firstDataS }) => firstDataS)));
    const lastS = Math.max(...finite(this.#records.map(({ lastDataS }) => lastDataS)));
    return {
      schema: "hoarfrost/incident-document/1",
      id: about.id,
      title: about.title,
      synthetic: about.syntheticNote !== null,
      syntheticNote: about.syntheticNote,
      source: {
        name: about.sourceName,
        samples: about.samples,
        problems: about.problems,
        span: spanOf(firstS, lastS),
      },
      loops: this.#loops.map((loop, index) => documentedLoop(loop, this.#records[index]!)),
      timeline: this.#timeline.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time)),
      madeBy: { program: "hoarfrost", version: about.version },
    };
  }
}

/** The incident document of a finished watch: final states, leaks with their bands, and the timeline. */
export function buildIncidentDocument(
  loops: readonly LoopDescription[],
  outputs: Iterable<WatchOutput>,
  about: AboutRun,
): IncidentDocument {
  const record = new WatchRecord(loops);
  for (const output of outputs) record.take(output);
  return record.document(about);
}

function documentedLoop(loop: LoopDescription, record: LoopRecord): DocumentedLoop {
  const { suspectNat, confirmNat } = planWatch(loop);
  const { id, name, carrier, coolant, inventoryChannel, meanTimeBetweenFalseAlarmsS } = loop;
  return {
    id,
    name,
    carrier,
    coolant,
    inventoryChannel,
    watched: spanOf(record.firstDataS, record.lastDataS),
    finalState: record.finalState,
    thresholds: { suspectNat, confirmNat, meanTimeBetweenFalseAlarmsS },
    leak: record.leak === null ? null : leakOf(record.leak, record),
  };
}

function leakOf(finding: LeakFinding, record: LoopRecord): DocumentedLoop["leak"] {
  const { phase, time, rateFractionPerDay, rateKgPerS, holeDiameterM, inventoryKg, timeToEmptyS } = finding;
  const { unavailable, place, odds } = finding;
  return {
    phase,
    suspectedAt: instantOf(record.suspectedS),
    confirmedAt: instantOf(record.confirmedS),
    asOf: time,
    onset: onsetOf(finding),
    rateFractionPerDay,
    rateKgPerS,
    holeDiameterM,
    inventoryKg,
    timeToEmptyS,
    unavailable,
    place,
    odds,
  };
}

function onsetOf({ onset }: LeakFinding) {
  return {
    median: new Date(onset.medianS * 1000).toISOString(),
    p05: new Date(onset.p05S * 1000).toISOString(),
    p95: new Date(onset.p95S * 1000).toISOString(),
  };
}

function instantOf(timeS: number): string | null {
  return Number.isNaN(timeS) ? null : new Date(timeS * 1000).toISOString();
}

function spanOf(fromS: number, untilS: number): { from: string; until: string } | null {
  if (!Number.isFinite(fromS) || !Number.isFinite(untilS)) return null;
  return { from: new Date(fromS * 1000).toISOString(), until: new Date(untilS * 1000).toISOString() };
}

function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}
