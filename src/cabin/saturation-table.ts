import { saturationDensity } from "./moist-air.ts";

const LOWEST_K = 200;
const HIGHEST_K = 400;
/** Ice and water meet at the triple point with different slopes: it is a point of the grid. */
const TRIPLE_POINT_K = 273.16;
const CELL_K = 0.25;
const DOUBLES = 4;

let table: Float64Array | undefined;

/**
 * {@link saturationDensity} [kg/m3] by cubics of a quarter kelvin, within 1e-9 of it from 200 to 400 K; beyond, the law itself.
 * The logarithms and exponentials of the law are most of a cabin's step otherwise.
 */
export function tabulatedSaturationDensity(temperatureK: number): number {
  const steps = (temperatureK - TRIPLE_POINT_K) / CELL_K;
  const cell = Math.floor(steps);
  if (!(temperatureK > LOWEST_K && temperatureK < HIGHEST_K)) return saturationDensity(temperatureK);
  table ??= tabulate();
  const at = (cell - FIRST) * DOUBLES;
  const u = steps - cell;
  return table[at]! + u * (table[at + 1]! + u * (table[at + 2]! + u * table[at + 3]!));
}

const FIRST = Math.floor((LOWEST_K - TRIPLE_POINT_K) / CELL_K);
const LAST = Math.floor((HIGHEST_K - TRIPLE_POINT_K) / CELL_K);

/** The cubic through four points of each cell: both ends and two between, all on one side of the triple point. */
function tabulate(): Float64Array {
  const cells = new Float64Array((LAST - FIRST + 1) * DOUBLES);
  for (let cell = FIRST; cell <= LAST; cell++) {
    const nudge = 1e-9; // the triple point itself counts as water
    const value = (part: number) =>
      saturationDensity(TRIPLE_POINT_K + CELL_K * (cell + part) - (cell < 0 ? nudge : -nudge));
    const [a, b, c, d] = [value(0), value(1 / 3), value(2 / 3), value(1)];
    const third = (d - 3 * c + 3 * b - a) * 4.5;
    const second = (c - 2 * b + a) * 4.5 - third;
    cells.set([a, d - a - second - third, second, third], (cell - FIRST) * DOUBLES);
  }
  return cells;
}
