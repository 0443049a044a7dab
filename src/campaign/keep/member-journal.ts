import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { MemberOutcome, MemberResult } from "../member/member-module.ts";

// A record: five unsigned 32-bit words (mark, member, kind, bytes that follow, check sum of all but this word), then the bytes. Little endian.
const HEAD_BYTES = 20;
const MARK = 0x31664d48;
const RESULT = 0;
const PROBLEM = 1;
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

  /** Adds a record in one write; a member that has one already is left as it is. */
  append(outcome: MemberOutcome): void {
    if (this.has(outcome.number)) return;
    const isResult = "result" in outcome;
    const body = isResult
      ? this.#bodyOf(outcome.result)
      : Buffer.from(outcome.problem).subarray(0, MOST_PROBLEM_BYTES);
    const record = Buffer.alloc(HEAD_BYTES + body.length);
    record.writeUInt32LE(MARK, 0);
    record.writeUInt32LE(outcome.number, 4);
    record.writeUInt32LE(isResult ? RESULT : PROBLEM, 8);
    record.writeUInt32LE(body.length, 12);
    body.copy(record, HEAD_BYTES);
    record.writeUInt32LE(checkSum(record), 16);
    for (let written = 0; written < record.length; ) written += writeSync(this.#file, record, written);
    this.#note(outcome.number, {
      at: this.#length + HEAD_BYTES,
      kind: isResult ? RESULT : PROBLEM,
      bytes: body.length,
    });
    if (!isResult) this.#problems.set(outcome.number, body.toString());
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
    if (place === undefined || place.kind !== RESULT) throw new RangeError(`member ${member} has no result`);
    const values = new Float64Array(count);
    readFully(this.#file, new Uint8Array(values.buffer), place.at + 8 * from);
    return values;
  }

  #bodyOf({ numbers, curves }: MemberResult): Buffer {
    if (numbers.length !== this.#numbers || curves.length !== this.#curveValues)
      throw new RangeError(
        `a member brought ${numbers.length} numbers and ${curves.length} values; ` +
          `the layout has ${this.#numbers} and ${this.#curveValues}`,
      );
    const values = new Float64Array(numbers.length + curves.length);
    values.set(numbers);
    values.set(curves, numbers.length);
    return Buffer.from(values.buffer);
  }

  #note(member: number, place: Place): void {
    if (!this.#places.has(member)) this.#places.set(member, place);
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
      const most = kind === RESULT ? 8 * (this.#numbers + this.#curveValues) : MOST_PROBLEM_BYTES;
      if (mark !== MARK || kind > PROBLEM || bytes > most || (kind === RESULT && bytes !== most)) return;
      if (this.#length + HEAD_BYTES + bytes > size) return;
      const record = Buffer.alloc(HEAD_BYTES + bytes);
      readFully(this.#file, record, this.#length);
      if (checkSum(record) !== head.readUInt32LE(16)) return;
      if (kind === PROBLEM && !this.has(member))
        this.#problems.set(member, record.toString("utf8", HEAD_BYTES));
      this.#note(member, { at: this.#length + HEAD_BYTES, kind, bytes });
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
