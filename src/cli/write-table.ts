import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parquetWriteFile } from "hyparquet-writer";

/** A table that is written row by row and appears under its name only when it is whole. */
export interface Table {
  readonly row: (timeS: number, columns: readonly number[], values: Float64Array) => void;
  readonly close: () => Promise<void>;
}

const CHUNK = 1 << 20;

/** Opens a table of doubles: CSV with comments above its header, packed if the name ends in .gz, or Parquet. */
export function openTable(path: string, header: readonly string[], comments: readonly string[]): Table {
  return path.endsWith(".parquet") ? parquetTable(path, header, comments) : csvTable(path, header, comments);
}

function csvTable(path: string, header: readonly string[], comments: readonly string[]): Table {
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, "w");
  const pack = path.endsWith(".gz");
  let text = `${comments.map((line) => `# ${line}\n`).join("")}${header.join(",")}\n`;
  // gzip members may follow one another (RFC 1952, 2.2)
  const flush = () => {
    writeSync(file, pack ? gzipSync(text) : Buffer.from(text));
    text = "";
  };
  return {
    row(timeS, columns, values) {
      text += String(timeS);
      for (const i of columns) text += `,${values[i]}`;
      text += "\n";
      if (text.length > CHUNK) flush();
    },
    async close() {
      flush();
      closeSync(file);
      try {
        renameSync(partial, path);
      } catch (problem) {
        rmSync(partial, { force: true });
        throw problem;
      }
    },
  };
}

function parquetTable(path: string, header: readonly string[], comments: readonly string[]): Table {
  const data: number[][] = header.map(() => []);
  return {
    row(timeS, columns, values) {
      data[0]!.push(timeS);
      for (const [c, i] of columns.entries()) data[c + 1]!.push(values[i]!);
    },
    async close() {
      const partial = `${path}.${process.pid}.partial`;
      await parquetWriteFile({
        filename: partial,
        columnData: header.map((name, c) => ({
          name,
          data: Float64Array.from(data[c]!),
          type: "DOUBLE" as const,
        })),
        kvMetadata: comments.map((value, i) => ({ key: `comment${i + 1}`, value })),
      });
      renameSync(partial, path);
    },
  };
}
