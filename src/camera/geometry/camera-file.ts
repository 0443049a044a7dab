import { z } from "zod";

const point = z.tuple([z.number(), z.number(), z.number()]).describe("metres in the frame of the ship");

/** A camera with known place and lens, and the faces of the ship that it may see. `library/cameras/` has an example. */
export const cameraFileSchema = z
  .strictObject({
    hoarfrost: z.literal("camera/1"),
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: z.string(),
    /** What is made up in it, and where the rest is from. */
    note: z.string().optional(),
    picture: z.strictObject({ width: z.int().min(32), height: z.int().min(32) }).describe("pixels"),
    focal: z
      .number()
      .positive()
      .describe("focal length in pixels; the principal point is the middle of the picture"),
    position: point,
    "looks-at": point,
    up: point.describe("a direction that is up in the picture"),
    faces: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          element: z
            .string()
            .optional()
            .describe("element of the vehicle file that lies in this face, such as panel-1"),
          corners: z.array(point).min(3).max(12).describe("in order around a flat convex face"),
        }),
      )
      .min(1)
      .max(200),
  })
  .superRefine((file, context) => {
    const sight = minus(file["looks-at"], file.position);
    const fail = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (norm(sight) < 1e-6) fail(["looks-at"], "is where the camera stands: it gives no direction");
    else if (norm(cross(sight, file.up)) < 1e-6 * norm(sight))
      fail(["up"], "points along the line of sight, so that nothing is up in the picture");
    for (const [i, { corners }] of file.faces.entries()) {
      const normal = faceNormal(corners);
      const off = corners.map((corner) => Math.abs(dot(minus(corner, corners[0]!), normal)) / norm(normal));
      const most = Math.max(...off);
      if (norm(normal) < 1e-9) fail(["faces", i, "corners"], "lie on one line");
      else if (most > 0.05)
        fail(
          ["faces", i, "corners"],
          `do not lie in one plane: one is ${most.toFixed(2)} m off; split the face`,
        );
    }
  });
export type CameraFile = z.infer<typeof cameraFileSchema>;

export type Vector = readonly [number, number, number];
export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const norm = (a: Vector) => Math.sqrt(dot(a, a));
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const unit = (a: Vector): Vector => {
  const length = norm(a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

/** Normal of a flat face, twice its area long. */
export function faceNormal(corners: readonly Vector[]): Vector {
  let sum: Vector = [0, 0, 0];
  for (let i = 1; i + 1 < corners.length; i++) {
    const part = cross(minus(corners[i]!, corners[0]!), minus(corners[i + 1]!, corners[0]!));
    sum = [sum[0] + part[0], sum[1] + part[1], sum[2] + part[2]];
  }
  return sum;
}
