/** Explanations of a falling inventory channel other than a leak, by the names under which findings carry them. */
export const alternatives = {
  "noise and drift": "nothing happened that the loop does not do by itself",
  "sensor stuck": "the channel has rested on one code for much longer than it ever does",
  "sensor step":
    "one sensor went to another value at once and stayed, and another sensor of the same quantity did not",
  "sensor drift": "the inventory channel moves and another sensor of the same quantity does not",
  "sensor spike": "one sensor left its value and came back within a minute",
  "multiplexer or computer":
    "several channels of one hub jumped or fell out in one frame, which coolant cannot do",
  clock: "the times of the telemetry went back or leapt ahead",
  "pump, valve or set point":
    "a flow, power or flag channel moved, and the inventory channel settled to another value after it",
  "refill or transfer": "the inventory rose, or moved within a finite time and stayed, on every sensor of it",
  "thermal transient": "the inventory channel follows a temperature",
  "eclipse or manoeuvre": "the orbital swing changed its size or phase",
  "gas ingestion": "the inventory rose while the flow fell or became rough: gas has come into the coolant",
} as const;

export type Alternative = keyof typeof alternatives;
