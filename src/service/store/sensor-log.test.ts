import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChannelTable, Quality, type SourceEvent } from "../../telemetry/sample.ts";
import { SensorLog } from "./sensor-log.ts";

// Oracle: a plain search through all that was said.

interface Said {
  readonly timeS: number;
  readonly value: number;
  readonly quality?: number;
}

async function logOf(said: readonly Said[], channel = "P-1"): Promise<SensorLog> {
  const channels = new ChannelTable();
  const index = channels.indexOf(channel);
  async function* events(): AsyncGenerator<SourceEvent> {
    yield {
      kind: "samples",
      batch: {
        count: said.length,
        timeS: Float64Array.from(said, ({ timeS }) => timeS),
        channel: new Int32Array(said.length).fill(index),
        value: Float64Array.from(said, ({ value }) => value),
        quality: Uint8Array.from(said, ({ quality }) => quality ?? Quality.good),
      },
    };
  }
  const log = new SensorLog();
  const passed: SourceEvent[] = [];
  const source = { name: "test", channels, events };
  for await (const event of log.overhear(source, new Set(["P-1"])).events()) passed.push(event);
  expect(passed).toHaveLength(1);
  return log;
}

describe("what a sensor showed last", () => {
  test("is the newest reading at or before the instant, and nothing later", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }),
        fc.integer({ min: -10, max: 600 }),
        async (times, atS) => {
          const said = [...times].sort((a, b) => a - b).map((timeS, value) => ({ timeS, value }));
          const expected = said.findLast(({ timeS }) => timeS <= atS);
          const found = (await logOf(said)).at("P-1", atS);
          expect(found && { timeS: found.timeS, value: found.value }).toEqual(expected ?? null);
        },
      ),
    );
  });

  test("leaves bad and missing readings out and marks suspect ones", async () => {
    const log = await logOf([
      { timeS: 1, value: 10 },
      { timeS: 2, value: 11, quality: Quality.suspect },
      { timeS: 3, value: 12, quality: Quality.bad },
      { timeS: 4, value: 13, quality: Quality.missing },
    ]);
    expect(log.at("P-1", 9)).toEqual({ timeS: 2, value: 11, suspect: true });
    expect(log.at("P-1", 1.5)).toEqual({ timeS: 1, value: 10, suspect: false });
  });

  test("of a channel that nobody declared is not kept", async () => {
    const log = await logOf([{ timeS: 1, value: 10 }], "P-2");
    expect(log.at("P-2", 9)).toBeNull();
  });

  test("stays within eight readings of the truth after a quarter of a million, and the newest is exact", async () => {
    const said = Array.from({ length: 250_000 }, (_, timeS) => ({ timeS, value: timeS }));
    const log = await logOf(said);
    for (let atS = 100; atS < 250_000; atS += 9973) {
      const { timeS } = log.at("P-1", atS)!;
      expect(timeS).toBeLessThanOrEqual(atS);
      expect(atS - timeS).toBeLessThanOrEqual(8);
    }
    expect(log.at("P-1", 1e9)!.timeS).toBe(249_999);
  });
});
