import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { readVehicle } from "../../vehicle/index.ts";
import { renderClip } from "../render/render-clip.ts";
import { scenarioNamed } from "../render/scenario-library.ts";
import { startCamera, stepCamera } from "../watch-camera.ts";
import { type CameraFile, cameraFileSchema, type Vector } from "./camera-file.ts";
import { faceElements, withElements } from "./face-element.ts";
import { faceOdds, project } from "./face-odds.ts";

// Oracle: the hole is put at a known place of a known face, and the spray rendered from there.
const library = new URL("../../../library/", import.meta.url);
const camera: CameraFile = cameraFileSchema.parse(
  parse(readFileSync(new URL("cameras/example-progress.yaml", library), "utf8")),
);
const progress = readVehicle(readFileSync(new URL("vehicles/progress-ms.yaml", library), "utf8"), "progress");

/** Odds of the faces for a leak at a place of the ship, from footage of it. */
function facesSeen(hole: Vector, seed: number) {
  const scenario = scenarioNamed("leak")!;
  const at = project(camera, hole)!;
  const spray = { ...scenario.sprays[0]!, originXPx: at.xPx, originYPx: at.yPx, fromS: 0.6 };
  let state = startCamera();
  let origin: { xPx: number; yPx: number; sdPx: number } | null = null;
  for (const { frame } of renderClip({ ...scenario, durationS: 5, sprays: [spray] }, seed)) {
    const step = stepCamera(state, frame);
    state = step.state;
    for (const finding of step.findings)
      if (finding.type === "plume" && finding.phase === "confirmed") origin = finding.origin;
  }
  return origin && faceOdds(camera, origin);
}

const middle = (corners: readonly Vector[]): Vector =>
  [0, 1, 2].map(
    (i) => corners.reduce((sum, corner) => sum + corner[i]!, 0) / corners.length,
  ) as unknown as Vector;

describe("a plume rendered from a hole in a known face", () => {
  it.each(camera.faces.map(({ id }, i) => [id, i] as const))(
    "is said to come from the %s, likelier than from all others together",
    (id, i) => {
      const [likeliest] = facesSeen(middle(camera.faces[i]!.corners), 11 + i)!;
      expect(likeliest!.id).toBe(id);
      expect(likeliest!.probability).toBeGreaterThan(0.5);
    },
    30_000,
  );
});

test("with the vehicle's file the face says which element and segment of which loop lies there", () => {
  if (!progress.ok || !progress.vehicle.twin) throw new Error("the shipped file is not readable");
  const { elements, problems } = faceElements(camera, progress.vehicle.twin);
  expect(problems).toEqual([]);
  const hit = withElements(faceOdds(camera, { ...project(camera, [-6, -1.35, 0])!, sdPx: 1 }), elements);
  expect(hit[0]).toMatchObject({
    id: "radiator",
    loop: "external",
    element: "panel-2",
    segment: "radiators",
  });
  const wrong = { ...camera, faces: [{ ...camera.faces[0]!, element: "panel-9" }] };
  expect(faceElements(wrong, progress.vehicle.twin).problems[0]).toMatch(/panel-9.*does not have/);
});
