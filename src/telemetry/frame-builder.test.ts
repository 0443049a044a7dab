import { describe, expect, it } from "vitest";
import type { Frame } from "./frame.ts";
import { FrameBuilder } from "./frame-builder.ts";
import { ChannelTable } from "./sample.ts";

function build(samples: readonly (readonly [number, string, number])[], channels = ["a"]): Frame[] {
  const table = new ChannelTable();
  const frames: Frame[] = [];
  const builder = new FrameBuilder(table, [{ channels, framePeriodS: 10, silenceS: 15 }], {
    onFrame: (_, frame) => frames.push(frame),
  });
  builder.push({
    kind: "samples",
    batch: {
      count: samples.length,
      timeS: Float64Array.from(samples, ([timeS]) => timeS),
      channel: Int32Array.from(samples, ([, name]) => table.indexOf(name)),
      value: Float64Array.from(samples, ([, , value]) => value),
      quality: new Uint8Array(samples.length),
    },
  });
  builder.finish();
  return frames;
}

describe("frames from reports by exception", () => {
  it("weights a value by the time it was held, not by how often it was reported", () => {
    const frames = build([
      [1000, "a", 5],
      [1008, "a", 9],
      [1009, "a", 9],
      [1009.5, "a", 9],
      [1010, "a", 9],
    ]);
    expect(frames).toHaveLength(1);
    expect(frames[0]!.mean[0]).toBeCloseTo((8 * 5 + 2 * 9) / 10, 12);
    expect(frames[0]!.coverage[0]).toBe(1);
    expect(frames[0]!.reports[0]).toBe(4);
  });
});
