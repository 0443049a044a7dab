import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { MemberOutcome } from "../member/member-module.ts";

// A record: five unsigned 32-bit words (mark, member, kind, bytes that follow, check sum of all but this word), then the bytes. Little endian.
const HEAD_BYTES = 20;
const MARK = 0x31664d48;
const RESULT = 0;
const PROBLEM = 1;
/** A result, and behind its values the sentence that says why it ended early. */
const ENDED_EARLY = 2;
/** Longest sentence that is kept of a failed member. */
const MOST_PROBLEM_BYTES = 4000;

interface Place {
  readonly at: number;
  readonly kind: number;
  readonly bytes: number;
}

/**
 * The members that are done, one record each, only ever added to. A record that an interruption cut short is cut off when the file is
 * opened again, and its member counts as not done; so does all that follows a record whose check sum is wrong.
 */
export class MemberJournal {
  readonly #file: number;
  readonly #numbers: number;
  readonly #curveValues: number;
  readonly #places = new Map<number, Place>();
  readonly #problems = new Map<number, string>();
  readonly #endings = new Map<number, string>();
  #length = 0;
  /** Bytes that were cut off when it was opened. */
  readonly cutBytes: number;

  /** Opens or begins a journal of members that have so many numbers, and so many values on all curves together. */
  constructor(path: string, numbers: number, curveValues: number) {
    this.#numbers = numbers;
    this.#curveValues = curveValues;
    this.#file = openSync(path, "a+");
    this.#load();
    this.cutBytes = fstatSync(this.#file).size - this.#length;
    if (this.cutBytes > 0) ftruncateSync(this.#file, this.#length);
  }

  /** Members with a record, ascending, failed ones among them. */
  get members(): number[] {
    return [...this.#places.keys()].sort((a, b) => a - b);
  }

  has(member: number): boolean {
    return this.#places.has(member);
  }

  /** Why a member failed, or undefined for one that did not. */
  problemOf(member: number): string | undefined {
    return this.#problems.get(member);
  }

  /** Why a member with a result did not come to its end, or undefined for one that did. */
  endedEarly(member: number): string | undefined {
    return this.#endings.get(member);
  }

  /** Adds a record in one write; a member that has one already is left as it is. */
  append(outcome: MemberOutcome): void {
    if (this.has(outcome.number)) return;
    const { kind, body } = this.#bodyOf(outcome);
    const record = Buffer.alloc(HEAD_BYTES + body.length);
    record.writeUInt32LE(MARK, 0);
    record.writeUInt32LE(outcome.number, 4);
    record.writeUInt32LE(kind, 8);
    record.writeUInt32LE(body.length, 12);
    body.copy(record, HEAD_BYTES);
    record.writeUInt32LE(checkSum(record), 16);
    for (let written = 0; written < record.length; ) written += writeSync(this.#file, record, written);
    this.#note(outcome.number, { at: this.#length + HEAD_BYTES, kind, bytes: body.length }, body);
    this.#length += record.length;
  }

  numbersOf(member: number): Float64Array {
    return this.#read(member, 0, this.#numbers);
  }

  /** Values of the curves, laid one after the other, from one place on. */
  curveValues(member: number, from = 0, count = this.#curveValues - from): Float64Array {
    return this.#read(member, this.#numbers + from, count);
  }

  /** Makes what was written outlast a loss of power. */
  sync(): void {
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(member: number, from: number, count: number): Float64Array {
    const place = this.#places.get(member);
    if (place === undefined || place.kind === PROBLEM) throw new RangeError(`member ${member} has no result`);
    const values = new Float64Array(count);
    readFully(this.#file, new Uint8Array(values.buffer), place.at + 8 * from);
    return values;
  }

  #bodyOf(outcome: MemberOutcome): { kind: number; body: Buffer } {
    const sentence = (text: string) => Buffer.from(text).subarray(0, MOST_PROBLEM_BYTES);
    if ("problem" in outcome) return { kind: PROBLEM, body: sentence(outcome.problem) };
    const { numbers, curves, endedEarly } = outcome.result;
    if (numbers.length !== this.#numbers || curves.length !== this.#curveValues)
      throw new RangeError(
        `a member brought ${numbers.length} numbers and ${curves.length} values; ` +
          `the layout has ${this.#numbers} and ${this.#curveValues}`,
      );
    const values = new Float64Array(numbers.length + curves.length);
    values.set(numbers);
    values.set(curves, numbers.length);
    const body = Buffer.from(values.buffer);
    if (endedEarly === undefined) return { kind: RESULT, body };
    return { kind: ENDED_EARLY, body: Buffer.concat([body, sentence(endedEarly)]) };
  }

  #note(member: number, place: Place, body: Buffer): void {
    if (this.#places.has(member)) return;
    this.#places.set(member, place);
    if (place.kind === PROBLEM) this.#problems.set(member, body.toString());
    if (place.kind === ENDED_EARLY) this.#endings.set(member, body.toString("utf8", this.#resultBytes));
  }

  get #resultBytes(): number {
    return 8 * (this.#numbers + this.#curveValues);
  }

  #load(): void {
    const { size } = fstatSync(this.#file);
    const head = Buffer.alloc(HEAD_BYTES);
    while (this.#length + HEAD_BYTES <= size) {
      readFully(this.#file, head, this.#length);
      const [mark, member, kind, bytes] = [0, 4, 8, 12].map((at) => head.readUInt32LE(at)) as [
        number,
        number,
        number,
        number,
      ];
      const least = kind === PROBLEM ? 0 : this.#resultBytes;
      const most = least + (kind === RESULT ? 0 : MOST_PROBLEM_BYTES);
      if (mark !== MARK || kind > ENDED_EARLY || bytes < least || bytes > most) return;
      if (this.#length + HEAD_BYTES + bytes > size) return;
      const record = Buffer.alloc(HEAD_BYTES + bytes);
      readFully(this.#file, record, this.#length);
      if (checkSum(record) !== head.readUInt32LE(16)) return;
      this.#note(member, { at: this.#length + HEAD_BYTES, kind, bytes }, record.subarray(HEAD_BYTES));
      this.#length += record.length;
    }
  }
}

function checkSum(record: Buffer): number {
  return crc32(record.subarray(HEAD_BYTES), crc32(record.subarray(0, HEAD_BYTES - 4)));
}

function readFully(file: number, into: Uint8Array, at: number): void {
  for (let done = 0; done < into.length; ) {
    const count = readSync(file, into, done, into.length - done, at + done);
    if (count === 0) throw new Error(`the journal of members ends at ${at + done} bytes, within a record`);
    done += count;
  }
}
