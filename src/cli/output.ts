import type { Writable } from "node:stream";
import { OutputClosed } from "./outcome.ts";

/** Standard output in whole lines, at the pace of its reader. Fails with {@link OutputClosed} once the reader has gone. */
export class LineOutput {
  readonly #stream: Writable;
  #closed = false;
  lines = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on("error", () => {
      this.#closed = true;
    });
  }

  async line(text: string): Promise<void> {
    if (this.#closed || this.#stream.destroyed) throw this.#gone();
    this.lines++;
    if (this.#stream.write(`${text}\n`)) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        this.#stream.off("drain", settle).off("close", settle).off("error", settle);
        resolve();
      };
      this.#stream.on("drain", settle).on("close", settle).on("error", settle);
    });
  }

  /** Waits until everything written has been handed over. */
  async end(): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.write("", () => resolve()));
    if (this.#closed) throw this.#gone();
  }

  #gone(): OutputClosed {
    return new OutputClosed(`the reader of the output closed it after ${this.lines} lines; stopped there`);
  }
}
