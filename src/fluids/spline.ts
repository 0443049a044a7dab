/**
 * Cubic spline through points with rising abscissae (units as given), twice continuously differentiable, with the
 * not-a-knot condition at both ends: the third derivative does not jump at the second and the last but one point.
 * Two points give a straight line, three the parabola. Source: de Boor, A Practical Guide to Splines, 1978, chapter IV.
 */
export class CubicSpline {
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private readonly slopes: Float64Array;

  constructor(xs: ArrayLike<number>, ys: ArrayLike<number>) {
    if (xs.length !== ys.length || xs.length < 2)
      throw new RangeError(
        `spline: ${xs.length} abscissae and ${ys.length} values; it needs two or more of each, equally many`,
      );
    for (let i = 1; i < xs.length; i++)
      if (!(xs[i]! > xs[i - 1]!))
        throw new RangeError(
          `spline: abscissa ${i} is ${xs[i]}, not above the one before, ${xs[i - 1]}; sort them`,
        );
    this.xs = Float64Array.from(xs);
    this.ys = Float64Array.from(ys);
    this.slopes = notAKnotSlopes(this.xs, this.ys);
  }

  /** The value at `x`; outside the points the end cubics go on. */
  at(x: number): number {
    const { i, h, s } = this.place(x);
    const rise = this.ys[i + 1]! - this.ys[i]!;
    const a = h * this.slopes[i]! - rise;
    const b = rise - h * this.slopes[i + 1]!;
    return this.ys[i]! + s * rise + s * (1 - s) * ((1 - s) * a + s * b);
  }

  /** The first derivative at `x`. */
  slopeAt(x: number): number {
    const { i, h, s } = this.place(x);
    const rise = this.ys[i + 1]! - this.ys[i]!;
    const a = h * this.slopes[i]! - rise;
    const b = rise - h * this.slopes[i + 1]!;
    return (rise + (1 - 2 * s) * (a + s * (b - a)) + s * (1 - s) * (b - a)) / h;
  }

  private place(x: number): { i: number; h: number; s: number } {
    let low = 0;
    let high = this.xs.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.xs[middle]! <= x) low = middle;
      else high = middle;
    }
    const h = this.xs[low + 1]! - this.xs[low]!;
    return { i: low, h, s: (x - this.xs[low]!) / h };
  }
}

function notAKnotSlopes(xs: Float64Array, ys: Float64Array): Float64Array {
  const last = xs.length - 1;
  const h = (i: number) => xs[i + 1]! - xs[i]!;
  const chord = (i: number) => (ys[i + 1]! - ys[i]!) / h(i);
  if (last === 1) return Float64Array.of(chord(0), chord(0));
  if (last === 2) {
    const bend = (chord(1) - chord(0)) / (h(0) + h(1));
    return Float64Array.of(chord(0) - h(0) * bend, chord(0) + h(0) * bend, chord(1) + h(1) * bend);
  }
  // Tridiagonal system for the slopes, solved by elimination without pivoting: it is diagonally dominant inside.
  const below = new Float64Array(last + 1);
  const on = new Float64Array(last + 1);
  const above = new Float64Array(last + 1);
  const right = new Float64Array(last + 1);
  on[0] = h(1);
  above[0] = h(0) + h(1);
  right[0] = ((h(0) + 2 * above[0]) * h(1) * chord(0) + h(0) * h(0) * chord(1)) / above[0];
  for (let i = 1; i < last; i++) {
    below[i] = h(i);
    on[i] = 2 * (h(i - 1) + h(i));
    above[i] = h(i - 1);
    right[i] = 3 * (h(i) * chord(i - 1) + h(i - 1) * chord(i));
  }
  const span = h(last - 1) + h(last - 2);
  below[last] = span;
  on[last] = h(last - 2);
  right[last] =
    (h(last - 1) * h(last - 1) * chord(last - 2) + (2 * span + h(last - 1)) * h(last - 2) * chord(last - 1)) /
    span;
  for (let i = 1; i <= last; i++) {
    const factor = below[i]! / on[i - 1]!;
    on[i] = on[i]! - factor * above[i - 1]!;
    right[i] = right[i]! - factor * right[i - 1]!;
  }
  const slopes = new Float64Array(last + 1);
  slopes[last] = right[last]! / on[last]!;
  for (let i = last - 1; i >= 0; i--) slopes[i] = (right[i]! - above[i]! * slopes[i + 1]!) / on[i]!;
  return slopes;
}
