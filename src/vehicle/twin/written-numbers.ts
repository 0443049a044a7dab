import type { Dimension } from "../../units/index.ts";
import type { Problem, RawPath } from "../explain-issue.ts";
import { uncertain } from "../fields.ts";
import type { Uncertain } from "../loop-description.ts";
import { originOf } from "./inherit.ts";
import type { Quantity } from "./quantity.ts";

/** What an element or compartment says of its numbers as a whole. */
export interface Credentials {
  readonly source?: string | undefined;
  readonly estimate?: true | undefined;
  readonly spread?: number | undefined;
}

/** A figure that holds where the file gives none: an estimate with its range. */
export type Fallback = readonly [value: number, low: number, high: number];

/** Turns written numbers into quantities that know their path, and keeps what is wrong with those read late. */
export class WrittenNumbers {
  readonly problems: Problem[] = [];
  readonly #origins: ReadonlyMap<string, string>;

  constructor(origins: ReadonlyMap<string, string>) {
    this.#origins = origins;
  }

  problem(path: RawPath, text: string): void {
    this.problems.push({ path, text });
  }

  /** A number already read by the schema. A number without a range of its own takes the element's spread and source. */
  quantity(path: RawPath, read: Uncertain, credentials: Credentials = {}): Quantity {
    const spread = credentials.spread ?? 0;
    const bare = read.low === read.high && spread > 0 && read.value !== 0;
    const [low, high] = bare
      ? [read.value * (1 - spread), read.value * (1 + spread)].sort((a, b) => a - b)
      : [read.low, read.high];
    const source = read.source === "estimate" ? (credentials.source ?? read.source) : read.source;
    return { ...read, low: low!, high: high!, source, path: originOf(this.#origins, path.join(".")) };
  }

  /** The same, or the fallback where nothing is written. */
  orElse(
    path: RawPath,
    read: Uncertain | undefined,
    fallback: Fallback,
    credentials: Credentials = {},
  ): Quantity {
    if (read !== undefined) return this.quantity(path, read, credentials);
    const [value, low, high] = fallback;
    return { value, low, high, source: "estimate", path: originOf(this.#origins, path.join(".")) };
  }

  /** A number whose dimension depends on something else in the file; undefined, with a problem kept, where it is wrong. */
  late(path: RawPath, written: unknown, dimension: Dimension): Quantity | undefined {
    if (written === undefined) {
      this.problem(path, "is missing");
      return undefined;
    }
    const read = uncertain(dimension).safeParse(written);
    if (read.success) return this.quantity(path, read.data);
    for (const issue of read.error.issues) this.problem(path, issue.message);
    return undefined;
  }

  /** Like {@link late}, for a number without range: its value, or the fallback where nothing is written or it is wrong. */
  plain(path: RawPath, written: unknown, dimension: Dimension, fallback: number): number {
    return written === undefined ? fallback : (this.late(path, written, dimension)?.value ?? fallback);
  }
}
