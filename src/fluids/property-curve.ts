import { CubicSpline } from "./spline.ts";

/** Widest spacing of a compiled curve's knots [K]; a log-linear property of 0.2 per kelvin is then met within 1e-5. */
export const KNOT_SPACING_K = 1;

/**
 * One property of a fluid against absolute temperature [K], as piecewise cubics on evenly spaced knots: continuous to the
 * second derivative, no allocation, no transcendental function when evaluated.
 *
 * Outside its range the curve holds the value of the nearer end (slope 0) and notes the temperature asked for in
 * `asked`: [lowest, highest] since it was last cleared. A temperature that is not a number gives NaN.
 */
export class PropertyCurve {
  readonly lowK: number;
  readonly highK: number;
  /** Lowest and highest temperature asked for outside the range; [Infinity, -Infinity] if none was. */
  readonly asked: Float64Array = Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  private readonly inverseSpacing: number;
  private readonly last: number;
  /** Four coefficients an interval, of powers of the place 0..1 within it. */
  private readonly coefficients: Float64Array;

  constructor(lowK: number, highK: number, coefficients: Float64Array) {
    this.lowK = lowK;
    this.highK = highK;
    this.coefficients = coefficients;
    this.last = coefficients.length / 4 - 1;
    this.inverseSpacing = (this.last + 1) / (highK - lowK);
  }

  /** A curve with the same values that keeps its own note of temperatures asked for. */
  again(): PropertyCurve {
    return new PropertyCurve(this.lowK, this.highK, this.coefficients);
  }

  /** The property at `temperatureK`. */
  at(temperatureK: number): number {
    if (!(temperatureK >= this.lowK && temperatureK <= this.highK)) return this.beyond(temperatureK);
    const place = (temperatureK - this.lowK) * this.inverseSpacing;
    const interval = place > this.last ? this.last : place | 0;
    const s = place - interval;
    const c = this.coefficients;
    const k = 4 * interval;
    return c[k]! + s * (c[k + 1]! + s * (c[k + 2]! + s * c[k + 3]!));
  }

  /** The derivative by temperature at `temperatureK`, of exactly the function that {@link at} gives. */
  slopeAt(temperatureK: number): number {
    if (!(temperatureK >= this.lowK && temperatureK <= this.highK)) {
      this.beyond(temperatureK);
      return Number.isNaN(temperatureK) ? Number.NaN : 0;
    }
    const place = (temperatureK - this.lowK) * this.inverseSpacing;
    const interval = place > this.last ? this.last : place | 0;
    const s = place - interval;
    const c = this.coefficients;
    const k = 4 * interval;
    return this.inverseSpacing * (c[k + 1]! + s * (2 * c[k + 2]! + s * 3 * c[k + 3]!));
  }

  /** True if `temperatureK` lies within the range; leaves no note. */
  covers(temperatureK: number): boolean {
    return temperatureK >= this.lowK && temperatureK <= this.highK;
  }

  /** Forgets the temperatures asked for outside the range. */
  clear(): void {
    this.asked[0] = Number.POSITIVE_INFINITY;
    this.asked[1] = Number.NEGATIVE_INFINITY;
  }

  /** The antiderivative: five coefficients an interval, 0 at `zeroK` (or at the nearer end of the range). */
  integrated(zeroK: number): Float64Array {
    const spacing = 1 / this.inverseSpacing;
    const count = this.last + 1;
    const quartics = new Float64Array(5 * count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      quartics[5 * i] = sum;
      for (let order = 1; order <= 4; order++) {
        const part = (spacing * this.coefficients[4 * i + order - 1]!) / order;
        quartics[5 * i + order] = part;
        sum += part;
      }
    }
    const zero = Math.min(Math.max(zeroK, this.lowK), this.highK);
    const place = (zero - this.lowK) * this.inverseSpacing;
    const interval = Math.min(Math.floor(place), this.last);
    const s = place - interval;
    const k = 5 * interval;
    const offset =
      quartics[k]! +
      s * (quartics[k + 1]! + s * (quartics[k + 2]! + s * (quartics[k + 3]! + s * quartics[k + 4]!)));
    for (let i = 0; i < count; i++) quartics[5 * i] = quartics[5 * i]! - offset;
    return quartics;
  }

  /** The same values with a fifth, vanishing coefficient an interval. */
  asQuartics(): Float64Array {
    const quartics = new Float64Array(5 * (this.last + 1));
    for (let i = 0; i <= this.last; i++) quartics.set(this.coefficients.subarray(4 * i, 4 * i + 4), 5 * i);
    return quartics;
  }

  private beyond(temperatureK: number): number {
    if (temperatureK < this.asked[0]!) this.asked[0] = temperatureK;
    if (temperatureK > this.asked[1]!) this.asked[1] = temperatureK;
    const c = this.coefficients;
    if (temperatureK < this.lowK) return c[0]!;
    if (temperatureK > this.highK) {
      const k = 4 * this.last;
      return c[k]! + (c[k + 1]! + (c[k + 2]! + c[k + 3]!));
    }
    return Number.NaN;
  }
}

/** Compiles a law of temperature into a curve over [lowK, highK], with knots at most `spacingK` apart. */
export function curveOf(
  law: (temperatureK: number) => number,
  lowK: number,
  highK: number,
  spacingK: number = KNOT_SPACING_K,
): PropertyCurve {
  if (!(highK > lowK))
    throw new RangeError(`curve: range ${lowK} to ${highK} K is empty; give the lower end first`);
  const count = Math.max(3, Math.ceil((highK - lowK) / spacingK));
  const knots = new Float64Array(count + 1);
  const values = new Float64Array(count + 1);
  for (let i = 0; i <= count; i++) {
    knots[i] = i === count ? highK : lowK + ((highK - lowK) * i) / count;
    values[i] = law(knots[i]!);
    if (!Number.isFinite(values[i]!))
      throw new RangeError(`curve: the law gives ${values[i]} at ${knots[i]} K; narrow its range`);
  }
  const spline = new CubicSpline(knots, values);
  const spacing = (highK - lowK) / count;
  const coefficients = new Float64Array(4 * count);
  for (let i = 0; i < count; i++) {
    const rise = values[i + 1]! - values[i]!;
    const start = spacing * spline.slopeAt(knots[i]!);
    const end = spacing * spline.slopeAt(knots[i + 1]!);
    coefficients[4 * i] = values[i]!;
    coefficients[4 * i + 1] = start;
    coefficients[4 * i + 2] = 3 * rise - 2 * start - end;
    coefficients[4 * i + 3] = start + end - 2 * rise;
  }
  return new PropertyCurve(lowK, highK, coefficients);
}
