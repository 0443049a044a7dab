import type sharpType from "sharp";
import { InputError } from "../../telemetry/sample.ts";

export type Sharp = typeof sharpType;

/** The optional image decoder, or an error that says how to get it. */
export async function loadSharp(): Promise<Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message.split("\n")[0] : String(problem);
    throw new InputError(
      `reading and writing pictures needs the optional package sharp, which is not installed here (${reason}); run "npm install sharp"`,
    );
  }
}

/** One encoded picture as grey levels. */
export async function decodeGrey(
  sharp: Sharp,
  input: string | Uint8Array,
  page?: number,
): Promise<{ widthPx: number; heightPx: number; pixels: Uint8Array }> {
  const image = sharp(input, {
    ...(page !== undefined && { page }),
    failOn: "error",
    limitInputPixels: 4096 * 2304,
  });
  const { data, info } = await image
    .flatten({ background: "#000" })
    .toColourspace("b-w")
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    widthPx: info.width,
    heightPx: info.height,
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.length),
  };
}
