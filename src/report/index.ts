export { type CaseCamera, type ClipStep, caseCamera, watchClip } from "./case-camera.ts";
export {
  flyHome,
  type HomeFlight,
  type HomeStart,
  hasWayHome,
  homeStart,
  saysCoolingLost,
} from "./fly-home.ts";
export * from "./follow-ups.ts";
export { findBrowser, printPdf } from "./print-pdf.ts";
export { renderReport } from "./render-report.ts";
export type * from "./report-case.ts";
export * from "./report-incident.ts";
export * from "./report-recording.ts";
export { type Watched, type WatchedLoop, WatchLog } from "./watch-log.ts";
export * from "./words.ts";
