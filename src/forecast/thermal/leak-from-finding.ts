import type { Variable } from "../../campaign/index.ts";
import type { LoopDescription } from "../../vehicle/index.ts";
import type { Uncertain } from "../../vehicle/loop-description.ts";
import type { LeakFinding } from "../../watch/finding.ts";
import { nineInTen } from "./nine-in-ten.ts";

/** No hole is drawn smaller than this [m]. */
const LEAST_HOLE_M = 1e-6;

/** A leak as the watch knows it at one instant, to be drawn. Times are seconds from that instant, so the onset is negative. */
export interface KnownLeak {
  readonly hole: Variable;
  readonly onset: Variable;
  /** Held: the watch's hole already holds what is not known of it. */
  readonly dischargeCoefficient: number;
  /** Earliest onset that can be drawn [s]. */
  readonly earliestS: number;
}

/**
 * What the watch says of a leak as quantities to draw: hole and onset each as a split normal through its 5, 50 and 95 %. Undefined
 * where the telemetry gave no hole.
 *
 * The watch weighs the hole over the whole range of the discharge coefficient; here the coefficient stays at the middle of that range,
 * so that the flow is centred on the watch's and no less wide.
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
  const range = "dischargeCoefficient" in inventory && inventory.dischargeCoefficient;
  const dischargeCoefficient = range ? (range.low + range.high) / 2 : 0.62;
  const hole = nineInTen("leak diameter", "m", asRange(holeDiameterM), LEAST_HOLE_M);
  const ages = { median: onset.medianS - nowS, p05: onset.p05S - nowS, p95: onset.p95S - nowS };
  const time = nineInTen("leak at", "s", asRange(ages), Number.NEGATIVE_INFINITY, 0);
  return { hole, onset: time, dischargeCoefficient, earliestS: time.range.low };
}

function asRange({ median, p05, p95 }: { median: number; p05: number; p95: number }): Uncertain {
  return { low: p05, value: median, high: p95, source: "the watch" };
}
