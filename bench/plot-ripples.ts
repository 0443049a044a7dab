/** One recording against the twin. */
export interface RipplePanel {
  readonly title: string;
  readonly timesS: readonly number[];
  readonly measured: readonly number[];
  readonly twin: (timeS: number) => number;
  readonly periodS: number;
}

const [WIDTH, HEIGHT, COLUMNS] = [340, 190, 3];
const BOX = { left: 40, right: 10, top: 28, bottom: 28 };
const ORBITS = 2;

/** Panels of two orbits each, measured as dots and the twin as a line, all on one scale (SVG). */
export function plotRipples(panels: readonly RipplePanel[], title: string): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const [width, height] = [WIDTH * COLUMNS, HEIGHT * rows + 34];
  const top =
    10 * Math.ceil(Math.max(...panels.flatMap((each) => windowOf(each).map(([, y]) => Math.abs(y)))) / 10);
  const drawn = panels.map((panel, i) => {
    const shift = `translate(${(i % COLUMNS) * WIDTH} ${34 + Math.floor(i / COLUMNS) * HEIGHT})`;
    const x = (s: number) => BOX.left + (s / (ORBITS * panel.periodS)) * (WIDTH - BOX.left - BOX.right);
    const y = (kPa: number) => BOX.top + (0.5 - kPa / (2 * top)) * (HEIGHT - BOX.top - BOX.bottom);
    const dots = windowOf(panel);
    const startS = panel.timesS[first(panel)]!;
    const grid = [-top, -top / 2, 0, top / 2, top].map(
      (kPa) =>
        `<line x1="${BOX.left}" x2="${WIDTH - BOX.right}" y1="${y(kPa).toFixed(1)}" y2="${y(kPa).toFixed(1)}" stroke="#d5dae0"/><text x="${BOX.left - 5}" y="${(y(kPa) + 4).toFixed(1)}" text-anchor="end">${kPa}</text>`,
    );
    const hours = [0, 1, 2, 3].map(
      (h) => `<text x="${x(h * 3600).toFixed(1)}" y="${HEIGHT - 10}" text-anchor="middle">${h} h</text>`,
    );
    const line = Array.from({ length: 187 }, (_, k) => (k * ORBITS * panel.periodS) / 186)
      .map((s) => `${x(s).toFixed(1)},${y(panel.twin(startS + s) + offset(panel)).toFixed(1)}`)
      .join(" ");
    return `<g transform="${shift}"><text x="${BOX.left}" y="18" font-weight="600">${panel.title}</text>${grid.join("")}${hours.join("")}${dots
      .map(([s, kPa]) => `<circle cx="${x(s).toFixed(1)}" cy="${y(kPa).toFixed(1)}" r="1.4" fill="#2f6f9f"/>`)
      .join("")}<polyline points="${line}" fill="none" stroke="#a8201a" stroke-width="1.6"/></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="11" fill="#1c2733"><title>${title}</title><rect width="${width}" height="${height}" fill="#fff"/><text x="12" y="18" font-size="13" font-weight="600">${title}: dots measured, line twin</text>${drawn.join("")}</svg>
`;
}

/** The stretch drawn begins in the middle of the recording. */
function first({ timesS }: RipplePanel): number {
  return Math.floor(timesS.length / 2);
}

function windowOf(panel: RipplePanel): [number, number][] {
  const startS = panel.timesS[first(panel)]!;
  return panel.timesS.flatMap((timeS, k): [number, number][] => {
    const kPa = panel.measured[k]!;
    const inside = timeS >= startS && timeS <= startS + ORBITS * panel.periodS && Number.isFinite(kPa);
    return inside ? [[timeS - startS, kPa]] : [];
  });
}

/** Mean of what is drawn: the recording drifts by more than its ripple in places. */
function offset(panel: RipplePanel): number {
  const drawn = windowOf(panel);
  const startS = panel.timesS[first(panel)]!;
  return drawn.reduce((sum, [s, kPa]) => sum + kPa - panel.twin(startS + s), 0) / Math.max(1, drawn.length);
}
