import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type CameraFile, cameraFileSchema } from "../camera/geometry/camera-file.ts";
import { project } from "../camera/geometry/face-odds.ts";
import { type GreyFrame, renderClip, type Scenario, startCamera, stepCamera } from "../camera/index.ts";
import { caseFootage } from "../incident/case-footage.ts";
import type { OpenedCase } from "../incident/index.ts";

/** The camera that is taken to look at the ship of a case, and what it films. */
export interface CaseCamera {
  /** Unix time of the footage's second 0. */
  readonly startS: number;
  readonly scenario: Scenario;
  /** A calibrated camera that fits the footage, and its file; null where none is on file. */
  readonly calibrated: CameraFile | null;
  readonly file: string | null;
}

/** Camera files by the vehicle that they look at. */
const CAMERAS: Readonly<Record<string, string>> = { "progress-ms": "example-progress" };
/** Enough to see every particle several times on its way, and to see the rate settle. */
const FRAMES_PER_S = 12.5;
const SEED = 1;

/** The footage of a case's reconstructed leak; with a camera file, the hole is drawn on a face that holds a part of the loop. Throws InputError for a case without a reconstruction. */
export function caseCamera(opened: OpenedCase): CaseCamera {
  const { scenario, startS } = caseFootage(opened);
  const { widthPx, heightPx } = scenario.camera;
  const name = CAMERAS[opened.incident.subject.vehicle];
  const file =
    name === undefined ? null : fileURLToPath(new URL(`../../library/cameras/${name}.yaml`, import.meta.url));
  const calibrated = file === null ? null : calibration(file, widthPx, heightPx);
  const hole = calibrated === null ? null : holeIn(calibrated);
  return {
    startS,
    calibrated,
    file,
    scenario: {
      ...scenario,
      sprays: scenario.sprays.map((spray) =>
        hole === null ? spray : { ...spray, originXPx: hole.xPx, originYPx: hole.yPx },
      ),
      camera: { ...scenario.camera, framesPerS: FRAMES_PER_S },
    },
  };
}

/** A frame of the footage, and what the camera's watch made of it. */
export interface ClipStep {
  readonly frame: GreyFrame;
  readonly step: ReturnType<typeof stepCamera>;
}

/** Draws the footage and watches it, frame by frame, for some seconds of it. */
export function* watchClip({ scenario }: CaseCamera, lastsS: number): Generator<ClipStep> {
  let state = startCamera();
  for (const { frame } of renderClip({ ...scenario, durationS: lastsS }, SEED)) {
    const step = stepCamera(state, frame);
    state = step.state;
    yield { frame, step };
  }
}

/** A camera file, if it was made for pictures of this size. */
function calibration(path: string, widthPx: number, heightPx: number): CameraFile | null {
  const camera = cameraFileSchema.parse(parse(readFileSync(path, "utf8")));
  return camera.picture.width === widthPx && camera.picture.height === heightPx ? camera : null;
}

/** The middle of the first face in which an element of a loop lies, as a place in the picture: there the hole is drawn. */
function holeIn(camera: CameraFile): { xPx: number; yPx: number } | null {
  const corners = camera.faces.find((face) => face.element !== undefined)?.corners;
  if (corners === undefined) return null;
  const mean = (axis: 0 | 1 | 2) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return project(camera, [mean(0), mean(1), mean(2)]);
}
