import {
  ChannelTable,
  InputError,
  Quality,
  type SampleBatch,
  type SourceEvent,
  type TelemetrySource,
} from "../sample.ts";
import type { ByteChunks } from "./byte-chunks.ts";
import { type Conversion, conversion, SAME } from "./channel-units.ts";
import { parseDecimal, textOf } from "./decimal.ts";
import { EARLIEST_S, InstantReader, LATEST_S } from "./instant.ts";
import { LineFields } from "./line-fields.ts";
import { NameIndex } from "./name-index.ts";
import { layoutOf, shorten, type TableLayout } from "./table-layout.ts";

export interface TableOptions {
  /** The channels that somebody wants, and the unit each is wanted in; a file with none of them is refused. */
  readonly units?: ReadonlyMap<string, string>;
  /** Count and report bad rows as `refused` events, instead of failing at the first. */
  readonly lenient?: boolean;
}

const BATCH_SAMPLES = 1 << 16;
const LONGEST_LINE_BYTES = 1 << 20;
const LONGEST_REVERSAL_S = 3600;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const COMMENT = 0x23;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const qualityWords: Readonly<Record<string, Quality>> = { "": Quality.good, ...Quality };

/** A table of telemetry read as a stream: bounded memory, no object a row. See docs/telemetry-files.md for the forms. */
export class TableSource implements TelemetrySource {
  readonly name: string;
  readonly channels = new ChannelTable();
  readonly #chunks: ByteChunks;
  readonly #options: TableOptions;
  readonly #instants = new InstantReader();
  readonly #names = new NameIndex(this.channels);
  #layout: TableLayout | undefined;
  #fields = new LineFields(64);

  /** Bytes not yet read lie between `#from` and `#to`. */
  #work = new Uint8Array(1 << 21);
  #from = 0;
  #to = 0;
  #line = 0;
  #unterminated = false;
  #iterated = false;

  #timeS = new Float64Array(BATCH_SAMPLES);
  #channel = new Int32Array(BATCH_SAMPLES);
  #value = new Float64Array(BATCH_SAMPLES);
  #quality = new Uint8Array(BATCH_SAMPLES);
  #count = 0;
  #total = 0;

  #wideChannels = new Int32Array(0);
  #conversions: (Conversion | undefined)[] = [];
  #unitTexts: (string | undefined)[] = [];
  #newestS = Number.NEGATIVE_INFINITY;
  #newestLine = 0;
  #refused = 0;
  #firstProblem = "";

  private constructor(name: string, chunks: ByteChunks, options: TableOptions) {
    this.name = name;
    this.#chunks = chunks;
    this.#options = options;
  }

  /** Reads up to the header, so that a file of another kind fails at once. */
  static async open(name: string, chunks: ByteChunks, options: TableOptions): Promise<TableSource> {
    const source = new TableSource(name, chunks, options);
    try {
      await source.#readHeader();
    } catch (error) {
      await chunks.return();
      throw error;
    }
    return source;
  }

  async *events(): AsyncGenerator<SourceEvent, void, undefined> {
    if (this.#iterated) throw new Error(`${this.name} is being read already; open it again to read it twice`);
    this.#iterated = true;
    try {
      do {
        while (this.#parse()) yield this.#batch();
        if (this.#count > 0) yield this.#batch();
        if (this.#refused > 0) yield this.#refusal();
      } while (await this.#more());
      this.#checkEnd();
    } finally {
      await this.#chunks.return();
    }
  }

  #batch(): SourceEvent {
    const batch: SampleBatch = {
      count: this.#count,
      timeS: this.#timeS,
      channel: this.#channel,
      value: this.#value,
      quality: this.#quality,
    };
    this.#total += this.#count;
    this.#count = 0;
    return { kind: "samples", batch };
  }

  #refusal(): SourceEvent {
    const event: SourceEvent = { kind: "refused", count: this.#refused, problem: this.#firstProblem };
    this.#refused = 0;
    return event;
  }

  /** Gets more bytes behind the unread ones; false at the end of a file whose last line has been read. */
  async #more(): Promise<boolean> {
    const rest = this.#to - this.#from;
    const next = await this.#chunks.next();
    if (next.done) {
      if (rest === 0) return false;
      this.#room(1);
      this.#work[this.#to++] = NEWLINE;
      this.#unterminated = true;
      return true;
    }
    if (rest > LONGEST_LINE_BYTES)
      throw new InputError(
        `${this.name}:${this.#line + 1}: the line is longer than ${LONGEST_LINE_BYTES} bytes; this is not a table of telemetry`,
      );
    this.#room(next.value.length);
    this.#work.set(next.value, this.#to);
    this.#to += next.value.length;
    return true;
  }

  #room(bytes: number): void {
    const rest = this.#to - this.#from;
    const target = this.#work.length < rest + bytes ? new Uint8Array(2 * (rest + bytes)) : this.#work;
    target.set(this.#work.subarray(this.#from, this.#to));
    this.#work = target;
    this.#from = 0;
    this.#to = rest;
  }

  async #readHeader(): Promise<void> {
    let first = true;
    for (;;) {
      let end = this.#work.subarray(this.#from, this.#to).indexOf(NEWLINE);
      while (end < 0) {
        if (!(await this.#more()))
          throw new InputError(
            `${this.name}: the file is empty${this.#line > 0 ? " but for comments" : ""}; expected a header line such as time,channel,value`,
          );
        end = this.#work.subarray(this.#from, this.#to).indexOf(NEWLINE);
        if (this.#work.subarray(this.#from, Math.min(this.#to, this.#from + 65_536)).includes(0))
          this.#binary();
      }
      if (first) {
        first = false;
        if (this.#work.subarray(this.#from, Math.min(this.#to, this.#from + 65_536)).includes(0))
          this.#binary();
        if (BYTE_ORDER_MARK.every((byte, i) => this.#work[this.#from + i] === byte)) this.#from += 3;
      }
      const start = this.#from;
      if (this.#isEmptyLine(start) || this.#work[start] === COMMENT) {
        this.#from = this.#work.indexOf(NEWLINE, start) + 1;
        this.#line++;
        continue;
      }
      const commas = this.#work.subarray(start, this.#to).reduce((n, byte) => n + (byte === 0x2c ? 1 : 0), 0);
      this.#fields = new LineFields(commas + 1);
      this.#from = this.#fields.split(this.#work, start, this.#to);
      this.#line++;
      this.#takeHeader();
      return;
    }
  }

  #binary(): never {
    throw new InputError(
      `${this.name}: this is a binary file (it holds zero bytes); expected a table in UTF-8 text, or one packed with gzip`,
    );
  }

  #takeHeader(): void {
    const fields = this.#fields;
    const place = `${this.name}:${this.#line}`;
    if (fields.problem !== "") throw new InputError(`${place}: ${fields.problem}`);
    const header = Array.from({ length: fields.count }, (_, i) =>
      textOf(fields.bytes, fields.starts[i]!, fields.ends[i]!),
    );
    if (header.some((cell) => cell.includes("\ufffd")))
      throw new InputError(`${place}: the header is not UTF-8 text; save the table as UTF-8`);
    const layout = layoutOf(header, place);
    this.#layout = layout;
    this.#fields = new LineFields(layout.columns);
    if (layout.kind !== "wide") return;
    this.#wideChannels = Int32Array.from(layout.channels, ({ name }) => this.channels.indexOf(name));
    for (const [column, { name, unit }] of layout.channels.entries()) {
      const wanted = this.#options.units?.get(name);
      const index = this.#wideChannels[column]!;
      this.#conversions[index] = SAME;
      if (unit === undefined || wanted === undefined) continue;
      const found = conversion(unit, wanted);
      if (typeof found === "string") throw new InputError(`${place}: channel ${name}: ${found}`);
      this.#conversions[index] = found;
    }
    this.#checkWanted(place);
    if (layout.columns > BATCH_SAMPLES)
      throw new InputError(
        `${place}: ${layout.columns} columns are more than the ${BATCH_SAMPLES} that a table may have`,
      );
  }

  #checkWanted(place: string): void {
    const wanted = this.#options.units;
    if (wanted === undefined || wanted.size === 0) return;
    if (this.channels.names.some((name) => wanted.has(name))) return;
    const some = (names: readonly string[]): string =>
      `${names.slice(0, 4).join(", ")}${names.length > 4 ? ", ..." : ""}`;
    throw new InputError(
      `${place}: unknown channels: the file has ${some(this.channels.names)}, and the vehicle file asks for ${some([...wanted.keys()])}; use the vehicle file of this recording`,
    );
  }

  #isEmptyLine(start: number): boolean {
    const byte = this.#work[start];
    return byte === NEWLINE || (byte === RETURN && this.#work[start + 1] === NEWLINE);
  }

  /** Reads whole lines into the batch; true if the batch is full, false if there is no whole line left. */
  #parse(): boolean {
    const layout = this.#layout!;
    const work = this.#work;
    const lastNewline = work.lastIndexOf(NEWLINE, this.#to - 1);
    const end = lastNewline < this.#from ? this.#from : lastNewline + 1;
    const perRow = layout.kind === "wide" ? layout.columns - 1 : 1;
    let position = this.#from;
    while (position < end) {
      if (this.#count + perRow > BATCH_SAMPLES) {
        this.#from = position;
        return true;
      }
      this.#line++;
      if (work[position] === COMMENT || this.#isEmptyLine(position)) {
        position = work.indexOf(NEWLINE, position) + 1;
        continue;
      }
      position = this.#fields.split(work, position, end);
      if (this.#fields.problem !== "") this.#fail(this.#fields.problem);
      else if (this.#fields.count !== layout.columns) this.#failColumns(position >= this.#to);
      else if (layout.kind === "long") this.#longRow(layout);
      else this.#wideRow();
    }
    this.#from = position;
    return false;
  }

  /** NaN, after having failed or counted, where the field is no time. */
  #time(column: number, unit: "s" | "ms"): number {
    const { bytes, starts, ends } = this.#fields;
    let timeS = this.#instants.read(bytes, starts[column]!, ends[column]!);
    if (unit === "ms") timeS /= 1000;
    if (!(timeS >= EARLIEST_S && timeS <= LATEST_S)) {
      const text = this.#text(column);
      const tooLarge = timeS > LATEST_S && timeS < LATEST_S * 1000;
      this.#fail(
        Number.isNaN(timeS)
          ? `time "${text}" is neither ISO 8601 (2022-05-20T14:00:00.3Z) nor Unix seconds`
          : `time "${text}" is outside 1957-10-04 to 2200-01-01${tooLarge ? "; if it is in milliseconds, divide it by 1000" : ""}`,
      );
      return Number.NaN;
    }
    if (timeS >= this.#newestS) {
      this.#newestS = timeS;
      this.#newestLine = this.#line;
    } else if (this.#newestS - timeS > LONGEST_REVERSAL_S && this.#options.lenient !== true) {
      this.#fail(
        `time goes back by ${Math.round(this.#newestS - timeS)} s, from ${iso(this.#newestS)} on line ${this.#newestLine} to ${iso(timeS)} here, and the limit is ${LONGEST_REVERSAL_S} s; put the parts of the file in order of time`,
      );
    }
    return timeS;
  }

  #longRow(layout: Extract<TableLayout, { kind: "long" }>): void {
    const timeS = this.#time(layout.time, layout.timeUnit);
    if (Number.isNaN(timeS)) return;
    const { bytes, starts, ends } = this.#fields;
    if (starts[layout.channel] === ends[layout.channel]) {
      this.#fail("the channel is empty; name it");
      return;
    }
    const channel = this.#names.find(bytes, starts[layout.channel]!, ends[layout.channel]!);
    let quality: Quality = Quality.good;
    if (layout.quality >= 0) {
      const word = this.#text(layout.quality);
      const known = qualityWords[word];
      if (known === undefined) {
        this.#fail(
          `channel ${this.channels.names[channel]}: quality "${word}" is not known; write good, suspect, bad or missing`,
        );
        return;
      }
      quality = known;
    }
    let value = parseDecimal(bytes, starts[layout.value]!, ends[layout.value]!);
    if (!Number.isFinite(value)) {
      if (quality < Quality.bad) {
        this.#failValue(channel, layout.value);
        return;
      }
      value = 0;
    }
    if (layout.unit >= 0) {
      const converted = this.#rowConversion(channel, layout.unit);
      if (converted === undefined) return;
      if (!converted.same) value = value * converted.scale + converted.shift;
    }
    this.#keep(timeS, channel, value, quality);
  }

  #wideRow(): void {
    const timeS = this.#time(0, "s");
    if (Number.isNaN(timeS)) return;
    const { bytes, starts, ends } = this.#fields;
    const channels = this.#wideChannels;
    for (let column = 0; column < channels.length; column++) {
      const start = starts[column + 1]!;
      const end = ends[column + 1]!;
      if (start === end) continue;
      const channel = channels[column]!;
      const value = parseDecimal(bytes, start, end);
      if (!Number.isFinite(value)) {
        this.#failValue(channel, column + 1);
        continue;
      }
      const converted = this.#conversions[channel]!;
      this.#keep(
        timeS,
        channel,
        converted.same ? value : value * converted.scale + converted.shift,
        Quality.good,
      );
    }
  }

  #rowConversion(channel: number, column: number): Conversion | undefined {
    const text = this.#text(column);
    if (this.#unitTexts[channel] === text) return this.#conversions[channel];
    const name = this.channels.names[channel]!;
    const wanted = this.#options.units?.get(name);
    const found = wanted === undefined || text === "" ? SAME : conversion(text, wanted);
    if (typeof found === "string") {
      this.#fail(`channel ${name}: ${found}`);
      return undefined;
    }
    this.#unitTexts[channel] = text;
    this.#conversions[channel] = found;
    return found;
  }

  #keep(timeS: number, channel: number, value: number, quality: Quality): void {
    const at = this.#count++;
    this.#timeS[at] = timeS;
    this.#channel[at] = channel;
    this.#value[at] = value;
    this.#quality[at] = quality;
  }

  #text(column: number): string {
    const { bytes, starts, ends } = this.#fields;
    return starts[column] === ends[column] ? "" : shorten(textOf(bytes, starts[column]!, ends[column]!));
  }

  #failValue(channel: number, column: number): void {
    const text = this.#text(column);
    const way = 'remove the row or mark it with quality "bad"';
    const infinite = /^[+-]?(nan|inf|infinity)$/i.test(text) || /^[+-]?\d[\d.]*e[+]?\d+$/i.test(text);
    const what =
      text === ""
        ? 'the value is empty; remove the row or mark it with quality "missing"'
        : `"${text}" is not a ${infinite ? "finite " : ""}number; ${way}`;
    this.#fail(`channel ${this.channels.names[channel]}: ${what}`);
  }

  #failColumns(last: boolean): void {
    const { columns } = this.#layout!;
    const found = this.#fields.count;
    if (last && this.#unterminated && found < columns)
      this.#fail(
        `the file ends in the middle of a line (${found} of ${columns} columns); it was cut off: get the rest, or remove this line`,
      );
    else
      this.#fail(
        `the line has ${found} columns, and the header has ${columns}; write numbers with a decimal point, and quote fields that hold a comma`,
      );
  }

  #fail(problem: string): void {
    const sentence = `${this.name}:${this.#line}: ${problem}`;
    if (this.#options.lenient !== true) throw new InputError(sentence);
    if (this.#refused++ === 0) this.#firstProblem = sentence;
  }

  #checkEnd(): void {
    if (this.#total === 0)
      throw new InputError(
        `${this.name}: the file holds a header and no samples; expected a row for each report`,
      );
    this.#checkWanted(this.name);
  }
}

function iso(timeS: number): string {
  return new Date(timeS * 1000).toISOString();
}
