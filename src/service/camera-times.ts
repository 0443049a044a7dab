import { type CameraBeside, type FusedFinding, watchWithCamera } from "../camera/fuse/index.ts";
import type { CameraFinding } from "../camera/index.ts";
import { incidentLibrary, openCase } from "../incident/index.ts";
import type { Finding } from "../watch/finding.ts";
import type { CameraTimes } from "./camera-contract.ts";

export type Times = CameraTimes["loops"][number]["alone"];

/** When each loop of a case is confirmed and isolated, by its pressures alone and with the camera beside them. */
export interface CameraTimesQuestion {
  readonly kind: "camera-times";
  readonly incident: string;
  /** What the camera's watch said of the footage that begins at `startS` [Unix s]; its times are seconds of the footage. */
  readonly seen: readonly CameraFinding[];
  readonly startS: number;
  /** By loop, where the watch has run without the camera already; null: it is run once more. */
  readonly alone: Readonly<Record<string, Times>> | null;
}

/** After the footage begins: long enough for both ways to have said what they will. */
export const AFTER_S = 900;

/** Watches a case with the camera beside it, up to a quarter of an hour after its footage begins. Takes some ten seconds: for a thread of its own. */
export async function cameraTimes({
  incident,
  seen,
  startS,
  alone: known,
}: CameraTimesQuestion): Promise<CameraTimes> {
  const file = `${incidentLibrary}${incident}.yaml`;
  const opened = openCase(file);
  const plume = seen.find(
    ({ type, ...rest }) => type === "plume" && "phase" in rest && rest.phase === "confirmed",
  );
  const beside = (): CameraBeside => {
    const waiting = [...seen];
    return {
      startS,
      inView: new Set(opened.loops.map(({ id }) => id)),
      until: (unixS) =>
        Promise.resolve(waiting.splice(0, waiting.filter((f) => f.timeS + startS <= unixS).length)),
    };
  };
  const alone = known === null ? await timesOf(file, startS, null) : new Map(Object.entries(known));
  const fused = await timesOf(file, startS, beside());
  return {
    schema: "hoarfrost/camera-times/1",
    footageFromS: startS,
    cameraS: plume === undefined ? null : plume.timeS + startS,
    watchedUntilS: startS + AFTER_S,
    loops: opened.loops.map(({ id, carrier }) => ({
      loop: id,
      carrier,
      alone: alone.get(id)!,
      withCamera: fused.get(id)!,
    })),
  };
}

async function timesOf(
  file: string,
  startS: number,
  camera: CameraBeside | null,
): Promise<Map<string, Times>> {
  const { source, loops, hardware } = openCase(file);
  const times = new Map<string, Times>(loops.map(({ id }) => [id, { confirmedS: null, isolateS: null }]));
  for await (const { loopIndex, point, findings, fused } of watchWithCamera(source, loops, camera, {
    hardware,
  })) {
    if (point.endS > startS + AFTER_S) break;
    const id = loops[loopIndex]!.id;
    for (const finding of [...findings, ...fused]) times.set(id, timesAfter(times.get(id)!, finding));
  }
  return times;
}

/** When a loop was first said to leak and to be worth isolating, after one more finding. */
export function timesAfter(times: Times, finding: Finding | FusedFinding): Times {
  const { confirmedS, isolateS } = times;
  return {
    confirmedS: confirmedS ?? ("phase" in finding && finding.phase === "confirmed" ? finding.timeS : null),
    isolateS: isolateS ?? ("level" in finding && finding.level === "isolate" ? finding.timeS : null),
  };
}

/** What of it had been said by an instant; null: all of it. */
export function timesKnownBy(all: CameraTimes, knownByS: number | null): CameraTimes {
  if (knownByS === null) return all;
  const known = (timeS: number | null): number | null => (timeS === null || timeS > knownByS ? null : timeS);
  const both = ({ confirmedS, isolateS }: Times): Times => ({
    confirmedS: known(confirmedS),
    isolateS: known(isolateS),
  });
  return {
    ...all,
    cameraS: known(all.cameraS),
    watchedUntilS: Math.min(all.watchedUntilS, knownByS),
    loops: all.loops.map((each) => ({
      ...each,
      alone: both(each.alone),
      withCamera: both(each.withCamera),
    })),
  };
}
