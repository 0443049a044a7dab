import type { SampleBatch } from "../../telemetry/sample.ts";

/** What the clock of a source did, as its time stamps show in order of arrival. */
export interface ClockFault {
  readonly kind: "back" | "still";
  /** By how much the stamps went back; for how many reports a channel they stood still. */
  readonly by: number;
  /** The stamp at which it began, Unix seconds. */
  readonly sinceS: number;
}

/** Reports in a row that must lie before the newest stamp. */
const BACK_REPORTS = 8;
/** Reports of one channel that carry one stamp. */
const STILL_REPORTS = 4;
const LEAST_CHANNELS = 2;

/**
 * Looks at time stamps in order of arrival, before samples are put in order of time. A clock that goes back gives every channel an
 * earlier time and then runs on from there; one that stands still gives several channels one time over and over. A single late
 * channel, or a report that is sent twice, does neither. A leap ahead looks like a gap here: what the channels do after it tells.
 */
export class ClockScreen {
  readonly #latenessS: number;
  #newestS = Number.NEGATIVE_INFINITY;
  #late = { count: 0, firstS: 0, lastS: 0, channels: new Set<number>() };
  #told: "no" | "back" | "still" = "no";
  #lastS = new Float64Array(0);
  #same = new Int32Array(0);
  #standing = new Set<number>();

  /** `latenessS`: a report may come so much after a newer one. */
  constructor(latenessS = 2) {
    this.#latenessS = latenessS;
  }

  /** Takes in samples as they arrive, and gives the faults that show with them. */
  take({ count, timeS, channel }: SampleBatch): ClockFault[] {
    const found: ClockFault[] = [];
    for (let i = 0; i < count; i++) {
      const fault = this.#arrive(timeS[i]!, channel[i]!);
      if (fault !== null) found.push(fault);
    }
    return found;
  }

  #arrive(timeS: number, channel: number): ClockFault | null {
    if (channel >= this.#lastS.length) this.#grow(channel);
    const repeated = timeS === this.#lastS[channel];
    this.#lastS[channel] = timeS;
    this.#same[channel] = repeated ? this.#same[channel]! + 1 : 0;
    if (timeS < this.#newestS - this.#latenessS) return this.#arriveLate(timeS, channel);
    this.#late.count = 0;
    if (timeS > this.#newestS) {
      this.#newestS = timeS;
      this.#standing.clear();
      this.#told = "no";
    } else if (this.#same[channel]! + 1 >= STILL_REPORTS) return this.#standStill(channel);
    return null;
  }

  #arriveLate(timeS: number, channel: number): ClockFault | null {
    const late = this.#late;
    if (late.count === 0 || timeS < late.lastS - this.#latenessS) {
      late.count = 0;
      late.firstS = timeS;
      late.channels.clear();
    }
    late.count++;
    late.lastS = timeS;
    late.channels.add(channel);
    const runsOn = late.lastS > late.firstS;
    const isBack = late.count >= BACK_REPORTS && late.channels.size >= LEAST_CHANNELS && runsOn;
    if (!isBack || this.#told === "back") return null;
    this.#told = "back";
    return { kind: "back", by: this.#newestS - late.firstS, sinceS: this.#newestS };
  }

  #standStill(channel: number): ClockFault | null {
    this.#standing.add(channel);
    if (this.#standing.size < LEAST_CHANNELS || this.#told !== "no") return null;
    this.#told = "still";
    return { kind: "still", by: STILL_REPORTS, sinceS: this.#newestS };
  }

  #grow(channel: number): void {
    const size = 2 * (channel + 1);
    const last = new Float64Array(size).fill(Number.NaN);
    last.set(this.#lastS);
    const same = new Int32Array(size);
    same.set(this.#same);
    this.#lastS = last;
    this.#same = same;
  }
}

/** The fault as a sentence. */
export function describeClock({ kind, by, sinceS }: ClockFault): string {
  const at = new Date(sinceS * 1000).toISOString().slice(0, 19).replace("T", " ");
  return kind === "back"
    ? `time stamps went back by ${Math.round(by)} s at ${at} UTC; what came with earlier stamps is not used`
    : `time stamps have stood still at ${at} UTC`;
}
