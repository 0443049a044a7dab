// Writes examples/bench-run.csv: a SYNTHETIC four-hour recording of the laboratory bench of my-loop.yaml, which begins to lose
// 3 % of its tank's scale an hour after two and a half hours. Seeded: the same file every time.
//
//   node examples/make-bench-run.mjs > examples/bench-run.csv
let state = 20260101;
function uniform() {
  // Mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());

const startMs = Date.UTC(2026, 0, 15, 8);
const onsetS = 2.5 * 3600;
const lines = [
  "# SYNTHETIC: made by examples/make-bench-run.mjs; the bench loses 3 % of its tank's scale an hour from 10:30",
  "time,channel,value",
];
const last = { level: Number.NaN, temperature: Number.NaN };
for (let second = 0; second <= 4 * 3600; second += 5) {
  const time = new Date(startMs + 1000 * second).toISOString().replace(".000", "");
  const temperature = 21 + 1.5 * Math.sin(second / 2600) + 0.02 * normal();
  const lost = (3 / 3600) * Math.max(0, second - onsetS);
  const level = 64 + 0.35 * (temperature - 21) - lost + 0.2 * normal();
  const codes = { level: Math.round(level / 0.1) / 10, temperature: Math.round(temperature / 0.05) / 20 };
  // Report by exception: a line where the code has changed.
  if (codes.level !== last.level) lines.push(`${time},tank-level,${codes.level.toFixed(1)}`);
  if (codes.temperature !== last.temperature)
    lines.push(`${time},tank-temperature,${codes.temperature.toFixed(2)}`);
  Object.assign(last, codes);
}
process.stdout.write(`${lines.join("\n")}\n`);
