import { parseQuantity } from "../units/index.ts";
import { defaultWindow, QUANTITIES, type Window } from "./quantity.ts";

/** When, with whom and for how long a quantity is meant; what is absent is left to the model's ordinary case. */
export interface Circumstance {
  readonly atS?: number;
  readonly fromS?: number;
  readonly untilS?: number;
  /** People aboard. */
  readonly crew?: number;
  /** Time since undocking [s], or a range of it where the speaker gave none. */
  readonly afterS?: readonly [number, number];
  readonly particle?: "meteoroid" | "debris";
}

/** What a statement asserts, in a form that can be tested. */
export type Assertion =
  | {
      readonly kind: "value";
      readonly quantity: string;
      readonly window: Window;
      /** A point with a tolerance, rather than a limit. */
      readonly point: boolean;
      readonly circumstance: Circumstance;
    }
  | { readonly kind: "all"; readonly parts: readonly Assertion[] }
  | { readonly kind: "proposition"; readonly proposition: string; readonly holds: boolean }
  | {
      readonly kind: "cause";
      readonly causes: readonly string[];
      readonly sense: "did it" | "did not" | "may have";
    }
  /** About the future, a motive or a judgement: no public number can decide it. */
  | { readonly kind: "open"; readonly about: string };

export type AssertionRead =
  | { readonly ok: true; readonly assertion: Assertion }
  | { readonly ok: false; readonly problems: readonly string[] };

type Raw = Readonly<Record<string, unknown>>;

const CAUSE_KEYS = [
  ["hypothesis", "did it"],
  ["not-hypothesis", "did not"],
  ["not-excluded", "may have"],
] as const;
const CIRCUMSTANCES = ["at", "by", "after", "from", "until", "crew", "in", "particle"];
const VALUES = ["near", "within", "above", "below", "between"];

/**
 * Reads an `asserts:` or `states:` group of a file: `{ quantity, near | above | below | between, ... }`, `{ proposition, holds }`,
 * `{ hypothesis: [...] }`, `{ not-hypothesis: [...] }`, `{ not-excluded: [...] }`, `{ all: [...] }` or `{ open: why }`. Times are read by `readTime` (Unix s).
 */
export function readAssertion(raw: Raw, readTime: (text: string) => number | undefined): AssertionRead {
  if (Array.isArray(raw.all)) return readAll(raw.all as Raw[], readTime);
  if (typeof raw.quantity === "string") return readValue(raw, raw.quantity, readTime);
  if (typeof raw.proposition === "string")
    return {
      ok: true,
      assertion: { kind: "proposition", proposition: raw.proposition, holds: raw.holds !== false },
    };
  for (const [key, sense] of CAUSE_KEYS) {
    const causes = raw[key];
    if (Array.isArray(causes) && causes.every((cause) => typeof cause === "string"))
      return { ok: true, assertion: { kind: "cause", causes, sense } };
  }
  if (typeof raw.open === "string") return { ok: true, assertion: { kind: "open", about: raw.open } };
  return {
    ok: false,
    problems: [
      "says nothing that can be tested; write { quantity: ..., near: ... }, { proposition: ... }, { hypothesis: [...] }, { not-excluded: [...] }, { all: [...] } or { open: why }",
    ],
  };
}

function readAll(parts: readonly Raw[], readTime: (text: string) => number | undefined): AssertionRead {
  const read = parts.map((part) => readAssertion(part, readTime));
  const problems = read.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    assertion: { kind: "all", parts: read.flatMap((outcome) => (outcome.ok ? [outcome.assertion] : [])) },
  };
}

function readValue(raw: Raw, name: string, readTime: (text: string) => number | undefined): AssertionRead {
  const quantity = QUANTITIES[name];
  if (quantity === undefined)
    return {
      ok: false,
      problems: [`quantity "${name}" is not known; write one of ${Object.keys(QUANTITIES).join(", ")}`],
    };
  const problems: string[] = [];
  for (const key of Object.keys(raw))
    if (key !== "quantity" && !CIRCUMSTANCES.includes(key) && !VALUES.includes(key))
      problems.push(`"${key}" is not a key here; write ${[...VALUES, ...CIRCUMSTANCES].join(", ")}`);
  const amount = (key: string, written: unknown, difference = false): number => {
    const dimension =
      difference && quantity.dimension === "temperature" ? "temperatureDifference" : quantity.dimension;
    const read = parseQuantity(String(written), dimension);
    if (read.ok) return read.value;
    problems.push(`${key}: ${read.problem}`);
    return Number.NaN;
  };
  const time = (key: string): number | undefined => {
    if (raw[key] === undefined) return undefined;
    const read = readTime(String(raw[key]));
    if (read === undefined) problems.push(`${key}: "${raw[key]}" is not a time such as 2023-02-11T09:40Z`);
    return read;
  };
  const { window, point } = windowOf(raw, name, amount, problems);
  const [atS, byS, pastS, fromS, untilS] = ["at", "by", "after", "from", "until"].map(time);
  const crew = raw.crew === undefined ? undefined : Number(raw.crew);
  const flights = (Array.isArray(raw.in) ? raw.in : raw.in === undefined ? [] : [raw.in]).map((part) => {
    const read = parseQuantity(String(part), "time");
    if (!read.ok) problems.push(`in: ${read.problem}`);
    return read.ok ? read.value : Number.NaN;
  });
  const { particle } = raw;
  const moment = atS ?? byS ?? pastS;
  const circumstance: Circumstance = {
    ...(moment !== undefined && { atS: moment }),
    ...(fromS !== undefined && { fromS }),
    ...(untilS !== undefined && { untilS }),
    ...(crew !== undefined && { crew }),
    ...(flights.length > 0 && { afterS: [flights[0]!, flights.at(-1)!] as const }),
    ...((particle === "meteoroid" || particle === "debris") && { particle }),
  };
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, assertion: { kind: "value", quantity: name, window, point, circumstance } };
}

function windowOf(
  raw: Raw,
  name: string,
  amount: (key: string, written: unknown, difference?: boolean) => number,
  problems: string[],
): { window: Window; point: boolean } {
  const quantity = QUANTITIES[name]!;
  if (raw.near !== undefined) {
    const within = raw.within === undefined ? undefined : amount("within", raw.within, true);
    return { window: defaultWindow(quantity, amount("near", raw.near), within), point: true };
  }
  if (Array.isArray(raw.between) && raw.between.length === 2) {
    const [low, high] = raw.between.map((written) => amount("between", written)) as [number, number];
    if (low > high) problems.push(`between: [${raw.between.join(", ")}] runs backwards; write [low, high]`);
    return { window: { low, high }, point: true };
  }
  if (raw.above !== undefined)
    return { window: { low: amount("above", raw.above), high: Number.POSITIVE_INFINITY }, point: false };
  if (raw.below !== undefined)
    return { window: { low: Number.NEGATIVE_INFINITY, high: amount("below", raw.below) }, point: false };
  problems.push(`quantity "${name}" lacks a value; write near, between, above or below`);
  return { window: { low: Number.NaN, high: Number.NaN }, point: false };
}
