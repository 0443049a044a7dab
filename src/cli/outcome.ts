/** Exit codes of the command, part of its contract. */
export const Exit = { ok: 0, failed: 1, usage: 2, badInput: 3, leakFound: 4 } as const;

/** The reader of our output went away: nothing more can be said, and what was said is whole lines. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}
