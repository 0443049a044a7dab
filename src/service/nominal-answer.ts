import { SimulationError } from "../loop/index.ts";
import { buildTwin, TwinError, TwinRun } from "../twin/index.ts";
import type { LoopHardware } from "../vehicle/index.ts";
import type { NominalAnswer } from "./nominal-contract.ts";

/** What an undisturbed loop comes to, by its twin. */
export interface NominalQuestion {
  readonly kind: "nominal";
  readonly hardware: LoopHardware;
}

/** Two to four orbits: longer than any loop of a file takes to settle. */
const SETTLE_S = 6 * 3600;

/** Flow and temperature of every element after the vehicle has run undisturbed, or the sentence that says why it cannot. Takes about a second. */
export function nominalAnswer({ hardware: { twin, loop } }: NominalQuestion): NominalAnswer {
  const answer = { schema: "hoarfrost/nominal/1", settledS: SETTLE_S } as const;
  try {
    const run = new TwinRun(buildTwin(twin), { startS: -SETTLE_S, exchangeS: 60 });
    run.advance(0);
    const values = run.read(new Float64Array(run.names.length));
    const of = (quantity: string): Record<string, number> => {
      const found: Record<string, number> = {};
      run.names.forEach((name, at) => {
        const [owner, place, what, ...more] = name.split("/");
        if (owner === loop && what === quantity && more.length === 0) found[place!] = values[at]!;
      });
      return found;
    };
    return { ...answer, flowKgPerS: of("flow"), temperatureK: of("temperature"), problem: null };
  } catch (problem) {
    if (problem instanceof TwinError || problem instanceof SimulationError)
      return { ...answer, flowKgPerS: {}, temperatureK: {}, problem: problem.message };
    throw problem;
  }
}
