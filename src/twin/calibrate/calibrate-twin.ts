import type { Choice } from "../../vehicle/twin/quantity.ts";
import type { TwinDescription } from "../../vehicle/twin/twin-description.ts";
import { allQuantities } from "../../vehicle/twin/uncertain-quantities.ts";
import { TwinError } from "../twin-error.ts";
import { type Fit, type FitOptions, fitLeastSquares } from "./least-squares.ts";
import { lagS } from "./ripple.ts";
import { type RippleSpan, type SimulatedRipple, simulateRipple } from "./simulate-ripple.ts";

/** What a recording says of one loop: amplitudes of two signals in an orbit, how late one follows, and its mean. SI. */
export interface ObservedRipple {
  /** Named quantities, such as `loop-a/pump.outlet/pressure`. */
  readonly late: string;
  readonly early: string;
  readonly lateAmplitude: number;
  readonly earlyAmplitude: number;
  readonly lagS: number;
  /** The late signal's mean, which the number at path `level` of the file is set to meet, one for one. */
  readonly lateMean: number;
  readonly level: string;
}

/** One recording to meet: the vehicle as it then was, and what was seen. */
export interface CalibrationCase {
  readonly name: string;
  readonly description: TwinDescription;
  /** Known numbers, such as the Sun's angle to the orbit. */
  readonly choice: Choice;
  readonly span: RippleSpan;
  readonly observed: readonly ObservedRipple[];
}

/** A number of the file to be found, with what is held of it before: its likeliest value, and a range of 5 to 95 %. SI. */
export interface Unknown {
  readonly path: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An unknown with the value and range that the file gives it. Throws {@link TwinError} for a path that is not there. */
export function unknownOf(description: TwinDescription, path: string): Unknown {
  const found = allQuantities(description).get(path);
  if (found === undefined) throw new TwinError(path, "is no number of the file");
  return { path, value: found.value, low: found.low, high: found.high };
}

/** Standard deviations that make residuals of misfits. */
const AMPLITUDE_LOG_SD = 0.1;
const LAG_SD_S = 90;
/** From 5 to 95 % of a lognormal are so many deviations. */
const RANGE_DEVIATIONS = 3.29;

export interface Calibration {
  readonly fit: Fit;
  readonly choice: Choice;
}

/**
 * Fits the unknowns to what was observed in all cases together, with a weak pull to what was held of them before. Levels are met
 * by fixed point before and between two fits, because they answer nearly one for one.
 */
export function calibrateTwin(
  unknowns: readonly Unknown[],
  cases: readonly CalibrationCase[],
  options: FitOptions = {},
): Calibration {
  const priors = unknowns.map(({ value, low, high }) => ({
    middle: Math.log(value),
    deviation: Math.log(high / low) / RANGE_DEVIATIONS,
  }));
  const levels = new Map<string, number>();
  const choiceOf = (parameters: readonly number[]): Choice =>
    Object.fromEntries(unknowns.map(({ path }, i) => [path, parameters[i]!]));
  const residualsOf = (parameters: readonly number[]): number[] => [
    ...cases.flatMap((each) => misfits(each, simulateCase(each, choiceOf(parameters), levels))),
    ...parameters.map((value, i) => (Math.log(value) - priors[i]!.middle) / priors[i]!.deviation),
  ];
  let start = unknowns.map(({ value }) => value);
  let fit: Fit | undefined;
  for (let pass = 0; pass < 2; pass++) {
    for (const each of cases) meetLevels(each, choiceOf(start), levels);
    const found = fitLeastSquares(residualsOf, start, options);
    fit = {
      ...found,
      startSum: fit?.startSum ?? found.startSum,
      evaluations: found.evaluations + (fit?.evaluations ?? 0),
    };
    start = [...fit.parameters];
  }
  return { fit: fit!, choice: choiceOf(start) };
}

/** A case under a choice of the unknowns, with the levels found so far. */
export function simulateCase(
  each: CalibrationCase,
  choice: Choice,
  levels: ReadonlyMap<string, number>,
): SimulatedRipple {
  const own = each.observed.flatMap(({ level }): [string, number][] => {
    const value = levels.get(`${each.name} ${level}`);
    return value === undefined ? [] : [[level, value]];
  });
  const quantities = each.observed.flatMap(({ late, early }) => [late, early]);
  return simulateRipple(
    each.description,
    { ...each.choice, ...choice, ...Object.fromEntries(own) },
    quantities,
    each.span,
  );
}

/** Moves the level of each observation until the simulated mean meets the recorded one, within a two-thousandth. */
export function meetLevels(
  each: CalibrationCase,
  choice: Choice,
  levels: Map<string, number>,
): SimulatedRipple {
  const known = allQuantities(each.description);
  for (let round = 0; ; round++) {
    const found = simulateCase(each, choice, levels);
    let worst = 0;
    for (const { late, lateMean, level } of each.observed) {
      const key = `${each.name} ${level}`;
      const short = lateMean - found.ripples.get(late)!.mean;
      worst = Math.max(worst, Math.abs(short / lateMean));
      levels.set(key, (levels.get(key) ?? choice[level] ?? known.get(level)!.value) + short);
    }
    if (worst < 5e-4 || round === 4) return found;
  }
}

function misfits(each: CalibrationCase, { ripples }: SimulatedRipple): number[] {
  return each.observed.flatMap((seen) => {
    const late = ripples.get(seen.late)!;
    const early = ripples.get(seen.early)!;
    return [
      Math.log(late.amplitude / seen.lateAmplitude) / AMPLITUDE_LOG_SD,
      Math.log(early.amplitude / seen.earlyAmplitude) / AMPLITUDE_LOG_SD,
      (lagS(late, early, each.span.periodS) - seen.lagS) / LAG_SD_S,
    ];
  });
}
