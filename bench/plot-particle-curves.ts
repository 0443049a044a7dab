/** Hits and total in each band. */
type Tally = readonly (readonly [number, number])[];

const [WIDTH, HEIGHT, LEFT, TOP, SIDE] = [760, 330, 56, 44, 300];

/** Recall of single particles over their peak, and precision of single spots over their significance, with one standard error. */
export function plotParticleCurves(
  clips: number,
  signalEdges: readonly number[],
  significanceEdges: readonly number[],
  tallies: { readonly recall: Tally; readonly recallAlone: Tally; readonly precision: Tally },
): string {
  const left = panel(LEFT, "Recall", "peak of the particle over the noise of a pixel", signalEdges, [
    { tally: tallies.recallAlone, name: "none half as bright within 5 px", dash: "" },
    { tally: tallies.recall, name: "all", dash: "5 4" },
  ]);
  const right = panel(LEFT + SIDE + 76, "Precision", "significance of the spot", significanceEdges, [
    { tally: tallies.precision, name: "a particle lies within 2 px", dash: "" },
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>Single particles in ${clips} SYNTHETIC clips</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${LEFT}" y="18" font-weight="bold">Single particles, ${clips} SYNTHETIC clips</text>
${left}
${right}
</svg>
`;
}

interface Line {
  readonly tally: Tally;
  readonly name: string;
  readonly dash: string;
}

function panel(
  x0: number,
  title: string,
  axis: string,
  edges: readonly number[],
  lines: readonly Line[],
): string {
  const bottom = TOP + 220;
  const [low, high] = [Math.log(edges[0]! * 0.7), Math.log(edges[edges.length - 1]! * 1.4)];
  const xOf = (value: number) => x0 + ((Math.log(value) - low) / (high - low)) * SIDE;
  const yOf = (part: number) => bottom - 220 * part;
  const middle = (k: number) =>
    k === 0
      ? edges[0]! * 0.82
      : k === edges.length
        ? edges[k - 1]! * 1.2
        : Math.sqrt(edges[k - 1]! * edges[k]!);
  const grid = [0, 0.25, 0.5, 0.75, 1]
    .map(
      (part) =>
        `<path d="M${x0} ${yOf(part)}h${SIDE}" stroke="#d8dce2"/><text x="${x0 - 6}" y="${yOf(part) + 4}" text-anchor="end">${100 * part} %</text>`,
    )
    .join("");
  const ticks = edges
    .filter((_, k) => k % 2 === 0)
    .map((edge) => `<text x="${xOf(edge).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${edge}</text>`)
    .join("");
  const drawn = lines
    .map(({ tally, name, dash }, n) => {
      const points = tally.flatMap(([hits, of], k) =>
        of < 20 ? [] : [{ x: xOf(middle(k)), part: hits / of, of }],
      );
      const path = points
        .map(({ x, part }, k) => `${k ? "L" : "M"}${x.toFixed(1)} ${yOf(part).toFixed(1)}`)
        .join("");
      const bars = points
        .map(({ x, part, of }) => {
          const error = Math.sqrt((part * (1 - part)) / of);
          return `<path d="M${x.toFixed(1)} ${yOf(part - error).toFixed(1)}V${yOf(part + error).toFixed(1)}" stroke="#1f4e79"/>`;
        })
        .join("");
      const y = bottom + 52;
      const x = x0 + n * 210;
      return `<path d="${path}" fill="none" stroke="#1f4e79" stroke-width="2" stroke-dasharray="${dash}"/>${bars}<path d="M${x} ${y - 4}h22" stroke="#1f4e79" stroke-width="2" stroke-dasharray="${dash}"/><text x="${x + 28}" y="${y}">${name}</text>`;
    })
    .join("");
  return `<text x="${x0}" y="${TOP - 8}">${title}</text>${grid}${ticks}<text x="${x0 + SIDE / 2}" y="${bottom + 34}" text-anchor="middle">${axis}</text>${drawn}`;
}
