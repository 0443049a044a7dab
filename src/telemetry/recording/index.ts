export { openRecording } from "./open-recording.ts";
export { type RecordOptions, type RecordProgress, recordSource } from "./record-source.ts";
export { Recorder, type RecorderOptions, type RecorderProgress, RecordingStopped } from "./recorder.ts";
