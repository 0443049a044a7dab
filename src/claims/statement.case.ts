import { stationExposure } from "../cause/station-exposure.case.ts";
import { type Assertion, type Claim, readAssertion } from "./index.ts";

export const readTime = (text: string) => {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms / 1000;
};

/** What a statement asserts, written as in an incident file. */
export function asserts(raw: Record<string, unknown>): Assertion {
  const read = readAssertion(raw, readTime);
  if (!read.ok) throw new Error(read.problems.join("; "));
  return read.assertion;
}

/** A statement made at time zero by a speaker and a source of its own. */
export function claim(id: string, raw: Record<string, unknown>, more: Partial<Claim> = {}): Claim {
  return {
    id,
    by: "a speaker",
    atS: 0,
    at: "1970-01-01",
    source: `source-${id}`,
    sourceTitle: "a source",
    says: id,
    trust: 0.85,
    assertion: asserts(raw),
    against: [],
    ...more,
  };
}

/** What statements about a cause are weighed with. */
export const exposure = stationExposure({ low: 1, high: 1 }, 2023);
