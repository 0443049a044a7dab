import { type AboutRun, type IncidentDocument, WatchRecord } from "../incident/index.ts";
import type { LoopDescription } from "../vehicle/index.ts";
import type { LeakFinding, WatchOutput } from "../watch/index.ts";
import { LoopTrace } from "./loop-trace.ts";

/** What a watch leaves for a report. */
export interface Watched {
  readonly document: IncidentDocument;
  readonly loops: readonly WatchedLoop[];
}

export interface WatchedLoop {
  readonly loop: LoopDescription;
  readonly trace: LoopTrace;
  /** The estimates of the leak as they came in: the first, those that halve its age since, and the last. Empty without a leak. */
  readonly estimates: readonly LeakFinding[];
  /** When the watch first said so by the pressures alone [Unix s]; null where it did not. */
  readonly first: { readonly confirmedS: number | null; readonly isolateS: number | null };
}

/** Ages of a leak at which a report tells what was known of it [s]. */
const AGES_S = [0, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 3 * 86_400, 10 * 86_400];

/** Keeps of a watch's outputs what a report needs, in bounded memory. */
export class WatchLog {
  readonly #record: WatchRecord;
  readonly #loops: {
    loop: LoopDescription;
    trace: LoopTrace;
    estimates: LeakFinding[];
    first: { confirmedS: number | null; isolateS: number | null };
  }[];

  constructor(loops: readonly LoopDescription[]) {
    this.#record = new WatchRecord(loops);
    this.#loops = loops.map((loop) => ({
      loop,
      trace: new LoopTrace(),
      estimates: [],
      first: { confirmedS: null, isolateS: null },
    }));
  }

  /** Takes the outputs of the watch, in order. */
  take(output: WatchOutput): void {
    this.#record.take(output);
    const kept = this.#loops[output.loopIndex]!;
    kept.trace.append(output.point, kept.loop.framePeriodS);
    for (const finding of output.findings) {
      if (finding.type === "leak") {
        kept.estimates = withEstimate(kept.estimates, finding);
        if (finding.phase === "confirmed") kept.first.confirmedS ??= finding.timeS;
        if (finding.level === "isolate") kept.first.isolateS ??= finding.timeS;
      }
      // A suspicion that was dropped leaves no leak behind.
      else if (finding.type === "state" && finding.state === "normal") kept.estimates = [];
    }
  }

  finish(about: AboutRun): Watched {
    return { document: this.#record.document(about), loops: this.#loops };
  }
}

function withEstimate(kept: LeakFinding[], finding: LeakFinding): LeakFinding[] {
  const last = kept.at(-1);
  const first = kept.find(({ phase }) => phase === finding.phase);
  if (last === undefined || first === undefined) return [...kept, finding];
  const age = ({ timeS }: LeakFinding) => timeS - kept[0]!.timeS;
  const step = (estimate: LeakFinding) => AGES_S.findLastIndex((ageS) => ageS <= age(estimate));
  // The newest always stands last; it stays for good if it is the first past one of the ages.
  const before = kept.at(-2);
  const isEmpty = ({ timeToEmptyS }: LeakFinding) => timeToEmptyS?.median === 0;
  const isMilestone =
    before === undefined ||
    last === first ||
    last.phase !== before.phase ||
    step(last) > step(before) ||
    isEmpty(last) !== isEmpty(before);
  return isMilestone ? [...kept, finding] : [...kept.slice(0, -1), finding];
}
