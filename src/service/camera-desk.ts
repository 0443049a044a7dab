import { setImmediate } from "node:timers/promises";
import { cameraNat, noCameraEvidence, seePlume } from "../camera/fuse/index.ts";
import {
  type CameraFinding,
  type GreyFrame,
  LARGEST_LOG_BAYES_FACTOR,
  type Sighting,
  startCamera,
  thresholdNat,
} from "../camera/index.ts";
import { incidentLibrary, openCase } from "../incident/index.ts";
import { type CaseCamera, caseCamera, watchClip } from "../report/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { greyBitmap } from "./bitmap.ts";
import type { CameraAnswer, CameraPicture } from "./camera-contract.ts";
import { Problem } from "./problem.ts";

/** Everything of one footage, up to its end; an answer shows what of it was known. */
interface Watched {
  readonly startS: number;
  readonly framesPerS: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timeS: number[];
  readonly statisticNat: (number | null)[];
  readonly spots: number[];
  readonly findings: CameraFinding[];
  readonly pictures: CameraPicture[];
  readonly bitmaps: Uint8Array[];
}

const SECONDS = 16;
/** A picture is kept for each second. */
const KEEP_EVERY = 12;
const RECORDS_KEPT = 4;

const NOTE =
  "Synthetic: drawn from the reconstruction's leak, as a camera at the ship might see it. No footage of this leak was used; place, direction and exposure are made up.";

/** Footage of cases: drawn and watched when first asked for, a frame at a time, so that nothing else has to wait. */
export class CameraDesk {
  readonly #watched = new Map<string, Promise<Watched>>();

  async answer(incident: string, knownByS: number | null): Promise<CameraAnswer> {
    const all = await this.#record(incident);
    const untilS = Math.min(knownByS ?? Number.POSITIVE_INFINITY, (all.timeS.at(-1) ?? 0) + all.startS);
    const count = all.timeS.filter((timeS) => timeS + all.startS <= untilS).length;
    const known = all.findings.filter(({ timeS }) => timeS + all.startS <= untilS);
    const evidence = known.reduce((sum, finding) => seePlume(sum, finding, all.startS), noCameraEvidence);
    return {
      schema: "hoarfrost/camera-answer/1",
      synthetic: true,
      note: NOTE,
      fromS: all.startS,
      untilS: Math.max(all.startS, untilS),
      widthPx: all.widthPx,
      heightPx: all.heightPx,
      framesPerS: all.framesPerS,
      thresholdNat: thresholdNat(startCamera().options),
      cameraNat: cameraNat(evidence, knownByS ?? untilS),
      largestNat: LARGEST_LOG_BAYES_FACTOR,
      frames: {
        timeS: all.timeS.slice(0, count).map((timeS) => timeS + all.startS),
        statisticNat: all.statisticNat.slice(0, count),
        spots: all.spots.slice(0, count),
      },
      findings: known.flatMap((finding) => {
        if (finding.type !== "plume") return [];
        const { phase, statisticNat, directionRad, spreadRad, speedPxPerS, particlesPerS, odds } = finding;
        const timeS = finding.timeS + all.startS;
        return [{ timeS, phase, statisticNat, directionRad, spreadRad, speedPxPerS, particlesPerS, odds }];
      }),
      pictures: all.pictures.filter(({ timeS }) => timeS <= untilS),
      knownByS,
    };
  }

  /** All that the camera's watch said of the footage, and when the footage begins. */
  async said(incident: string): Promise<Pick<Watched, "findings" | "startS">> {
    return this.#record(incident);
  }

  /** A kept picture as a grey bitmap. */
  async picture(incident: string, number: number): Promise<Uint8Array> {
    const { bitmaps } = await this.#record(incident);
    const found = bitmaps[number];
    if (found) return found;
    const detail = `There is no picture ${number} of the footage of ${incident}; it has ${bitmaps.length}.`;
    throw new Problem(404, "unknown-picture", detail);
  }

  #record(incident: string): Promise<Watched> {
    const known = this.#watched.get(incident);
    if (known) return known;
    const made = watchFootage(incident);
    this.#watched.set(incident, made);
    made.catch(() => this.#watched.delete(incident));
    if (this.#watched.size > RECORDS_KEPT) this.#watched.delete(this.#watched.keys().next().value!);
    return made;
  }
}

async function watchFootage(incident: string): Promise<Watched> {
  const filmed = footageOf(incident);
  const { startS } = filmed;
  const { widthPx, heightPx, framesPerS } = filmed.scenario.camera;
  const record: Watched = {
    startS,
    framesPerS,
    widthPx,
    heightPx,
    timeS: [],
    statisticNat: [],
    spots: [],
    findings: [],
    pictures: [],
    bitmaps: [],
  };
  for (const { frame, step } of watchClip(filmed, SECONDS)) {
    record.timeS.push(frame.timeS);
    record.statisticNat.push(
      step.sighting && Number.isFinite(step.sighting.logR) ? step.sighting.logR : null,
    );
    record.spots.push(step.sighting?.detections.length ?? 0);
    record.findings.push(...step.findings);
    if ((record.timeS.length - 1) % KEEP_EVERY === 0) keepPicture(record, frame, step.sighting);
    await setImmediate();
  }
  return record;
}

function footageOf(incident: string): CaseCamera {
  try {
    return caseCamera(openCase(`${incidentLibrary}${incident}.yaml`));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Problem(
      404,
      "no-footage",
      `There is no footage of ${JSON.stringify(incident)}: ${error.message}.`,
    );
  }
}

function keepPicture(record: Watched, frame: GreyFrame, sighting: Sighting | null): void {
  const {
    offset,
    detections = [],
    owners = [],
    tracks = [],
    outward,
    origin = null,
  } = sighting ?? { offset: null };
  const round = (value: number) => Math.round(value * 10) / 10;
  record.pictures.push({
    number: record.bitmaps.length,
    timeS: frame.timeS + record.startS,
    detections: detections.map((d, i) => ({
      xPx: round(d.xPx),
      yPx: round(d.yPx),
      bright: d.sign > 0,
      followed: owners[i] !== undefined,
    })),
    tracks: tracks
      .filter(({ counted }) => counted)
      .map((track) => ({
        away: outward?.has(track.id) ?? false,
        points: track.tail.map((p): [number, number] => [
          round(p.xPx + (offset?.xPx ?? 0)),
          round(p.yPx + (offset?.yPx ?? 0)),
        ]),
      })),
    origin,
  });
  record.bitmaps.push(greyBitmap(frame));
}
