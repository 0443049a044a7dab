import type { Choice } from "../../vehicle/twin/quantity.ts";
import type { TwinDescription } from "../../vehicle/twin/twin-description.ts";
import { buildTwin } from "../build-twin.ts";
import type { OrbitLight } from "../orbit-light.ts";
import { TwinRun } from "../twin-run.ts";
import { type Ripple, rippleOf } from "./ripple.ts";

/** How long the twin runs to forget its start, and what is then looked at. */
export interface RippleSpan {
  readonly periodS: number;
  readonly settleOrbits?: number;
  readonly orbits?: number;
  readonly everyS?: number;
  /** Interval of the exchange of heat; 30 s where nothing is said. */
  readonly exchangeS?: number;
  /** Light of the same orbit, shared by runs whose orbit does not differ. */
  readonly light?: OrbitLight;
}

/** Named quantities of a settled run: samples in SI from time 0 on, and each taken apart. */
export interface SimulatedRipple {
  readonly timesS: Float64Array;
  readonly values: ReadonlyMap<string, Float64Array>;
  readonly ripples: ReadonlyMap<string, Ripple>;
}

/** Runs a vehicle under a choice of its numbers until it has settled, then samples quantities over whole orbits. */
export function simulateRipple(
  description: TwinDescription,
  choice: Choice,
  quantities: readonly string[],
  { periodS, settleOrbits = 5, orbits = 2, everyS = 60, exchangeS, light }: RippleSpan,
): SimulatedRipple {
  const run = new TwinRun(buildTwin(description, choice), {
    startS: -settleOrbits * periodS,
    ...(exchangeS === undefined ? {} : { exchangeS }),
    ...(light === undefined ? {} : { light }),
  });
  const count = Math.floor((orbits * periodS) / everyS) + 1;
  const timesS = Float64Array.from({ length: count }, (_, k) => k * everyS);
  const values = new Map(quantities.map((name) => [name, new Float64Array(count)]));
  timesS.forEach((timeS, k) => {
    run.advance(timeS);
    for (const [name, samples] of values) samples[k] = run.value(name);
  });
  const ripples = new Map([...values].map(([name, samples]) => [name, rippleOf(timesS, samples, periodS)]));
  return { timesS, values, ripples };
}
