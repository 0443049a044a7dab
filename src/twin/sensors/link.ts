import type { LinkOutage } from "./fault.ts";

/** Where samples go on arrival. */
export interface SampleSink {
  sample(stampS: number, channel: number, value: number): void;
  signal(timeS: number, state: "acquired" | "lost"): void;
}

/** One outage's record, from its first sample that was not overwritten. */
interface Dump {
  readonly atS: number;
  readonly samples: Kept[];
  from: number;
}

interface Kept {
  readonly stampS: number;
  readonly channel: number;
  readonly value: number;
}

/** What is on its way to the ground: lost while the link is, or kept by a recorder and sent later. */
export class Link {
  readonly #outages: readonly LinkOutage[];
  readonly #capacity: number;
  readonly #dumps: Dump[] = [];
  #next = 0;
  #lost = false;
  /** Samples that never arrived: lost with the link, or overwritten by the recorder. */
  dropped = 0;

  /** Outages in order of time, apart from each other. The recorder keeps `capacity` samples and overwrites the oldest. */
  constructor(outages: readonly LinkOutage[], capacity: number) {
    this.#outages = outages;
    this.#capacity = capacity;
  }

  /** Goes on to an instant: says what became of the link since, and sends what was recorded. True where the link came back. */
  advance(timeS: number, sink: SampleSink): boolean {
    let cameBack = false;
    for (let outage = this.#outages[this.#next]; outage; outage = this.#outages[this.#next]) {
      if (!this.#lost) {
        if (timeS < outage.fromS) break;
        this.#sendDumps(outage.fromS, sink);
        sink.signal(outage.fromS, "lost");
        this.#lost = true;
        if (outage.dumpS !== undefined) this.#dumps.push({ atS: outage.dumpS, samples: [], from: 0 });
      }
      if (timeS < outage.untilS) break;
      sink.signal(outage.untilS, "acquired");
      this.#lost = false;
      this.#next++;
      cameBack = true;
    }
    if (!this.#lost) this.#sendDumps(timeS, sink);
    return cameBack;
  }

  carry(stampS: number, channel: number, value: number, sink: SampleSink): void {
    if (!this.#lost) sink.sample(stampS, channel, value);
    else if (this.#outages[this.#next]!.dumpS === undefined) this.dropped++;
    else this.#record({ stampS, channel, value });
  }

  #record(sample: Kept): void {
    const { samples } = this.#dumps.at(-1)!;
    samples.push(sample);
    const kept = this.#dumps.reduce((sum, dump) => sum + dump.samples.length - dump.from, 0);
    if (kept <= this.#capacity) return;
    const oldest = this.#dumps.find((dump) => dump.from < dump.samples.length)!;
    oldest.from++;
    this.dropped++;
    // The space of overwritten samples is given back now and then, not with each.
    if (oldest.from > this.#capacity) {
      oldest.samples.splice(0, oldest.from);
      oldest.from = 0;
    }
  }

  #sendDumps(timeS: number, sink: SampleSink): void {
    for (;;) {
      const due = this.#dumps.findIndex(({ atS }) => atS <= timeS);
      if (due < 0) return;
      const [dump] = this.#dumps.splice(due, 1) as [Dump];
      for (let i = dump.from; i < dump.samples.length; i++) {
        const { stampS, channel, value } = dump.samples[i]!;
        sink.sample(stampS, channel, value);
      }
    }
  }
}
