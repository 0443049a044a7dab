/** How liquid that leaves a hole spreads over directions. Shares of the whole. */
export interface SprayCone {
  /** Half-angle that holds nine tenths of the narrow part [rad]. */
  readonly halfAngleRad: number;
  /** Goes into the forward half-space by the cosine law, as from a splashing edge. */
  readonly wide: number;
  /** Goes anywhere, as from drops that burst while they boil. */
  readonly stray: number;
}

/** Angle at which the narrow part has fallen by e [rad]: exp(-(1 - cos a)/(1 - cos s)) holds 90 % inside the half-angle. */
function narrowness(halfAngleRad: number): number {
  return (1 - Math.cos(halfAngleRad)) / Math.LN10;
}

/**
 * Share of the liquid per steradian at an angle from the axis [1/sr]. The narrow part falls as exp(-(1 - cos a)/s), near the
 * axis a normal law in the angle; together the parts integrate to 1 over the sphere.
 */
export function sharePerSteradian({ halfAngleRad, wide, stray }: SprayCone, angleRad: number): number {
  const s = narrowness(halfAngleRad);
  const narrow = Math.exp(-(1 - Math.cos(angleRad)) / s) / (2 * Math.PI * s * (1 - Math.exp(-2 / s)));
  const forward = Math.max(0, Math.cos(angleRad)) / Math.PI;
  return (1 - wide - stray) * narrow + wide * forward + stray / (4 * Math.PI);
}

/** Half-angle of the cone around the axis that holds a share of the liquid [rad], within 1e-9. */
export function coneHolding(cone: SprayCone, share: number): number {
  let [low, high] = [0, Math.PI];
  while (high - low > 1e-9) {
    const middle = 0.5 * (low + high);
    if (shareInside(cone, middle) < share) low = middle;
    else high = middle;
  }
  return high;
}

/** Share of the liquid inside a cone around the axis: the integral of {@link sharePerSteradian}, in closed form. */
export function shareInside({ halfAngleRad, wide, stray }: SprayCone, angleRad: number): number {
  const s = narrowness(halfAngleRad);
  const height = 1 - Math.cos(angleRad);
  const narrow = Math.expm1(-height / s) / Math.expm1(-2 / s);
  const forward = angleRad >= Math.PI / 2 ? 1 : Math.sin(angleRad) ** 2;
  return (1 - wide - stray) * narrow + wide * forward + (stray * height) / 2;
}

/** Angle from the axis at which a share u (0 to 1) of the narrow part lies within [rad]. */
export function narrowAngle(halfAngleRad: number, u: number): number {
  const s = narrowness(halfAngleRad);
  return Math.acos(Math.max(-1, 1 + s * Math.log1p(u * Math.expm1(-2 / s))));
}
