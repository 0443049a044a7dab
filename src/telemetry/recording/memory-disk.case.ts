import type { Disk, OpenFile } from "./disk.ts";

/** What survives: a killed process loses nothing written; a power cut loses what was not synced, or keeps half of it. */
export type CrashKind = "kill" | "power" | "half";

interface Content {
  bytes: Buffer;
  durable: Buffer;
}

/** Raised at the operation that a test has chosen, and by every one after it. */
export class Crash extends Error {}

/**
 * A disk in memory with the promises of a POSIX file system and no more: content is durable after `datasync`, names after
 * `syncFolder`. Fails at a chosen operation; the write that fails leaves half of its bytes.
 */
export class MemoryDisk implements Disk {
  #names = new Map<string, Content>();
  #durableNames = new Map<string, Content>();
  /** Changing operations so far. */
  operations = 0;
  failAt = Number.POSITIVE_INFINITY;
  free = Number.POSITIVE_INFINITY;

  /** Returns true for the operation that fails; throws for those after it. */
  #fails(): boolean {
    this.operations++;
    if (this.operations > this.failAt) throw new Crash("the disk is gone");
    return this.operations === this.failAt;
  }

  #operate(change: () => void): Promise<void> {
    try {
      if (this.#fails()) throw new Crash(`operation ${this.operations} fails`);
      change();
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #content(name: string): Content {
    const content = this.#names.get(name);
    if (content === undefined) throw Object.assign(new Error(`${name}: no such file`), { code: "ENOENT" });
    return content;
  }

  /** The disk as it is found after the crash. */
  crash(kind: CrashKind): void {
    if (kind !== "kill") {
      this.#names = new Map(this.#durableNames);
      for (const content of this.#names.values()) {
        const { durable, bytes } = content;
        const rest = kind === "half" && bytes.length > durable.length ? bytes.length - durable.length : 0;
        content.bytes = rest > 0 ? bytes.subarray(0, durable.length + (rest >> 1)) : durable;
      }
    }
    this.failAt = Number.POSITIVE_INFINITY;
  }

  makeFolder(): Promise<void> {
    return Promise.resolve();
  }

  list() {
    return Promise.resolve([...this.#names].map(([name, { bytes }]) => ({ name, bytes: bytes.length })));
  }

  async read(name: string): Promise<Buffer> {
    return Buffer.from(this.#content(name).bytes);
  }

  /** Overwrites a byte of a file, as a failing medium does. */
  flip(name: string, at: number): void {
    const content = this.#content(name);
    content.bytes = Buffer.from(content.bytes);
    content.bytes[at] = (content.bytes[at] as number) ^ 0x10;
  }

  async append(name: string): Promise<OpenFile> {
    if (!this.#names.has(name))
      await this.#operate(() => {
        this.#names.set(name, { bytes: Buffer.alloc(0), durable: Buffer.alloc(0) });
      });
    const content = this.#content(name);
    return {
      write: async (bytes) => {
        const half = this.#fails();
        content.bytes = Buffer.concat([content.bytes, half ? bytes.subarray(0, bytes.length >> 1) : bytes]);
        if (half) throw new Crash(`write ${this.operations} fails`);
      },
      datasync: () =>
        this.#operate(() => {
          content.durable = content.bytes;
        }),
      close: () => Promise.resolve(),
    };
  }

  truncate(name: string, bytes: number): Promise<void> {
    return this.#operate(() => {
      const content = this.#content(name);
      content.bytes = content.bytes.subarray(0, bytes);
      content.durable = content.bytes;
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.#operate(() => {
      this.#names.set(to, this.#content(from));
      this.#names.delete(from);
    });
  }

  remove(name: string): Promise<void> {
    return this.#operate(() => {
      this.#names.delete(name);
    });
  }

  syncFolder(): Promise<void> {
    return this.#operate(() => {
      this.#durableNames = new Map(this.#names);
    });
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(this.free);
  }

  lock(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }
}
