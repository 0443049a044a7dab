import type { Member, MemberOutcome, MemberTask } from "../member/member-module.ts";

/** Something that can run members: in this thread, or on many. Each back end behaves as `executor.test.ts` says. */
export interface Executor {
  readonly name: string;
  /** How many members run at a time. */
  readonly width: number;
  /**
   * Runs members and hands over each outcome once, in any order; the next is begun only as outcomes are taken. Resolves when all are
   * done, or soon after the signal: members that were running then are given up.
   *
   * @throws where the task cannot be opened or a worker is lost; outcomes handed over until then stand
   */
  run(
    task: MemberTask,
    members: Iterable<Member>,
    onOutcome: (outcome: MemberOutcome) => void | Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
}
