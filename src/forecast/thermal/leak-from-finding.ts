import type { DrawnPlace, Variable } from "../../campaign/index.ts";
import type { ScenarioAction } from "../../twin/index.ts";
import type { LoopDescription, TwinDescription } from "../../vehicle/index.ts";
import type { Uncertain } from "../../vehicle/loop-description.ts";
import type { Band, LeakFinding } from "../../watch/finding.ts";
import { drawn } from "../../watch/size/drawn.ts";
import { gasAccumulator, type HoleForGas } from "./hole-for-gas.ts";
import { nineInTen } from "./nine-in-ten.ts";

/** No hole is drawn smaller than this [m]. */
const LEAST_HOLE_M = 1e-6;
/** Where no file says: a sharp edge. */
const SHARP_EDGE = 0.62;
/** A hole is never known better than this part of its diameter to either side, be the gas known as it may: an estimate. */
const LEAST_HALF_BAND = Math.log(1.08);

/** A leak as the watch knows it at one instant, to be drawn. Times are seconds from that instant, so the onset is negative. */
export interface KnownLeak {
  readonly hole: Variable;
  readonly onset: Variable;
  /** Held: what is not known of it is not known of the flow. */
  readonly dischargeCoefficient: number;
  /** Volume of gas for which the hole is told [m3]; null where the hole does not go with a volume of gas. */
  readonly gasVolumeM3: number | null;
  /** Earliest onset that can be drawn [s]. */
  readonly earliestS: number;
}

/**
 * What the watch says of a leak as quantities to draw: hole and onset each as a split normal through its 5, 50 and 95 %. Undefined
 * where the telemetry gave no hole.
 *
 * Of a loop that is read by the pressure of its gas the watch knows the flow only in parts of the gas, and spreads the hole over volumes
 * and discharge coefficients that may be. Here each member has gas of its own ({@link HoleForGas}) and one coefficient: both spreads
 * are taken out of the hole, and the hole is told for the file's volume of gas.
 *
 * @param nowS instant of the forecast, Unix seconds
 */
export function leakFromFinding(
  finding: Pick<LeakFinding, "holeDiameterM" | "onset">,
  nowS: number,
  loop: Pick<LoopDescription, "inventory">,
): KnownLeak | undefined {
  const { holeDiameterM, onset } = finding;
  if (holeDiameterM === null) return undefined;
  const { inventory } = loop;
  const coefficient = "dischargeCoefficient" in inventory ? inventory.dischargeCoefficient : undefined;
  const gas = inventory.kind === "gas-pressure" ? inventory.gasVolumeM3 : undefined;
  const known = gas === undefined ? holeDiameterM : without(holeDiameterM, [gas, coefficient]);
  const hole = nineInTen("leak diameter", "m", asRange(known), LEAST_HOLE_M);
  const ages = { median: onset.medianS - nowS, p05: onset.p05S - nowS, p95: onset.p95S - nowS };
  const time = nineInTen("leak at", "s", asRange(ages), Number.NEGATIVE_INFINITY, 0);
  return {
    hole,
    onset: time,
    dischargeCoefficient: coefficient === undefined ? SHARP_EDGE : drawn(coefficient, 0.5),
    gasVolumeM3: gas?.value ?? null,
    earliestS: time.range.low,
  };
}

/** A leak as the members of a forecast draw it. */
export interface LeakOfMembers {
  readonly actions: ScenarioAction[];
  readonly variables: Variable[];
  readonly drawn: DrawnPlace[];
  readonly hole?: HoleForGas;
}

/** A known leak in an element of a vehicle, `loop.element`: the first of a forecast's actions and of its variables. */
export function leakOfMembers(
  known: KnownLeak,
  element: string,
  description: TwinDescription,
): LeakOfMembers {
  const { hole, onset, dischargeCoefficient, gasVolumeM3 } = known;
  const accumulator = gasVolumeM3 === null ? null : gasAccumulator(description, element);
  return {
    actions: [
      { kind: "leak", atS: onset.range.value, element, diameterM: hole.range.value, dischargeCoefficient },
    ],
    variables: [hole, onset],
    drawn: [
      { action: 0, key: "diameterM" },
      { action: 0, key: "atS" },
    ],
    ...(gasVolumeM3 !== null && accumulator !== null && { hole: { action: 0, accumulator, gasVolumeM3 } }),
  };
}

/** A hole's band without what numbers spread it by that its area goes with, or against. */
function without({ median, p05, p95 }: Band, numbers: readonly (Uncertain | undefined)[]): Band {
  // The diameter goes with the square root of the area.
  const halves = numbers.map((each) =>
    each === undefined ? 0 : Math.log(drawn(each, 0.95) / drawn(each, 0.05)) / 4,
  );
  const left = (side: number) =>
    Math.max(LEAST_HALF_BAND, Math.sqrt(Math.max(0, side ** 2 - halves.reduce((sum, h) => sum + h ** 2, 0))));
  return {
    median,
    p05: median * Math.exp(-left(Math.log(median / p05))),
    p95: median * Math.exp(left(Math.log(p95 / median))),
  };
}

function asRange({ median, p05, p95 }: Band): Uncertain {
  return { low: p05, value: median, high: p95, source: "the watch" };
}
