import { DEFAULT_TOLERANCE, type Tolerance } from "../loop/index.ts";

/** How exactly a vehicle is simulated: `fine` for reference, `normal` for one run, `draft` for the members of an ensemble. */
export type AccuracyName = "draft" | "normal" | "fine";

/** What a name means. docs/solver.md has the errors measured with each. */
export interface Accuracy {
  readonly loop: Tolerance;
  /** Error of an air temperature in a step of the cabin [K]. */
  readonly cabinK: number;
  /** How far a wall may end from where the cabin expected it [K]; the next interval follows from it. */
  readonly couplingK: number;
  readonly longestExchangeS: number;
  /** An interval is at most this part of the stroke of a control valve that moves. */
  readonly strokePart: number;
  /** And it moves by this much at most, if the interval need not be below a twentieth of the stroke for it. */
  readonly move: number;
  readonly orbitsPerTable: number;
}

export const ACCURACIES: Readonly<Record<AccuracyName, Accuracy>> = {
  fine: {
    loop: DEFAULT_TOLERANCE,
    cabinK: 1e-3,
    couplingK: 0.02,
    longestExchangeS: 60,
    strokePart: 0.05,
    move: 0.003,
    orbitsPerTable: 1,
  },
  normal: {
    loop: { temperatureK: 5e-3, pressurePart: 1e-4 },
    cabinK: 5e-3,
    couplingK: 0.1,
    longestExchangeS: 180,
    strokePart: 0.15,
    move: 0.005,
    orbitsPerTable: 1,
  },
  draft: {
    loop: { temperatureK: 5e-2, pressurePart: 1e-3 },
    cabinK: 2e-2,
    couplingK: 0.5,
    longestExchangeS: 600,
    strokePart: 0.3,
    move: 0.03,
    orbitsPerTable: 8,
  },
};
