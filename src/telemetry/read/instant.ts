import { parseDecimal } from "./decimal.ts";

/** Earliest and latest time taken for a telemetry time: 1957-10-04, the first satellite, and 2200-01-01, Unix seconds UTC. */
export const EARLIEST_S = Date.UTC(1957, 9, 4) / 1000;
export const LATEST_S = Date.UTC(2200, 0, 1) / 1000;

const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const UPPER_T = 0x54;
const SPACE = 0x20;
const UPPER_Z = 0x5a;
const PLUS = 0x2b;
const DATE_LENGTH = 10;

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const units = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN;
}

/** Start of the day written `YYYY-MM-DD`, Unix seconds; NaN where the calendar has no such day. */
function dayStartS(bytes: Uint8Array, at: number): number {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH || !(month >= 1 && day >= 1)) return Number.NaN;
  const startMs = Date.UTC(year, month - 1, day);
  const real = new Date(startMs);
  return real.getUTCMonth() === month - 1 && real.getUTCDate() === day ? startMs / 1000 : Number.NaN;
}

/**
 * Reads times from bytes: ISO 8601 with seconds (`2022-05-20T14:00:00.3Z`; a blank for the T, an offset for the Z, and no
 * zone, which means UTC, are taken too) or Unix seconds. Keeps the last date, since neighbouring samples share it.
 * A time up to the microsecond equals the nearest double to its Unix seconds.
 */
export class InstantReader {
  readonly #date = new Uint8Array(DATE_LENGTH);
  #dayStartS = Number.NaN;

  /** Unix seconds UTC, or NaN for what is neither form. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start < 19 || bytes[start + 4] !== DASH) return parseDecimal(bytes, start, end);
    for (let i = 0; i < DATE_LENGTH; i++) {
      if (bytes[start + i] !== this.#date[i]) {
        this.#date.set(bytes.subarray(start, start + DATE_LENGTH));
        this.#dayStartS = dayStartS(bytes, start);
        break;
      }
    }
    const separator = bytes[start + 10];
    if (separator !== UPPER_T && separator !== SPACE) return Number.NaN;
    if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return Number.NaN;
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    const second = twoDigits(bytes, start + 17);
    const leap = second === 60 && minute === 59 && hour === 23;
    if (!(hour <= 23 && minute <= 59 && (second <= 59 || leap))) return Number.NaN;
    let whole = this.#dayStartS + hour * 3600 + minute * 60 + second;
    let position = start + 19;
    let fraction = 0;
    let scale = 1;
    if (position < end && bytes[position] === POINT) {
      const first = ++position;
      for (; position < end; position++) {
        const digit = bytes[position]! - 48;
        if (digit < 0 || digit > 9) break;
        if (scale < 1e9) {
          fraction = fraction * 10 + digit;
          scale *= 10;
        }
      }
      if (position === first) return Number.NaN;
    }
    if (position < end) {
      if (bytes[position] === UPPER_Z) position++;
      else {
        const direction = bytes[position] === PLUS ? 1 : bytes[position] === DASH ? -1 : Number.NaN;
        const offsetHour = twoDigits(bytes, position + 1);
        const offsetMinute = twoDigits(bytes, position + (bytes[position + 3] === COLON ? 4 : 3));
        whole -= direction * (offsetHour * 3600 + offsetMinute * 60);
        position += bytes[position + 3] === COLON ? 6 : 5;
      }
      if (position !== end) return Number.NaN;
    }
    if (scale <= 1e6) return (whole * scale + fraction) / scale;
    return whole + fraction / scale;
  }
}
