const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

/**
 * The fields of one line of CSV (RFC 4180 without line breaks inside quotes), as places in a buffer, blanks around them
 * trimmed. One instance is reused for all lines: read the places before the next call.
 */
export class LineFields {
  /** Where the fields lie: the buffer given, or an own one for a line with quotes. */
  bytes: Uint8Array = new Uint8Array(0);
  starts: Int32Array;
  ends: Int32Array;
  /** How many fields the line has; may be more than fit in `starts`. */
  count = 0;
  /** What is wrong with the quotes of the line, if anything. */
  problem = "";

  constructor(most: number) {
    this.starts = new Int32Array(most + 1);
    this.ends = new Int32Array(most + 1);
  }

  /** Splits the line that starts at `start` and ends with a newline before `end`; returns the place after the newline. */
  split(buffer: Uint8Array, start: number, end: number): number {
    const { starts, ends } = this;
    this.bytes = buffer;
    this.problem = "";
    let field = 0;
    let position = start;
    starts[0] = start;
    for (; position < end; position++) {
      const byte = buffer[position]!;
      if (byte > COMMA) continue;
      if (byte === COMMA) {
        ends[field++] = position;
        starts[field] = position + 1;
      } else if (byte === NEWLINE) break;
      else if (byte === QUOTE) return this.#splitQuoted(buffer, start, end);
    }
    ends[field] = position > start && buffer[position - 1] === RETURN ? position - 1 : position;
    this.count = field + 1;
    const kept = Math.min(this.count, starts.length);
    for (let i = 0; i < kept; i++) {
      while (starts[i]! < ends[i]! && isBlank(buffer[starts[i]!])) starts[i]!++;
      while (starts[i]! < ends[i]! && isBlank(buffer[ends[i]! - 1])) ends[i]!--;
    }
    return position + 1;
  }

  #splitQuoted(buffer: Uint8Array, start: number, end: number): number {
    let stop = buffer.indexOf(NEWLINE, start);
    if (stop < 0 || stop > end) stop = end;
    const lineEnd = buffer[stop - 1] === RETURN ? stop - 1 : stop;
    const bare = new Uint8Array(lineEnd - start);
    let size = 0;
    let field = 0;
    let position = start;
    for (;;) {
      while (position < lineEnd && isBlank(buffer[position])) position++;
      this.starts[field] = size;
      if (buffer[position] === QUOTE) {
        position++;
        for (;;) {
          if (position >= lineEnd) {
            this.problem =
              "a quote is opened and not closed on the same line; close it, and keep line breaks out of quotes";
            break;
          }
          if (buffer[position] === QUOTE) {
            if (buffer[position + 1] !== QUOTE) break;
            position++;
          }
          bare[size++] = buffer[position++]!;
        }
        position++;
        this.ends[field] = size;
        while (position < lineEnd && isBlank(buffer[position])) position++;
        if (position < lineEnd && buffer[position] !== COMMA)
          this.problem =
            "text follows a closing quote; put the whole field in quotes and double the quotes inside it";
      } else {
        while (position < lineEnd && buffer[position] !== COMMA) {
          if (buffer[position] === QUOTE)
            this.problem =
              "a quote stands inside a field; put the whole field in quotes and double the quotes inside it";
          bare[size++] = buffer[position++]!;
        }
        let last = size;
        while (last > this.starts[field]! && isBlank(bare[last - 1])) last--;
        this.ends[field] = last;
      }
      field++;
      if (position >= lineEnd || this.problem !== "") break;
      position++;
    }
    this.bytes = bare;
    this.count = field;
    return stop + 1;
  }
}
