import type { FrameEvent } from "../camera/decode/frame-source.ts";
import { openFrames } from "../camera/decode/open-frames.ts";
import { type CameraFinding, type CameraState, startCamera, stepCamera } from "../camera/index.ts";
import { InputError } from "../telemetry/sample.ts";

export interface CameraFeedFlags {
  readonly camera: string;
  readonly cameraStart?: string;
  readonly cameraFps?: number;
}

/** A camera beside the telemetry: its findings in order of time, asked for up to an instant, so that neither channel sees ahead. */
export class CameraFeed {
  readonly #frames: AsyncGenerator<FrameEvent>;
  readonly startS: number;
  readonly #onProblem: (message: string) => void;
  #state: CameraState = startCamera();
  #waiting: CameraFinding[] = [];
  #newestS = Number.NEGATIVE_INFINITY;
  #ended = false;

  private constructor(
    frames: AsyncGenerator<FrameEvent>,
    startS: number,
    onProblem: (message: string) => void,
  ) {
    this.#frames = frames;
    this.startS = startS;
    this.#onProblem = onProblem;
  }

  static async open(flags: CameraFeedFlags, onProblem: (message: string) => void): Promise<CameraFeed> {
    const startS = readStart(flags);
    const frames = await openFrames(flags.camera, {
      ...(flags.cameraFps && { framesPerS: flags.cameraFps }),
    });
    return new CameraFeed(frames, startS, onProblem);
  }

  /** Findings whose frames were taken up to an instant [Unix s]. */
  async until(unixS: number): Promise<CameraFinding[]> {
    while (!this.#ended && this.#newestS <= unixS) {
      const next = await this.#frames.next();
      if (next.done) {
        this.#ended = true;
        break;
      }
      if (next.value.kind === "problem") {
        this.#onProblem(next.value.message);
        continue;
      }
      const step = stepCamera(this.#state, next.value.frame);
      this.#state = step.state;
      this.#newestS = next.value.frame.timeS + this.startS;
      this.#waiting.push(...step.findings);
    }
    const due = this.#waiting.filter(({ timeS }) => timeS + this.startS <= unixS);
    this.#waiting = this.#waiting.filter(({ timeS }) => timeS + this.startS > unixS);
    return due;
  }

  async close(): Promise<void> {
    await this.#frames.return(undefined);
  }
}

/** Unix time of the footage's second 0. A stream by HTTP carries the time of arrival already. */
function readStart({ camera, cameraStart }: CameraFeedFlags): number {
  const live = /^https?:\/\//i.test(camera);
  if (cameraStart === undefined) {
    if (live) return 0;
    throw new InputError(
      `--camera ${camera}: say when the footage begins with --camera-start, such as 2023-02-11T09:33:36Z`,
    );
  }
  if (live)
    throw new InputError("--camera-start is for recorded footage; a stream has the time of its arrival");
  const startS = Date.parse(cameraStart) / 1000;
  if (!Number.isFinite(startS) || !/Z$|[+-]\d\d:?\d\d$/.test(cameraStart))
    throw new InputError(
      `--camera-start "${cameraStart}" is not an instant with its time zone, such as 2023-02-11T09:33:36Z`,
    );
  return startS;
}
