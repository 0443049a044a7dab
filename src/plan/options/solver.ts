import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

/** What a solver made of a model. "gave-up": no answer within the limit, or the solver itself failed. */
export type Solution =
  | { readonly status: "optimal" | "feasible"; readonly values: ReadonlyMap<string, number> }
  | { readonly status: "infeasible" }
  | { readonly status: "gave-up"; readonly why: string };

export interface Solver {
  /** Solves a model in LP text within a time limit, to 0.1 % of the best there can be. */
  solve(lp: string, limitS: number): Promise<Solution>;
  close(): Promise<void>;
}

// Runs in its own thread, so that a hang or a trap of the solver costs one worker and nothing else.
const WORKER = `
const { parentPort, workerData } = require("node:worker_threads");
const ready = require(workerData.highs)();
parentPort.on("message", async ({ lp, limitS }) => {
  try {
    const found = (await ready).solve(lp, { time_limit: limitS, output_flag: false, mip_rel_gap: 1e-3 });
    const columns = Object.entries(found.Columns).map(([name, column]) => [name, column.Primal]);
    parentPort.postMessage({ status: found.Status, columns });
  } catch (error) {
    parentPort.postMessage({ status: "Error", why: String(error && error.message || error) });
  }
});`;

const GRACE_S = 2;

interface Answer {
  readonly status: string;
  readonly columns?: readonly (readonly [string, number | undefined])[];
  readonly why?: string;
}

/** HiGHS in a worker. A solve that outlives its limit by two seconds loses its worker; the next one gets a new one. */
export function highsSolver(): Solver {
  const highs = createRequire(import.meta.url).resolve("highs");
  let worker: Worker | null = null;
  const stop = async () => {
    const old = worker;
    worker = null;
    await old?.terminate();
  };
  return {
    close: stop,
    solve: async (lp, limitS) => {
      worker ??= new Worker(WORKER, { eval: true, workerData: { highs } });
      const used = worker;
      const answer = await new Promise<Answer>((resolve) => {
        const timer = setTimeout(
          () => resolve({ status: "Hung", why: `no answer ${GRACE_S} s after its limit` }),
          (limitS + GRACE_S) * 1000,
        );
        const settle = (result: Answer) => {
          clearTimeout(timer);
          used.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
          resolve(result);
        };
        used.once("message", settle);
        used.once("error", (error) => settle({ status: "Error", why: (error as Error).message }));
        used.once("exit", (code) =>
          settle({ status: "Error", why: `the solver's worker ended with ${code}` }),
        );
        used.postMessage({ lp, limitS });
      });
      if (answer.status === "Hung" || answer.status === "Error") await stop();
      if (answer.status === "Infeasible") return { status: "infeasible" };
      const values = new Map<string, number>();
      for (const [name, value] of answer.columns ?? [])
        if (value !== undefined) values.set(name, Math.round(value));
      if (answer.status === "Optimal") return { status: "optimal", values };
      if (answer.status === "Time limit reached" && [...values.values()].some((value) => value > 0))
        return { status: "feasible", values };
      return { status: "gave-up", why: answer.why ?? answer.status };
    },
  };
}
