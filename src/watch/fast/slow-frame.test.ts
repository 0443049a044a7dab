import { describe, expect, it } from "vitest";
import type { Frame } from "../../telemetry/frame.ts";
import { FrameBuilder } from "../../telemetry/frame-builder.ts";
import { ChannelTable, Quality } from "../../telemetry/sample.ts";
import { normalFrom } from "../testing/loop-fixture.case.ts";
import { addToSlowFrame, emptySlowFrame } from "./slow-frame.ts";

// Oracle: the frame builder, which makes slow frames straight from the samples. Tolerance 1e-9 for means; codes that rest are exact.

describe("slow frames added up from fast ones", () => {
  it("are those that the frame builder makes from the same samples, gaps and all", () => {
    const normal = normalFrom(3);
    const samples: { timeS: number; channel: number; value: number; good: boolean }[] = [];
    for (let i = 0; i < 900; i++) {
      const timeS = 1000.3 + i * 0.7;
      if (timeS > 1200 && timeS < 1245) continue;
      samples.push({ timeS, channel: i % 2, value: Math.round(40 + normal()), good: i % 31 !== 0 });
    }
    const frames = (periodS: number): Frame[] => {
      const channels = new ChannelTable();
      const [a, b] = [channels.indexOf("a"), channels.indexOf("b")];
      const made: Frame[] = [];
      const builder = new FrameBuilder(
        channels,
        [{ channels: ["a", "b"], framePeriodS: periodS, silenceS: 15 }],
        {
          onFrame: (_, frame) => made.push(frame),
        },
      );
      for (const { timeS, channel, value, good } of samples)
        builder.push({
          kind: "samples",
          batch: {
            count: 1,
            timeS: Float64Array.of(timeS),
            channel: Int32Array.of([a, b][channel]!),
            value: Float64Array.of(value),
            quality: Uint8Array.of(good ? Quality.good : Quality.bad),
          },
        });
      builder.finish();
      return made;
    };
    const direct = frames(10);
    const added: Frame[] = [];
    let open = emptySlowFrame;
    for (const fast of frames(1)) {
      const next = addToSlowFrame(open, fast, 10);
      ({ open } = next);
      if (next.closed !== null) added.push(next.closed);
    }
    expect(added.length).toBeGreaterThan(50);
    for (const slow of added) {
      const same = direct.find(({ endS }) => endS === slow.endS)!;
      expect(slow.reports).toEqual(same.reports);
      for (const channel of [0, 1]) {
        expect(slow.coverage[channel]).toBeCloseTo(same.coverage[channel]!, 9);
        if (same.coverage[channel]! > 1e-6) expect(slow.mean[channel]).toBeCloseTo(same.mean[channel]!, 9);
      }
    }
  });

  it("hold a code that rests to the last bit", () => {
    let open = emptySlowFrame;
    for (let second = 1; second <= 10; second++) {
      const fast = {
        endS: second,
        periodS: 1,
        mean: Float64Array.of(0.97),
        coverage: Float64Array.of(1),
        reports: Int32Array.of(1),
      };
      const next = addToSlowFrame(open, fast, 10);
      ({ open } = next);
      if (second === 10) expect(next.closed!.mean[0]).toBe(0.97);
      else expect(next.closed).toBeNull();
    }
  });
});
