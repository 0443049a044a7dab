import type { GreyFrame } from "../frame.ts";

/** What a source gives: a frame, or what it could not read and went past. */
export type FrameEvent =
  | { readonly kind: "frame"; readonly frame: GreyFrame; readonly name: string }
  | { readonly kind: "problem"; readonly message: string };

export interface FrameSourceOptions {
  /** Frames a second where the source has no clock of its own. */
  readonly framesPerS?: number;
  /** Ends an endless source, such as an HTTP stream. */
  readonly signal?: AbortSignal;
}
