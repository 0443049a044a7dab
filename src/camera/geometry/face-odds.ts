import { type CameraFile, cross, dot, faceNormal, minus, norm, unit, type Vector } from "./camera-file.ts";

/** Probability that a plume comes from a face; `id` null: from none that the file names. */
export interface FaceProbability {
  readonly id: string | null;
  readonly name: string;
  readonly probability: number;
  /** Metres from the camera to the face along the line of sight; null for none. */
  readonly distanceM: number | null;
}

/** Right, down and forward of the picture as unit vectors of the ship's frame. */
function axes(camera: CameraFile): { right: Vector; down: Vector; forward: Vector } {
  const forward = unit(minus(camera["looks-at"], camera.position));
  const right = unit(cross(forward, camera.up));
  return { right, down: cross(forward, right), forward };
}

/** Where a point of the ship is in the picture (pinhole), or null behind the camera. */
export function project(camera: CameraFile, at: Vector): { xPx: number; yPx: number } | null {
  const { right, down, forward } = axes(camera);
  const from = minus(at, camera.position);
  const depth = dot(from, forward);
  if (depth <= 1e-9) return null;
  return {
    xPx: camera.picture.width / 2 + (camera.focal * dot(from, right)) / depth,
    yPx: camera.picture.height / 2 + (camera.focal * dot(from, down)) / depth,
  };
}

/** The nearest face on the line of sight through a pixel. */
function faceAt(camera: CameraFile, xPx: number, yPx: number): { index: number; distanceM: number } | null {
  const { right, down, forward } = axes(camera);
  const u = (xPx - camera.picture.width / 2) / camera.focal;
  const v = (yPx - camera.picture.height / 2) / camera.focal;
  const ray = unit([0, 1, 2].map((i) => forward[i]! + u * right[i]! + v * down[i]!) as unknown as Vector);
  let nearest: { index: number; distanceM: number } | null = null;
  camera.faces.forEach(({ corners }, index) => {
    const normal = faceNormal(corners);
    const slope = dot(ray, normal);
    if (Math.abs(slope) < 1e-9 * norm(normal)) return;
    const distanceM = dot(minus(corners[0]!, camera.position), normal) / slope;
    if (distanceM <= 0 || (nearest && distanceM >= nearest.distanceM)) return;
    const hit = [0, 1, 2].map((i) => camera.position[i]! + distanceM * ray[i]!) as unknown as Vector;
    const inside = corners.every((corner, i) => {
      const next = corners[(i + 1) % corners.length]!;
      return dot(cross(minus(next, corner), minus(hit, corner)), normal) >= -1e-9 * norm(normal) ** 2;
    });
    if (inside) nearest = { index, distanceM };
  });
  return nearest;
}

/** Points of the standard normal distribution with equal weight, one axis. */
const QUANTILES = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];
/** How well the pose and the lens are known: an error of the file shifts the origin by this [px]. */
const POSE_SD_PX = 1.5;

/**
 * Which face a plume comes from, with probabilities, likeliest first: the error of its origin spread over the picture, each
 * place given to the nearest face on its line of sight. It assumes that the hole is on a face that the camera sees; a plume
 * from behind an edge seems to come from that edge.
 */
export function faceOdds(
  camera: CameraFile,
  origin: { readonly xPx: number; readonly yPx: number; readonly sdPx: number },
): FaceProbability[] {
  // the sd of a plume's origin is the root of the sum over both axes
  const sd = Math.hypot(origin.sdPx / Math.SQRT2, POSE_SD_PX);
  const hits = new Map<number | null, { count: number; distance: number }>();
  for (const a of QUANTILES) {
    for (const b of QUANTILES) {
      const face = faceAt(camera, origin.xPx + sd * a, origin.yPx + sd * b);
      const entry = hits.get(face?.index ?? null) ?? { count: 0, distance: 0 };
      entry.count++;
      entry.distance += face?.distanceM ?? 0;
      hits.set(face?.index ?? null, entry);
    }
  }
  return [...hits]
    .map(([index, { count, distance }]) => ({
      id: index === null ? null : camera.faces[index]!.id,
      name: index === null ? "none of the faces named" : camera.faces[index]!.name,
      probability: count / QUANTILES.length ** 2,
      distanceM: index === null ? null : distance / count,
    }))
    .sort((p, q) => q.probability - p.probability);
}
