import { spawn } from "node:child_process";
import { InputError } from "../../telemetry/sample.ts";
import type { FrameEvent, FrameSourceOptions } from "./frame-source.ts";

interface VideoShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerS: number;
}

const MISSING =
  "reading video needs ffmpeg and ffprobe on the path, which were not found; install ffmpeg, or give a folder of pictures";

function run(
  command: string,
  args: readonly string[],
): Promise<{ code: number | null; out: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors = (errors + chunk).slice(-2000);
    });
    child.on("error", (problem: NodeJS.ErrnoException) =>
      reject(problem.code === "ENOENT" ? new InputError(MISSING) : problem),
    );
    child.on("close", (code) => resolve({ code, out, errors }));
  });
}

async function probe(file: string): Promise<VideoShape> {
  const fields = "stream=width,height,avg_frame_rate,r_frame_rate";
  const { code, out, errors } = await run("ffprobe", [
    "-v",
    "error",
    "-select_streams",
    "v:0",
    "-show_entries",
    fields,
    "-of",
    "json",
    file,
  ]);
  const stream = code === 0 ? JSON.parse(out).streams?.[0] : undefined;
  if (!stream?.width)
    throw new InputError(
      `${file}: no video in it (${errors.trim().split("\n").pop() || "no picture stream"})`,
    );
  const rate = [stream.avg_frame_rate, stream.r_frame_rate]
    .map((text: string) => Number(text.split("/")[0]) / Number(text.split("/")[1]))
    .find((value: number) => value > 0 && Number.isFinite(value));
  return { widthPx: stream.width, heightPx: stream.height, framesPerS: rate ?? 25 };
}

/**
 * Grey frames of a video, by a pipe from ffmpeg at its own pace, brought to one constant rate. Turned pictures (rotation marks) are
 * left as stored. A file that ends in the middle gives the frames before it and a problem.
 */
export async function* readVideo(file: string, options: FrameSourceOptions): AsyncGenerator<FrameEvent> {
  const shape = await probe(file);
  const rate = options.framesPerS ?? shape.framesPerS;
  const args = ["-v", "error", "-nostdin", "-noautorotate", "-i", file, "-an"];
  if (options.framesPerS) args.push("-vf", `fps=${options.framesPerS}`);
  else args.push("-vsync", "cfr", "-r", String(shape.framesPerS));
  args.push("-f", "rawvideo", "-pix_fmt", "gray", "pipe:1");
  const child = spawn("ffmpeg", args, { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors = (errors + chunk).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
    child.on("error", () => resolve(-1));
  });
  const size = shape.widthPx * shape.heightPx;
  let pixels = new Uint8Array(size);
  let filled = 0;
  let count = 0;
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      let at = 0;
      while (at < chunk.length) {
        const part = Math.min(size - filled, chunk.length - at);
        pixels.set(chunk.subarray(at, at + part), filled);
        filled += part;
        at += part;
        if (filled < size) continue;
        const frame = { widthPx: shape.widthPx, heightPx: shape.heightPx, timeS: count / rate, pixels };
        yield { kind: "frame", name: `${file} frame ${count + 1}`, frame };
        pixels = new Uint8Array(size);
        filled = 0;
        count++;
      }
    }
    const code = await ended;
    if (count === 0)
      throw new InputError(`${file}: no picture could be decoded (${errors.trim().split("\n").pop()})`);
    if (code !== 0 || errors.trim() || filled > 0)
      yield {
        kind: "problem",
        message: `${file}: damaged or cut short after ${count} pictures (${errors.trim().split("\n").pop() || "ends within a picture"})`,
      };
  } finally {
    child.kill();
  }
}
