import type { Frame } from "./frame.ts";
import { HeldValues } from "./held-values.ts";
import { LONGEST_QUEUE, ReorderQueue } from "./reorder-queue.ts";
import { type ChannelTable, Quality, type SampleBatch, type SourceEvent } from "./sample.ts";

/** What the builder needs of a loop: its channels in the order wanted in frames. */
export interface FramedLoop {
  readonly channels: readonly string[];
  readonly framePeriodS: number;
  /** Silence of every channel of the source longer than this is loss of signal. */
  readonly silenceS: number;
}

export interface FrameOptions {
  /** How long a report may come after a newer one and still count. */
  readonly latenessS?: number;
  /**
   * How long after a loss of signal a held value needs to be trusted again if no report has contradicted it. On the public
   * ISS feed every channel that moved by more than one code during a loss reported within 22 s of the signal's return.
   */
  readonly settleS?: number;
  readonly onFrame: (loop: number, frame: Frame) => void;
  /** A sentence for each thing refused that is not in order of time; counted in any case. */
  readonly onProblem?: (problem: string) => void;
}

export interface FrameCounts {
  /** Samples that reached a frame, or would have if a loop used their channel. */
  samples: number;
  /** Samples older than the newest by more than the lateness: not used. */
  late: number;
  /** Samples whose channel had already reported a later time; used, unless late. */
  reversals: number;
  /** Samples with a time far ahead that nothing after them confirmed: not used. */
  clockErrors: number;
  /** Rows the source refused. */
  refused: number;
}

/** A step forward longer than this is believed only when a sample with another, later time confirms it. */
export const DOUBTFUL_JUMP_S = 3600;
/** A gap is filled with blind frames up to this length; a longer one only for its first day, and the grid resumes after it. */
export const LONGEST_FILLED_GAP_S = 31 * 86_400;
const FILLED_OF_LONGER_GAP_S = 86_400;
const BELIEVED_AT_END_S = 86_400;

const LOST = -1;
const ACQUIRED = -2;

interface OpenLoop {
  readonly periodS: number;
  readonly silenceS: number;
  readonly held: HeldValues;
  /** The open frame ends at `step * periodS`. */
  step: number;
  endS: number;
  lost: boolean;
}

/**
 * Turns reports in order of arrival into frames on a fixed grid. The result depends only on the reports in order of time:
 *
 * - A value is held from its report to the next (report by exception). Only `good` values are held.
 * - Silence of the whole source longer than a loop's `silenceS` is loss of signal: nothing is covered from the last report
 *   before it. A channel is known again from its first report after it, or, since the feed repeats nothing that has not
 *   changed, with its old value once `settleS` have passed without a report.
 * - A frame is closed by the first report (or signal event) at or after its end, once that is older than the newest by
 *   `latenessS`; so frames need no knowledge of what comes later. Every frame of the grid is emitted, blind ones too.
 */
export class FrameBuilder {
  readonly counts: FrameCounts = { samples: 0, late: 0, reversals: 0, clockErrors: 0, refused: 0 };
  readonly #channels: ChannelTable;
  readonly #options: FrameOptions;
  readonly #latenessS: number;
  readonly #settleS: number;
  readonly #loops: OpenLoop[];
  readonly #shortestSilenceS: number;
  readonly #queue = new ReorderQueue();

  /** Where a channel of the source goes: the first place, and from each place the next; -1 ends the chain. */
  #firstPlace = new Int32Array(0);
  #wanted = new Map<string, number>();
  #placeLoop: number[] = [];
  #placeSlot: number[] = [];
  #nextPlace: number[] = [];

  #lastOfChannelS = new Float64Array(0);
  #newestS = Number.NEGATIVE_INFINITY;
  #lastReportS = Number.NaN;
  #anyLost = false;
  #nextEndS = Number.POSITIVE_INFINITY;
  #doubtful: { timeS: number; channel: number; value: number; good: number }[] = [];
  #doubtfulReported = 0;

  constructor(channels: ChannelTable, loops: readonly FramedLoop[], options: FrameOptions) {
    this.#channels = channels;
    this.#options = options;
    this.#latenessS = options.latenessS ?? 2;
    this.#settleS = options.settleS ?? 30;
    this.#shortestSilenceS = Math.min(...loops.map(({ silenceS }) => silenceS));
    this.#loops = loops.map(({ channels: names, framePeriodS, silenceS }, loop) => {
      if (!(framePeriodS > 0 && silenceS > 0))
        throw new RangeError(
          `loop ${loop}: frame period ${framePeriodS} s and silence ${silenceS} s must be above 0`,
        );
      for (const [slot, name] of names.entries()) {
        const place = this.#placeLoop.length;
        this.#placeLoop.push(loop);
        this.#placeSlot.push(slot);
        this.#nextPlace.push(this.#wanted.get(name) ?? -1);
        this.#wanted.set(name, place);
      }
      return {
        periodS: framePeriodS,
        silenceS,
        held: new HeldValues(names.length),
        step: 0,
        endS: Number.POSITIVE_INFINITY,
        lost: false,
      };
    });
  }

  push(event: SourceEvent): void {
    if (event.kind === "samples") this.#pushBatch(event.batch);
    else if (event.kind === "refused") this.counts.refused += event.count;
    else this.#arrive(event.timeS, event.state === "lost" ? LOST : ACQUIRED, 0, 0);
  }

  /** Applies what still waits and closes every frame whose end has been reached. The frame that has not ended is not emitted. */
  finish(): void {
    // The last row of a slow table has nothing after it to confirm its time.
    if ((this.#doubtful[0]?.timeS ?? Number.POSITIVE_INFINITY) - this.#newestS <= BELIEVED_AT_END_S)
      this.#acceptDoubtful();
    this.#refuseDoubtful();
    while (this.#queue.count > 0) this.#applyOldest();
  }

  #pushBatch({ count, timeS, channel, value, quality }: SampleBatch): void {
    this.#learnNames();
    for (let i = 0; i < count; i++) {
      const index = channel[i]!;
      const time = timeS[i]!;
      if (time < this.#lastOfChannelS[index]!) this.counts.reversals++;
      else this.#lastOfChannelS[index] = time;
      this.#arrive(time, index, value[i]!, quality[i] === Quality.good ? 1 : 0);
    }
  }

  #learnNames(): void {
    const { names } = this.#channels;
    const known = this.#firstPlace.length;
    if (names.length === known) return;
    this.#firstPlace = Int32Array.from(names, (name) => this.#wanted.get(name) ?? -1);
    const last = new Float64Array(names.length).fill(Number.NEGATIVE_INFINITY);
    last.set(this.#lastOfChannelS);
    this.#lastOfChannelS = last;
  }

  #arrive(timeS: number, channel: number, value: number, good: number): void {
    const ahead = timeS - this.#newestS;
    if (ahead > DOUBTFUL_JUMP_S && this.#newestS > Number.NEGATIVE_INFINITY) {
      const first = this.#doubtful[0];
      if (first === undefined || timeS === first.timeS || timeS < first.timeS - this.#latenessS) {
        if (first !== undefined && timeS !== first.timeS) this.#refuseDoubtful();
        this.#doubtful.push({ timeS, channel, value, good });
        return;
      }
      this.#acceptDoubtful();
      this.#arrive(timeS, channel, value, good);
      return;
    } else if (this.#doubtful.length > 0) this.#refuseDoubtful();
    this.#accept(timeS, channel, value, good);
  }

  #accept(timeS: number, channel: number, value: number, good: number): void {
    if (timeS > this.#newestS) this.#newestS = timeS;
    else if (timeS < this.#newestS - this.#latenessS) {
      this.counts.late++;
      return;
    }
    this.#queue.add(timeS, channel, value, good);
    const ripeS = this.#newestS - this.#latenessS;
    while (this.#queue.count > 0 && (this.#queue.oldestS <= ripeS || this.#queue.count > LONGEST_QUEUE))
      this.#applyOldest();
  }

  #acceptDoubtful(): void {
    const confirmed = this.#doubtful;
    this.#doubtful = [];
    for (const { timeS, channel, value, good } of confirmed) this.#accept(timeS, channel, value, good);
  }

  #refuseDoubtful(): void {
    if (this.#doubtful.length === 0) return;
    const { timeS, channel } = this.#doubtful[0]!;
    this.counts.clockErrors += this.#doubtful.length;
    // A clock that keeps jumping must not flood its reader; the count tells the rest.
    if (this.#doubtfulReported++ < 10)
      this.#options.onProblem?.(
        `${channel >= 0 ? `channel ${this.#channels.names[channel]}` : "signal"}: time ${describe(timeS)} is ${Math.round(timeS - this.#newestS)} s ahead of the newest, ${describe(this.#newestS)}, and nothing after it confirms that; ${this.#doubtful.length} samples are refused as an error of the clock`,
      );
    this.#doubtful = [];
  }

  #applyOldest(): void {
    const queue = this.#queue;
    queue.take();
    const { timeS, channel } = queue;
    if (timeS - this.#lastReportS > this.#shortestSilenceS) this.#loseSilentLoops(timeS);
    if (timeS >= this.#nextEndS) this.#closeUpTo(timeS);
    else if (Number.isNaN(this.#lastReportS)) this.#openGrid(timeS);
    this.#lastReportS = timeS;
    if (channel === LOST) {
      for (const loop of this.#loops) {
        if (!loop.lost) loop.held.lose(timeS);
        loop.lost = true;
      }
      this.#anyLost = true;
      return;
    }
    if (this.#anyLost) this.#regain(timeS);
    if (channel === ACQUIRED) return;
    this.counts.samples++;
    for (let place = this.#firstPlace[channel]!; place >= 0; place = this.#nextPlace[place]!)
      this.#loops[this.#placeLoop[place]!]!.held.report(
        this.#placeSlot[place]!,
        timeS,
        queue.value,
        queue.good,
      );
  }

  #loseSilentLoops(timeS: number): void {
    for (const loop of this.#loops) {
      if (loop.lost || timeS - this.#lastReportS <= loop.silenceS) continue;
      loop.held.lose(this.#lastReportS);
      loop.lost = true;
      this.#anyLost = true;
    }
  }

  #regain(timeS: number): void {
    this.#anyLost = false;
    for (const loop of this.#loops) {
      if (!loop.lost) continue;
      loop.lost = false;
      loop.held.regain(timeS + this.#settleS);
    }
  }

  #openGrid(timeS: number): void {
    for (const loop of this.#loops) this.#moveGrid(loop, timeS);
    this.#findNextEnd();
  }

  /** Opens the frame that holds `timeS`. */
  #moveGrid(loop: OpenLoop, timeS: number): void {
    loop.step = Math.floor(timeS / loop.periodS) + 1;
    while (loop.step * loop.periodS <= timeS) loop.step++;
    while ((loop.step - 1) * loop.periodS > timeS) loop.step--;
    loop.endS = loop.step * loop.periodS;
  }

  #findNextEnd(): void {
    this.#nextEndS = Number.POSITIVE_INFINITY;
    for (const { endS } of this.#loops) if (endS < this.#nextEndS) this.#nextEndS = endS;
  }

  /** Closes all frames that end at or before `timeS`, in order of time. */
  #closeUpTo(timeS: number): void {
    const skips = timeS - this.#nextEndS > LONGEST_FILLED_GAP_S;
    const lastS = skips ? this.#nextEndS + FILLED_OF_LONGER_GAP_S : timeS;
    while (this.#nextEndS <= lastS) {
      for (const [index, loop] of this.#loops.entries()) {
        if (loop.endS !== this.#nextEndS) continue;
        this.#emit(index, loop);
        loop.step++;
        loop.endS = loop.step * loop.periodS;
      }
      this.#findNextEnd();
    }
    if (!skips) return;
    for (const loop of this.#loops) this.#moveGrid(loop, timeS);
    this.#findNextEnd();
  }

  #emit(index: number, loop: OpenLoop): void {
    const mean = new Float64Array(loop.held.channels);
    const coverage = new Float64Array(loop.held.channels);
    const reports = new Int32Array(loop.held.channels);
    loop.held.close(loop.endS, loop.periodS, mean, coverage, reports);
    this.#options.onFrame(index, { endS: loop.endS, periodS: loop.periodS, mean, coverage, reports });
  }
}

function describe(timeS: number): string {
  return new Date(timeS * 1000).toISOString();
}
