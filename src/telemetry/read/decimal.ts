const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const LOWER_E = 0x65;

/**
 * Reads a decimal number from bytes, correctly rounded, without building a string in the usual case.
 * An integer up to 2^53 times a power of ten up to 22 is exact in two doubles, so one multiplication or division rounds
 * once (Clinger, 1990); anything longer goes through `Number`. Returns NaN for what is not a decimal number, the words
 * "NaN" and "Infinity" included, and an infinity for one that is too large.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let position = start;
  const sign = bytes[position];
  if (sign === MINUS || sign === PLUS) position++;
  let mantissa = 0;
  let digits = 0;
  let fractionDigits = 0;
  for (; position < end; position++) {
    const digit = bytes[position]! - 48;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
    digits++;
  }
  if (position < end && bytes[position] === POINT) {
    const first = ++position;
    for (; position < end; position++) {
      const digit = bytes[position]! - 48;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    fractionDigits = position - first;
    digits += fractionDigits;
  }
  if (digits === 0) return Number.NaN;
  let exponent = 0;
  if (position < end) {
    if ((bytes[position]! | 0x20) !== LOWER_E) return Number.NaN;
    position++;
    const negative = bytes[position] === MINUS;
    if (negative || bytes[position] === PLUS) position++;
    if (position >= end) return Number.NaN;
    for (; position < end; position++) {
      const digit = bytes[position]! - 48;
      if (digit < 0 || digit > 9) return Number.NaN;
      if (exponent < 10_000) exponent = exponent * 10 + digit;
    }
    if (negative) exponent = -exponent;
  }
  exponent -= fractionDigits;
  if (mantissa > Number.MAX_SAFE_INTEGER || exponent < -22 || exponent > 22)
    return Number(textOf(bytes, start, end));
  const size = exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent]! : mantissa * POWERS_OF_TEN[exponent]!;
  return sign === MINUS ? -size : size;
}

const decoder = new TextDecoder("utf-8");

/** The bytes as text, for messages and for names seen for the first time. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
