import { createHash } from "node:crypto";

/** What stands before the first record. */
export const chainStart = "0".repeat(32);

export interface JournalRecord {
  /** Ties content and predecessor together. */
  readonly hash: string;
  readonly previous: string;
  readonly content: unknown;
}

/** One record as a line: its hash, its predecessor's hash, its content as JSON. */
export function writeRecord(previous: string, content: unknown): { hash: string; line: string } {
  const json = JSON.stringify(content);
  const hash = hashOf(previous, json);
  return { hash, line: `${hash} ${previous} ${json}\n` };
}

/** The record of a line without its line end; null if a single bit of it is not as it was written. */
export function readRecord(line: string): JournalRecord | null {
  const match = /^([0-9a-f]{32}) ([0-9a-f]{32}) (.*)$/s.exec(line);
  if (match === null) return null;
  const [, hash, previous, json] = match as unknown as [string, string, string, string];
  if (hashOf(previous, json) !== hash) return null;
  return { hash, previous, content: JSON.parse(json) };
}

function hashOf(previous: string, json: string): string {
  return createHash("sha256").update(previous).update(" ").update(json).digest("hex").slice(0, 32);
}
