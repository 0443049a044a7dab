import type { z } from "zod";
import {
  type AlarmInput,
  type Alarm as AlarmState,
  type Condition,
  isOperatorEvent,
  type OperatorEvent,
  phaseOf,
  transition,
} from "../alarm/index.ts";
import type { Finding } from "../watch/finding.ts";
import type { Alarm, acknowledgeSchema, ShelvedAlarm, StreamMessage, shelveSchema } from "./contract.ts";
import type { ActionJournal } from "./journal/action-journal.ts";
import { Problem } from "./problem.ts";
import type { RunInput, WatchOutput } from "./run-input.ts";
import { type WatchListener, watchRun } from "./run-watcher.ts";
import { SilenceWatch } from "./silence-watch.ts";
import { WatchedRun } from "./watched-run.ts";

export interface WatchDeskOptions {
  readonly journal: ActionJournal;
  readonly publish: (message: StreamMessage) => void;
  /** Wall clock, Unix seconds: only live runs know it. */
  readonly nowS: () => number;
}

type Answer = z.infer<typeof acknowledgeSchema>;

/** The runs under watch, their alarms and what people answered: everything of the service but HTTP. */
export class WatchDesk implements WatchListener {
  readonly #journal: ActionJournal;
  readonly #nowS: () => number;
  readonly #publish: (message: StreamMessage) => void;
  readonly #runs = new Map<string, WatchedRun>();
  readonly #stop = new AbortController();
  /** Alarms as last told on the stream, so that only changes are told. */
  readonly #told = new WeakMap<WatchedRun, Map<string, string>>();
  readonly #silence = new Map<WatchedRun, SilenceWatch>();
  /** Loops, by run and index, of which the phase of the leak last told on the stream is known. */
  readonly #toldPhase = new Map<string, string>();

  constructor({ journal, publish, nowS }: WatchDeskOptions) {
    this.#nowS = nowS;
    this.#journal = journal;
    this.#publish = publish;
  }

  runs(): WatchedRun[] {
    return [...this.#runs.values()];
  }

  find(id: string): WatchedRun | undefined {
    return this.#runs.get(id);
  }

  /** Loops whose watch is running or complete: a live run that has ended is watched no longer. */
  get loops(): number {
    return this.runs().reduce((sum, run) => sum + (isWatched(run) ? run.input.loops.length : 0), 0);
  }

  /** What is wrong, in sentences. */
  problems(): string[] {
    const problems = [...this.#journal.problems];
    for (const run of this.runs()) {
      if (run.problem !== null) problems.push(`Run ${run.id} is no longer watched: ${run.problem}`);
      else if (!isWatched(run))
        problems.push(`Run ${run.id} is no longer watched: its live source has ended.`);
      if (run.refusedFrames > 0) {
        problems.push(`Run ${run.id}: ${run.refusedFrames} frames went back in time and were not used.`);
      }
    }
    return problems;
  }

  /** Begins to watch a run behind the scenes. The promise resolves when the watch of it has ended. */
  add(input: RunInput): Promise<void> {
    if (this.#runs.has(input.id))
      throw new Error(`There is already a run ${input.id}: give the new one another id.`);
    const run = new WatchedRun(input);
    this.#runs.set(run.id, run);
    for (const action of this.#journal.actionsOf(run.id)) {
      // What a recording says is watched again; what a live source once said only the journal knows.
      if (isOperatorEvent(action.event) || input.kind === "live") run.recall(action);
    }
    if (input.kind === "live") this.#silence.set(run, new SilenceWatch(input.loops, this.#nowS()));
    this.progressed(run);
    return watchRun(run, input.outputs, this, this.#stop.signal);
  }

  stop(): void {
    this.#stop.abort();
  }

  /** A person answers for an alarm, at an instant of the time bar. */
  async acknowledge(run: WatchedRun, id: string, answer: Answer): Promise<Alarm> {
    return run.toContract(await this.#act(run, id, answer, "acknowledged", answerEvent));
  }

  /** A person takes an alarm off the board for a while. */
  async shelve(run: WatchedRun, id: string, answer: z.infer<typeof shelveSchema>): Promise<ShelvedAlarm> {
    const alarm = await this.#act(run, id, answer, "shelved", (said) => ({
      ...said,
      kind: "shelve",
      untilS: said.timeS + answer.forS,
    }));
    if (alarm.withheld?.kind !== "shelved") throw new Error(`Alarm ${id} was shelved and is not.`);
    const { by, reason, untilS } = alarm.withheld;
    return { ...run.toContract(alarm), shelved: { by, reason, untilS } };
  }

  /** A person puts a shelved alarm back on the board before its time. */
  async unshelve(run: WatchedRun, id: string, answer: Answer): Promise<Alarm> {
    const alarm = await this.#act(run, id, answer, "put back", (said) => ({ ...said, kind: "unshelve" }));
    return run.toContract(alarm);
  }

  /** Lets a person's action happen to an alarm: on disk before it is told to anybody. */
  async #act(
    run: WatchedRun,
    id: string,
    { by, reason, atS }: Answer,
    word: string,
    eventOf: (said: { timeS: number; by: string; reason: string }) => OperatorEvent,
  ): Promise<AlarmState> {
    const shown = run.alarmAt(id, atS);
    if (shown === null) throw unknownAlarm(run, id, atS);
    // Nobody answers for what the watch has yet to say.
    const timeS = Math.min(atS, Math.max(run.watchedUntilS(shown.loop), shown.changedS));
    const alarm = run.alarmAt(id, timeS);
    if (alarm === null) throw unknownAlarm(run, id, timeS);
    const event = eventOf({ timeS, by, reason });
    if (isRepeated(alarm, event)) return alarm;
    const { alarm: changed, refused } = transition(alarm, event);
    if (refused !== null) {
      const detail = `Alarm ${JSON.stringify(id)} cannot be ${word} at ${timeS}: ${refused}. Ask for the board at that instant to see it as it stands.`;
      throw new Problem(409, `cannot-${event.kind}`, detail);
    }
    const action: AlarmInput = { loop: alarm.loop, cause: alarm.cause, event };
    try {
      await this.#journal.append(run.id, action);
    } catch (error) {
      const detail = `The answer could not be written to disk (${error instanceof Error ? error.message : error}), so it does not count. Make room or repair the data folder, and answer again.`;
      throw new Problem(503, "journal-fails", detail);
    }
    run.remember(action);
    this.#publish({ kind: "alarm", alarm: run.toContract(changed) });
    return changed;
  }

  ingest(run: WatchedRun, output: WatchOutput): Promise<void> | undefined {
    const heard = this.#silence.get(run)?.heard(output, this.#nowS()) ?? [];
    const conditions = [
      ...run.admitted(heard),
      ...(output.findings.length === 0 ? [] : run.newConditions(output.loopIndex, output.findings)),
    ];
    if (run.input.kind !== "live" || conditions.length === 0) {
      this.#take(run, output, conditions);
      return undefined;
    }
    return this.#write(run, conditions).then(() => this.#take(run, output, conditions));
  }

  /** To be called every few seconds: what silence and time alone bring to live runs. */
  async passTime(): Promise<void> {
    const nowS = this.#nowS();
    for (const [run, silence] of this.#silence) {
      const conditions = run.admitted(silence.check(nowS));
      await this.#write(run, conditions);
      for (const condition of conditions) run.remember(condition);
      this.#tellAlarms(run, nowS);
    }
  }

  progressed(run: WatchedRun): void {
    this.#publish({ kind: "run", run: run.describe() });
  }

  /** A full disk must not stop the watch: the journal keeps what it could not write, and says so. */
  async #write(run: WatchedRun, conditions: readonly Condition[]): Promise<void> {
    for (const condition of conditions) await this.#journal.append(run.id, condition).catch(() => undefined);
  }

  #take(run: WatchedRun, output: WatchOutput, conditions: readonly Condition[]): void {
    run.ingest(output);
    for (const condition of conditions) run.remember(condition);
    if (conditions.length > 0) {
      this.#tellAlarms(run, Math.max(run.endS, ...conditions.map(({ event }) => event.timeS)));
    }
    for (const finding of output.findings) {
      if (run.input.kind === "live" || this.#isTurn(run, finding)) {
        this.#publish({ kind: "finding", run: run.id, finding });
      }
    }
  }

  /** False for an estimate that only repeats: a recording is watched too fast to tell each. */
  #isTurn(run: WatchedRun, finding: Finding): boolean {
    if (finding.type !== "leak") return true;
    const key = JSON.stringify([run.id, finding.loop]);
    if (this.#toldPhase.get(key) === finding.phase) return false;
    this.#toldPhase.set(key, finding.phase);
    return true;
  }

  #tellAlarms(run: WatchedRun, untilS: number): void {
    const told = this.#told.get(run) ?? new Map<string, string>();
    this.#told.set(run, told);
    for (const alarm of run.alarms.at(untilS).alarms.values()) {
      const now = `${phaseOf(alarm)} ${alarm.priority} ${alarm.raisedS}`;
      if (told.get(alarm.id) === now) continue;
      told.set(alarm.id, now);
      this.#publish({ kind: "alarm", alarm: run.toContract(alarm) });
    }
  }
}

const answerEvent = (said: { timeS: number; by: string; reason: string }): OperatorEvent => ({
  ...said,
  kind: "acknowledge",
});

/** The same answer sent twice, by a connection that broke in between, is one. */
function isRepeated(alarm: AlarmState, event: OperatorEvent): boolean {
  if (event.kind === "acknowledge") {
    const known = alarm.acknowledged;
    return known?.by === event.by && known.reason === event.reason && known.atS === event.timeS;
  }
  if (event.kind !== "shelve" || alarm.withheld?.kind !== "shelved") return false;
  const { by, reason, untilS } = alarm.withheld;
  return by === event.by && reason === event.reason && untilS === event.untilS;
}

function isWatched(run: WatchedRun): boolean {
  return run.problem === null && !(run.done && run.input.kind === "live");
}

function unknownAlarm(run: WatchedRun, id: string, timeS: number): Problem {
  const raised = run.alarmsAt(timeS).map((alarm) => JSON.stringify(alarm.id));
  const there = raised.length === 0 ? "no alarm" : raised.join(", ");
  const detail = `Alarm ${JSON.stringify(id.slice(0, 120))} had not been raised at ${timeS}; on the board then: ${there}.`;
  return new Problem(404, "unknown-alarm", detail);
}
