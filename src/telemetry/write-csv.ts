import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { InputError, Quality, type TelemetrySource } from "./sample.ts";

export interface WriteOptions {
  /** What "-" stands for; the standard output of the process unless given. */
  readonly standardOutput?: Writable;
  /** Lines put before the header as comments, such as what was injected. */
  readonly comments?: readonly string[];
}

export interface Written {
  readonly samples: number;
  /** Rows that the source refused while it was read. */
  readonly refused: number;
}

const qualityWords = Object.entries(Quality).reduce<string[]>((words, [word, quality]) => {
  words[quality] = quality === Quality.good ? "" : word;
  return words;
}, []);

/** Shortest spelling that reads back as the same double: ISO 8601 up to the microsecond, else Unix seconds. */
function spellTime(timeS: number): string {
  const wholeS = Math.floor(timeS);
  const micros = Math.round((timeS - wholeS) * 1e6);
  if (micros >= 1e6 || (wholeS * 1e6 + micros) / 1e6 !== timeS) return String(timeS);
  const digits = micros % 1000 === 0 ? 3 : 6;
  const fraction = String(digits === 3 ? micros / 1000 : micros).padStart(digits, "0");
  return `${new Date(wholeS * 1000).toISOString().slice(0, 20)}${fraction}Z`;
}

function spellName(name: string): string {
  if (/[\r\n]/.test(name))
    throw new InputError(
      `channel ${JSON.stringify(name)}: a name with a line break cannot be written to CSV; rename it`,
    );
  return /[",]|^\s|\s$|^#/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/**
 * Writes telemetry as a long CSV (`time,channel,value,quality`), packed if the name ends in .gz, to a file or to "-".
 * A file appears under its name only when it is whole. Values and times read back as the same doubles; losses of signal
 * are told by silence alone.
 *
 * @throws InputError where the source does, and where the destination cannot be written
 */
export async function writeCsv(
  source: TelemetrySource,
  destination: string,
  options: WriteOptions = {},
): Promise<Written> {
  const written = { samples: 0, refused: 0 };
  const names: string[] = [];
  async function* text(): AsyncGenerator<string, void, undefined> {
    yield `${(options.comments ?? []).map((line) => `# ${line.replaceAll(/[\r\n]+/g, " ")}\n`).join("")}time,channel,value,quality\n`;
    for await (const event of source.events()) {
      if (event.kind === "refused") written.refused += event.count;
      if (event.kind !== "samples") continue;
      const { count, timeS, channel, value, quality } = event.batch;
      for (let i = names.length; i < source.channels.names.length; i++)
        names.push(spellName(source.channels.names[i]!));
      for (let from = 0; from < count; from += 4096) {
        let rows = "";
        for (let i = from; i < Math.min(count, from + 4096); i++) {
          const number = Object.is(value[i], -0) ? "-0" : String(value[i]);
          rows += `${spellTime(timeS[i]!)},${names[channel[i]!]},${number},${qualityWords[quality[i]!]}\n`;
        }
        yield rows;
      }
      written.samples += count;
    }
  }
  const rows = Readable.from(text(), { objectMode: false });
  const packed = destination.endsWith(".gz") ? [createGzip()] : [];
  if (destination === "-") {
    try {
      await pipeline(rows, options.standardOutput ?? process.stdout, {
        end: options.standardOutput !== undefined,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
      throw new InputError(
        `standard output: closed by its reader after about ${written.samples} samples; write to a file to keep all`,
      );
    }
    return written;
  }
  const partial = `${destination}.${process.pid}.partial`;
  try {
    await pipeline([rows, ...packed, createWriteStream(partial)]);
    await rename(partial, destination);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof InputError || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new InputError(
      `${destination}: cannot be written (${(error as Error).message}); choose another place`,
    );
  }
  return written;
}
