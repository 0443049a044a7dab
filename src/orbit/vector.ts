/** A vector of three components; the frame and the unit are in the name of the variable that holds it. */
export type Vector3 = readonly [number, number, number];

/** A rotation as the three body axes expressed in the outer frame: outer = x a[0] + y a[1] + z a[2]. */
export type Axes = readonly [Vector3, Vector3, Vector3];

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function norm(a: Vector3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

export function scale(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** The vector of length one. Throws for the zero vector, which has no direction. */
export function unit(a: Vector3): Vector3 {
  const length = norm(a);
  if (!(length > 0)) throw new RangeError(`the vector [${a.join(", ")}] has no direction`);
  return scale(a, 1 / length);
}

/** Angle between two vectors in radians, accurate for small and for nearly opposite angles. */
export function angleBetween(a: Vector3, b: Vector3): number {
  return Math.atan2(norm(cross(a, b)), dot(a, b));
}

/** A body vector expressed in the frame in which the axes are given. */
export function fromBody(axes: Axes, body: Vector3): Vector3 {
  const [x, y, z] = axes;
  return [
    x[0] * body[0] + y[0] * body[1] + z[0] * body[2],
    x[1] * body[0] + y[1] * body[1] + z[1] * body[2],
    x[2] * body[0] + y[2] * body[1] + z[2] * body[2],
  ];
}

/** The vector turned by an angle about a unit axis (right-hand rule, Rodrigues). */
export function rotateAbout(axis: Vector3, angleRad: number, a: Vector3): Vector3 {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const along = dot(axis, a) * (1 - c);
  const side = cross(axis, a);
  return [
    a[0] * c + side[0] * s + axis[0] * along,
    a[1] * c + side[1] * s + axis[1] * along,
    a[2] * c + side[2] * s + axis[2] * along,
  ];
}
