/**
 * How long the planner takes over what goes otherwise: `npx jiti bench/plan-what-ifs.ts [limit in s]`. Every line is one answer of
 * `hoarfrost plan --count 1 --what-if ...`: a plan that was checked again by traffic and seats, or the rules that forbid one.
 */
import {
  highsSolver,
  loadRules,
  planCase,
  rankOptions,
  readWhatIf,
  shippedWhatIfs,
} from "../src/plan/options/index.ts";
import { checkTraffic, loadStation } from "../src/plan/station/index.ts";

const limitS = Number(process.argv[2] ?? 30);
const station = loadStation();
const rules = loadRules();
const solver = highsSolver();
let [late, slowest] = [0, 0];
for (const text of ["", ...shippedWhatIfs]) {
  const read = (text === "" ? [] : text.split(" and ")).map(readWhatIf);
  const made = planCase(
    station,
    rules,
    read.flatMap((outcome) => (outcome.ok ? [outcome.whatIf] : [])),
  );
  const startMs = performance.now();
  const answer = await rankOptions(made, solver, {
    count: 1,
    proposals: false,
    clockS: () => performance.now() / 1000,
  });
  const seconds = (performance.now() - startMs) / 1000;
  slowest = Math.max(slowest, seconds);
  if (seconds > limitS) late++;
  const [option] = answer.options;
  const sound = option === undefined || checkTraffic(option.station).length === 0;
  const short = answer.unfinished.length === 0 ? "" : ` [not finished: ${answer.unfinished.join("; ")}]`;
  const said =
    answer.infeasible === null
      ? `plan: ${option?.title}${option?.provenOptimal ? "" : " (not proven optimal)"}`
      : `none: ${answer.infeasible.conflict.map(({ rule }) => rule).join(", ")}; ${option === undefined ? "no way out found" : `with rules waived: ${option.title}`}`;
  console.log(
    `${seconds.toFixed(1).padStart(6)} s  ${(text || "as expected").padEnd(64)} ${sound ? "" : "UNSOUND "}${said}${short}`,
  );
}
await solver.close();
console.log(
  `${shippedWhatIfs.length} what-ifs and the plan itself; slowest ${slowest.toFixed(1)} s; ${late} later than ${limitS} s`,
);
