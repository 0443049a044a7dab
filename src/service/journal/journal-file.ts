import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** The few things that a journal asks of its disk: a seam, so that tests can fail each of them. */
export interface JournalFile {
  read(): Promise<Buffer>;
  /** Writes all bytes at a position. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Returns when what was written would survive a loss of power. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file, made if need be together with its folder. */
export async function openJournalFile(path: string): Promise<JournalFile> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "a+").then(async (created) => {
    await created.close();
    return open(path, "r+");
  });
  await syncFolder(dirname(path));
  return {
    read: () => handle.readFile(),
    write: (bytes, position) => writeAll(handle, bytes, position),
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** A new file is only there after a loss of power if its folder was synced too; some systems cannot, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
