// The measured part of docs/fluids.md: what the library is worth, coolant by coolant, against values that did not make it.

import type { PropertyName } from "./coolant-description.ts";
import { propertyUnits } from "./coolant-description.ts";
import { coolantDescription, coolantIds, coolantNamed } from "./coolant-library.ts";
import { type PublishedPoint, publishedPoints } from "./published-points.case.ts";

/** Deviation of the library from a published value, relative. */
export function deviationFrom(point: PublishedPoint): number {
  const coolant = coolantNamed(point.coolant, point.massFraction);
  const value =
    point.property === "density" && point.pressurePa !== undefined
      ? coolant.densityAt(point.temperatureK, point.pressurePa)
      : coolant[point.property](point.temperatureK);
  return value / point.value - 1;
}

/** One table a coolant, in the order of the library. */
export function measuredTables(): string {
  return coolantIds.map(tableOf).join("\n\n");
}

function tableOf(id: string): string {
  const { name, composition, properties, freezing, sources, massFraction } = coolantDescription(id);
  const coolant = coolantNamed(id);
  const lines = [
    `### ${id}`,
    "",
    `${name}: ${composition}. ${capital(freezing.kind)} ${coolant.freezingTemperatureK.toFixed(2)} K` +
      `${massFraction ? ` at mass fraction ${massFraction.usual} (range ${massFraction.low} to ${massFraction.high})` : ""}` +
      ` [${freezing.source}].`,
    "",
    "| property | unit | range, K | source | uncertainty | largest deviation from published values |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  for (const property of Object.keys(propertyUnits) as PropertyName[]) {
    const given = properties[property];
    const { lowK, highK } = coolant.curves[property];
    const source = given ? given.source : "ideal gas";
    const uncertainty = given ? percent(given.uncertainty) : "";
    lines.push(
      `| ${property} | ${propertyUnits[property]} | ${lowK.toFixed(2)} to ${highK.toFixed(2)} | ${source} | ${uncertainty} | ${measured(id, property)} |`,
    );
  }
  const notes = Object.entries(properties)
    .filter(([, property]) => property.note)
    .map(([property, { note }]) => `- ${property}: ${note}.`);
  if (notes.length > 0) lines.push("", ...notes);
  lines.push("", ...Object.entries(sources).map(([key, title]) => `- [${key}] ${title}.`));
  return lines.join("\n");
}

function measured(id: string, property: PropertyName): string {
  const points = publishedPoints.filter((point) => point.coolant === id && point.property === property);
  if (points.length === 0) return "none found";
  let worst = points[0]!;
  for (const point of points)
    if (Math.abs(deviationFrom(point)) > Math.abs(deviationFrom(worst))) worst = point;
  const count = points.length === 1 ? "1 value" : `${points.length} values`;
  return `${percent(Math.abs(deviationFrom(worst)))} of ${count}; at ${worst.temperatureK.toFixed(2)} K, ${worst.source}`;
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(2))} %`;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
