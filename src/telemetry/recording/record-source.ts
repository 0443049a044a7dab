import type { SourceEvent, TelemetrySource } from "../sample.ts";
import { Recorder, type RecorderOptions, type RecorderProgress } from "./recorder.ts";

export interface RecordProgress extends RecorderProgress {
  /** Last state of the signal told by the source; undefined if it has told none. */
  readonly link: "acquired" | "lost" | undefined;
  /** Reports that the source had to refuse. */
  readonly refused: number;
}

export interface RecordOptions extends Omit<RecorderOptions, "source"> {
  /** Called about every `progressEveryMs`, and once at the end. */
  readonly onProgress?: (progress: RecordProgress) => void;
  /** Default 1000. */
  readonly progressEveryMs?: number;
  /** Told what had to be put in order after an earlier interruption, one sentence each. */
  readonly onRepair?: (repairs: readonly string[]) => void;
}

/** Time that a source has after the abort to deliver what it holds. */
const DRAIN_MS = 250;

/**
 * Records a source into a folder until it ends or `signal` is aborted, then closes the folder in order and returns the
 * last progress. Rejects with the source's own error, or with RecordingStopped if the disk fails or space runs out; what
 * came before is kept in either case.
 */
export async function recordSource(
  source: TelemetrySource,
  folder: string,
  options: RecordOptions,
  signal: AbortSignal,
): Promise<RecordProgress> {
  const { onProgress, progressEveryMs = 1000, onRepair, ...rest } = options;
  const recorder = await Recorder.open(folder, { ...rest, source: source.name });
  if (recorder.repairs.length > 0) onRepair?.(recorder.repairs);
  let link: RecordProgress["link"];
  let refused = 0;
  const progress = (): RecordProgress => ({ ...recorder.progress, link, refused });

  // A silent source must not keep samples from the medium, nor hide that the disk has failed.
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  // A source told to stop by the same signal still delivers what it holds.
  const aborted = new Promise<"aborted">((resolve) => {
    const drain = () => setTimeout(() => resolve("aborted"), DRAIN_MS);
    if (signal.aborted) drain();
    else signal.addEventListener("abort", drain, { once: true });
  });
  const syncs = setInterval(() => recorder.sync().catch(fail), options.syncEveryMs ?? 1000);
  const reports = setInterval(() => onProgress?.(progress()), progressEveryMs);

  const events = source.events()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next: IteratorResult<SourceEvent> | "aborted" = await Promise.race([
        events.next(),
        aborted,
        failed,
      ]);
      if (next === "aborted" || next.done) break;
      const event = next.value;
      if (event.kind === "signal") link = event.state;
      if (event.kind === "refused") refused += event.count;
      await recorder.write(event, source.channels);
    }
  } finally {
    clearInterval(syncs);
    clearInterval(reports);
    // Not awaited: a source that waits for its next event ends only with it.
    void events.return?.().catch(() => undefined);
    await recorder.close();
    onProgress?.(progress());
  }
  return progress();
}
