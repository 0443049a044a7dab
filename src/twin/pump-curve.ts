/**
 * Coefficients c0, c1, c2, c3 of rise = c0 + c1 Q + c2 Q|Q| + c3 Q^3 [Pa, m3/s] through the points of a pump curve: a line
 * through two, else the parabola of least squares. `worstPa` is how far it passes from a point at most, and `falls` says
 * whether it falls over the whole range of the points, as a pump needs for one working point.
 */
export function pumpCurve(points: readonly { readonly flowM3PerS: number; readonly risePa: number }[]): {
  readonly coefficients: readonly [number, number, number, number];
  readonly worstPa: number;
  readonly falls: boolean;
} {
  const scale = points.at(-1)!.flowM3PerS;
  const order = Math.min(points.length, 3);
  const normal = Array.from({ length: order }, () => new Float64Array(order + 1));
  for (const { flowM3PerS, risePa } of points) {
    const powers = [1, flowM3PerS / scale, (flowM3PerS / scale) ** 2];
    for (let i = 0; i < order; i++) {
      for (let j = 0; j < order; j++) normal[i]![j] = normal[i]![j]! + powers[i]! * powers[j]!;
      normal[i]![order] = normal[i]![order]! + powers[i]! * risePa;
    }
  }
  // Gauss without pivoting: the normal matrix of distinct points is positive definite
  for (let i = 0; i < order; i++)
    for (let row = 0; row < order; row++) {
      if (row === i) continue;
      const factor = normal[row]![i]! / normal[i]![i]!;
      for (let j = i; j <= order; j++) normal[row]![j] = normal[row]![j]! - factor * normal[i]![j]!;
    }
  const [c0 = 0, c1 = 0, c2 = 0] = normal.map((row, i) => row[order]! / row[i]! / scale ** i);
  const at = (flow: number) => c0 + c1 * flow + c2 * flow * flow;
  const worstPa = Math.max(...points.map(({ flowM3PerS, risePa }) => Math.abs(at(flowM3PerS) - risePa)));
  const falls = c1 <= 1e-9 * c0 / scale && c1 + 2 * c2 * scale <= 1e-9 * c0 / scale;
  return { coefficients: [c0, c1, c2, 0], worstPa, falls };
}
