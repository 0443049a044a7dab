/**
 * View factor from a small flat plate to a sphere. `distanceRatio` H is the distance of the plate from the centre over
 * the radius, above 1; `tiltRad` is the angle between the plate's normal and the direction to the centre, 0 to pi. Exact,
 * also where the plate's plane cuts the sphere (the partly-sunk case): Howell, catalogue of configuration factors, plate
 * element to sphere; Gilmore, Spacecraft Thermal Control Handbook.
 */
export function plateToSphereViewFactor(distanceRatio: number, tiltRad: number): number {
  if (!(distanceRatio > 1))
    throw new RangeError(`the plate is outside the sphere: distance ratio above 1, got ${distanceRatio}`);
  if (!(tiltRad >= 0 && tiltRad <= Math.PI)) throw new RangeError(`tilt is between 0 and pi, got ${tiltRad}`);
  const h2 = distanceRatio * distanceRatio;
  const halfAngle = Math.asin(1 / distanceRatio);
  const cosine = Math.cos(tiltRad);
  if (tiltRad <= Math.PI / 2 - halfAngle) return cosine / h2;
  if (tiltRad >= Math.PI / 2 + halfAngle) return 0;
  const tangent = Math.sqrt(h2 - 1);
  const sine = Math.sin(tiltRad);
  const cap = Math.acos(Math.max(-1, Math.min(1, (-tangent * cosine) / sine)));
  const edge = Math.asin(Math.min(1, tangent / (distanceRatio * sine)));
  const depth = Math.sqrt(Math.max(0, 1 - h2 * cosine * cosine));
  return 0.5 - edge / Math.PI + (cosine * cap - tangent * depth) / (Math.PI * h2);
}

/** View factor from a small sphere to a large one: half of one minus the cosine of the half angle. */
export function sphereToSphereViewFactor(distanceRatio: number): number {
  return 0.5 * (1 - Math.sqrt(1 - 1 / (distanceRatio * distanceRatio)));
}
