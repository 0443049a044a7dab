import type { Readable } from "node:stream";
import { openChunks } from "./read/byte-chunks.ts";
import { type TableOptions, TableSource } from "./read/table-source.ts";
import type { TelemetrySource } from "./sample.ts";

export interface OpenOptions extends TableOptions {
  /** What "-" stands for; the standard input of the process unless given. */
  readonly standardInput?: Readable;
}

/**
 * Opens recorded telemetry: a path, or "-" for standard input. The form is recognised by content: gzip or plain, a long
 * table (`time,channel,value[,quality][,unit]`), a wide one (`time,<channel>,...`), or the recorded ISS form
 * (`utc_ms,pui,value,stamp_h`). Read as a stream, so a file may be larger than memory.
 *
 * @example for await (const event of (await openSource("run.csv.gz")).events()) builder.push(event);
 * @throws InputError naming file, line, channel and value, at once for a file of another kind, else while it is read
 */
export async function openSource(location: string, options: OpenOptions = {}): Promise<TelemetrySource> {
  const { name, chunks } = await openChunks(location, options.standardInput ?? process.stdin);
  return TableSource.open(name, chunks, options);
}
