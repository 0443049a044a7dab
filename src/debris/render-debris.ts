import { textTable } from "../print/index.ts";
import type { Band, DebrisResult } from "./assess-debris.ts";

function number(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value === 0) return "0";
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5 ? value.toPrecision(3) : value.toExponential(2);
}

function banded({ median, p05, p95 }: Band): string {
  return `${number(median)} (${number(p05)} to ${number(p95)})`;
}

function percent(share: number): string {
  const value = share * 100;
  return value >= 0.1 ? `${value.toPrecision(3)} %` : `${value.toExponential(1)} %`;
}

/** The result of an assessment as plain text for a terminal. */
export function renderDebris(result: DebrisResult): string {
  const { conditions, pair } = result;
  const lines: string[] = [
    `Meteoroids and debris at ${conditions.altitudeKm} km, ${Number(conditions.inclinationDeg.toFixed(3))} deg, ${conditions.year}`,
    "",
    ...textTable([
      ["model", "kind", "mean speed", "slower than 7 km/s", "doubt (1 sigma)"],
      ...result.models.map((model) => [
        model.name,
        model.kind,
        `${(model.meanImpactSpeedMPerS / 1000).toFixed(1)} km/s`,
        percent(model.shareBelow7KmPerS),
        `x/÷ ${Math.exp(model.sigmaLn).toFixed(1)}`,
      ]),
    ]),
    "",
    "Flux on randomly turned surface, per m2 and year",
    ...textTable([
      ["diameter from", ...result.models.map((model) => model.name), "sum"],
      ...result.fluxes.map((row) => [
        `${number(row.diameterM * 1000)} mm`,
        ...row.perM2Yr.map(number),
        number(row.sum),
      ]),
    ]),
  ];
  if (result.total) {
    lines.push("", `Perforations expected in ${number(conditions.days)} days, median (90 % band)`);
    lines.push(
      ...textTable([
        ["surface", "exposed", ...result.models.map((model) => model.name), "critical diameter"],
        ...result.surfaces.map((surface) => [
          surface.name,
          `${number(surface.exposedAreaM2)} m2`,
          ...surface.byModel.map((entry) => banded(entry.perforations)),
          surface.byModel
            .map(({ meanCriticalDiameterM: d }) => (d === null ? "-" : number(d * 1000)))
            .join(" / ")
            .concat(" mm"),
        ]),
      ]),
    );
    lines.push(
      `  all surfaces: ${banded(result.total.perforations)}; probability of none ${percent(result.total.noPerforationProbability)}`,
    );
  }
  const { question } = pair;
  lines.push(
    "",
    `Two hits within ${question.windowDays} days, ${question.vehicles} vehicles, particles from ${number(question.diameterM * 1000)} mm (${number(pair.fluxPerM2Yr)} per m2 yr)`,
    ...textTable([
      [
        "area of a vehicle",
        "hits a year each",
        "one in the window",
        "two in the window",
        "two vehicles",
        `some pair in ${question.watchedYears} yr`,
        "selection",
      ],
      ...pair.rows.map((row) => [
        `${number(row.areaM2)} m2`,
        number(row.totalRateYr / question.vehicles),
        number(row.atLeastOne),
        number(row.atLeastTwo),
        number(row.twoVehicles),
        number(row.somePairWhileWatching),
        `x ${number(row.selectionFactor)}`,
      ]),
    ]),
    "",
    ...result.notes.map((note) => `Note: ${note}`),
  );
  return `${lines.join("\n")}\n`;
}
