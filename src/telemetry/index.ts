export type { Frame } from "./frame.ts";
export {
  ChannelTable,
  InputError,
  Quality,
  type SampleBatch,
  type SourceEvent,
  type TelemetrySource,
} from "./sample.ts";
