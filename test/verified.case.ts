import { expect, TestRunner } from "vitest";

/** One comparison with something independent of this program, as the verification page lists it. */
export interface Verification {
  /** What was computed. */
  readonly subject: string;
  /** What it was held against. */
  readonly oracle: string;
  /** What `measured` counts, such as "relative", "K" or "order". */
  readonly unit: string;
  readonly measured: number;
  readonly bar: number;
  readonly side: "below" | "above";
}

declare module "vitest" {
  interface TaskMeta {
    verifications?: Verification[];
  }
}

type Comparison = Pick<Verification, "subject" | "oracle" | "unit">;

/** Fails the test unless the largest deviation measured is below its bar, and notes both for the verification page. */
export function verifyBelow(comparison: Comparison, measured: number, bar: number): void {
  note({ ...comparison, measured, bar, side: "below" });
  expect(measured, comparison.subject).toBeLessThan(bar);
}

/** The same for what must be large, such as an order of convergence. */
export function verifyAbove(comparison: Comparison, measured: number, bar: number): void {
  note({ ...comparison, measured, bar, side: "above" });
  expect(measured, comparison.subject).toBeGreaterThan(bar);
}

/** Keeps the worst of what one test measures of one subject. */
function note(verification: Verification): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error("verifications are noted inside a test");
  test.meta.verifications ??= [];
  const noted = test.meta.verifications;
  const { subject, oracle, side } = verification;
  const at = noted.findIndex((each) => each.subject === subject && each.oracle === oracle);
  if (at < 0) noted.push(verification);
  else if (noted[at]!.measured < verification.measured === (side === "below")) noted[at] = verification;
}
