import { InputError, Quality, type SampleBatch, type SourceEvent, type TelemetrySource } from "../sample.ts";
import { CellSignal, type Visit } from "./cell-signal.ts";
import { CodeLattice } from "./code-lattice.ts";
import { type LeakInjection, lossOverTime } from "./leak-injection.ts";
import { SampleColumns } from "./sample-columns.ts";

/** Samples held back while the next report of the channel is awaited; beyond, they go on without knowing it. */
const LONGEST_WAIT_SAMPLES = 1 << 20;

type Side = -1 | 0 | 1;

/**
 * The same telemetry with a leak in it. The leak is taken from the physical quantity before its quantisation, which is
 * reconstructed from the times at which codes changed; the result is quantised on the recording's own codes and reported by
 * exception: when the code changes, at most once a `minReportIntervalS`, beside the recording's own repetitions, and never
 * during a loss of signal. A rate of 0 gives the recording back bit for bit. Memory stays bounded: at most 2^20 samples
 * wait for the next report. A channel without codes just loses what the leak takes, at its own reports.
 *
 * @throws InputError at the end of a recording that never held the channel, or never showed its code step
 */
export function injectLeak(source: TelemetrySource, injection: LeakInjection): TelemetrySource {
  const loss = lossOverTime(injection);
  return {
    name: `${source.name} with an injected leak`,
    channels: source.channels,
    events: () => new Injector(source, injection, loss).events(),
  };
}

class Injector {
  readonly #source: TelemetrySource;
  readonly #injection: LeakInjection;
  readonly #loss: (timeS: number) => number;
  readonly #lattice: CodeLattice;
  readonly #signal = new CellSignal();
  readonly #intervalS: number;
  readonly #silenceS: number;
  readonly #lowest: number;
  readonly #waiting = new SampleColumns();
  readonly #out = new SampleColumns();
  /** Losses of signal among the waiting samples, as pairs of start and end. */
  #losses: number[] = [];
  #lastAnyS = Number.NaN;

  #channel = -1;
  /** The visit under way: its level, when and whence it began. Not a number while the channel is unknown. */
  #level = Number.NaN;
  #value = 0;
  #startS = 0;
  #cameFrom: Side = 0;
  #nextTickS = 0;
  #sentLevel = Number.NaN;
  #sentValue = 0;
  #reports = 0;
  #needsStep = false;

  constructor(source: TelemetrySource, injection: LeakInjection, loss: (timeS: number) => number) {
    this.#source = source;
    this.#injection = injection;
    this.#loss = loss;
    this.#lattice = new CodeLattice(injection.codeStep);
    this.#intervalS = injection.minReportIntervalS ?? 1;
    this.#silenceS = injection.silenceS ?? 12;
    this.#lowest = injection.lowest ?? Number.NEGATIVE_INFINITY;
    if (!(this.#intervalS > 0)) throw new RangeError(`minReportIntervalS is above 0, not ${this.#intervalS}`);
  }

  async *events(): AsyncGenerator<SourceEvent, void, undefined> {
    for await (const event of this.#source.events()) {
      if (event.kind === "samples") this.#take(event.batch);
      else this.#passWaiting(this.#lastAnyS);
      if (this.#out.count > 0) yield this.#emitted();
      if (event.kind !== "samples") yield event;
    }
    this.#passWaiting(this.#lastAnyS);
    if (this.#out.count > 0) yield this.#emitted();
    this.#checkEnd();
  }

  #emitted(): SourceEvent {
    return { kind: "samples", batch: this.#out.release() };
  }

  #take({ count, timeS, channel, value, quality }: SampleBatch): void {
    if (this.#channel < 0) this.#channel = this.#source.channels.find(this.#injection.channel) ?? -1;
    for (let i = 0; i < count; i++) {
      const time = timeS[i]!;
      if (time - this.#lastAnyS > this.#silenceS) this.#losses.push(this.#lastAnyS, time);
      if (!(time < this.#lastAnyS)) this.#lastAnyS = time;
      if (channel[i] !== this.#channel) {
        this.#waiting.add(time, channel[i]!, value[i]!, quality[i]!);
        if (this.#waiting.count >= LONGEST_WAIT_SAMPLES) this.#passWaiting(this.#lastAnyS);
      } else if (quality[i] === Quality.good) this.#report(time, value[i]!);
      else {
        this.#passWaiting(time);
        this.#out.add(time, channel[i]!, value[i]!, quality[i]!);
        this.#level = Number.NaN;
        this.#sentLevel = Number.NaN;
      }
    }
  }

  /** Lets the waiting samples go without knowing where the channel goes next. */
  #passWaiting(untilS: number): void {
    this.#finishVisit(untilS, 0);
    this.#startS = Math.max(this.#startS, untilS);
    this.#cameFrom = 0;
  }

  #report(timeS: number, value: number): void {
    this.#reports++;
    const stepBefore = this.#lattice.step;
    this.#lattice.observe(value);
    if (this.#lattice.step !== stepBefore && !Number.isNaN(this.#level)) {
      // A better step renumbers the levels: the visit under way and the last report are found again by their values.
      this.#level = this.#lattice.levelOf(this.#value);
      this.#sentLevel = this.#lattice.levelOf(this.#sentValue);
    }
    const level = this.#lattice.levelOf(value);
    const known = !Number.isNaN(this.#level);
    const side = known ? (Math.sign(level - this.#level) as Side) : 0;
    this.#finishVisit(timeS, side);
    const repeated = known && value === this.#value;
    this.#level = level;
    this.#value = value;
    this.#startS = timeS;
    this.#cameFrom = known ? (-side as Side) : 0;
    this.#nextTickS = timeS + this.#intervalS;
    const loss = this.#loss(timeS);
    if (loss === 0) this.#send(timeS, level, value);
    else if (this.#lattice.step === 0) {
      if (!this.#lattice.isContinuous) this.#needsStep = true;
      this.#send(timeS, level, this.#lattice.isContinuous ? Math.max(this.#lowest, value - loss) : value);
    } else {
      const leaking = this.#levelAt(timeS, {
        startS: timeS,
        endS: timeS,
        cameFrom: this.#cameFrom,
        leavesTo: 0,
      });
      if (repeated || leaking !== this.#sentLevel) this.#send(timeS, leaking, this.#lattice.valueOf(leaking));
    }
  }

  #send(timeS: number, level: number, value: number): void {
    this.#out.add(timeS, this.#channel, value, Quality.good);
    this.#sentLevel = level;
    this.#sentValue = value;
  }

  #levelAt(timeS: number, visit: Visit): number {
    const { step } = this.#lattice;
    const place = this.#level + this.#signal.at(timeS, visit) - this.#loss(timeS) / step;
    return Math.max(Math.round(place), Math.min(this.#level, this.#lattice.levelAbove(this.#lowest)));
  }

  /** Sends the waiting samples, and between them the reports that the leak adds up to `endS`. */
  #finishVisit(endS: number, leavesTo: Side): void {
    const visit: Visit = { startS: this.#startS, endS, cameFrom: this.#cameFrom, leavesTo };
    const waiting = this.#waiting;
    const { timeS, channel, value, quality } = waiting;
    let passed = 0;
    const quantised = !Number.isNaN(this.#level) && this.#lattice.step > 0;
    if (quantised && this.#loss(endS) !== 0) {
      let lossAt = 0;
      const lastTickS = endS - this.#intervalS;
      for (let tickS = this.#nextTickS; tickS <= lastTickS; tickS += this.#intervalS) {
        this.#nextTickS = tickS + this.#intervalS;
        while (lossAt < this.#losses.length && this.#losses[lossAt + 1]! <= tickS) lossAt += 2;
        if (lossAt < this.#losses.length && this.#losses[lossAt]! < tickS) continue;
        if (this.#loss(tickS) === 0) continue;
        const level = this.#levelAt(tickS, visit);
        if (level === this.#sentLevel) continue;
        while (passed < waiting.count && timeS[passed]! <= tickS) {
          this.#out.add(timeS[passed]!, channel[passed]!, value[passed]!, quality[passed]!);
          passed++;
        }
        this.#send(tickS, level, this.#lattice.valueOf(level));
      }
    }
    for (; passed < waiting.count; passed++)
      this.#out.add(timeS[passed]!, channel[passed]!, value[passed]!, quality[passed]!);
    waiting.release();
    this.#losses = [];
    if (!Number.isNaN(this.#level)) this.#signal.learn(visit);
  }

  #checkEnd(): void {
    const { channel } = this.#injection;
    if (this.#injection.ratePerDay === 0) return;
    if (this.#reports === 0)
      throw new InputError(
        `${this.#source.name}: channel ${channel} has no report, so no leak can be injected into it; it has ${this.#source.channels.names.slice(0, 8).join(", ")}`,
      );
    if (this.#needsStep)
      throw new InputError(
        `${this.#source.name}: channel ${channel} did not change before the onset, so the step of its codes is not known; give codeStep`,
      );
  }
}
