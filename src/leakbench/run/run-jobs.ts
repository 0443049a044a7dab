import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Piscina } from "piscina";
import { type Job, type JobResult, jobName } from "./job.ts";
import { runJob } from "./run-job.ts";

export interface JobsOptions {
  /** Where each result is kept as one file, so that an interrupted run goes on where it was. */
  readonly folder: string;
  /** How many at a time; 1 runs them in this thread. */
  readonly jobs: number;
  readonly onProgress?: (done: number, total: number, last: string) => void;
  /** No job is begun after this returns true; what is there is returned. */
  readonly stop?: () => boolean;
}

/** Does the jobs, in parallel, and gives those results that there are, in the order of the jobs. */
export async function runJobs(jobs: readonly Job[], options: JobsOptions): Promise<JobResult[]> {
  mkdirSync(options.folder, { recursive: true });
  const results = new Array<JobResult | undefined>(jobs.length);
  const open: number[] = [];
  jobs.forEach((job, i) => {
    const known = readResult(options.folder, job);
    if (known) results[i] = known;
    else open.push(i);
  });
  let done = jobs.length - open.length;
  options.onProgress?.(done, jobs.length, "");
  const pool =
    options.jobs > 1 && open.length > 1
      ? new Piscina({
          filename: new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url)
            .href,
          minThreads: options.jobs,
          maxThreads: options.jobs,
        })
      : null;
  const work = async () => {
    for (let i = open.shift(); i !== undefined; i = open.shift()) {
      if (options.stop?.()) return;
      const job = jobs[i]!;
      const result = pool ? ((await pool.run(job)) as JobResult) : runJob(job);
      keepResult(options.folder, job, result);
      results[i] = result;
      options.onProgress?.(++done, jobs.length, jobName(job));
      // Lets signals and timers in between the jobs of a single thread.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, work));
  } finally {
    await pool?.destroy();
  }
  return results.filter((result) => result !== undefined);
}

function readResult(folder: string, job: Job): JobResult | null {
  const path = join(folder, `${jobName(job)}.json`);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as JobResult;
  } catch {
    // Half a file of an interrupted run: the job is done again.
    return null;
  }
}

function keepResult(folder: string, job: Job, result: JobResult): void {
  const path = join(folder, `${jobName(job)}.json`);
  writeFileSync(`${path}.part`, JSON.stringify(result));
  renameSync(`${path}.part`, path);
}
