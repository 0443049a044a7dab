import type { WatchOutput } from "./run-input.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Longest stretch of work before other requests get their turn [ms]. */
const sliceMs = 8;

export interface WatchListener {
  /** Takes in one output of the watch. A promise is waited for before the next. */
  ingest(run: WatchedRun, output: WatchOutput): Promise<void> | undefined;
  /** When progress is worth telling, and at the end. */
  progressed(run: WatchedRun): void;
}

/** Longest silence about progress while a run is being watched [ms]. */
const progressEveryMs = 500;

/**
 * Watches a run from start to end behind the scenes. Never fails: what goes wrong becomes the run's `problem`, and what
 * had been watched by then stays. Ends early when `stop` is aborted, at the latest with
 * the next output: a source that waits for the network has to be ended by whoever opened it.
 */
export async function watchRun(
  run: WatchedRun,
  outputs: AsyncIterable<WatchOutput>,
  listener: WatchListener,
  stop: AbortSignal,
): Promise<void> {
  const iterator = outputs[Symbol.asyncIterator]();
  const leave = () => void Promise.resolve(iterator.return?.()).catch(() => undefined);
  stop.addEventListener("abort", leave, { once: true });
  let sliceStartMs = performance.now();
  let toldMs = sliceStartMs;
  try {
    while (!stop.aborted) {
      const next = await iterator.next();
      if (stop.aborted) break;
      if (next.done === true) {
        run.done = true;
        break;
      }
      const pending = listener.ingest(run, next.value);
      if (pending !== undefined) await pending;
      const nowMs = performance.now();
      if (nowMs - sliceStartMs < sliceMs) continue;
      if (nowMs - toldMs >= progressEveryMs) {
        listener.progressed(run);
        toldMs = nowMs;
      }
      await new Promise(setImmediate);
      sliceStartMs = performance.now();
    }
  } catch (error) {
    run.problem = error instanceof Error ? error.message : String(error);
  }
  stop.removeEventListener("abort", leave);
  if (!stop.aborted) listener.progressed(run);
}
