import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { jobName, type QuietJob, type TrialJob } from "./job.ts";
import { runJob } from "./run-job.ts";
import { runJobs } from "./run-jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "hoarfrost-leakbench-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quiet = (seed: number): QuietJob => ({
  kind: "quiet",
  vehicle: "r44",
  world: "confusers",
  seed,
  frames: 1500,
  ratesGPerS: [],
  watchOnly: true,
});
const trial: TrialJob = {
  kind: "trial",
  vehicle: "r44",
  world: "nominal",
  seed: 3,
  leaks: [{ shape: "sudden", rateGPerS: 0.1 }],
  ratesGPerS: [0.1],
};

describe("a run of jobs", () => {
  it("goes on where it was interrupted, and does half a file again", async () => {
    const jobs = [1, 2, 3].map(quiet);
    const first = await runJobs(jobs.slice(0, 2), { folder, jobs: 1 });
    expect(first).toHaveLength(2);
    writeFileSync(join(folder, `${jobName(jobs[1]!)}.json`), '{"job":');
    const done: number[] = [];
    const all = await runJobs(jobs, { folder, jobs: 1, onProgress: (count) => done.push(count) });
    expect(done[0]).toBe(1);
    expect(all).toHaveLength(3);
    expect(all.slice(0, 2)).toEqual(first);
    expect(
      readdirSync(folder).every((name) => existsSync(join(folder, name)) && !name.endsWith(".part")),
    ).toBe(true);
  });

  it("begins nothing once it is told to stop, and gives what there is", async () => {
    const results = await runJobs([quiet(1), quiet(99)], { folder, jobs: 1, stop: () => true });
    expect(results.map(({ job }) => job.seed)).toEqual([1]);
  });
});

describe("a trial", () => {
  it("counts its delay from the true onset, and loses rate times delay by the alarm", () => {
    const result = runJob(trial);
    if (!("outcomes" in result)) throw new Error("a trial has outcomes");
    const [outcome] = result.outcomes;
    expect(outcome!.early).toBe(false);
    expect(outcome!.alarmAfterS).toBeGreaterThan(0);
    expect(outcome!.lostGAtAlarm).toBeCloseTo(0.1 * outcome!.alarmAfterS!, 9);
    expect(outcome!.suspectedAfterS!).toBeLessThanOrEqual(outcome!.alarmAfterS!);
    expect(outcome!.sizes.map(({ trueGPerS }) => trueGPerS)).toEqual([0.1, 0.1, 0.1]);
    const passed = outcome!.crossings.watch!.filter((frames) => frames !== null);
    for (let i = 1; i < passed.length; i++) expect(passed[i]!).toBeGreaterThanOrEqual(passed[i - 1]!);
  });
});
