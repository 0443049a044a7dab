import type { Band } from "../band.ts";
import type { KeepoutForecast } from "./keepout.ts";
import type { KeepoutFile } from "./keepout-file.ts";

/** A keep-out forecast as text: the spray, its cone, what comes back, and each target. */
export function renderKeepout(forecast: KeepoutForecast, file: KeepoutFile): string {
  const { targets } = forecast;
  const lines = [
    `Keep-out of the spray of ${file.name}`,
    `Medians with 90 % bands over ${forecast.members} members. A decision aid; limits and geometry without a source are estimates of the file.`,
    "",
    `  leak since             ${clock(file.onset)} (times below count from here)`,
    `  liquid out (99 %)      ${hours(forecast.liquidOutS)} h`,
    `  speed of the spray     ${plain(forecast.speedAtFirstMPerS)} m/s at first, ${plain(forecast.speedBoilingMPerS)} m/s once it boils`,
    `  evaporates at once     ${plain(scaled(forecast.flashed, 100))} %`,
    `  drops last             ${plain(scaled(forecast.dropLifeS, 1 / 60))} min`,
    `  cone (99 % of liquid)  ${plain(scaled(forecast.coneRad, 180 / Math.PI))} deg half-angle, drops reach ${plain(scaled(forecast.reachM, 1e-3), 1)} km`,
    `  come back              ${percent(forecast.returning)} of drops pass within ${file.orbit["keep-out-sphere"]} m again${forecast.returning > 0 ? `, the last ${plain(scaled(forecast.lastReturnS, 1 / 60))} min after leaving` : ""}`,
  ];
  for (const target of targets) {
    const wanted = file.targets.find(({ id }) => id === target.id)!;
    const stay = `${+(wanted.stay / 3600).toFixed(1)} h`;
    lines.push(
      "",
      target.name,
      `  safe from              ${hours(target.safeFromS)} h after the leak began; a stay of ${stay} may bring ${grams(wanted.most.low)} to ${grams(wanted.most.high)}`,
    );
    if (target.plannedS !== null && target.safeAsPlanned !== null)
      lines.push(
        `  as planned             at ${clock(file.onset + target.plannedS)}: safe in ${percent(target.safeAsPlanned)} of members; ${massBand(target.landsKg)} would land`,
      );
    else
      lines.push(
        `  at once                safe in ${percent(target.safeAtOnce)} of members; ${massBand(target.landsKg)} would land`,
      );
    lines.push(`  film of the whole leak evaporates within ${timeBand(target.filmS)}`);
    if (target.drivers.length > 0)
      lines.push(
        `  driven by              ${target.drivers.map(({ name, share, raises }) => `${raises ? "+" : "-"}${name} ${percent(share)}`).join(", ")}`,
      );
  }
  return lines.join("\n");
}

function scaled({ median, p05, p95 }: Band, factor: number): Band {
  return { median: median * factor, p05: p05 * factor, p95: p95 * factor };
}

function plain({ median, p05, p95 }: Band, digits = 0): string {
  return `${median.toFixed(digits)} (${p05.toFixed(digits)} to ${p95.toFixed(digits)})`;
}

function hours(band: Band): string {
  return plain(scaled(band, 1 / 3600), 1);
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? "<1 %" : `${(100 * share).toFixed(0)} %`;
}

function grams(kg: number): string {
  const two = (value: number) => `${Number(value.toPrecision(2))}`;
  const g = kg * 1000;
  if (g >= 0.995) return `${two(g)} g`;
  return g >= 1e-6 ? (g >= 1e-3 ? `${two(g * 1e3)} mg` : `${two(g * 1e6)} ug`) : "nothing";
}

function massBand({ median, p05, p95 }: Band): string {
  return `${grams(median)} (${grams(p05)} to ${grams(p95)})`;
}

function timeBand({ median, p05, p95 }: Band): string {
  const text = (s: number) =>
    s < 1
      ? "a second"
      : s < 120
        ? `${s.toFixed(0)} s`
        : s < 7200
          ? `${(s / 60).toFixed(0)} min`
          : `${(s / 3600).toFixed(0)} h`;
  return `${text(median)} (${text(p05)} to ${text(p95)})`;
}

function clock(timeS: number): string {
  return `${new Date(timeS * 1000).toISOString().slice(0, 16).replace("T", " ")}Z`;
}
