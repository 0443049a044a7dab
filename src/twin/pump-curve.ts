/** A pump curve as the loop takes it: rise = c0 + c1 Q + c2 Q|Q| + c3 Q^3 [Pa, m3/s]. */
export interface PumpCurve {
  readonly coefficients: readonly [number, number, number, number];
  /** How far it passes from a point at most [Pa]. */
  readonly worstPa: number;
  /** Whether it falls over the whole range of the points, as a pump needs for one working point. */
  readonly falls: boolean;
}

/**
 * The parabola of least squares through the points of a pump curve, a line through two. Where that parabola would rise from
 * rest, one with its top at rest takes its place.
 */
export function pumpCurve(
  points: readonly { readonly flowM3PerS: number; readonly risePa: number }[],
): PumpCurve {
  const scale = points.at(-1)!.flowM3PerS;
  const parabola = (powers: readonly number[]): number[] => {
    const normal = powers.map(() => new Float64Array(powers.length + 1));
    for (const { flowM3PerS, risePa } of points) {
      const terms = powers.map((power) => (flowM3PerS / scale) ** power);
      terms.forEach((a, i) => {
        const row = normal[i]!;
        terms.forEach((b, j) => {
          row[j] = row[j]! + a * b;
        });
        row[powers.length] = row[powers.length]! + a * risePa;
      });
    }
    return eliminated(normal);
  };
  let [c0 = 0, c1 = 0, c2 = 0] = parabola(points.length > 2 ? [0, 1, 2] : [0, 1]);
  if (c1 > 0) {
    [c0 = 0, c2 = 0] = parabola([0, 2]);
    c1 = 0;
  }
  const worstPa = Math.max(
    ...points.map(({ flowM3PerS, risePa }) => {
      const flow = flowM3PerS / scale;
      return Math.abs(c0 + c1 * flow + c2 * flow * flow - risePa);
    }),
  );
  const falls = c1 + 2 * c2 <= 0 && c1 + c2 < 0;
  return { coefficients: [c0, c1 / scale, c2 / scale ** 2, 0], worstPa, falls };
}

/** Gauss and Jordan without pivoting: the normal matrix of distinct points is positive definite. */
function eliminated(rows: Float64Array[]): number[] {
  const size = rows.length;
  for (let i = 0; i < size; i++)
    for (let other = 0; other < size; other++) {
      if (other === i) continue;
      const factor = rows[other]![i]! / rows[i]![i]!;
      for (let j = i; j <= size; j++) rows[other]![j] = rows[other]![j]! - factor * rows[i]![j]!;
    }
  return rows.map((row, i) => row[size]! / row[i]!);
}
