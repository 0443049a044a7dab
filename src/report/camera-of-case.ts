import { watchWithCamera } from "../camera/fuse/index.ts";
import type { CameraFile } from "../camera/geometry/camera-file.ts";
import { faceElements, withElements } from "../camera/geometry/face-element.ts";
import { faceOdds } from "../camera/geometry/face-odds.ts";
import {
  type CameraFinding,
  type PlumeFinding,
  type Sighting,
  startCamera,
  thresholdNat,
} from "../camera/index.ts";
import { type OpenedCase, openCase } from "../incident/index.ts";
import { caseCamera, watchClip } from "./case-camera.ts";

/** Footage of a case as the camera's watch saw it, and what the watch of the loops makes of it. Times are Unix seconds. */
export interface CameraReport {
  readonly fromS: number;
  readonly untilS: number;
  /** Breach of the reconstruction, which made the footage. */
  readonly breachS: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: { readonly timesS: readonly number[]; readonly statisticNat: readonly number[] };
  readonly thresholdNat: number;
  /** What was told of the plume, about once a second. */
  readonly findings: readonly (PlumeFinding & { readonly atS: number })[];
  /** Ways of particles that lead away from the leak, in pixels of the last frame. */
  readonly tracks: readonly (readonly (readonly [number, number])[])[];
  /** A calibrated camera that fits the footage, with the odds of its faces; null where none is on file. */
  readonly faces: { readonly camera: CameraFile; readonly odds: ReturnType<typeof withElements> } | null;
  /** Of the loop in view, pressures and camera together. */
  readonly fused: Milestones;
  readonly file: string | null;
}

/** When the watch of the loop first said so; null where it did not. */
export interface Milestones {
  readonly confirmedS: number | null;
  readonly isolateS: number | null;
}

/** How long after the breach the two channels are compared: what comes, comes within minutes [s]. */
const COMPARED_S = 900;
const LASTS_S = 12;
const TRACKS = 60;

/**
 * What a camera at the ship would have seen of a reconstructed leak, watched by the program, and how much sooner the loop's watch is sure
 * with it. Null where the case reconstructs no leak or nothing of it is known yet. Takes some seconds.
 */
export async function cameraOfCase(path: string, knownByS: number | null): Promise<CameraReport | null> {
  const opened = openCase(path);
  const { reconstruction } = opened.incident;
  if (reconstruction === undefined) return null;
  const filmed = caseCamera(opened);
  const { startS, calibrated } = filmed;
  const { widthPx, heightPx } = filmed.scenario.camera;
  const untilS = Math.min(knownByS ?? Number.POSITIVE_INFINITY, startS + LASTS_S);
  if (untilS <= reconstruction.leak.onset.value) return null;
  let last: Sighting | null = null;
  const all: CameraFinding[] = [];
  const timesS: number[] = [];
  const statisticNat: number[] = [];
  const tracks = new Map<number, [number, number][]>();
  for (const { frame, step } of watchClip(filmed, LASTS_S)) {
    if (frame.timeS + startS > untilS) break;
    all.push(...step.findings);
    timesS.push(frame.timeS + startS);
    statisticNat.push(step.sighting?.logR ?? Number.NaN);
    if (step.sighting === null) continue;
    last = step.sighting;
    for (const { id, tail } of last.tracks)
      if (last.outward.has(id))
        tracks.set(
          id,
          tail.map(({ xPx, yPx }) => [xPx, yPx]),
        );
  }
  const findings = all.flatMap((finding) =>
    finding.type === "plume" ? [{ ...finding, atS: finding.timeS + startS }] : [],
  );
  const { offset } = last ?? { offset: { xPx: 0, yPx: 0 } };
  const origin = findings.at(-1)?.origin ?? null;
  return {
    fromS: startS,
    untilS,
    breachS: reconstruction.leak.onset.value,
    widthPx,
    heightPx,
    frames: { timesS, statisticNat },
    thresholdNat: thresholdNat(startCamera().options),
    findings,
    tracks: [...tracks.values()]
      .slice(-TRACKS)
      .map((tail) => tail.map(([x, y]) => [x + offset.xPx, y + offset.yPx] as const)),
    faces: calibrated === null || origin === null ? null : facesOf(opened, calibrated, origin),
    fused: await milestones(path, all, startS, knownByS),
    file: filmed.file,
  };
}

function facesOf(
  opened: OpenedCase,
  camera: CameraFile,
  origin: { readonly xPx: number; readonly yPx: number; readonly sdPx: number },
): CameraReport["faces"] {
  const hardware = opened.hardware.get(opened.loops[0]!.id);
  const elements = hardware === undefined ? new Map() : faceElements(camera, hardware.twin).elements;
  return { camera, odds: withElements(faceOdds(camera, origin), elements) };
}

/** Watches the leaking loop anew until some minutes after the breach, with what the camera had to say. */
async function milestones(
  path: string,
  seen: readonly CameraFinding[],
  startS: number,
  knownByS: number | null,
): Promise<Milestones> {
  const opened = openCase(path);
  const loop = opened.loops[0]!;
  const untilS = Math.min(
    knownByS ?? Number.POSITIVE_INFINITY,
    opened.incident.reconstruction!.leak.onset.value + COMPARED_S,
  );
  const waiting = [...seen];
  const camera = {
    startS,
    inView: new Set([loop.id]),
    until: (unixS: number) => {
      const due = waiting.filter(({ timeS }) => timeS + startS <= unixS);
      waiting.splice(0, due.length);
      return Promise.resolve(due);
    },
  };
  let confirmedS: number | null = null;
  let isolateS: number | null = null;
  for await (const { point, findings, fused } of watchWithCamera(opened.source, [loop], camera)) {
    if (point.endS > untilS) break;
    for (const finding of findings) {
      if (finding.type !== "leak") continue;
      if (finding.phase === "confirmed") confirmedS ??= finding.timeS;
      if (finding.level === "isolate") isolateS ??= finding.timeS;
    }
    for (const finding of fused) if (finding.phase === "confirmed") confirmedS ??= finding.timeS;
  }
  return { confirmedS, isolateS };
}
