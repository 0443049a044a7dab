// A member module for tests: falling curves, an instant of passing, and faults on demand.
import { existsSync, writeFileSync } from "node:fs";

export const TIMES_S = [0, 1, 2, 3, 4];
export const LAYOUT = {
  timesS: TIMES_S,
  curves: [
    { name: "level", unit: "kg" },
    { name: "gone", unit: "K" },
  ],
  numbers: [
    { name: "passes 5 kg", unit: "s", isInstant: true },
    { name: "sum", unit: "1" },
  ],
};

export function openMembers(job) {
  if (job.refuses) throw new Error("the job cannot be opened");
  return async ({ number, seed, draws }) => {
    if (job.failEvery && number % job.failEvery === 1) throw new Error(`no steady state at ${number} Pa`);
    if (job.exitsAt === number && !existsSync(job.mark)) {
      writeFileSync(job.mark, "");
      process.exit(7);
    }
    if (job.waitMs) await new Promise((resolve) => setTimeout(resolve, job.waitMs * (1 + (number % 3))));
    const [start, rate] = draws;
    const level = TIMES_S.map((timeS) => start - rate * timeS);
    const gone = TIMES_S.map((timeS) => (timeS > 2 ? Number.NaN : seed / 2 ** 53));
    const isEarly = job.endsEvery && number % job.endsEvery === 0;
    if (isEarly) for (const curve of [level, gone]) curve.fill(Number.NaN, 2);
    const passesS = (start - 5) / rate;
    return {
      curves: Float64Array.from([...level, ...gone]),
      numbers: Float64Array.of(passesS <= (isEarly ? 1 : 4) ? passesS : Number.NaN, start + rate),
      ...(isEarly && { endedEarly: `no step at ${number} s in external/pump.inlet` }),
    };
  };
}
