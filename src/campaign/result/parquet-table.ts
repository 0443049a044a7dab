import { renameSync, rmSync } from "node:fs";
import {
  type BasicType,
  type ColumnSource,
  fileWriter,
  ParquetWriter,
  schemaFromColumnData,
} from "hyparquet-writer";

export interface TableColumn {
  readonly name: string;
  readonly type: "INT32" | "DOUBLE" | "STRING";
  /** Unit of its values, as the unit table spells it; absent for a name or a number of something. */
  readonly unit?: string;
}

/** Cells of one column; NaN and null are both written as null. */
export type Cells = ArrayLike<number | string | null>;

const GROUP_ROWS = 100_000;
/** Key of the file's metadata under which the units stand, as JSON: column name to unit. */
export const UNITS_KEY = "hoarfrost.units";

/** Writes a table to Parquet as its rows come. The file appears under its name only when it is whole. */
export class ParquetTable {
  readonly #path: string;
  readonly #partial: string;
  readonly #columns: readonly TableColumn[];
  readonly #writer: ParquetWriter;
  #waiting: (number | string | null)[][];

  constructor(path: string, columns: readonly TableColumn[], metadata: Readonly<Record<string, string>>) {
    this.#path = path;
    this.#partial = `${path}.${process.pid}.partial`;
    this.#columns = columns;
    const units = Object.fromEntries(
      columns.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])),
    );
    this.#writer = new ParquetWriter({
      writer: fileWriter(this.#partial),
      schema: schemaFromColumnData({ columnData: columns.map((column) => source(column, [])) }),
      kvMetadata: Object.entries({ ...metadata, [UNITS_KEY]: JSON.stringify(units) }).map(([key, value]) => ({
        key,
        value,
      })),
      createdBy: "hoarfrost",
    });
    this.#waiting = columns.map(() => []);
  }

  /** Adds rows: one list of cells a column, all of one length. */
  add(cells: readonly Cells[]): void {
    cells.forEach((list, column) => {
      const waiting = this.#waiting[column]!;
      for (let i = 0; i < list.length; i++) {
        const cell = list[i]!;
        waiting.push(typeof cell === "number" && Number.isNaN(cell) ? null : cell);
      }
    });
    if (this.#waiting[0]!.length >= GROUP_ROWS) this.#write();
  }

  finish(): void {
    try {
      this.#write();
      void this.#writer.finish();
      renameSync(this.#partial, this.#path);
    } catch (problem) {
      this.abandon();
      throw problem;
    }
  }

  /** Leaves no file. */
  abandon(): void {
    rmSync(this.#partial, { force: true });
  }

  #write(): void {
    if (this.#waiting[0]!.length === 0) return;
    const columnData = this.#columns.map((column, i) => source(column, this.#waiting[i]!));
    // The file writer is synchronous: there is nothing to wait for.
    void this.#writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    this.#waiting = this.#columns.map(() => []);
  }
}

function source({ name, type }: TableColumn, data: (number | string | null)[]): ColumnSource {
  return { name, data, type: type as BasicType, nullable: true };
}
