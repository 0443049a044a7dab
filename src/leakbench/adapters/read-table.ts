import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { InputError } from "../../telemetry/sample.ts";

/** A table of numbers by column name. Text that is no number reads as NaN. */
export interface NumberTable {
  readonly rows: number;
  column(name: string): Float64Array;
  has(name: string): boolean;
}

/** Reads a delimited file with a header line, gzipped or plain. Fails with an {@link InputError} that names file and column. */
export function readTable(path: string, delimiter: string): NumberTable {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const names = lines[0]?.split(delimiter) ?? [];
  const cells = lines.slice(1).map((line) => line.split(delimiter));
  return {
    rows: cells.length,
    has: (name) => names.includes(name),
    column(name) {
      const at = names.indexOf(name);
      if (at < 0) throw new InputError(`${path} has no column "${name}"; it has ${names.join(", ")}`);
      return Float64Array.from(cells, (row) => Number(row[at]));
    },
  };
}
