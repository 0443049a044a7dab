export type { Frame } from "./frame.ts";
export { FrameBuilder, type FrameCounts, type FramedLoop, type FrameOptions } from "./frame-builder.ts";
export { type OpenOptions, openSource } from "./open-source.ts";
export {
  ChannelTable,
  InputError,
  Quality,
  type SampleBatch,
  type SourceEvent,
  type TelemetrySource,
} from "./sample.ts";
