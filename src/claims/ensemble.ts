import { type Band, type ParticleClimate, weightedBand } from "../cause/index.ts";
import type { RandomStream } from "../stats/index.ts";
import type { Assertion, Circumstance } from "./assertion.ts";
import { drawLoop, type LoopRanges, loopValue, type Range } from "./emptying-ensemble.ts";
import { drawHeat, flightValue, heatValue } from "./heat-ensemble.ts";
import { type ModelName, QUANTITIES, type Window } from "./quantity.ts";

/** A cited figure, as a window of a quantity, with how far it is to be believed. */
export interface RecordedValue {
  readonly id: string;
  readonly assertion: Extract<Assertion, { kind: "value" }>;
  readonly trust: number;
}

/** A report as a figure to weigh with. Throws a RangeError for one that states a fact. */
export function asValue(report: {
  readonly id: string;
  readonly assertion: Assertion;
  readonly trust: number;
}): RecordedValue {
  const { id, assertion, trust } = report;
  if (assertion.kind !== "value") throw new RangeError(`record "${id}" states no value`);
  return { id, assertion, trust };
}

/** Ways it could have been, each of which can be asked for any quantity of one model. */
export interface Ensemble {
  readonly size: number;
  value(member: number, quantity: string, circumstance: Circumstance): number;
}

/** A weighted ensemble. */
export interface Weighting {
  readonly weights: Float64Array;
  /** Number of members that would say as much unweighted. */
  readonly effectiveSize: number;
  /** Records that no member fits: the model cannot produce what was reported. */
  readonly unfit: readonly string[];
}

/** What the ensembles are drawn from. */
export interface EnsembleInputs {
  readonly loop: LoopRanges | null;
  readonly onsetS: Range;
  readonly climate: ParticleClimate;
}

/** Members of one model. Size and stream fix them. */
export function drawEnsemble(
  model: ModelName,
  quantity: string,
  inputs: EnsembleInputs,
  size: number,
  stream: RandomStream,
): Ensemble | null {
  const many = <T>(draw: () => T) => Array.from({ length: size }, draw);
  const fromReference = (name: string) => {
    const { low, high, log } = QUANTITIES[name]!.reference;
    const u = stream.uniform();
    return log ? low * (high / low) ** u : low + (high - low) * u;
  };
  switch (model) {
    case "emptying": {
      if (inputs.loop === null) return null;
      const { loop } = inputs;
      const members = many(() => drawLoop(loop, stream));
      return { size, value: (i, name, when) => loopValue(members[i]!, name, when) };
    }
    case "heat":
    case "free-flight": {
      const members = many(() => drawHeat(inputs.onsetS, stream));
      const value = model === "heat" ? heatValue : flightValue;
      return { size, value: (i, name, when) => value(members[i]!, name, when) };
    }
    case "impact":
      return drawImpacts(inputs.climate, size, stream);
    case "drain": {
      const members = many(() => ({
        rate: fromReference("drain.rate"),
        margin: fromReference("drain.margin"),
      }));
      return {
        size,
        value(i, name) {
          const { rate, margin } = members[i]!;
          if (name === "drain.time-to-limit") return margin / rate;
          return name === "drain.rate" ? rate : margin;
        },
      };
    }
    case "recorded": {
      const members = many(() => fromReference(quantity));
      return { size, value: (i) => members[i]! };
    }
  }
}

/** Impact speeds of both kinds of particle, on a randomly turned surface. */
function drawImpacts(climate: ParticleClimate, size: number, stream: RandomStream): Ensemble {
  const speedsOf = (kind: "meteoroid" | "debris") => {
    const cells = climate[kind].stream;
    const sums = new Float64Array(cells.length);
    let sum = 0;
    cells.forEach((cell, i) => {
      sum += cell.weight;
      sums[i] = sum;
    });
    return Array.from({ length: size }, () => {
      const wanted = stream.uniform() * sum;
      let [low, high] = [0, cells.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sums[middle]! < wanted) low = middle + 1;
        else high = middle;
      }
      return cells[low]!.speedMPerS;
    });
  };
  const speeds = { meteoroid: speedsOf("meteoroid"), debris: speedsOf("debris") };
  return { size, value: (i, _name, { particle = "meteoroid" }) => speeds[particle][i]! };
}

export function inWindow(value: number, { low, high }: Window): boolean {
  return value >= low && value <= high;
}

/**
 * Weighs members by the record: a report is right with its trust, and then the member must lie in its window; else it says nothing.
 * w = (1 - c) + c [in window] / f, f the unweighted share in the window.
 */
export function weigh(ensemble: Ensemble, records: readonly RecordedValue[]): Weighting {
  const weights = new Float64Array(ensemble.size).fill(1);
  const unfit: string[] = [];
  for (const { id, assertion, trust } of records) {
    const fits = Array.from(weights, (_, i) =>
      inWindow(ensemble.value(i, assertion.quantity, assertion.circumstance), assertion.window),
    );
    const share = fits.filter(Boolean).length / ensemble.size;
    if (share === 0) {
      unfit.push(id);
      continue;
    }
    fits.forEach((fit, i) => {
      weights[i] = weights[i]! * (1 - trust + (fit ? trust / share : 0));
    });
  }
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return { weights, effectiveSize: (sum * sum) / squares, unfit };
}

/** Weighted share of members in a window, and the 90 % band of the quantity. */
export function ask(
  ensemble: Ensemble,
  weights: Float64Array,
  { quantity, window, circumstance }: Extract<Assertion, { kind: "value" }>,
): { share: number; band: Band } {
  const values = Array.from(weights, (_, i) => ensemble.value(i, quantity, circumstance));
  let inside = 0;
  let total = 0;
  values.forEach((value, i) => {
    total += weights[i]!;
    if (inWindow(value, window)) inside += weights[i]!;
  });
  return { share: inside / total, band: weightedBand(values, weights) };
}
