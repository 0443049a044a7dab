// One behaviour for all back ends. Oracle: the member function called directly.
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { freshFolder, moduleUrl, sourceThreads } from "../campaign.case.ts";
import type { Member, MemberOutcome } from "../member/member-module.ts";
import { openMembers, runMember } from "../member/open-members.ts";
import type { Executor } from "./executor.ts";
import { inline } from "./inline.ts";
import { threads } from "./threads.ts";

const members: Member[] = Array.from({ length: 9 }, (_, number) => ({
  number,
  seed: 100 + number,
  draws: [8 + number / 10, 1],
}));
const task = (job: object = {}) => ({ module: moduleUrl, job });

async function direct(job: object): Promise<MemberOutcome[]> {
  const run = await openMembers(task(job));
  return Promise.all(members.map((member) => runMember(run, member)));
}

async function outcomesOf(executor: Executor, job: object): Promise<MemberOutcome[]> {
  const outcomes: MemberOutcome[] = [];
  await executor.run(task(job), members, (outcome) => void outcomes.push(outcome));
  return outcomes.sort((a, b) => a.number - b.number);
}

describe.each<[string, () => Executor]>([
  ["inline", inline],
  ["one thread", () => sourceThreads(1)],
  ["three threads", () => sourceThreads(3)],
])("members run by %s", (_, begin) => {
  it("come home once each, as they are wherever they run", async () => {
    expect(await outcomesOf(begin(), {})).toEqual(await direct({}));
  });

  it("fail one by one, each with its sentence, and the others go on", async () => {
    const outcomes = await outcomesOf(begin(), { failEvery: 4 });
    expect(outcomes).toEqual(await direct({ failEvery: 4 }));
    expect(outcomes.filter((outcome) => "problem" in outcome)).toEqual([
      { number: 1, problem: "no steady state at 1 Pa" },
      { number: 5, problem: "no steady state at 5 Pa" },
    ]);
  });

  it("stop soon after the signal; what came home before stands", async () => {
    const stop = new AbortController();
    const outcomes: MemberOutcome[] = [];
    await begin().run(
      task({ waitMs: 20 }),
      members,
      (outcome) => {
        outcomes.push(outcome);
        stop.abort();
      },
      stop.signal,
    );
    expect(outcomes.length).toBeGreaterThanOrEqual(1);
    expect(outcomes.length).toBeLessThan(members.length);
  });

  it("are not begun where their job cannot be opened, nor where the module is none", async () => {
    await expect(outcomesOf(begin(), { refuses: true })).rejects.toThrow("the job cannot be opened");
    const none = new URL("../campaign-plan.ts", import.meta.url).href;
    const run = begin().run({ module: none, job: null }, members, () => undefined);
    await expect(run).rejects.toThrow("exports no function openMembers");
  });
});

describe("threads", () => {
  it("that are lost end the run with an error, not with a member's failure", async () => {
    const mark = freshFolder();
    const outcomes: MemberOutcome[] = [];
    const run = sourceThreads(2).run(
      task({ exitsAt: 4, mark }),
      members,
      (outcome) => void outcomes.push(outcome),
    );
    await expect(run).rejects.toThrow(/exit/);
    expect(existsSync(mark)).toBe(true);
    expect(outcomes.every((outcome) => "result" in outcome)).toBe(true);
  });

  it("are refused where there can be none", () => {
    for (const count of [0, -1, 1.5, 5000])
      expect(() => threads({ threads: count })).toThrow(/ask for 1 to 1024/);
  });
});
