/**
 * How well causes are told apart, on synthetic leaks of known cause: `npx jiti bench/cause.ts [cases of each cause] [seed]`.
 * Everything it weighs is made up, by a world near to the models (`src/cause/synthetic-leak.case.ts`) and by one built otherwise
 * (`src/cause/rough-leak.case.ts`), the latter with right priors and with priors each off by a factor of two.
 */
import { calibrate, NEAR_WORLD, ROUGH_WORLD } from "../src/cause/calibration.case.ts";

const cases = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? 1);
console.log(`${cases} synthetic leaks of each of six causes, seed ${seed}`);
for (const world of [
  NEAR_WORLD,
  { ...ROUGH_WORLD, name: "built otherwise, priors right", priorErrorLn: 0 },
  ROUGH_WORLD,
]) {
  const found = calibrate(cases, seed, 60, world);
  console.log(`\nworld ${world.name}`);
  console.log(
    `log score: prior ${found.priorNat.toFixed(3)} nat, posterior ${found.posteriorNat.toFixed(3)} nat, gain ${(found.priorNat - found.posteriorNat).toFixed(3)} nat; both particles as one ${found.mergedNat.toFixed(3)} nat`,
  );
  console.log(
    `reliability slope ${found.slope.toFixed(3)}; likeliest cause is the true one in ${(100 * found.hitRate).toFixed(1)} %`,
  );
  for (const { said, happened, count } of found.bins)
    console.log(`said ${(100 * said).toFixed(1)} %  happened ${(100 * happened).toFixed(1)} %  of ${count}`);
}
