import type { SegmentSummary } from "./segment-text.ts";

export const MANIFEST = "manifest.csv";
export const MANIFEST_HEADER = "segment,samples,first,last,bytes,sha256";

/** A sealed segment as the manifest names it. */
export interface ManifestEntry {
  /** File name of the sealed segment. */
  readonly segment: string;
  readonly samples: number;
  readonly firstS: number | undefined;
  readonly lastS: number | undefined;
  /** Of the sealed file. */
  readonly bytes: number;
  readonly sha256: string;
}

export function manifestLine(
  segment: string,
  summary: SegmentSummary,
  bytes: number,
  sha256: string,
): string {
  return `${segment},${summary.samples},${summary.firstS ?? ""},${summary.lastS ?? ""},${bytes},${sha256}\n`;
}

/** The entries of a manifest by segment, the last one of a name winning, and the lines that are none. */
export function readManifest(text: string): {
  readonly entries: ReadonlyMap<string, ManifestEntry>;
  readonly damaged: readonly string[];
} {
  const entries = new Map<string, ManifestEntry>();
  const damaged: string[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || line === MANIFEST_HEADER) continue;
    const match = /^(\d+_[\dTZ-]+\.csv\.gz),(\d+),([^,]*),([^,]*),(\d+),([0-9a-f]{64})$/.exec(line);
    if (match === null) {
      damaged.push(line);
      continue;
    }
    const [, segment = "", samples, first, last, bytes, hash = ""] = match;
    const seconds = (field: string | undefined) => (field ? Number(field) : undefined);
    entries.set(segment, {
      segment,
      samples: Number(samples),
      firstS: seconds(first),
      lastS: seconds(last),
      bytes: Number(bytes),
      sha256: hash,
    });
  }
  return { entries, damaged };
}

/** Name of a segment: a number that orders them, whatever the clock does, and the hour it was begun in. */
export function segmentName(number: number, startedMs: number): string {
  return `${String(number).padStart(6, "0")}_${new Date(startedMs).toISOString().slice(0, 13)}Z.csv`;
}

/** The number of a segment by its file name, plain or sealed; undefined for any other file. */
export function segmentNumber(name: string): number | undefined {
  const match = /^(\d+)_[\dTZ-]+\.csv(?:\.gz)?$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}
