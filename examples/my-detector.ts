// A detector of your own against the benchmark's loops: npx jiti examples/my-detector.ts
// It follows the level within six hours, and sums what lies below: fewer than fifty lines are all it takes to be measured.
import { compareDetector, type Detector, type DetectorRun, quiet } from "../src/leakbench/index.ts";

const FOLLOW_S = 6 * 3600;

function run(periodS: number, level = Number.NaN, sum = 0): DetectorRun {
  return {
    step(frame) {
      if (frame === null) return quiet(sum);
      const reading = frame.mean[0]!;
      if (Number.isNaN(level)) level = reading;
      sum = Math.max(0, sum + (level - reading));
      level += (periodS / FOLLOW_S) * (reading - level);
      return quiet(sum);
    },
    fork: () => run(periodS, level, sum),
  };
}

export const myDetector: Detector = {
  name: "six-hour sum",
  begin: (loop) => run(loop.framePeriodS),
};

if (process.argv[1] === import.meta.filename) {
  const { threshold, delays } = compareDetector(myDetector, {
    vehicle: "r44-fused",
    ratesGPerS: [1e-3, 1e-2, 0.1],
    trials: 20,
    leakFreeDays: 60,
    alarmsPerYear: 1,
  });
  console.log(`alarms once a loop-year at ${threshold.toPrecision(3)} (synthetic loops)`);
  for (const { rateGPerS, score } of delays) {
    console.log(
      `${rateGPerS} g/s: ${score.found} of ${score.trials} found, mean ${Math.round(score.meanS.value)} s`,
    );
  }
}
