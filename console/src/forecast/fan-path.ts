type Row = readonly (number | null)[];

/** One stretch of instants at which a fan is known, as indices, the last one included. */
function stretches(row: Row): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  row.forEach((value, at) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last !== undefined && last[1] === at - 1) last[1] = at;
    else found.push([at, at]);
  });
  return found;
}

const px = (value: number): string => value.toFixed(1);

/** A line through what is known; it stops where a value is missing, and nothing is joined across. */
export function linePath(row: Row, x: (at: number) => number, y: (value: number) => number): string {
  return stretches(row)
    .map(([from, to]) => {
      const points: string[] = [];
      for (let at = from; at <= to; at++) points.push(`${px(x(at))} ${px(y(row[at]!))}`);
      return `M${points.join("L")}`;
    })
    .join("");
}

/** The area between two rows that are known at the same instants. */
export function bandPath(
  low: Row,
  high: Row,
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  return stretches(low)
    .map(([from, to]) => {
      const there: string[] = [];
      const back: string[] = [];
      for (let at = from; at <= to; at++) {
        there.push(`${px(x(at))} ${px(y(high[at]!))}`);
        back.unshift(`${px(x(at))} ${px(y(low[at]!))}`);
      }
      return `M${[...there, ...back].join("L")}Z`;
    })
    .join("");
}

/** Round numbers within a range, about so many. */
export function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low) / about;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10);
  const found: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push(k * step);
  return found;
}
