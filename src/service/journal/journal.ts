import type { JournalFile } from "./journal-file.ts";
import { chainStart, readRecord, writeRecord } from "./journal-record.ts";

/**
 * An append-only journal: a record counts once it is on disk, and no record is ever changed. A torn end is cut off and
 * announced; a damaged record is left out and announced, and those around it stay.
 */
export class Journal {
  readonly #file: JournalFile;
  readonly #contents: unknown[] = [];
  readonly #damage: string[] = [];
  #last = chainStart;
  #length = 0;
  #failing: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(file: JournalFile) {
    this.#file = file;
  }

  static async open(file: JournalFile): Promise<Journal> {
    const journal = new Journal(file);
    await journal.#load();
    return journal;
  }

  /** Contents of all sound records, in order. */
  get contents(): readonly unknown[] {
    return this.#contents;
  }

  /** What is or was wrong, in sentences. */
  get problems(): readonly string[] {
    return this.#failing === null ? this.#damage : [...this.#damage, this.#failing];
  }

  /** Resolves when the record is on disk. If that fails the journal is as it was before, and the next append tries anew. */
  append(content: unknown): Promise<void> {
    const result = this.#queue.then(() => this.#write(content));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#file.close();
  }

  async #write(content: unknown): Promise<void> {
    const { hash, line } = writeRecord(this.#last, content);
    const bytes = Buffer.from(line, "utf8");
    try {
      // What a failed write left behind would be read as a torn record.
      if (this.#failing !== null) await this.#file.truncate(this.#length);
      await this.#file.write(bytes, this.#length);
      await this.#file.sync();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#failing = `The journal cannot be written: ${why}. Answers to alarms are refused until it can.`;
      await this.#file.truncate(this.#length).catch(() => undefined);
      throw error;
    }
    this.#failing = null;
    this.#length += bytes.length;
    this.#last = hash;
    this.#contents.push(content);
  }

  async #load(): Promise<void> {
    const bytes = await this.#file.read();
    let start = 0;
    let number = 1;
    while (start < bytes.length) {
      const newline = bytes.indexOf(0x0a, start);
      const end = newline === -1 ? bytes.length : newline;
      const isSound = this.#take(bytes.toString("utf8", start, end), number);
      if (newline === -1) {
        await this.#repairEnd(isSound, bytes.length - start, number);
        return;
      }
      if (!isSound) this.#damage.push(`Record ${number} of the journal is damaged and was left out.`);
      start = newline + 1;
      this.#length = start;
      number += 1;
    }
  }

  #take(line: string, number: number): boolean {
    const record = readRecord(line);
    if (record === null) return false;
    if (
      record.previous !== this.#last &&
      !this.#damage.some((told) => told.startsWith(`Record ${number - 1} `))
    ) {
      this.#damage.push(`Records are missing from the journal before record ${number}.`);
    }
    this.#contents.push(record.content);
    this.#last = record.hash;
    return true;
  }

  /** A last record without its line end was being written when the power went. */
  async #repairEnd(isSound: boolean, tornBytes: number, number: number): Promise<void> {
    if (isSound) {
      await this.#file.write(Buffer.from("\n"), this.#length + tornBytes);
      this.#length += tornBytes + 1;
    } else {
      this.#damage.push(
        `Record ${number}, the last of the journal, was torn (${tornBytes} bytes) and was cut off; it had not been confirmed to anybody.`,
      );
      await this.#file.truncate(this.#length);
    }
    await this.#file.sync();
  }
}
