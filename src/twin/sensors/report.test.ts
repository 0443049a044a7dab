// Oracle: report by exception decided again from the full list of codes, by looking back at what was last sent. Exact.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SensorDescription } from "../../vehicle/sensor-description.ts";
import type { LinkOutage } from "./fault.ts";
import { everywhere, samplesOf, sensor, tell } from "./sensors.case.ts";

const wave = (timeS: number) => 50 + 3 * Math.sin(timeS / 60);

function sentByRule(
  codes: readonly { timeS: number; value: number }[],
  heartbeatS: number,
  outages: readonly LinkOutage[],
) {
  const sent: { timeS: number; value: number }[] = [];
  const isLost = (timeS: number) => outages.some(({ fromS, untilS }) => timeS >= fromS && timeS < untilS);
  let last: { timeS: number; value: number } | undefined;
  codes.forEach((code, i) => {
    const beforeS = codes[i - 1]?.timeS ?? Number.NEGATIVE_INFINITY;
    if (outages.some(({ untilS }) => beforeS < untilS && untilS <= code.timeS)) last = undefined;
    const due = last === undefined || Math.round(1000 * (code.timeS - last.timeS)) >= 1000 * heartbeatS;
    if (!due && code.value === last!.value) return;
    last = code;
    if (!isLost(code.timeS)) sent.push(code);
  });
  return sent;
}

describe("report by exception", () => {
  it("sends a code when it has changed, at least each heartbeat, and anew after a loss of signal", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(0.02, 0.1, 1),
        fc.constantFrom(1, 2.5, 7),
        fc.constantFrom(5, 30, 1e6),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 300 }),
        (seed, step, everyS, heartbeatS, lostS, forS) => {
          const full: SensorDescription = sensor("P", { step, everyS, white: 0.05, driftPerRootDay: 5 });
          const byException = { ...full, reportsChangesOnly: { heartbeatS } };
          const faults: LinkOutage[] = [
            { kind: "outage", fromS: lostS, untilS: lostS + forS },
            { kind: "outage", fromS: lostS + forS + 20, untilS: lostS + forS + 40 },
          ];
          const codes = samplesOf(tell([full], everywhere(1, 900, wave), { seed }).told, "P");
          const sent = samplesOf(tell([byException], everywhere(1, 900, wave), { seed, faults }).told, "P");
          expect(sent).toEqual(sentByRule(codes, heartbeatS, faults));
        },
      ),
    );
  });

  it("sends a quiet channel only at its heartbeat", () => {
    const quiet = sensor("P", { step: 1, everyS: 1, reportsChangesOnly: { heartbeatS: 60 } });
    const samples = samplesOf(
      tell(
        [quiet],
        everywhere(1, 600, () => 7),
      ).told,
      "P",
    );
    expect(samples).toHaveLength(10);
    for (let i = 1; i < samples.length; i++)
      expect(samples[i]!.timeS - samples[i - 1]!.timeS).toBeCloseTo(60, 9);
  });
});
