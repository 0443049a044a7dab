import pc from "picocolors";

const REDRAW_MS = 200;
const BAR = 24;

/** One line on standard error that says how far long work has come; silent when that is not a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #label: string;
  #drawnAtMs = 0;
  #shown = false;

  constructor(label: string, stream: NodeJS.WriteStream = process.stderr) {
    this.#label = label;
    this.#stream = stream;
  }

  /** `part` is 0 to 1, or null when the end is not known. */
  update(part: number | null, note: string): void {
    if (!this.#stream.isTTY) return;
    const nowMs = Date.now();
    if (nowMs - this.#drawnAtMs < REDRAW_MS) return;
    this.#drawnAtMs = nowMs;
    this.#shown = true;
    const bar = part === null ? "" : `${this.#bar(part)} ${Math.round(100 * part)} % `;
    this.#stream.write(`\r\x1b[2K${pc.dim(this.#label)} ${bar}${pc.dim(note)}`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write("\r\x1b[2K");
    this.#shown = false;
  }

  #bar(part: number): string {
    const full = Math.round(BAR * Math.min(1, Math.max(0, part)));
    return `${"█".repeat(full)}${"░".repeat(BAR - full)}`;
  }
}
