import { sensorQuantity } from "../../twin/index.ts";
import type { LoopHardware } from "../../vehicle/loop-hardware.ts";
import type { SensorDescription } from "../../vehicle/sensor-description.ts";
import type { TwinLoop } from "../../vehicle/twin/twin-description.ts";

/** A sensor whose reading depends on where a loop leaks: a pressure, a pressure rise or a flow. */
export interface Tap {
  /** Channel in the telemetry. */
  readonly channel: string;
  readonly unit: string;
  readonly measures: "pressure" | "pressure-rise" | "flow";
  /** Place in the loop, as the vehicle file names it. */
  readonly at: string;
  /** Name of the twin's quantity that it reads. */
  readonly quantity: string;
  /** Standard deviation of one reading beyond its code step, and the step: SI. */
  readonly white: number;
  readonly step: number;
  readonly driftPerRootDay: number;
  /** Half the width of the range of its calibration's constant error: SI. */
  readonly calibration: number;
  readonly everyS: number;
}

/** The taps of a loop, in the order of its file. */
export function tapsOf({ twin, loop: id, channelPrefix }: LoopHardware): Tap[] {
  return loopOf({ twin, loop: id, channelPrefix }).sensors.flatMap((sensor): Tap[] => {
    const { measures } = sensor;
    if (measures !== "pressure" && measures !== "pressure-rise" && measures !== "flow") return [];
    return [
      {
        channel: `${channelPrefix}${sensor.id}`,
        unit: sensor.unit,
        measures,
        at: sensor.at,
        quantity: sensorQuantity(sensor),
        white: sensor.white,
        step: sensor.step,
        driftPerRootDay: sensor.driftPerRootDay,
        calibration: halfWidth(sensor),
        everyS: sensor.everyS,
      },
    ];
  });
}

/** The loop that a watched loop's hardware names. Throws RangeError where its file has no such loop. */
export function loopOf({ twin, loop }: LoopHardware): TwinLoop {
  const found = twin.loops.find(({ id }) => id === loop);
  if (found === undefined)
    throw new RangeError(
      `${twin.id} has no loop "${loop}"; it has ${twin.loops.map(({ id }) => id).join(", ")}`,
    );
  return found;
}

function halfWidth({ bias }: SensorDescription): number {
  return (bias.high - bias.low) / 2;
}

/** Tap pressure error that no averaging and no waiting removes, between before a leak and after [Pa]: science note 4.2. */
const RESIDUAL_BIAS_PA = 50;
/** The same of a flow meter, as a part of the flow; an estimate, as large beside its range as that of a pressure tap. */
const RESIDUAL_BIAS_FLOW_PART = 5e-4;

/**
 * What a tap's mean may be wrong by between before a leak and after, whatever the averaging [SI, one standard deviation]: the residual
 * bias, and what a coarse code leaves. A code of step D whose reading has noise s keeps an error of D / (pi sqrt 2) exp(-2 (pi s / D)^2)
 * (characteristic function of the quantiser, first term; Widrow and Kollar, Quantization Noise, 2008), at most D / sqrt 12.
 */
export function residualBias(tap: Tap, flowKgPerS: number): number {
  const own = tap.measures === "flow" ? RESIDUAL_BIAS_FLOW_PART * Math.abs(flowKgPerS) : RESIDUAL_BIAS_PA;
  if (tap.step <= 0) return own;
  const left = (tap.step / (Math.PI * Math.SQRT2)) * Math.exp(-2 * ((Math.PI * tap.white) / tap.step) ** 2);
  return Math.hypot(own, Math.min(left, tap.step / Math.sqrt(12)));
}
