import { openMembers, runMember } from "../member/open-members.ts";
import type { Executor } from "./executor.ts";

/** Runs members one by one in this thread, and lets signals and timers in between. */
export function inline(): Executor {
  return {
    name: "inline",
    width: 1,
    async run(task, members, onOutcome, signal) {
      const run = await openMembers(task);
      for (const member of members) {
        if (signal?.aborted) return;
        const outcome = await runMember(run, member);
        await onOutcome(outcome);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
