import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "../sample.ts";

const CHUNK_BYTES = 1 << 20;

/** Bytes piece by piece; a piece is valid until the next one is asked for. */
export type ByteChunks = AsyncGenerator<Uint8Array, void, undefined>;

/** What the operating system said, as a sentence with a way out. */
function fileProblem(path: string, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file; check the path",
    EISDIR: "this is a folder; name a file in it",
    EACCES: "this file may not be read by you; check its permissions",
  };
  return new InputError(`${path}: ${reasons[code ?? ""] ?? `cannot be read (${String(error)})`}`);
}

async function* fileChunks(path: string): ByteChunks {
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    throw fileProblem(path, error);
  }
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES).catch((error: unknown) => {
        throw fileProblem(path, error);
      });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* streamChunks(name: string, stream: Readable): ByteChunks {
  try {
    for await (const chunk of stream)
      yield typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
  } catch (error) {
    throw new InputError(
      `${name}: the stream broke off (${(error as Error).message}); start again from its source`,
    );
  }
}

async function* gunzipped(name: string, packed: ByteChunks): ByteChunks {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  let sourceProblem: unknown;
  const feed = (async () => {
    try {
      for await (const chunk of packed) {
        // The piece is reused by its source, and zlib keeps it until it is written: hence the copy.
        if (!gunzip.write(chunk.slice())) {
          await new Promise<void>((resolve) => {
            const go = (): void => {
              gunzip.off("drain", go).off("close", go);
              resolve();
            };
            gunzip.on("drain", go).on("close", go);
          });
        }
        if (gunzip.destroyed) return;
      }
      gunzip.end();
    } catch (error) {
      sourceProblem = error;
      gunzip.destroy(error as Error);
    }
  })();
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await feed;
  } catch (error) {
    if (sourceProblem !== undefined) throw sourceProblem;
    const reason =
      (error as NodeJS.ErrnoException).code === "Z_BUF_ERROR"
        ? "the compressed file ends early: it was cut off while written or copied"
        : `the compressed file is damaged (${(error as Error).message})`;
    throw new InputError(`${name}: ${reason}; get it again, or unpack what is left with "gzip -dc"`);
  } finally {
    gunzip.destroy();
  }
}

async function* followedBy(first: readonly Uint8Array[], rest: ByteChunks): ByteChunks {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/**
 * The bytes of a file or, for "-", of standard input, unpacked if they are gzip (told by content, not by name).
 * Memory does not grow with length. Fails with an {@link InputError} that names the place.
 */
export async function openChunks(
  location: string,
  standardInput: Readable,
): Promise<{ name: string; chunks: ByteChunks }> {
  const name = location === "-" ? "standard input" : location;
  const raw = location === "-" ? streamChunks(name, standardInput) : fileChunks(location);
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < 2) {
    const next = await raw.next();
    if (next.done) break;
    head.push(next.value.slice());
    size += next.value.length;
  }
  const first = Buffer.concat(head);
  const chunks = followedBy(first.length > 0 ? [first] : [], raw);
  const packed = first[0] === 0x1f && first[1] === 0x8b;
  return { name, chunks: packed ? gunzipped(name, chunks) : chunks };
}
