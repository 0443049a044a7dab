import { type ChannelTable, InputError, type SourceEvent } from "../sample.ts";
import { type Disk, FolderDisk, type OpenFile } from "./disk.ts";
import { segmentName, segmentNumber } from "./manifest.ts";
import { repair, seal } from "./seal.ts";
import { eventText, samplesText, segmentHead } from "./segment-text.ts";

export interface RecorderOptions {
  /** What is recorded, for the head of each segment. */
  readonly source: string;
  /** Longest time that a written sample may wait to be on the medium, ms. Default 1000. */
  readonly syncEveryMs?: number;
  /** Plain size at which a segment is ended before its hour is over, bytes. Default 16 MiB. */
  readonly segmentBytes?: number;
  /** Free space to leave on the medium, bytes: the recorder does not start with less, and stops at it. Default 256 MiB. */
  readonly keepFreeBytes?: number;
  /** Most that the folder may hold, bytes. Default: no limit. */
  readonly budgetBytes?: number;
  /** Wall clock, Unix ms. */
  readonly nowMs?: () => number;
  readonly disk?: Disk;
}

/** The recorder has stopped, keeping all that is synced; the message says why and what to do. */
export class RecordingStopped extends Error {
  override readonly name = "RecordingStopped";
}

export interface RecorderProgress {
  readonly samples: number;
  /** Samples that are on the medium for certain. */
  readonly syncedSamples: number;
  /** Plain bytes written. */
  readonly bytes: number;
  /** Bytes of the whole folder. */
  readonly folderBytes: number;
  /** Latest time of a sample, Unix seconds UTC. */
  readonly lastTimeS: number | undefined;
  readonly segments: number;
}

const HOUR_MS = 3_600_000;
const WRITE_BYTES = 64 * 1024;
/** Written bytes after which free space is looked at again, and the time after which it is in any case. */
const SPACE_BYTES = 4 * 1024 * 1024;
const SPACE_MS = 10_000;

/**
 * Writes telemetry into a folder of hourly segments, append-only. The segment in work is plain CSV, synced at least every
 * `syncEveryMs`; ended ones are compressed and named with their SHA-256 in `manifest.csv`. See docs/live-feed.md.
 */
export class Recorder {
  /** What had to be put in order after an earlier interruption. */
  readonly repairs: readonly string[];
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #options: Required<Omit<RecorderOptions, "disk">>;
  readonly #unlock: () => Promise<void>;
  #tail: Promise<void> = Promise.resolve();
  #sealing: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  #closed = false;
  #active: { name: string; file: OpenFile; hour: number; bytes: number } | undefined;
  #pending: string[] = [];
  #pendingLength = 0;
  #fieldNames: { table: ChannelTable; names: Map<number, string> } | undefined;
  #nextNumber: number;
  #lastSyncMs: number;
  #spaceMs = Number.NEGATIVE_INFINITY;
  #spaceBytes = 0;
  #samples = 0;
  #flushedSamples = 0;
  #syncedSamples = 0;
  #bytes = 0;
  #folderBytes: number;
  #lastTimeS: number | undefined;
  #segments = 0;

  private constructor(
    folder: string,
    disk: Disk,
    options: Required<Omit<RecorderOptions, "disk">>,
    start: {
      repairs: readonly string[];
      nextNumber: number;
      folderBytes: number;
      unlock: () => Promise<void>;
    },
  ) {
    this.#folder = folder;
    this.#disk = disk;
    this.#options = options;
    this.repairs = start.repairs;
    this.#nextNumber = start.nextNumber;
    this.#folderBytes = start.folderBytes;
    this.#unlock = start.unlock;
    this.#lastSyncMs = options.nowMs();
  }

  /**
   * Opens a folder for recording, creating it or bringing it to order after an interruption. What is there stays; new
   * samples go into new segments. Throws an InputError if another recorder works there or space is short.
   */
  static async open(folder: string, options: RecorderOptions): Promise<Recorder> {
    const disk = options.disk ?? new FolderDisk(folder);
    const filled = {
      source: options.source,
      syncEveryMs: options.syncEveryMs ?? 1000,
      segmentBytes: options.segmentBytes ?? 16 * 1024 * 1024,
      keepFreeBytes: options.keepFreeBytes ?? 256 * 1024 * 1024,
      budgetBytes: options.budgetBytes ?? Number.POSITIVE_INFINITY,
      nowMs: options.nowMs ?? Date.now,
    };
    await disk.makeFolder();
    const unlock = await disk.lock();
    if (unlock === undefined)
      throw new InputError(
        `${folder}: another recorder is writing here; stop it, record into another folder, or remove recorder.pid if there is none`,
      );
    try {
      const freeBytes = await disk.freeBytes();
      if (freeBytes < filled.keepFreeBytes)
        throw new InputError(`${folder}: ${shortage(freeBytes, filled.keepFreeBytes)}`);
      const repairs = await repair(disk);
      const files = await disk.list();
      const folderBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
      if (folderBytes >= filled.budgetBytes)
        throw new InputError(`${folder}: ${overBudget(folderBytes, filled.budgetBytes)}`);
      const numbers = files.map(({ name }) => segmentNumber(name) ?? 0);
      const nextNumber = numbers.reduce((most, number) => Math.max(most, number), 0) + 1;
      return new Recorder(folder, disk, filled, { repairs, nextNumber, folderBytes, unlock });
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  get progress(): RecorderProgress {
    return {
      samples: this.#samples,
      syncedSamples: this.#syncedSamples,
      bytes: this.#bytes,
      folderBytes: this.#folderBytes,
      lastTimeS: this.#lastTimeS,
      segments: this.#segments,
    };
  }

  /**
   * Takes one event; `channels` names the channels of its samples. Resolves when the recorder can take the next one,
   * which is not yet when this one is on the medium: see `sync`. Rejects with RecordingStopped once it has stopped.
   */
  write(event: SourceEvent, channels: ChannelTable): Promise<void> {
    if (this.#closed || this.#failure !== undefined) return Promise.reject(this.#stopped());
    if (event.kind === "samples") {
      const { batch } = event;
      if (this.#fieldNames?.table !== channels) this.#fieldNames = { table: channels, names: new Map() };
      this.#keep(samplesText(batch, channels, this.#fieldNames.names));
      this.#samples += batch.count;
      for (let n = 0; n < batch.count; n++) {
        const timeS = batch.timeS[n] as number;
        if (this.#lastTimeS === undefined || timeS > this.#lastTimeS) this.#lastTimeS = timeS;
      }
    } else {
      this.#keep(eventText(event));
    }
    const due = this.#options.nowMs() - this.#lastSyncMs >= this.#options.syncEveryMs;
    if (due) return this.sync();
    return this.#pendingLength >= WRITE_BYTES ? this.#queue(() => this.#flush()) : Promise.resolve();
  }

  /** Resolves when everything written before is on the medium. */
  sync(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#stopped());
    return this.#queue(async () => {
      await this.#flush();
      await this.#datasync();
      await this.#checkSpace();
    });
  }

  /** Syncs, seals the segment in work and leaves the folder in order. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (this.#failure !== undefined) return;
      await this.#queue(async () => {
        await this.#flush();
        await this.#datasync();
        await this.#endSegment();
        await this.#sealing;
      });
    } finally {
      await this.#active?.file.close().catch(() => undefined);
      this.#active = undefined;
      await this.#sealing.catch(() => undefined);
      await this.#unlock();
    }
  }

  #keep(text: string): void {
    if (text === "") return;
    this.#pending.push(text);
    this.#pendingLength += text.length;
  }

  /** One piece of disk work at a time, in order; after a failure none. */
  #queue(work: () => Promise<void>): Promise<void> {
    const run = this.#tail.then(async () => {
      if (this.#failure !== undefined) throw this.#stopped();
      try {
        await work();
      } catch (error) {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
        throw this.#stopped();
      }
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }

  #stopped(): RecordingStopped {
    if (this.#failure instanceof RecordingStopped) return this.#failure;
    const why = this.#failure === undefined ? "the recorder is closed" : this.#failure.message;
    return new RecordingStopped(
      `${this.#folder}: recording has stopped: ${why}; the ${this.#syncedSamples} samples synced are kept`,
      { cause: this.#failure },
    );
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const nowMs = this.#options.nowMs();
    const hour = Math.floor(nowMs / HOUR_MS);
    if (
      this.#active !== undefined &&
      (this.#active.hour !== hour || this.#active.bytes >= this.#options.segmentBytes)
    ) {
      await this.#datasync();
      await this.#endSegment();
    }
    this.#active ??= await this.#beginSegment(nowMs, hour);
    const bytes = Buffer.from(this.#pending.join(""));
    const samples = this.#samples;
    this.#pending = [];
    this.#pendingLength = 0;
    await this.#active.file.write(bytes);
    this.#flushedSamples = samples;
    this.#count(bytes.length);
  }

  #count(bytes: number): void {
    this.#active!.bytes += bytes;
    this.#bytes += bytes;
    this.#folderBytes += bytes;
    this.#spaceBytes += bytes;
  }

  async #beginSegment(nowMs: number, hour: number) {
    const name = segmentName(this.#nextNumber++, nowMs);
    const file = await this.#disk.append(name);
    const active = { name, file, hour, bytes: 0 };
    this.#active = active;
    const head = Buffer.from(segmentHead(this.#options.source, nowMs));
    await file.write(head);
    this.#count(head.length);
    // Without this a synced file may still have no name after a power cut.
    await this.#disk.syncFolder();
    this.#segments++;
    return active;
  }

  async #datasync(): Promise<void> {
    await this.#active?.file.datasync();
    this.#syncedSamples = this.#flushedSamples;
    this.#lastSyncMs = this.#options.nowMs();
  }

  /** The segment in work is sealed beside the recording, so that compression never delays a sync. */
  async #endSegment(): Promise<void> {
    const active = this.#active;
    if (active === undefined) return;
    this.#active = undefined;
    await active.file.close();
    await this.#sealing;
    this.#sealing = seal(this.#disk, active.name).then((grownBytes) => {
      this.#folderBytes += grownBytes;
    });
    this.#sealing.catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    });
  }

  async #checkSpace(): Promise<void> {
    const { budgetBytes, keepFreeBytes, nowMs } = this.#options;
    if (this.#folderBytes >= budgetBytes) await this.#stop(overBudget(this.#folderBytes, budgetBytes));
    if (this.#spaceBytes < SPACE_BYTES && nowMs() - this.#spaceMs < SPACE_MS) return;
    this.#spaceBytes = 0;
    this.#spaceMs = nowMs();
    const freeBytes = await this.#disk.freeBytes();
    if (freeBytes < keepFreeBytes) await this.#stop(shortage(freeBytes, keepFreeBytes));
  }

  /** Everything is synced when this is called. The segment stays plain: sealing needs space. The next start seals it. */
  async #stop(why: string): Promise<never> {
    const active = this.#active;
    this.#active = undefined;
    await active?.file.close();
    await this.#sealing;
    throw new RecordingStopped(
      `${this.#folder}: recording has stopped: ${why}; all ${this.#syncedSamples} samples are kept`,
    );
  }
}

function shortage(freeBytes: number, keepFreeBytes: number): string {
  return `only ${mebibytes(freeBytes)} MiB are free on the disk, and ${mebibytes(keepFreeBytes)} MiB are to be kept free; make room or lower that limit`;
}

function overBudget(folderBytes: number, budgetBytes: number): string {
  return `the folder holds ${mebibytes(folderBytes)} MiB of a budget of ${mebibytes(budgetBytes)} MiB; raise the budget or record into another folder`;
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
