import { loadStation, writeInstant } from "../station/index.ts";
import { buildModel, highsSolver, loadRules, planCase, rankOptions, readWhatIf } from "./index.ts";

const t0 = performance.now();
const whats = process.argv.slice(2).map((t) => {
  const r = readWhatIf(t);
  if (!r.ok) throw new Error(r.problem);
  return r.whatIf;
});
const c = planCase(loadStation(), loadRules(), whats);
console.log(c.timesS.length, buildModel(c).model.size, c.groups.map((g) => g.people.join("+")).join(" "));
const s = highsSolver();
const a = await rankOptions(c, s, {});
for (const o of a.options) {
  console.log(o.points?.toFixed(1), o.provenOptimal, o.title, o.strategy.join("|"), JSON.stringify(o.toll));
  if (o === a.options[0]) for (const st of o.steps) console.log("   ", writeInstant(st.timeS), st.text);
}
console.log(JSON.stringify(a.refused, null, 1), a.tried, JSON.stringify(a.infeasible, null, 1));
console.log(((performance.now() - t0) / 1000).toFixed(1), "s");
await s.close();
