import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import type { MemberOutcome } from "../member/member-module.ts";
import type { Executor } from "./executor.ts";

export interface ThreadsOptions {
  /** How many threads; one a core unless given. */
  readonly threads?: number;
  /** What a thread loads, where it is not the built worker beside this file. */
  readonly worker?: URL;
}

/** Runs members on threads of this machine, one member a thread at a time. */
export function threads(options: ThreadsOptions = {}): Executor {
  const width = options.threads ?? availableParallelism();
  if (!(Number.isInteger(width) && width >= 1 && width <= 1024))
    throw new RangeError(`${width} threads cannot be had; ask for 1 to 1024`);
  return {
    name: `${width} threads`,
    width,
    async run(task, members, onOutcome, signal) {
      const { href } = options.worker ?? new URL("./worker.js", import.meta.url);
      const pool = new Piscina({
        filename: href,
        workerData: task,
        minThreads: width,
        maxThreads: width,
        concurrentTasksPerWorker: 1,
      });
      const left = members[Symbol.iterator]();
      const work = async () => {
        for (let next = left.next(); !next.done; next = left.next()) {
          if (signal?.aborted) return;
          const outcome = (await pool.run(next.value, signal ? { signal } : {})) as MemberOutcome;
          await onOutcome(outcome);
        }
      };
      try {
        await Promise.all(Array.from({ length: width }, work));
      } catch (problem) {
        // A member that was given up ends in an AbortError, which is no fault of it.
        if (!signal?.aborted) throw problem;
      } finally {
        await pool.destroy();
      }
    },
  };
}
