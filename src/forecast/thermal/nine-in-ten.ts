import type { Variable } from "../../campaign/index.ts";
import { normalCdf, normalQuantile } from "../../stats/index.ts";
import type { Uncertain } from "../../vehicle/loop-description.ts";

/** A campaign cuts a normal quantity at so many standard deviations. */
const DRAWN_DEVIATIONS = 2;
const CUT = normalCdf(-DRAWN_DEVIATIONS);
/** Standard deviations, before the cut, from the median to where 5 % of what is left lie beyond. */
const BAND_DEVIATIONS = normalQuantile(1 - CUT - 0.05 * (1 - 2 * CUT));
const WIDER = DRAWN_DEVIATIONS / BAND_DEVIATIONS;

/**
 * A quantity of which the range holds nine in ten: a normal law with two sides through its 5, 50 and 95 %, a twentieth beyond either
 * end. Wider than the range by a fifth of each side at most, and within `least` and `most`.
 */
export function nineInTen(
  name: string,
  unit: string,
  { low, value, high, source }: Uncertain,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): Variable {
  const middle = Math.min(most, Math.max(least, value));
  return {
    name,
    unit,
    range: {
      low: Math.max(least, middle - WIDER * Math.max(0, middle - low)),
      value: middle,
      high: Math.min(most, middle + WIDER * Math.max(0, high - middle)),
      source,
    },
    distribution: "normal",
  };
}

/**
 * A number of the vehicle file as a forecast draws it. The ends of a range are where somebody thought it would not go beyond, not walls:
 * taken as walls, ships with one number outside its range fell out of the bands (docs/forecast.md, Calibration). What is above 0 stays
 * so, and a share stays below 1.
 */
export function forecastVariable({ name, unit, range }: Variable): Variable {
  const { low, high } = range;
  const least = low > 0 ? low / 2 : low === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const most = low >= 0 && high <= 1 && unit === "1" ? (1 + high) / 2 : Number.POSITIVE_INFINITY;
  return nineInTen(name, unit, range, least, most);
}
