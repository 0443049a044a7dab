/**
 * How well causes are told apart, on synthetic leaks of known cause: `npx jiti bench/cause.ts [cases of each cause] [seed]`.
 * Everything it weighs is made up by `src/cause/synthetic-leak.case.ts`.
 */
import { calibrate } from "../src/cause/calibration.case.ts";

const cases = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? 1);
const found = calibrate(cases, seed);
console.log(`${found.casesPerCause} synthetic leaks of each of six causes, seed ${seed}`);
console.log(
  `log score: even prior ${found.priorNat.toFixed(3)} nat, posterior ${found.posteriorNat.toFixed(3)} nat`,
);
console.log(
  `gain ${(found.priorNat - found.posteriorNat).toFixed(3)} nat; both particles as one ${found.mergedNat.toFixed(3)} nat`,
);
console.log(
  `reliability slope ${found.slope.toFixed(3)}; likeliest cause is the true one in ${(100 * found.hitRate).toFixed(1)} %`,
);
for (const { said, happened, count } of found.bins)
  console.log(`said ${(100 * said).toFixed(1)} %  happened ${(100 * happened).toFixed(1)} %  of ${count}`);
