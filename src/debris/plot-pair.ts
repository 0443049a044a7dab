import type { DebrisResult } from "./assess-debris.ts";
import { hitChance } from "./hit-chance.ts";

const WIDTH = 680;
const HEIGHT = 420;
const BOX = { left: 70, right: 200, top: 46, bottom: 50 };
const LOWEST = 1e-6;
/** Band of the flux drawn: one standard deviation of its logarithm. */
const STEPS = 60;

/** Each curve has its own dash as well as its own colour. */
const CURVES = [
  { key: "atLeastOne", name: "one hit in the window", colour: "#2f6f9f", dash: "" },
  { key: "somePairWhileWatching", name: "a pair, window chosen after", colour: "#c26a00", dash: "8 3" },
  { key: "atLeastTwo", name: "a pair, window fixed before", colour: "#a8201a", dash: "3 3" },
] as const;

/**
 * The chance of two hits near each other against the exposed area of a vehicle (SVG, both axes logarithmic), with a band
 * for the doubt of the flux. It shows why no single number answers the question.
 */
export function plotPair(result: DebrisResult): string {
  const { question, fluxPerM2Yr } = result.pair;
  const [low, high] = [Math.min(...question.areasM2), Math.max(...question.areasM2)];
  const sigma = Math.max(...result.models.map((model) => model.sigmaLn));
  const x = (area: number) =>
    BOX.left + (Math.log(area / low) / Math.log(high / low)) * (WIDTH - BOX.left - BOX.right);
  const y = (chance: number) =>
    BOX.top + (Math.log(Math.max(chance, LOWEST)) / Math.log(LOWEST)) * (HEIGHT - BOX.top - BOX.bottom);
  const chance = (area: number, factor: number) =>
    hitChance({
      ratePerVehicleYr: Array<number>(question.vehicles).fill(fluxPerM2Yr * area * factor),
      windowYr: question.windowDays / 365.25,
      watchedYr: question.watchedYears,
    });
  const areas = Array.from({ length: STEPS + 1 }, (_, i) => low * (high / low) ** (i / STEPS));
  const path = (values: readonly (readonly [number, number])[]) =>
    values.map(([a, p]) => `${x(a).toFixed(1)},${y(p).toFixed(1)}`).join(" ");
  const parts: string[] = [];
  for (let decade = 0; decade >= Math.log10(LOWEST); decade--) {
    const at = y(10 ** decade).toFixed(1);
    parts.push(
      `<line x1="${BOX.left}" y1="${at}" x2="${WIDTH - BOX.right}" y2="${at}" stroke="#d5dae0"/>`,
      `<text x="${BOX.left - 8}" y="${Number(at) + 4}" text-anchor="end">${decade === 0 ? "1" : `10<tspan dy="-5" font-size="9">${decade}</tspan>`}</text>`,
    );
  }
  for (const area of question.areasM2) {
    const at = x(area).toFixed(1);
    parts.push(
      `<line x1="${at}" y1="${BOX.top}" x2="${at}" y2="${HEIGHT - BOX.bottom}" stroke="#d5dae0"/>`,
      `<text x="${at}" y="${HEIGHT - BOX.bottom + 18}" text-anchor="middle">${area}</text>`,
    );
  }
  for (const { key, name, colour, dash } of CURVES) {
    const upper = areas.map((a) => [a, chance(a, Math.exp(sigma))[key]] as const);
    const lower = areas.map((a) => [a, chance(a, Math.exp(-sigma))[key]] as const).reverse();
    const middle = areas.map((a) => [a, chance(a, 1)[key]] as const);
    parts.push(
      `<polygon points="${path([...upper, ...lower])}" fill="${colour}" fill-opacity="0.12"/>`,
      `<polyline points="${path(middle)}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
      `<text x="${WIDTH - BOX.right + 8}" y="${(y(middle.at(-1)![1]) + 4).toFixed(1)}" fill="${colour}">${name}</text>`,
    );
  }
  const title = `Two hits within ${question.windowDays} days, ${question.vehicles} vehicles, particles from ${Number((question.diameterM * 1000).toPrecision(3))} mm`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733"><title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><text x="12" y="20" font-weight="600">${title}</text><text x="12" y="37">bands: flux times or over ${Math.exp(sigma).toFixed(0)}; watched ${question.watchedYears} years</text>${parts.join("")}<text x="${(BOX.left + WIDTH - BOX.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">exposed area of one vehicle [m2]</text></svg>
`;
}
