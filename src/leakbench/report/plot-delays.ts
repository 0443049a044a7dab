import { type BenchReport, suddenRows } from "./collect-report.ts";
import { sayDuration, sayRate } from "./wording.ts";

const WIDTH = 760;
const HEIGHT = 460;
const LEFT = 70;
const RIGHT = 150;
const TOP = 44;
const BOTTOM = 52;

/** Lines of the picture: name in the report, what is written, colour, dash. A colour never stands alone: each line is named at its end. */
const LINES = [
  { column: "watch", label: "watch", colour: "#1b6ca8", dash: "", width: 2.5 },
  { column: "oracle", label: "oracle", colour: "#3a7d44", dash: "", width: 1.5 },
  { column: "windowed GLR", label: "windowed GLR", colour: "#8a5a00", dash: "6 3", width: 1.5 },
  { column: "24 h difference", label: "24 h difference", colour: "#7b4397", dash: "2 3", width: 1.5 },
  { column: "plain CUSUM", label: "plain CUSUM", colour: "#a8201a", dash: "8 3 2 3", width: 1.5 },
  { column: "limit check", label: "limit check", colour: "#5c6770", dash: "1 4", width: 1.5 },
] as const;
const GRID_S = [10, 60, 600, 3600, 21_600, 86_400, 604_800];

/** Mean delay against leak rate, every detector at one alarm a loop-year, with the bound beneath: a picture (SVG), log-log. */
export function plotDelays(report: BenchReport): string {
  const matched = suddenRows(report, "matched");
  const world = matched.some(({ atEqualArl }) => atEqualArl.watch) ? "matched" : "nominal";
  const rows = suddenRows(report, world);
  if (rows.length === 0) return "";
  const rates = rows.map(({ rateGPerS }) => Math.log10(rateGPerS));
  const [first, last] = [Math.min(...rates), Math.max(...rates)];
  const low = Math.log10(report.framePeriodS);
  const high = Math.log10(2_000_000);
  const x = (rate: number) =>
    LEFT + ((Math.log10(rate) - first) / Math.max(last - first, 1e-9)) * (WIDTH - LEFT - RIGHT);
  const y = (seconds: number) =>
    HEIGHT - BOTTOM - ((Math.log10(seconds) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const parts: string[] = [];
  for (const at of GRID_S) {
    const height = y(at).toFixed(1);
    parts.push(
      `<line x1="${LEFT}" y1="${height}" x2="${WIDTH - RIGHT}" y2="${height}" stroke="#e2e6ea"/>`,
      `<text x="${LEFT - 8}" y="${Number(height) + 4}" text-anchor="end">${sayDuration(at)}</text>`,
    );
  }
  for (const { rateGPerS } of rows) {
    parts.push(
      `<text x="${x(rateGPerS).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${sayRate(rateGPerS)}</text>`,
    );
  }
  const labels: { at: number; text: string; colour: string }[] = [];
  const draw = (
    points: readonly { rate: number; seconds: number }[],
    label: string,
    colour: string,
    dash: string,
    width: number,
  ) => {
    if (points.length < 2) return;
    const path = points
      .map(({ rate, seconds }) => `${x(rate).toFixed(1)},${y(seconds).toFixed(1)}`)
      .join(" ");
    parts.push(
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dash}"/>`,
    );
    labels.push({ at: y(points.at(-1)!.seconds), text: label, colour });
  };
  const bound = rows.flatMap(({ rateGPerS, boundS }) =>
    boundS === null ? [] : [{ rate: rateGPerS, seconds: Math.max(boundS, report.framePeriodS) }],
  );
  draw(bound, "B_NP", "#111", "3 2", 1.5);
  for (const { column, label, colour, dash, width } of LINES) {
    const points = rows.flatMap(({ rateGPerS, atEqualArl }) => {
      const score = atEqualArl[column];
      // Where half of the leaks were missed the mean is the horizon's, not the detector's.
      if (!score || score.foundShare.value < 0.5) return [];
      return [{ rate: rateGPerS, seconds: Math.max(score.meanS.value, report.framePeriodS) }];
    });
    draw(points, label, colour, dash, width);
  }
  parts.push(...endLabels(labels));
  const title = `Mean delay at one false alarm a loop-year, ${world} noise, loop ${report.vehicle.id}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733"><title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><text x="12" y="22" font-weight="600">${title}</text>${parts.join("")}<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">leak rate, g/s (synthetic)</text></svg>
`;
}

/** Names at the lines' ends, pushed apart where they would lie over each other. */
function endLabels(labels: { at: number; text: string; colour: string }[]): string[] {
  labels.sort((a, b) => b.at - a.at);
  let previous = HEIGHT - BOTTOM + 10;
  return labels.map(({ at, text, colour }) => {
    const height = Math.min(at, previous - 14);
    previous = height;
    return `<text x="${WIDTH - RIGHT + 8}" y="${(height + 4).toFixed(1)}" fill="${colour}">${text}</text>`;
  });
}
