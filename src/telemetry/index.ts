export {
  ChannelStatistics,
  type ChannelSummary,
  type SignalGap,
} from "./channel-statistics.ts";
export type { Frame } from "./frame.ts";
export { FrameBuilder, type FrameCounts, type FramedLoop, type FrameOptions } from "./frame-builder.ts";
export { injectLeak } from "./inject/inject-leak.ts";
export type { LeakInjection } from "./inject/leak-injection.ts";
export { openIssFeed } from "./live/index.ts";
export { type OpenOptions, openSource } from "./open-source.ts";
export { openRecording, RecordingStopped, recordSource } from "./recording/index.ts";
export {
  ChannelTable,
  InputError,
  Quality,
  type SampleBatch,
  type SourceEvent,
  type TelemetrySource,
} from "./sample.ts";
export { type WriteOptions, type Written, writeCsv } from "./write-csv.ts";
