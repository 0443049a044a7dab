import type { View } from "../../console/src/state/console-state.ts";

/** What each view shows once its answers are there. */
export const settled: Readonly<Record<View, string>> = {
  station: ".station-ship",
  loops: ".loops .spark-line",
  loop: ".strip-plot canvas",
  cause: ".cause-debris",
  claims: ".claims-list",
  forecast: ".forecast-fans",
  plan: ".seat-chart",
  ledger: ".ledger-plot",
  camera: ".camera-plot",
  library: ".library-list",
};
