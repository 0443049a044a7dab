export { type CameraEvidence, cameraNat, HOLD_S, noCameraEvidence, seePlume } from "./camera-evidence.ts";
export {
  type FusedFinding,
  type FusedPhase,
  type FusionState,
  startFusion,
  takeCamera,
  takeWatch,
} from "./fuse-watch.ts";
export { type CameraBeside, type WatchedWithCamera, watchWithCamera } from "./watch-with-camera.ts";
