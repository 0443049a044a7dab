import { SimulationError } from "../loop/index.ts";
import { buildTwin, TwinError, TwinRun } from "../twin/index.ts";
import type { TwinDescription } from "../vehicle/index.ts";

/** Named quantities of a twin that has settled, in SI. */
export type SteadyFigures = ReadonlyMap<string, number>;

/** Lets a vehicle run undisturbed for a time. Gives what it came to, or the sentence that says why it cannot run. */
export function steadyFigures(
  twin: TwinDescription,
  settleS: number,
): { readonly figures: SteadyFigures } | { readonly problem: string } {
  try {
    const run = new TwinRun(buildTwin(twin), { startS: -settleS, exchangeS: 60 });
    run.advance(0);
    const values = run.read(new Float64Array(run.names.length));
    return { figures: new Map(run.names.map((name, i) => [name, values[i]!])) };
  } catch (problem) {
    if (problem instanceof TwinError || problem instanceof SimulationError)
      return { problem: problem.message };
    throw problem;
  }
}
