import { InputError } from "../sample.ts";

/** How the columns of a file are to be read. Positions count from 0; -1 where the column is absent. */
export type TableLayout =
  | {
      readonly kind: "long";
      readonly columns: number;
      readonly time: number;
      readonly channel: number;
      readonly value: number;
      readonly quality: number;
      readonly unit: number;
      /** Seconds of one unit of a numeric time: 1, or 0.001 where the column says milliseconds. */
      readonly timeUnit: "s" | "ms";
    }
  | {
      readonly kind: "wide";
      readonly columns: number;
      readonly channels: readonly { readonly name: string; readonly unit: string | undefined }[];
    };

const RECORDED = ["utc_ms", "pui", "value", "stamp_h"];
const LONG = ["time", "channel", "value", "quality", "unit"];
const FORMS =
  "a long table starts with time,channel,value[,quality][,unit] and a wide one with time,<channel>,<channel>";

/** Recognises the form of a file by its header line. Fails with an {@link InputError} that says what the header should be. */
export function layoutOf(header: readonly string[], place: string): TableLayout {
  const at = (name: string): number => header.indexOf(name);
  const fail = (problem: string): never => {
    throw new InputError(`${place}: ${problem}; ${FORMS}`);
  };
  if (RECORDED.every((name, i) => header[i] === name))
    return {
      kind: "long",
      columns: header.length,
      time: 0,
      channel: 1,
      value: 2,
      quality: -1,
      unit: -1,
      timeUnit: "ms",
    };
  const repeated = header.find((name, i) => header.indexOf(name) !== i);
  if (repeated !== undefined) fail(`column "${repeated}" stands twice in the header`);
  if (at("channel") >= 0 && at("value") >= 0) {
    if (at("time") < 0) fail(`the header has no column "time" (it has ${header.join(", ")})`);
    const strange = header.find((name) => !LONG.includes(name));
    if (strange !== undefined) fail(`column "${strange}" is not known in a long table`);
    return {
      kind: "long",
      columns: header.length,
      time: at("time"),
      channel: at("channel"),
      value: at("value"),
      quality: at("quality"),
      unit: at("unit"),
      timeUnit: "s",
    };
  }
  if (header[0] !== "time") fail(`the first column is "${shorten(header[0] ?? "")}", not "time"`);
  const lost = ["channel", "value"].find((name) => at(name) >= 0);
  if (lost !== undefined)
    fail(`column "${lost}" needs the column "${lost === "value" ? "channel" : "value"}" beside it`);
  if (header.length < 2) fail("the header names no channel");
  const channels = header.slice(1).map((cell, i) => {
    if (cell === "") fail(`column ${i + 2} of the header has no name`);
    const match = /^(.*\S)\s*\[([^\]]+)\]$/.exec(cell);
    return match ? { name: match[1]!, unit: match[2]!.trim() } : { name: cell, unit: undefined };
  });
  const names = channels.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(`channel "${twice}" stands twice in the header`);
  return { kind: "wide", columns: header.length, channels };
}

/** A field cut to a length that fits into a message. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
