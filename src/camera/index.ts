export { annotateFrame, type RgbPicture, tilePictures } from "./annotate.ts";
export {
  type CameraBand,
  type CameraFinding,
  cameraFindingSchema,
  type FootageFinding,
  LARGEST_LOG_BAYES_FACTOR,
  type PlumeFinding,
} from "./camera-finding.ts";
export {
  type AnnouncedDump,
  type CameraOptions,
  defaultCameraOptions,
  thresholdNat,
} from "./camera-options.ts";
export { frameProblem, type GreyFrame } from "./frame.ts";
export { type RenderedFrame, renderClip, type TrueParticle } from "./render/render-clip.ts";
export type { Scenario } from "./render/scenario.ts";
export { scenarioNamed, scenarioNames } from "./render/scenario-library.ts";
export { type CameraState, type CameraStep, type Sighting, startCamera, stepCamera } from "./watch-camera.ts";
