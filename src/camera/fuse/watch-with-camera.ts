import type { TelemetrySource } from "../../telemetry/sample.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { type WatchOutput, type WatchSourceOptions, watchSource } from "../../watch/index.ts";
import type { CameraFinding } from "../camera-finding.ts";
import { cameraNat } from "./camera-evidence.ts";
import { type FusedFinding, startFusion, takeCamera, takeWatch } from "./fuse-watch.ts";

/** A camera beside the telemetry. */
export interface CameraBeside {
  /** Unix time of its second 0. */
  readonly startS: number;
  /** Loops of the ship in view, by their ids. */
  readonly inView: ReadonlySet<string>;
  /** Its findings up to an instant [Unix s] that were not given before, in order of time. */
  until(unixS: number): Promise<readonly CameraFinding[]>;
}

/** What one frame of one loop brought, by itself and together with the camera. */
export interface WatchedWithCamera extends WatchOutput {
  readonly fused: readonly FusedFinding[];
}

/**
 * Watches every loop of a source as {@link watchSource} does, with a camera as independent evidence for those in its view: it is
 * handed to the watch's own rule of isolation, and its factor to the odds. Neither channel sees ahead of the other. Without a
 * camera nothing is fused.
 */
export async function* watchWithCamera(
  source: TelemetrySource,
  loops: readonly LoopDescription[],
  camera: CameraBeside | null,
  options: WatchSourceOptions = {},
): AsyncGenerator<WatchedWithCamera> {
  let fusion = startFusion();
  const evidence = async (loopIndex: number, endS: number) => {
    if (!camera?.inView.has(loops[loopIndex]!.id)) return {};
    for (const finding of await camera.until(endS)) fusion = takeCamera(fusion, finding, camera.startS);
    return { cameraNat: cameraNat(fusion.camera, endS) };
  };
  for await (const output of watchSource(source, loops, { ...options, ...(camera && { evidence }) })) {
    const loop = loops[output.loopIndex]!;
    if (!camera?.inView.has(loop.id)) {
      yield { ...output, fused: [] };
      continue;
    }
    const { state, findings } = takeWatch(fusion, loop, output.point, output.findings);
    fusion = state;
    yield { ...output, fused: findings };
  }
}
