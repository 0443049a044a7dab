import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";

/** A file opened for appending. */
export interface OpenFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Returns when what was written is on the medium. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** What a recording needs of a disk, with paths inside its one folder; given by tests to fail at any point. */
export interface Disk {
  makeFolder(): Promise<void>;
  list(): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  read(name: string): Promise<Buffer>;
  /** Opens for appending; creates the file if absent. */
  append(name: string): Promise<OpenFile>;
  /** Cuts a file and returns when that is on the medium. */
  truncate(name: string, bytes: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Returns when created, renamed and removed names are on the medium. */
  syncFolder(): Promise<void>;
  freeBytes(): Promise<number>;
  /** Keeps a second recorder out of the folder until the returned function is called; undefined if one is there. */
  lock(): Promise<(() => Promise<void>) | undefined>;
}

const LOCK = "recorder.pid";

/** Locks of this process. In a container every process may have the number of the one killed before it. */
const held = new Set<string>();

/** A folder of the file system. */
export class FolderDisk implements Disk {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
  }

  async list() {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== LOCK);
    return Promise.all(
      files.map(async ({ name }) => ({ name, bytes: (await stat(join(this.#folder, name))).size })),
    );
  }

  read(name: string): Promise<Buffer> {
    return readFile(join(this.#folder, name));
  }

  async append(name: string): Promise<OpenFile> {
    const file = await open(join(this.#folder, name), "a");
    return {
      write: (bytes) => writeAll(file, bytes),
      datasync: () => file.datasync(),
      close: () => file.close(),
    };
  }

  async truncate(name: string, bytes: number): Promise<void> {
    const file = await open(join(this.#folder, name), "r+");
    try {
      await file.truncate(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  rename(from: string, to: string): Promise<void> {
    return rename(join(this.#folder, from), join(this.#folder, to));
  }

  remove(name: string): Promise<void> {
    return rm(join(this.#folder, name));
  }

  async syncFolder(): Promise<void> {
    // Windows has no way to sync a folder, and keeps names in its own journal.
    if (process.platform === "win32") return;
    const folder = await open(this.#folder, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  async lock(): Promise<(() => Promise<void>) | undefined> {
    const path = resolve(this.#folder, LOCK);
    for (;;) {
      try {
        const file = await open(path, "wx");
        await file.write(`${process.pid}\n`);
        await file.close();
        held.add(path);
        return () => {
          held.delete(path);
          return rm(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const owner = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
      if (owner === process.pid ? held.has(path) : isRunning(owner)) return undefined;
      // Left by a recorder that was killed.
      await rm(path, { force: true });
    }
  }
}

function isRunning(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ <= 0) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let from = 0;
  while (from < bytes.length) {
    const { bytesWritten } = await file.write(bytes, from);
    from += bytesWritten;
  }
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
