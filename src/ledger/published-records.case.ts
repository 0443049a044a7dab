import type { EventRecord } from "./index.ts";

// Published examples of repairable-system analysis, as printed at their sources.

/** Crow's 22 failures. */
export const crow22: EventRecord = {
  times: [
    2.7, 10.3, 12.5, 30.6, 57.0, 61.3, 80.0, 109.5, 125.0, 128.6, 143.8, 167.9, 229.2, 296.7, 320.6, 328.2,
    366.2, 396.7, 421.1, 438.2, 501.2, 620.0,
  ],
  length: 620,
  truncation: "failure",
};
/** NIST handbook 8.4.5, case 1. */
export const nist: EventRecord = {
  times: [5, 40, 43, 175, 389, 712, 747, 795, 1299, 1478],
  length: 1500,
  truncation: "time",
};
/** Barringer's simulated record. */
export const barringer: EventRecord = {
  times: [3236, 17944, 47265, 102322, 133344, 142648, 223793, 296603, 513095, 527440],
  length: 527440,
  truncation: "failure",
};
