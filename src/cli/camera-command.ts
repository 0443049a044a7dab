import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import pc from "picocolors";
import { openFrames } from "../camera/decode/open-frames.ts";
import { writeClip, writePicture } from "../camera/decode/write-pictures.ts";
import type { CameraFile } from "../camera/geometry/camera-file.ts";
import { type FaceElement, faceElements, withElements } from "../camera/geometry/face-element.ts";
import { faceOdds } from "../camera/geometry/face-odds.ts";
import {
  annotateFrame,
  type CameraFinding,
  type GreyFrame,
  type PlumeFinding,
  type RgbPicture,
  renderClip,
  scenarioNamed,
  scenarioNames,
  startCamera,
  stepCamera,
  tilePictures,
} from "../camera/index.ts";
import { caseFootage } from "../incident/case-footage.ts";
import { openCase } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { loadCamera } from "./camera-file.ts";
import { caseFile, shippedCases } from "./cases.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { printCameraFinding } from "./print-camera-finding.ts";
import { loadVehicle } from "./vehicles.ts";

interface CameraFlags {
  json?: boolean;
  annotate?: string;
  sheet?: string;
  fps?: number;
  scale?: number;
  camera?: string;
  vehicle?: string;
  announced?: string[];
  failOnLeak?: boolean;
}

const DETAIL = `
SOURCE is a folder of pictures (in order of their names), an animated GIF or WebP, a video (needs ffmpeg),
or an http address of a motion-JPEG stream or of a picture that is asked for again and again.

The camera sees that particles keep leaving one place. It cannot tell coolant from water, nor one loop from
another: announce water dumps with --announced, and weigh what it says together with the pressures.
Exit codes: 0 footage was read, 2 wrong use, 3 nothing could be read, 4 plume confirmed with --fail-on-leak.

Examples:
  hoarfrost camera render leak --out footage --seed 1
  hoarfrost camera footage --fps 25 --sheet sheet.png --annotate annotated
  hoarfrost camera footage --fps 25 --camera example-progress --vehicle progress-ms
  hoarfrost camera downlink.mp4 --json --announced 120:240`;

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("give a number above zero.");
  return value;
}

export function addCameraCommand(program: Command): void {
  const camera = program
    .command("camera")
    .description("watch a camera for particles that leave a ship")
    .argument("<source>", "folder of pictures, animation, video or http address")
    .option("--json", "findings as JSON Lines on standard output")
    .option("--annotate <folder>", "write each frame with detections, tracks and origin")
    .option("--sheet <file>", "write one contact sheet of up to twelve frames")
    .option("--fps <n>", "frames a second, where the source has no clock of its own", positive)
    .option(
      "--scale <n>",
      "pixels a metre at the ship: gives speeds in m/s (otherwise from --camera)",
      positive,
    )
    .option(
      "--camera <file>",
      "camera file, or the name of a shipped one: says which face a plume comes from",
    )
    .option(
      "--vehicle <file>",
      "vehicle file, or the name of a shipped one: says what of its loops lies in that face",
    )
    .option(
      "--announced <from:to...>",
      "water dumps in seconds of the footage (HTTP: Unix seconds), as from:to",
    )
    .option("--fail-on-leak", "exit with 4 if a plume was confirmed")
    .addHelpText("after", DETAIL)
    .action(async (source: string, flags: CameraFlags) => {
      process.exitCode = await runCamera(source, flags);
    });
  camera
    .command("render")
    .description("render labelled synthetic footage, with the truth beside it")
    .argument("<scenario>", `${scenarioNames.join(", ")}; or a case, for footage of its leak`)
    .requiredOption("--out <path>", "a folder for PNG files, or a .gif or .webp file")
    .option("--seed <n>", "whole number; the same seed gives the same pixels", "1")
    .action(async (scenario: string, flags: { out: string; seed: string }) => {
      process.exitCode = await runRender(scenario, flags.out, Number(flags.seed));
    })
    .exitOverride();
}

async function runRender(name: string, out: string, seed: number): Promise<number> {
  const file = scenarioNamed(name) === undefined ? caseFile(name) : undefined;
  const footage = file === undefined ? null : caseFootage(openCase(file));
  const scenario = footage?.scenario ?? scenarioNamed(name);
  if (!scenario)
    throw new InputError(
      `no scenario "${name}"; there are ${scenarioNames.join(", ")}, and the cases ${shippedCases().join(", ")}`,
    );
  if (!Number.isSafeInteger(seed)) throw new InputError(`--seed "${seed}" is not a whole number`);
  const { frames, written } = await writeClip(scenario, seed, renderClip(scenario, seed), out);
  process.stderr.write(
    `${written}: ${frames} SYNTHETIC frames of "${name}" at ${scenario.camera.framesPerS} a second\n`,
  );
  if (footage)
    process.stderr.write(`it begins at --camera-start ${new Date(footage.startS * 1000).toISOString()}\n`);
  return Exit.ok;
}

function readAnnounced(texts: readonly string[] = []) {
  return texts.map((text) => {
    const match = /^([\d.]+):([\d.]+)$/.exec(text);
    const [fromS, toS] = [Number(match?.[1]), Number(match?.[2])];
    if (!match || !(toS > fromS))
      throw new InputError(`--announced "${text}" is not from:to in seconds, such as 120:240`);
    return { fromS, toS };
  });
}

const SHEET_PICTURES = 12;

async function runCamera(location: string, flags: CameraFlags): Promise<number> {
  const calibrated = flags.camera === undefined ? null : loadCamera(flags.camera);
  const elements = elementsInView(calibrated, flags.vehicle);
  const events = await openFrames(location, { ...(flags.fps && { framesPerS: flags.fps }) });
  const out = new LineOutput(process.stdout);
  let state = startCamera({
    pxPerM: flags.scale ?? (calibrated && pxPerMOf(calibrated)),
    announced: readAnnounced(flags.announced),
  });
  const sheet = new Sheet(SHEET_PICTURES);
  let frames = 0;
  let last: PlumeFinding | null = null;
  let confirmedS: number | null = null;
  let problems = 0;
  const unusable = new Map<FootageProblem, { active: boolean; frames: number }>();
  for await (const event of events) {
    if (event.kind === "problem") {
      problems++;
      process.stderr.write(`${event.message}\n`);
      continue;
    }
    if (calibrated) checkSize(calibrated, event.frame);
    const step = stepCamera(state, event.frame);
    state = step.state;
    for (const finding of step.findings) {
      if (finding.type === "footage" && BLIND.has(finding.problem))
        unusable.set(finding.problem, {
          active: finding.active,
          frames: unusable.get(finding.problem)?.frames ?? 0,
        });
      const isNews: boolean = finding.type !== "plume" || last?.phase !== finding.phase;
      if (finding.type === "plume") {
        last = finding;
        if (finding.phase === "confirmed") confirmedS ??= finding.timeS;
      }
      const faces =
        calibrated && finding.type === "plume" && finding.origin
          ? withElements(faceOdds(calibrated, finding.origin), elements)
          : null;
      if (flags.json) await out.line(JSON.stringify(faces ? { ...finding, faces } : finding));
      else {
        await out.line(printCameraFinding(finding, isNews));
        if (faces && isNews) await out.line(printFaces(faces));
      }
    }
    if (flags.annotate || flags.sheet) {
      const picture = annotateFrame(event.frame, step.sighting);
      if (flags.annotate)
        await writePicture(picture, join(flags.annotate, `annotated-${String(frames).padStart(6, "0")}.png`));
      if (flags.sheet) sheet.offer(picture, isNewPhase(step.findings));
    }
    for (const state of unusable.values()) if (state.active) state.frames++;
    frames++;
  }
  if (frames === 0) throw new InputError(`${location}: not one picture could be read`);
  if (flags.sheet) await writePicture(tilePictures(sheet.pictures(), 3), flags.sheet);
  if (!flags.json) await out.line(summary(frames, last, confirmedS, problems, unusable));
  await out.end();
  return confirmedS !== null && flags.failOnLeak ? Exit.leakFound : Exit.ok;
}

function elementsInView(
  camera: CameraFile | null,
  vehicle: string | undefined,
): ReadonlyMap<string, FaceElement> {
  if (vehicle === undefined) return new Map();
  if (!camera)
    throw new InputError("--vehicle says what lies in a face: give the camera's file with --camera");
  const { twin } = loadVehicle(vehicle);
  if (!twin) throw new InputError(`${vehicle} is for watching only and names no elements`);
  const { elements, problems } = faceElements(camera, twin);
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return elements;
}

/** At what the camera looks at, across the line of sight. */
const pxPerMOf = (camera: CameraFile) =>
  camera.focal / Math.hypot(...camera.position.map((at, i) => at - camera["looks-at"][i]!));

function checkSize({ picture, id }: CameraFile, { widthPx, heightPx }: GreyFrame): void {
  if (picture.width === widthPx && picture.height === heightPx) return;
  throw new InputError(
    `camera "${id}" is calibrated for ${picture.width} x ${picture.height} pixels; the footage has ${widthPx} x ${heightPx}. Scale focal and picture in the file`,
  );
}

const printFaces = (faces: ReturnType<typeof withElements>) =>
  `             from ${faces
    .map(({ name, probability, loop, element, segment }) => {
      const part =
        element === undefined ? "" : ` (${element} of ${loop}${segment ? `, segment ${segment}` : ""})`;
      return `${name}${part} ${Math.round(100 * probability)} %`;
    })
    .join(", ")}`;

const isNewPhase = (findings: readonly CameraFinding[]) =>
  findings.some((finding) => finding.type === "plume");

type FootageProblem = Extract<CameraFinding, { type: "footage" }>["problem"];

/** While one of these lasts, nothing can be seen: that no plume was found says nothing then. */
const BLIND: ReadonlySet<FootageProblem> = new Set(["black", "white", "frozen", "snow"]);

function summary(
  frames: number,
  last: PlumeFinding | null,
  confirmedS: number | null,
  problems: number,
  unusable: ReadonlyMap<FootageProblem, { readonly frames: number }>,
): string {
  const verdict =
    confirmedS !== null
      ? `particles leave this ship, confirmed at ${confirmedS.toFixed(2)} s,`
      : last
        ? "suspected, not confirmed"
        : "no plume found";
  const trouble =
    problems > 0
      ? ` ${problems} ${problems === 1 ? "problem" : "problems"} with the source, told above.`
      : "";
  const blind = [...unusable]
    .filter(([, { frames: lost }]) => lost > 0)
    .map(([problem, { frames: lost }]) => `${lost.toLocaleString("en-US")} ${problem}`);
  const unseen = blind.length === 0 ? "" : ` Nothing can be seen in ${blind.join(", ")}.`;
  return `${pc.bold(verdict)} in ${frames.toLocaleString("en-US")} ${frames === 1 ? "frame" : "frames"}.${unseen}${trouble}`;
}

/** Keeps an even choice of pictures from footage of unknown length: when full, every second one goes and the step doubles. */
class Sheet {
  readonly #limit: number;
  #step = 1;
  #count = 0;
  #kept: { at: number; picture: RgbPicture; marked: boolean }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(picture: RgbPicture, marked: boolean): void {
    const at = this.#count++;
    if (at % this.#step !== 0 && !marked) return;
    this.#kept.push({ at, picture, marked });
    while (this.#kept.length > 2 * this.#limit) {
      this.#step *= 2;
      const before = this.#kept.length;
      this.#kept = this.#kept.filter((entry) => entry.at % this.#step === 0);
      if (this.#kept.length === before) this.#kept.splice(1, 1);
    }
  }

  pictures(): RgbPicture[] {
    const n = this.#kept.length;
    const count = Math.min(n, this.#limit);
    return Array.from({ length: count }, (_, i) => this.#kept[Math.floor(((i + 0.5) * n) / count)]!.picture);
  }
}
