import { expectedGainBits, yesOrNoGainBits } from "./information-gain.ts";
import type { LeakingLoop } from "./leaking-network.ts";
import type { PlacePosterior } from "./place-posterior.ts";
import { PROBED, type Signature } from "./signature.ts";
import type { Tap } from "./tap.ts";

/** Something that could be done, what it would tell of the place, and what it would save. */
export interface NextStep {
  readonly kind: "isolate" | "stop-pump" | "read-pressure";
  /** Segment, or place of the reading. */
  readonly target: string;
  readonly action: string;
  /** How much it is expected to tell of which segment leaks [bit]. */
  readonly gainBits: number;
  /** Coolant that it is expected to keep on board [kg]; null where it keeps none. */
  readonly savesKg: { readonly nextHour: number; readonly untilEmpty: number } | null;
}

/** What is known of the loop's course when steps are weighed. */
export interface LeakNow {
  readonly rateKgPerS: number;
  /** null where it is not known. */
  readonly inventoryKg: number | null;
  /** At the accumulator, absolute [Pa]. */
  readonly pressurePa: number;
  readonly outsidePa: number;
}

/** Chance that a stop of the fall is missed, or seen where there is none: the odds of a hundred to one at which the watch says "ended". */
const STOP_ERROR = 0.01;
/** Standard deviation of the logarithm of the ratio of two rates, each known to five per cent. */
const RATIO_SD_LN = 0.07;
/** A gauge put on after the leak has no reading from before it: it is set against the twin, within this and what members differ by [Pa]. */
const GAUGE_SD_PA = 500;
const LEAST_GAIN_BITS = 0.01;
const HOUR_S = 3600;

/**
 * Each isolation, the pump's stop and a gauge at each place without one, by what it is expected to tell, the most first; isolations that
 * tell nothing but save coolant stay in. Stopping the pump tells by the leak law: q goes with the square root of the pressure at the hole.
 * Pure; a console may call it again with other figures.
 */
export function nextSteps(
  loop: LeakingLoop,
  taps: readonly Tap[],
  signature: Signature,
  posterior: PlacePosterior,
  now: LeakNow,
): NextStep[] {
  const probability = loop.segments.map(
    ({ id }) => posterior.place.find(({ segment }) => segment === id)?.probability ?? 0,
  );
  const steps = [
    ...isolations(loop, probability, now),
    stopPump(loop, signature, posterior, now),
    ...gauges(loop, taps, signature, posterior),
  ];
  return steps
    .filter(
      ({ gainBits, savesKg }) => gainBits >= LEAST_GAIN_BITS || (savesKg !== null && savesKg.untilEmpty > 0),
    )
    .sort((a, b) => b.gainBits - a.gainBits);
}

function isolations(loop: LeakingLoop, probability: readonly number[], now: LeakNow): NextStep[] {
  const inventoryKg = now.inventoryKg ?? 0;
  return loop.segments.flatMap(({ id, isolation, contentKg }, k): NextStep[] => {
    if (isolation.length === 0) return [];
    // What stands between the valves is lost all the same, where the leak is there.
    const keeps = (lostKg: number) => probability[k]! * Math.max(0, lostKg - contentKg);
    return [
      {
        kind: "isolate",
        target: id,
        action: `shut ${isolation.join(" and ")}: the fall stops if ${id} leaks`,
        gainBits: yesOrNoGainBits(probability, (answer) => answer === k, STOP_ERROR),
        savesKg: {
          nextHour: keeps(Math.min(now.rateKgPerS * HOUR_S, inventoryKg)),
          untilEmpty: keeps(inventoryKg),
        },
      },
    ];
  });
}

function stopPump(
  loop: LeakingLoop,
  signature: Signature,
  posterior: PlacePosterior,
  { pressurePa, outsidePa }: LeakNow,
): NextStep {
  const driving = Math.max(pressurePa - outsidePa, 1);
  const points = pointWeights(loop, posterior);
  const reading = loop.points.map(({ from, to, part }) => {
    const rise = (1 - part) * signature.rise[from]! + part * signature.rise[to]!;
    return -0.5 * Math.log(Math.max(1 + rise / driving, 0.01));
  });
  const outcomes = {
    answers: loop.segments.length,
    answer: loop.points.map(({ segment }) => segment),
    weight: points,
    reading,
  };
  return {
    kind: "stop-pump",
    target: "pump",
    action: "stop the pump and see by how much the leak slows",
    gainBits: expectedGainBits(outcomes, RATIO_SD_LN),
    savesKg: null,
  };
}

function pointWeights(loop: LeakingLoop, { weight, rates }: PlacePosterior): Float64Array {
  return Float64Array.from(loop.points, (_, p) =>
    weight.subarray(p * rates.length, (p + 1) * rates.length).reduce((sum, value) => sum + value, 0),
  );
}

function gauges(
  loop: LeakingLoop,
  taps: readonly Tap[],
  signature: Signature,
  posterior: PlacePosterior,
): NextStep[] {
  const { rates, weight } = posterior;
  const nodes = loop.nodes.length;
  const answer = loop.points.flatMap(({ segment }) => Array.from(rates, () => segment));
  const tapped = new Set(taps.filter(({ measures }) => measures === "pressure").map(({ at }) => at));
  return loop.nodes.flatMap((id, node): NextStep[] => {
    const place = id.slice(id.indexOf("/") + 1);
    // Nodes within an element are the twin's cells, not places on which to put a gauge.
    if (/\.\d+$/.test(place) || tapped.has(place) || tapped.has(place.replace(/\.inlet$/, ""))) return [];
    const levels = Array.from({ length: signature.members }, (_, m) => signature.rise[m * nodes + node]!);
    const middle = levels.reduce((sum, value) => sum + value, 0) / levels.length;
    const spread = Math.sqrt(levels.reduce((sum, value) => sum + (value - middle) ** 2, 0) / levels.length);
    const perKg = loop.points.map(({ from, to, part }) => {
      let sum = 0;
      for (let m = 0; m < PROBED; m++) {
        const at = (leaking: number) => signature.atNodes[(m * nodes + leaking) * nodes + node]!;
        sum += (1 - part) * at(from) + part * at(to);
      }
      return sum / PROBED / signature.levelKgPerS[0];
    });
    const reading = perKg.flatMap((change) => Array.from(rates, (rate) => change * rate));
    const gainBits = expectedGainBits(
      { answers: loop.segments.length, answer, weight, reading },
      Math.hypot(GAUGE_SD_PA, spread),
    );
    return [
      {
        kind: "read-pressure",
        target: place,
        action: `read the pressure at ${place}`,
        gainBits,
        savesKg: null,
      },
    ];
  });
}
