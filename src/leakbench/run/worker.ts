import type { Job, JobResult } from "./job.ts";
import { runJob } from "./run-job.ts";

/** What a thread of the pool does with one job. */
export default function work(job: Job): JobResult {
  return runJob(job);
}
