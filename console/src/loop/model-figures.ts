import type { LoopModelAnswer } from "../../../src/service/contract.ts";
import { decimalsFor, decimalsOf, duration, percent } from "../words/format.ts";
import { massReading, type ReaderUnits, rateFactor, turnedFor } from "../words/units.ts";

/** What the twin says of elements, as the drawing needs it. */
export interface ModelFigures {
  /** Part of the loop's largest flow when nothing disturbs it, by element; negative against its path. */
  readonly flow: ReadonlyMap<string, number>;
  /** Temperature and pressure by element, as they are written. */
  readonly words: ReadonlyMap<string, string>;
  /** Part of the loop that is liquid, 0 to 1. */
  readonly liquidPart: number;
  /** What the accumulator holds as a part of what it can; null where there is none. */
  readonly accumulatorPart: number | null;
  readonly shut: readonly string[];
}

/** The twin's figures in the reader's units; `fullKgPerS`: the flow that moves fastest on the drawing. */
export function modelFigures(
  { flowKgPerS, temperatureK, pressurePa, liquidPart, accumulatorPart, shut }: LoopModelAnswer,
  fullKgPerS: number,
  units: ReaderUnits,
): ModelFigures {
  const [heat, press] = [turnedFor("K", units), turnedFor("Pa", units)];
  const words = Object.entries(temperatureK).map(([element, kelvin]): [string, string] => {
    const pressure = pressurePa[element];
    const value = pressure === undefined ? 0 : press.of(pressure);
    const second =
      pressure === undefined
        ? ""
        : `, ${decimalsOf(value, Math.min(decimalsFor(value, 2), 2))}\u2009${press.unit}`;
    return [element, `\u2248 ${decimalsOf(heat.of(kelvin), 0)}\u2009${heat.unit}${second}`];
  });
  return {
    flow: new Map(Object.entries(flowKgPerS).map(([element, flow]) => [element, flow / fullKgPerS])),
    words: new Map(words),
    liquidPart,
    accumulatorPart,
    shut: shut?.valves ?? [],
  };
}

/** The largest flow of a loop by its twin [kg/s]. */
export const largestFlow = ({ flowKgPerS }: LoopModelAnswer): number =>
  Math.max(...Object.values(flowKgPerS).map(Math.abs), Number.MIN_VALUE);

/** What moves on the drawing, in words. */
export function movingSentence(model: LoopModelAnswer, fullKgPerS: number, units: ReaderUnits): string {
  const measured = "No sensor of this drawing measures flow element by element.";
  if (model.leak === null)
    return `${measured} Moving dashes and \u2248 are the model's: what this loop comes to when nothing disturbs it.`;
  const mass = massReading(units.pressureUnit);
  const { leak, liquidPart, phase, leakKgPerS, leftKg } = model;
  const part = largestFlow(model) / fullKgPerS;
  const flow =
    part > 0.9
      ? "flow is as before"
      : part > 0.02
        ? `flow is ${percent(part)} of before`
        : "next to nothing flows";
  const filled =
    phase === "liquid"
      ? "all of it is liquid"
      : phase === "vapour"
        ? "next to no liquid is left in it"
        : `${percent(1 - liquidPart)} of its volume is vapour, drawn as gaps`;
  const rate = leakKgPerS * rateFactor(units.rateUnit);
  return `${measured} Moving dashes and \u2248 are the model's, with a hole of ${decimalsOf(1000 * leak.holeDiameterM, 2)}\u2009mm in ${leak.element}, open for ${duration(leak.ageS)}, as the watch knows it: ${flow}; ${filled}; it leaks ${decimalsOf(rate, decimalsFor(rate, 2))}\u2009${units.rateUnit}, and ${decimalsOf(leftKg * mass.factor, 1)}\u2009${mass.unit} are left.`;
}

/** What shutting valves does, by the model; null where none is shut. */
export function shutSentence({ shut, leak }: LoopModelAnswer, units: ReaderUnits): string | null {
  if (shut === null) return null;
  const mass = massReading(units.pressureUnit);
  const names = shut.valves.join(" and ");
  const show = (kg: number): string => `${decimalsOf(kg * mass.factor, 2)}\u2009${mass.unit}`;
  const after = duration(shut.figuresAfterS);
  if (leak === null)
    return `What if ${names} is shut: the drawing shows flow and temperature ${after} later, by the model. Nothing leaks in it.`;
  const { open, shut: closed } = shut.lostKg;
  const saved = open - closed;
  const verdict =
    saved > 0.02 * open
      ? `it saves ${show(saved)}`
      : "it saves nothing: the hole is fed from both of its sides";
  return `What if ${names} is shut now: in the next ${duration(shut.aheadS)} ${show(closed)} leak, ${show(open)} as it is; ${verdict}. The drawing shows the loop ${after} later, by the model, with the hole in ${leak.element}.`;
}
