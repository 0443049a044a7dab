import { type CameraBeside, watchWithCamera } from "../camera/fuse/index.ts";
import { type CameraFinding, renderClip, startCamera, stepCamera } from "../camera/index.ts";
import { caseFootage } from "../incident/case-footage.ts";
import { incidentLibrary, openCase } from "../incident/index.ts";
import type { CameraTimes } from "./camera-contract.ts";

/** When each loop of a case is confirmed and isolated, by its pressures alone and with the camera beside them. */
export interface CameraTimesQuestion {
  readonly kind: "camera-times";
  readonly incident: string;
}

/** After the footage begins: long enough for both ways to have said what they will. */
const AFTER_S = 900;

/** Watches a case twice, up to a quarter of an hour after its footage begins. Takes half a minute: for a thread of its own. */
export async function cameraTimes({ incident }: CameraTimesQuestion): Promise<CameraTimes> {
  const file = `${incidentLibrary}${incident}.yaml`;
  const opened = openCase(file);
  const { scenario, startS } = caseFootage(opened);
  const seen: CameraFinding[] = [];
  let state = startCamera();
  for (const { frame } of renderClip(scenario, 1)) {
    const step = stepCamera(state, frame);
    state = step.state;
    seen.push(...step.findings);
  }
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
  const alone = await timesOf(file, startS, null);
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

type Times = CameraTimes["loops"][number]["alone"];

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
    const tell = (kind: keyof Times, timeS: number): void => {
      const known = times.get(id)!;
      if (known[kind] === null) times.set(id, { ...known, [kind]: timeS });
    };
    for (const finding of [...findings, ...fused]) {
      if ("phase" in finding && finding.phase === "confirmed") tell("confirmedS", finding.timeS);
      if ("level" in finding && finding.level === "isolate") tell("isolateS", finding.timeS);
    }
  }
  return times;
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
