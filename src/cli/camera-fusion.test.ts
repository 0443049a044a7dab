import { describe, expect, it } from "vitest";
import { type CameraBeside, watchWithCamera } from "../camera/fuse/index.ts";
import type { PlumeFinding } from "../camera/index.ts";
import { openCase } from "../incident/index.ts";
import { namedCase } from "./cases.ts";

// Oracle: the case's own onset; a plume told by hand, so that nothing rests on how well the detector sees.
const UNTIL_S = 900;

/** A camera that is sure of a plume from an instant on, once a second. */
function sureFrom(fromS: number, inView: Iterable<string>): CameraBeside {
  let told = fromS - 1;
  return {
    startS: 0,
    inView: new Set(inView),
    until: async (unixS) => {
      const due: PlumeFinding[] = [];
      while (told + 1 <= unixS) {
        told++;
        due.push({ type: "plume", phase: "confirmed", timeS: told, statisticNat: 40 } as PlumeFinding);
      }
      return due;
    },
  };
}

async function watched(cameraFromS: number | null) {
  const opened = openCase(namedCase("2023-02-11-progress-ms-21"), { seed: 5 });
  const onsetS = opened.incident.reconstruction!.leak.onset.value;
  const ids = opened.loops.map(({ id }) => id);
  const camera = cameraFromS === null ? null : sureFrom(onsetS + cameraFromS, ids);
  const seen = { confirmedS: Number.NaN, isolateS: Number.NaN, besides: 0, early: 0 };
  const first = (before: number, timeS: number) => (Number.isNaN(before) ? timeS - onsetS : before);
  for await (const { loopIndex, point, findings, fused } of watchWithCamera(
    opened.source,
    opened.loops,
    camera,
  )) {
    if (point.endS > onsetS + UNTIL_S) break;
    const confirmed = [...fused, ...findings.filter((f) => f.type === "leak")].filter(
      ({ phase }) => phase === "confirmed",
    );
    const isolates = findings.some((f) => f.type === "leak" && f.level === "isolate");
    if (point.endS <= onsetS) seen.early += confirmed.length;
    else if (loopIndex > 0) seen.besides += confirmed.length + (isolates ? 1 : 0);
    else {
      if (confirmed.length > 0) seen.confirmedS = first(seen.confirmedS, point.endS);
      if (isolates) seen.isolateS = first(seen.isolateS, point.endS);
    }
  }
  return seen;
}

describe("a camera beside the pressures of the MS-21 case", () => {
  it("brings confirmation no later than the pressures alone, and isolation, which they never reach alone", async () => {
    const [alone, fused] = [await watched(null), await watched(1)];
    expect(alone.confirmedS).toBeGreaterThan(0);
    expect(fused.confirmedS).toBeLessThanOrEqual(alone.confirmedS);
    expect(alone.isolateS).toBeNaN();
    expect(fused.isolateS).toBeLessThan(UNTIL_S);
    expect(fused.isolateS).toBeGreaterThanOrEqual(fused.confirmedS);
  }, 240_000);

  it("alone neither confirms nor isolates: sure of a plume for an hour before the breach, and of the healthy ship beside", async () => {
    const { early, besides } = await watched(-3600);
    expect({ early, besides }).toEqual({ early: 0, besides: 0 });
  }, 240_000);
});
