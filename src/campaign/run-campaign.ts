import { type CampaignPlan, checkPlan } from "./campaign-plan.ts";
import type { Executor } from "./execute/executor.ts";
import type { CampaignFolder } from "./keep/campaign-folder.ts";
import type { Member } from "./member/member-module.ts";
import { drawMembers } from "./sample/draw-members.ts";

export interface CampaignProgress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Members that were there when this run began. */
  readonly before: number;
}

export interface RunOptions {
  readonly executor: Executor;
  readonly onProgress?: (progress: CampaignProgress) => void;
  /** Stops soon: members that are running are given up, those done are kept. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the members that the folder does not have yet, and keeps each as it comes. May be stopped at any time and called again: the
 * folder then holds the same results, whatever the executor and the number of interruptions.
 *
 * @returns how far it came; `done` counts failed members too
 */
export async function runCampaign(
  plan: CampaignPlan,
  folder: CampaignFolder,
  { executor, onProgress, signal }: RunOptions,
): Promise<CampaignProgress> {
  checkPlan(plan);
  const { journal } = folder;
  const memberOf = drawMembers(plan.variables, plan.seed, plan.sampling);
  const isOurs = (number: number) => number < plan.members;
  const known = journal.members.filter(isOurs);
  let progress: CampaignProgress = {
    done: known.length,
    failed: known.filter((number) => journal.problemOf(number) !== undefined).length,
    total: plan.members,
    before: known.length,
  };
  onProgress?.(progress);
  function* left(): Generator<Member> {
    for (let number = 0; number < plan.members; number++) if (!journal.has(number)) yield memberOf(number);
  }
  if (progress.done < progress.total) {
    await executor.run(
      plan.task,
      left(),
      (outcome) => {
        journal.append(outcome);
        const failed = progress.failed + ("problem" in outcome ? 1 : 0);
        progress = { ...progress, done: progress.done + 1, failed };
        onProgress?.(progress);
      },
      signal,
    );
    journal.sync();
  }
  return progress;
}
