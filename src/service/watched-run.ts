import type { Alarm as AlarmState } from "../alarm/index.ts";
import {
  AlarmHistory,
  type AlarmInput,
  alarmId,
  type Condition,
  ConditionFilter,
  conditionsOf,
  isOnBoard,
} from "../alarm/index.ts";
import type { Finding } from "../watch/finding.ts";
import type {
  Alarm,
  AlarmJournal,
  Board,
  LoopStatus,
  LoopSummary,
  Run,
  Series,
  ShelvedAlarm,
} from "./contract.ts";
import type { RunInput, WatchOutput } from "./run-input.ts";
import { emptyBucket, lastS, states } from "./store/bucket.ts";
import { FindingLog } from "./store/finding-log.ts";
import { LoopTrace } from "./store/loop-trace.ts";
import { seriesOf } from "./store/series.ts";

/** After this many frames without one, what a loop showed last counts as old. */
const framesUntilStale = 3;

/** One run as the service remembers it: every answer for an instant comes from nothing later than that instant. */
export class WatchedRun {
  readonly input: Omit<RunInput, "outputs">;
  readonly alarms: AlarmHistory;
  problem: string | null = null;
  done = false;
  /** Frames that did not follow the one before them in time, and so were not used. */
  refusedFrames = 0;
  readonly #traces: readonly LoopTrace[];
  readonly #findings: readonly FindingLog[];
  readonly #indexOfLoop: ReadonlyMap<string, number>;
  readonly #filter = new ConditionFilter();
  readonly #scratch = emptyBucket();

  constructor({ outputs: _, ...input }: RunInput) {
    this.input = input;
    this.alarms = new AlarmHistory(input.loops);
    this.#traces = input.loops.map((loop) => new LoopTrace(loop.framePeriodS));
    this.#findings = input.loops.map(() => new FindingLog());
    this.#indexOfLoop = new Map(input.loops.map((loop, index) => [loop.id, index]));
  }

  get id(): string {
    return this.input.id;
  }

  /** End of what has been watched of every loop that has been heard. */
  get endS(): number {
    return Math.max(this.input.startS, ...this.#traces.map((trace) => trace.endS));
  }

  /** Bytes of the trace columns. */
  get bytes(): number {
    return this.#traces.reduce((sum, trace) => sum + trace.bytes, 0);
  }

  hasLoop(loop: string): boolean {
    return this.#indexOfLoop.has(loop);
  }

  /** Until when a loop has been watched; the whole run for anything that is not one loop. */
  watchedUntilS(loop: string): number {
    const index = this.#indexOfLoop.get(loop);
    return index === undefined ? this.endS : Math.max(this.input.startS, this.#traces[index]!.endS);
  }

  /** What findings of a loop mean for the run's alarms, without what has been said before. */
  newConditions(loopIndex: number, findings: readonly Finding[]): Condition[] {
    const place = this.#loopAt(loopIndex);
    return this.admitted(findings.flatMap((finding) => conditionsOf(finding, place)));
  }

  /** Those of some conditions that have not been said before. */
  admitted(conditions: readonly Condition[]): Condition[] {
    return conditions.filter((condition) => this.#filter.admits(condition));
  }

  /** Takes one output of the watch in. Findings of a frame that is refused still count: they are never lost. */
  ingest({ loopIndex, point, findings }: WatchOutput): void {
    this.#loopAt(loopIndex);
    if (!this.#traces[loopIndex]!.append(point)) this.refusedFrames += 1;
    for (const finding of findings) this.#findings[loopIndex]!.add(finding);
  }

  /** Adds to the alarms what the watch said, what a person did, or what a journal remembers. */
  remember(input: AlarmInput): void {
    this.alarms.insert(input);
  }

  /** Adds what a journal remembers of a watch that has been restarted. */
  recall(input: AlarmInput): void {
    const { event } = input;
    if (event.kind === "raise" || event.kind === "restate" || event.kind === "clear")
      this.#filter.admits({ ...input, event });
    this.alarms.insert(input);
  }

  describe(): Run {
    const { id, title, kind, synthetic, syntheticNote, startS, openAtS, loops, events } = this.input;
    return {
      id,
      title,
      kind,
      synthetic,
      syntheticNote,
      startS,
      endS: this.endS,
      openAtS,
      progress: this.#progress(),
      problem: this.problem,
      loops: loops.map(summaryOf),
      events: [...events],
    };
  }

  board(timeS: number): Board {
    return {
      run: this.id,
      timeS,
      loops: this.input.loops.map((_, index) => this.#statusOf(index, timeS)),
      alarms: this.alarmsAt(timeS),
      shelved: this.#shelvedAt(timeS),
    };
  }

  alarmsAt(timeS: number): Alarm[] {
    return [...this.alarms.at(timeS).alarms.values()]
      .filter(isOnBoard)
      .map((alarm) => this.toContract(alarm));
  }

  #shelvedAt(timeS: number): ShelvedAlarm[] {
    return [...this.alarms.at(timeS).alarms.values()].flatMap((alarm) => {
      if (alarm.withheld?.kind !== "shelved") return [];
      const { by, reason, untilS } = alarm.withheld;
      return [{ ...this.toContract(alarm), shelved: { by, reason, untilS } }];
    });
  }

  /** Who did what and when: every change of an alarm up to an instant, oldest first; the newest `most` of them. */
  journalAt(timeS: number, most: number): AlarmJournal {
    const all = this.alarms.entriesUntil(timeS);
    const shown = all.slice(-most);
    return {
      run: this.id,
      timeS,
      leftOut: all.length - shown.length,
      entries: shown.map(({ loop, cause, event, from, to }) => ({
        alarm: alarmId(loop, cause),
        loop,
        timeS: event.timeS,
        kind: event.kind,
        from,
        to,
        priority: event.kind === "raise" ? event.priority : null,
        message: "message" in event ? event.message : null,
        by: "by" in event ? event.by : null,
        reason: "by" in event ? event.reason : null,
        untilS: event.kind === "shelve" ? event.untilS : null,
      })),
    };
  }

  toContract(alarm: AlarmState): Alarm {
    const { id, loop, priority, message, raisedS, clearedS, acknowledged } = alarm;
    return { id, run: this.id, loop, priority, message, raisedS, clearedS, acknowledged };
  }

  /** One alarm at an instant; null if it had never been raised by then. */
  alarmAt(id: string, timeS: number): AlarmState | null {
    return this.alarms.at(timeS).alarms.get(id) ?? null;
  }

  series(loop: string, fromS: number, toS: number, points: number): Series {
    const trace = this.#traces[this.#indexOfLoop.get(loop)!]!;
    const { decimation, columns } = seriesOf(trace, { fromS, toS, points });
    return { run: this.id, loop, fromS, toS, framePeriodS: trace.framePeriodS, decimation, columns };
  }

  /** Findings of all loops between two instants, in order of time; `complete` is false where some were let go. */
  findings(fromS: number, toS: number): { findings: Finding[]; complete: boolean } {
    const findings = this.#findings.flatMap((log) => log.between(fromS, toS));
    findings.sort((a, b) => a.timeS - b.timeS);
    return { findings, complete: !this.#findings.some((log) => log.thinned) };
  }

  #loopAt(index: number): RunInput["loops"][number] {
    const loop = this.input.loops[index];
    if (loop !== undefined) return loop;
    const known = this.input.loops.length;
    throw new Error(
      `The watch of run ${this.id} spoke of loop ${index}; the run has ${known} loops, from 0.`,
    );
  }

  #statusOf(index: number, timeS: number): LoopStatus {
    const loop = this.input.loops[index]!;
    const log = this.#findings[index]!;
    const said = log.stateAt(timeS);
    const row = this.#traces[index]!.rowAt(timeS, this.#scratch);
    const leak = log.leakAt(timeS);
    if (row === null) {
      return {
        ...nothingShown,
        loop: loop.id,
        state: said?.state ?? "learning",
        sinceS: said?.timeS ?? this.input.startS,
        reason: said?.reason ?? "No frame of this loop has ended yet.",
        leak,
      };
    }
    const lastDataS = orNull(row.lastDataS);
    const endS = lastS(row);
    // History that is kept only in rows of many frames says nothing finer than one row.
    const patienceFrames = framesUntilStale + (row.frames > 1 ? row.frames : 0);
    if (timeS - endS > patienceFrames * loop.framePeriodS) {
      const reason = `No frame has come since ${new Date(endS * 1000).toISOString()}.`;
      return { ...nothingShown, loop: loop.id, state: "blind", sinceS: endS, reason, lastDataS, leak };
    }
    const hasData = row.coveredUntilS === endS;
    return {
      loop: loop.id,
      state: said?.state ?? states[hasData ? row.state : row.uncoveredState]!,
      sinceS: said?.timeS ?? this.input.startS,
      reason: said?.reason ?? "The watch has not changed its mind since it began.",
      lastDataS,
      measured: hasData ? orNull(row.measured) : null,
      residual: hasData ? orNull(row.residual) : null,
      expectedSd: orNull(row.expectedSd),
      statisticNat: orNull(row.statisticNat),
      confirmNat: orNull(row.confirmNat),
      leak,
    };
  }

  #progress(): number | null {
    if (this.input.kind === "live") return null;
    if (this.done) return 1;
    const { startS, expectedEndS } = this.input;
    if (expectedEndS === undefined || expectedEndS <= startS) return 0;
    return Math.min(0.999, Math.max(0, (this.endS - startS) / (expectedEndS - startS)));
  }
}

const nothingShown = {
  lastDataS: null,
  measured: null,
  residual: null,
  expectedSd: null,
  statisticNat: null,
  confirmNat: null,
} as const;

function summaryOf(loop: RunInput["loops"][number]): LoopSummary {
  const { id, name, carrier, coolant, inventoryChannel, inventoryUnit, inventory } = loop;
  const charge = inventory.kind === "gas-pressure" ? inventory.chargeKg : null;
  return {
    id,
    name,
    carrier,
    coolant,
    inventoryChannel,
    inventoryUnit,
    inventoryKind: inventory.kind,
    chargeKg: charge === null ? null : { median: charge.value, p05: charge.low, p95: charge.high },
    meanTimeBetweenFalseAlarmsS: loop.meanTimeBetweenFalseAlarmsS,
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
