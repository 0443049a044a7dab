import type { SchematicNode } from "./schematic-graph.ts";
import { SYMBOL_HEIGHT, SYMBOL_WIDTH } from "./schematic-layout.ts";

// Drawn about the symbol's centre: x from -23 to 23, y from -18 to 18; coolant comes from the left. Fill hides the line behind.
const HALF = SYMBOL_WIDTH / 2;
const BODY =
  'fill="var(--surface-1, #fff)" stroke="var(--ink-2, #3d4956)" stroke-width="1.4" stroke-linejoin="round"';
const FINE = 'fill="none" stroke="var(--ink-2, #3d4956)" stroke-width="1.2" stroke-linecap="round"';

const path = (d: string, style = BODY) => `<path d="${d}" ${style}/>`;
const throughLine = path(
  `M${-HALF} 0H${HALF}`,
  'fill="none" stroke="var(--data-expected, #1f6fb5)" stroke-width="1.6"',
);
const box = (x: number, y: number) => path(`M${-x} ${-y}H${x}V${y}H${-x}Z`);
const serpentine = path("M-16 0V-7H-8V7H0V-7H8V7H16V0", FINE);
const bowTie = path("M-14 -9L14 9V-9L-14 9Z");

/** What each kind of element looks like. Shapes follow the customs of process schematics; the drawings are our own. */
const SYMBOLS: Readonly<Record<SchematicNode["kind"], string>> = {
  junction: "",
  pipe: throughLine + path("M-15 -4H15M-15 4H15", FINE),
  fitting: throughLine + path("M-5 -9C-1 -4 -1 4 -5 9M5 -9C1 -4 1 4 5 9", FINE),
  pump: `${throughLine}<circle r="15" ${BODY}/>${path("M-8 -12.7L15 0L-8 12.7", FINE)}`,
  valve: throughLine + bowTie,
  "control-valve": throughLine + bowTie + path("M0 0V-11", FINE) + path("M-6 -17H6V-11H-6Z"),
  "check-valve": throughLine + path("M-10 -9L8 0L-10 9Z") + path("M9 -9V9", FINE),
  accumulator:
    path("M-13 -12C-13 -19 13 -19 13 -12V12C13 19 -13 19 -13 12Z") +
    path("M-13 2C-6 7 6 -3 13 2M0 -17V-18", FINE),
  "liquid-liquid-exchanger":
    throughLine +
    box(17, 15) +
    path("M-17 5H-9L-5 -1L0 9L5 -1L9 5H17", FINE) +
    path("M-17 -8H17M11 -11L17 -8L11 -5", FINE),
  "air-exchanger":
    throughLine + box(19, 13) + serpentine + path("M-6 17C-3 13 -1 21 2 17M2 17C5 13 7 21 10 17", FINE),
  "condensing-dryer":
    throughLine + box(19, 12) + serpentine + path("M0 12.5C3 16 3.5 18 0 18C-3.5 18 -3 16 0 12.5Z"),
  "cold-plate":
    throughLine +
    box(19, 10) +
    serpentine +
    path(
      "M-12 -17V-11M0 -17V-11M12 -17V-11M-14 -13L-12 -11L-10 -13M-2 -13L0 -11L2 -13M10 -13L12 -11L14 -13",
      FINE,
    ),
  heater: throughLine + box(17, 9) + path("M-13 0L-10 -5L-5 5L0 -5L5 5L10 -5L13 0", FINE),
  radiator:
    throughLine +
    box(20, 10) +
    serpentine +
    path("M-12 -12L-15 -17M-4 -12L-5 -17M4 -12L5 -17M12 -12L15 -17", FINE),
};

/** The symbol of a node, drawn about the middle of its symbol's place. */
export function symbolOf(kind: SchematicNode["kind"]): string {
  return SYMBOLS[kind];
}

/** Extent of every symbol, from its centre. */
export const SYMBOL_EXTENT = { x: HALF, y: SYMBOL_HEIGHT / 2 } as const;
