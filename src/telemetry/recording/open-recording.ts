import { TableSource } from "../read/table-source.ts";
import { ChannelTable, InputError, type SourceEvent, type TelemetrySource } from "../sample.ts";
import { type Disk, FolderDisk, sha256 } from "./disk.ts";
import { MANIFEST, type ManifestEntry, readManifest, segmentNumber } from "./manifest.ts";
import { decompress } from "./seal.ts";
import { eventOf, isSampleLine, SEGMENT_HEADER, soundLength } from "./segment-text.ts";

/**
 * A folder written by the recorder, as telemetry: all segments in order, the one still in work up to its last whole line.
 * A segment that differs from its checksum, or is missing, is left out and told as a `refused` event that names it.
 * Throws an InputError if the folder holds no recording.
 */
export async function openRecording(
  folder: string,
  disk: Disk = new FolderDisk(folder),
): Promise<TelemetrySource> {
  const files = await disk.list().catch((error: Error) => {
    throw new InputError(`${folder}: cannot be read (${error.message}); give the folder of a recording`);
  });
  const names = new Set(files.map(({ name }) => name));
  const text = names.has(MANIFEST) ? (await disk.read(MANIFEST)).toString() : "";
  const { entries, damaged } = readManifest(text.slice(0, text.lastIndexOf("\n") + 1));
  const segments = new Set(
    [...names, ...entries.keys()]
      .filter((name) => segmentNumber(name) !== undefined)
      .map((name) => name.replace(/\.gz$/, "")),
  );
  if (segments.size === 0)
    throw new InputError(
      `${folder}: there is no recording here; expected ${MANIFEST} and segments such as 000001_2026-11-23T13Z.csv.gz`,
    );
  return new Recording(folder, disk, [...segments].sort(byNumber), entries, damaged);
}

function byNumber(a: string, b: string): number {
  return (segmentNumber(a) ?? 0) - (segmentNumber(b) ?? 0) || (a < b ? -1 : 1);
}

class Recording implements TelemetrySource {
  readonly channels = new ChannelTable();

  constructor(
    readonly name: string,
    private readonly disk: Disk,
    private readonly segments: readonly string[],
    private readonly entries: ReadonlyMap<string, ManifestEntry>,
    private readonly damaged: readonly string[],
  ) {}

  async *events(): AsyncGenerator<SourceEvent> {
    for (const line of this.damaged)
      yield refusal(0, `${this.name}/${MANIFEST}: the line "${line.slice(0, 80)}" names no segment`);
    for (const segment of this.segments) yield* this.#segment(segment);
  }

  /** A recorder may be at work: between two looks a plain segment can become a sealed one. */
  async *#segment(plain: string): AsyncGenerator<SourceEvent> {
    const sealed = `${plain}.gz`;
    const entry = this.entries.get(sealed);
    let packed = await this.#read(sealed);
    const damage = packed === undefined ? undefined : this.#damage(packed, entry);
    if (packed !== undefined && damage === undefined) {
      const text = await decompress(packed).catch(() => undefined);
      if (text !== undefined) return yield* this.#rows(`${this.name}/${sealed}`, text);
    }
    const text = await this.#read(plain);
    if (text !== undefined)
      return yield* this.#rows(`${this.name}/${plain}`, text.subarray(0, soundLength(text)));
    if (packed === undefined) {
      packed = await this.#read(sealed);
      if (packed !== undefined) return yield* this.#rows(`${this.name}/${sealed}`, await decompress(packed));
      yield refusal(
        entry?.samples ?? 0,
        `${this.name}/${sealed}: missing, though ${MANIFEST} names it; get it from a copy`,
      );
      return;
    }
    yield refusal(
      entry?.samples ?? 0,
      `${this.name}/${sealed}: damaged: ${damage ?? "it cannot be unpacked"}; the segment is left out, get it from a copy`,
    );
  }

  #read(name: string): Promise<Buffer | undefined> {
    return this.disk.read(name).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw new InputError(`${this.name}/${name}: cannot be read (${error.message})`);
    });
  }

  #damage(packed: Buffer, entry: ManifestEntry | undefined): string | undefined {
    if (entry === undefined || sha256(packed) === entry.sha256) return undefined;
    return `its content does not match the SHA-256 in ${MANIFEST}`;
  }

  /** The rows between event lines go through the table reader; the events stand where they were recorded. */
  async *#rows(place: string, text: Buffer): AsyncGenerator<SourceEvent> {
    let from = 0;
    let position = 0;
    let lines = 0;
    let firstLine = 0;
    let hasRows = false;
    while (position < text.length) {
      const end = text.indexOf(0x0a, position);
      const stop = end < 0 ? text.length : end;
      const event = text[position] === 0x23 ? eventOf(text.toString("utf8", position, stop)) : undefined;
      if (event !== undefined) {
        if (hasRows) yield* this.#table(place, text.subarray(from, position), firstLine);
        yield event;
        from = stop + 1;
        firstLine = lines + 1;
        hasRows = false;
      } else if (isSampleLine(text[position])) hasRows = true;
      lines++;
      position = stop + 1;
    }
    if (hasRows) yield* this.#table(place, text.subarray(from), firstLine);
  }

  async *#table(place: string, rows: Buffer, firstLine: number): AsyncGenerator<SourceEvent> {
    // Empty lines in place of what was read before keep the line numbers of messages right.
    const head = firstLine === 0 ? "" : `${SEGMENT_HEADER}\n${"\n".repeat(Math.max(0, firstLine - 1))}`;
    try {
      const table = await TableSource.open(place, chunks(Buffer.from(head), rows), { lenient: true });
      const own: number[] = [];
      for await (const event of table.events()) {
        if (event.kind === "samples") {
          const { channel, count } = event.batch;
          for (let n = 0; n < count; n++) {
            const index = channel[n] as number;
            own[index] ??= this.channels.indexOf(table.channels.names[index] as string);
            channel[n] = own[index];
          }
        }
        yield event;
      }
    } catch (error) {
      // One piece that is no table must not keep months of others from being read.
      if (!(error instanceof InputError)) throw error;
      yield refusal(1, error.message);
    }
  }
}

async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) if (part.length > 0) yield part;
}

function refusal(count: number, problem: string): SourceEvent {
  return { kind: "refused", count, problem };
}
