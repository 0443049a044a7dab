import { DAY_S } from "./constants.ts";

/** A two-line element set that has passed its checks. Angles and rates are as printed. */
export interface TwoLineElements {
  readonly lines: readonly [string, string];
  readonly name: string | null;
  readonly catalogueNumber: string;
  /** Unix time, UTC. */
  readonly epochS: number;
  readonly inclinationDeg: number;
  readonly nodeDeg: number;
  readonly eccentricity: number;
  readonly meanMotionRevPerDay: number;
  readonly revolutionAtEpoch: number;
}

/** Elements, or a sentence that says which line and column is wrong and what was expected. */
export type TwoLineElementsRead =
  | { readonly ok: true; readonly elements: TwoLineElements }
  | { readonly ok: false; readonly problem: string };

const LINE_LENGTH = 69;

/** Sum of the digits, a minus sign counting one, modulo 10: the last column of each line. */
export function tleChecksum(line: string): number {
  let sum = 0;
  for (const character of line.slice(0, LINE_LENGTH - 1)) {
    if (character >= "0" && character <= "9") sum += Number(character);
    else if (character === "-") sum += 1;
  }
  return sum % 10;
}

interface Field {
  readonly name: string;
  readonly line: 1 | 2;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

const FIELDS = {
  epochYear: { name: "epoch year", line: 1, from: 19, to: 20, low: 0, high: 99 },
  epochDay: { name: "epoch day", line: 1, from: 21, to: 32, low: 1, high: 367 },
  inclination: { name: "inclination", line: 2, from: 9, to: 16, low: 0, high: 180 },
  node: { name: "right ascension of the node", line: 2, from: 18, to: 25, low: 0, high: 360 },
  eccentricity: { name: "eccentricity", line: 2, from: 27, to: 33, low: 0, high: 9_999_999 },
  perigee: { name: "argument of perigee", line: 2, from: 35, to: 42, low: 0, high: 360 },
  anomaly: { name: "mean anomaly", line: 2, from: 44, to: 51, low: 0, high: 360 },
  meanMotion: { name: "mean motion", line: 2, from: 53, to: 63, low: 0.05, high: 18 },
  revolution: { name: "revolution number", line: 2, from: 64, to: 68, low: 0, high: 99_999 },
} as const satisfies Record<string, Field>;

/**
 * Reads a two-line element set, with or without a name line. Both checksums, both line numbers, the catalogue numbers
 * and the range of every field that SGP4 uses are verified: invented element sets are common, and rarely pass.
 */
export function readTwoLineElements(text: string): TwoLineElementsRead {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  if (lines.length !== 2 && lines.length !== 3)
    return {
      ok: false,
      problem: `an element set has two lines, and one more for a name; found ${lines.length}`,
    };
  const name = lines.length === 3 ? lines[0]!.replace(/^0 /, "").trim() : null;
  const pair = [lines.at(-2)!, lines.at(-1)!] as const;
  for (const number of [1, 2] as const) {
    const line = pair[number - 1]!;
    if (line.length !== LINE_LENGTH)
      return {
        ok: false,
        problem: `line ${number} has ${line.length} characters; an element line has ${LINE_LENGTH}`,
      };
    if (line[0] !== String(number))
      return { ok: false, problem: `line ${number} begins with "${line[0]}" instead of "${number}"` };
    const expected = tleChecksum(line);
    if (line[LINE_LENGTH - 1] !== String(expected))
      return {
        ok: false,
        problem: `line ${number} ends with checksum ${line[LINE_LENGTH - 1]} but its digits add up to ${expected}: a digit is wrong, or the set is invented`,
      };
  }
  if (pair[0].slice(2, 7) !== pair[1].slice(2, 7))
    return {
      ok: false,
      problem: `line 1 is of object ${pair[0].slice(2, 7)} and line 2 of ${pair[1].slice(2, 7)}: they do not belong together`,
    };
  const values: Record<string, number> = {};
  for (const [key, field] of Object.entries(FIELDS)) {
    const raw = pair[field.line - 1]!.slice(field.from - 1, field.to).trim();
    const value = raw === "" ? Number.NaN : Number(raw);
    if (!(value >= field.low && value <= field.high))
      return {
        ok: false,
        problem: `line ${field.line}, columns ${field.from} to ${field.to}: ${field.name} "${raw}" is not between ${field.low} and ${field.high}`,
      };
    values[key] = value;
  }
  const year = values.epochYear! + (values.epochYear! < 57 ? 2000 : 1900);
  return {
    ok: true,
    elements: {
      lines: pair,
      name,
      catalogueNumber: pair[0].slice(2, 7).trim(),
      epochS: Date.UTC(year, 0, 1) / 1000 + (values.epochDay! - 1) * DAY_S,
      inclinationDeg: values.inclination!,
      nodeDeg: values.node!,
      eccentricity: values.eccentricity! * 1e-7,
      meanMotionRevPerDay: values.meanMotion!,
      revolutionAtEpoch: values.revolution!,
    },
  };
}
