import { InputError } from "../../telemetry/sample.ts";
import type { FrameEvent, FrameSourceOptions } from "./frame-source.ts";
import { decodeGrey, loadSharp } from "./load-sharp.ts";

/** Largest encoded picture taken from the network. */
const LARGEST_BYTES = 16 * 1024 * 1024;
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Failures in a row after which a camera that is polled is given up. */
const MOST_FAILURES = 5;

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Cuts JPEG pictures out of a stream of bytes, whatever is between them. */
export async function* cutJpegs(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const start = held.indexOf(JPEG_START);
      if (start < 0) {
        held = held.subarray(Math.max(0, held.length - 2));
        break;
      }
      const end = held.indexOf(JPEG_END, start + 3);
      if (end < 0) {
        held = held.subarray(start);
        break;
      }
      yield Buffer.from(held.subarray(start, end + 2));
      held = held.subarray(end + 2);
    }
    if (held.length > LARGEST_BYTES)
      throw new InputError(
        `a picture of the stream is larger than ${LARGEST_BYTES} bytes; not a JPEG stream`,
      );
  }
}

/**
 * Live pictures by HTTP: a motion-JPEG stream (multipart/x-mixed-replace), or an address that gives one picture each time it is asked,
 * which is then asked `framesPerS` times a second (1 unless given). Times are those of arrival, Unix seconds.
 */
export async function* readHttp(address: string, options: FrameSourceOptions): AsyncGenerator<FrameEvent> {
  const sharp = await loadSharp();
  const { signal } = options;
  const intervalMs = 1000 / (options.framesPerS ?? 1);
  let failures = 0;
  let count = 0;
  const decode = async (bytes: Uint8Array): Promise<FrameEvent> => {
    const timeS = Date.now() / 1000;
    try {
      const picture = await decodeGrey(sharp, bytes);
      count++;
      return { kind: "frame", name: `${address} picture ${count}`, frame: { ...picture, timeS } };
    } catch {
      return { kind: "problem", message: `${address}: a picture could not be decoded; left out` };
    }
  };
  while (!signal?.aborted) {
    const askedMs = Date.now();
    try {
      const response = await fetch(address, { ...(signal && { signal }) });
      if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
      if (/multipart/i.test(response.headers.get("content-type") ?? "")) {
        for await (const jpeg of cutJpegs(response.body as AsyncIterable<Uint8Array>))
          yield await decode(jpeg);
        if (count === 0) throw new InputError(`${address}: the stream ended without a picture`);
        return;
      }
      yield await decode(new Uint8Array(await response.arrayBuffer()));
      failures = 0;
    } catch (problem) {
      if (signal?.aborted) return;
      if (problem instanceof InputError) throw problem;
      failures++;
      const reason =
        problem instanceof Error
          ? problem.cause instanceof Error
            ? problem.cause.message
            : problem.message
          : String(problem);
      if (failures >= MOST_FAILURES || count === 0)
        throw new InputError(`${address}: no pictures (${reason})`);
      yield { kind: "problem", message: `${address}: ${reason}; asking again` };
    }
    await pause(Math.max(0, intervalMs - (Date.now() - askedMs)), signal);
  }
}
