import { FrameBuilder } from "../../telemetry/frame-builder.ts";
import type { TelemetrySource } from "../../telemetry/sample.ts";
import { type Ripple, rippleOf } from "./ripple.ts";

/** Channels of a recording as means of equal spans, in the channels' own units; NaN where a span was not covered by half. */
export interface RecordedRipple {
  readonly timesS: readonly number[];
  readonly values: readonly (readonly number[])[];
  readonly ripples: readonly Ripple[];
}

/** Silence of all channels after which values are no longer held [s]: the station's recordings have gaps of twenty minutes. */
const SILENCE_S = 1200;

/** Reads some channels of a recording and takes each apart at the period of its orbit. */
export async function recordedRipple(
  source: TelemetrySource,
  channels: readonly string[],
  periodS: number,
  frameS = 60,
): Promise<RecordedRipple> {
  const timesS: number[] = [];
  const values = channels.map((): number[] => []);
  const loop = { channels: [...channels], framePeriodS: frameS, silenceS: SILENCE_S };
  const builder = new FrameBuilder(source.channels, [loop], {
    onFrame: (_, frame) => {
      timesS.push(frame.endS - frameS / 2);
      const held = frame.coverage.every((part) => part > 0.5);
      values.forEach((each, i) => {
        each.push(held ? frame.mean[i]! : Number.NaN);
      });
    },
  });
  for await (const event of source.events()) builder.push(event);
  builder.finish();
  return { timesS, values, ripples: values.map((each) => rippleOf(timesS, each, periodS)) };
}
