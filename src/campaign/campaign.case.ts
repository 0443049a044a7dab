import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { CampaignPlan } from "./campaign-plan.ts";
import { threads } from "./execute/threads.ts";
// @ts-expect-error A plain module, so that a thread can load it as it is.
import { LAYOUT } from "./members.case.mjs";

export const moduleUrl = new URL("./members.case.mjs", import.meta.url).href;

/** Threads that run the sources as they are. */
export function sourceThreads(count: number) {
  return threads({ threads: count, worker: new URL("./execute/worker.case.mjs", import.meta.url) });
}

const range = (low: number, value: number, high: number) => ({ low, value, high, source: "estimate" });

/** A small campaign of the test's member module. */
export function plan(changes: Partial<CampaignPlan> = {}, job: object = {}): CampaignPlan {
  return {
    title: "falling levels",
    members: 12,
    seed: 3,
    sampling: "sobol",
    variables: [
      { name: "start", unit: "kg", range: range(6, 8, 10) },
      { name: "rate", unit: "kg/s", range: range(0.2, 1, 2), distribution: "triangular" },
    ],
    layout: LAYOUT,
    task: { module: moduleUrl, job },
    inputs: { scenario: job },
    program: "0.0.0",
    ...changes,
  };
}

const root = mkdtempSync(join(tmpdir(), "hoarfrost-campaign-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

/** A folder's name that nothing has used yet; gone after the tests. */
export function freshFolder(): string {
  return join(root, `folder-${folders++}`);
}
