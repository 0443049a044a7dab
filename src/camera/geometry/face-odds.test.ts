import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { type CameraFile, cameraFileSchema } from "./camera-file.ts";
import { faceOdds, project } from "./face-odds.ts";

// Oracle: a camera 10 m before a wall that is split at x = 0, focal length 500 px: 1 m of the wall is 50 px.
const square = (x0: number, x1: number, y: number) =>
  [
    [x0, y, -2],
    [x1, y, -2],
    [x1, y, 2],
    [x0, y, 2],
  ] as [number, number, number][];
const camera: CameraFile = {
  hoarfrost: "camera/1",
  id: "wall",
  name: "Wall",
  picture: { width: 400, height: 300 },
  focal: 500,
  position: [0, -10, 0],
  "looks-at": [0, 0, 0],
  up: [0, 0, 1],
  faces: [
    { id: "left", name: "Left", corners: square(-3, 0, 0) },
    { id: "right", name: "Right", corners: square(0, 3, 0) },
    { id: "behind", name: "Behind", corners: square(-3, 3, 4) },
  ],
};

test("a point of the ship falls on the pixel that the pinhole gives it", () => {
  expect(project(camera, [0, 0, 0])).toEqual({ xPx: 200, yPx: 150 });
  const at = project(camera, [1, 0, 1])!;
  expect(at.xPx).toBeCloseTo(250, 9);
  expect(at.yPx).toBeCloseTo(100, 9);
  expect(project(camera, [0, -11, 0])).toBeNull();
});

test("a plume well inside a face comes from it, the face behind it never, and the distance is that of the wall", () => {
  const [first, ...rest] = faceOdds(camera, { xPx: 270, yPx: 150, sdPx: 2 });
  expect(first).toMatchObject({ id: "right", probability: 1 });
  expect(first!.distanceM).toBeCloseTo(10.1, 1);
  expect(rest).toEqual([]);
});

test("a plume on an edge is shared evenly, and the wider its error the more goes to no face", () => {
  const shared = faceOdds(camera, { xPx: 200, yPx: 150, sdPx: 4 });
  expect(shared.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
  const none = (sdPx: number) =>
    faceOdds(camera, { xPx: 320, yPx: 150, sdPx }).find(({ id }) => id === null)?.probability ?? 0;
  expect(none(60)).toBeGreaterThan(none(20));
});

test("the example that comes with the program is valid, and a flawed one is told what is wrong", () => {
  const file = new URL("../../../library/cameras/example-progress.yaml", import.meta.url);
  const example = cameraFileSchema.parse(parse(readFileSync(file, "utf8")));
  const middle = project(example, example["looks-at"])!;
  expect(faceOdds(example, { ...middle, sdPx: 2 })[0]!.id).not.toBeNull();
  const flat = { ...camera, up: [0, 1, 0] };
  expect(cameraFileSchema.safeParse(flat).error?.issues[0]?.message).toContain("line of sight");
});
