import type { JournalFile } from "./journal-file.ts";

/** A disk for tests: remembers every state it was in, and fails its n-th call when told to. */
export class MemoryDisk implements JournalFile {
  bytes: Buffer;
  /** What the disk held after each call that changed it, torn writes included. */
  readonly states: Buffer[] = [];
  calls = 0;
  failsFrom = Number.POSITIVE_INFINITY;
  failsFor = 1;

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.bytes = Buffer.from(bytes);
  }

  async read(): Promise<Buffer> {
    this.#count("read");
    return Buffer.from(this.bytes);
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let written = 1; written <= bytes.length; written += 1) {
      this.states.push(Buffer.concat([this.bytes.subarray(0, position), bytes.subarray(0, written)]));
    }
    // A write that fails leaves half of itself behind.
    const failing = this.#isFailing();
    const part = failing ? bytes.subarray(0, bytes.length >> 1) : bytes;
    const rest = this.bytes.subarray(position + part.length);
    this.bytes = Buffer.concat([this.bytes.subarray(0, position), part, rest]);
    this.#count("write");
  }

  async sync(): Promise<void> {
    this.#count("sync");
  }

  async truncate(length: number): Promise<void> {
    this.#count("truncate");
    this.bytes = Buffer.from(this.bytes.subarray(0, length));
  }

  async close(): Promise<void> {}

  #isFailing(): boolean {
    return this.calls + 1 >= this.failsFrom && this.calls + 1 < this.failsFrom + this.failsFor;
  }

  #count(what: string): void {
    const failing = this.#isFailing();
    this.calls += 1;
    if (failing) throw new Error(`the disk refuses to ${what}`);
  }
}
