import { type ChannelTable, InputError, Quality, type SampleBatch, type SourceEvent } from "../sample.ts";

/** The one header line of every segment: the long telemetry CSV. */
export const SEGMENT_HEADER = "time,channel,value,quality";

const qualityWords: readonly string[] = Object.keys(Quality);

/** The head of a segment: what made it, of what, since when. */
export function segmentHead(source: string, startedMs: number): string {
  return `# hoarfrost recording 1\n# source ${oneLine(source)}\n# started ${new Date(startedMs).toISOString()}\n${SEGMENT_HEADER}\n`;
}

/**
 * Samples as CSV lines, times in Unix seconds and numbers in the shortest form that reads back to the same double.
 * Throws an InputError for a channel that has no name or one with a line break.
 */
export function samplesText(batch: SampleBatch, channels: ChannelTable, names: Map<number, string>): string {
  let text = "";
  for (let n = 0; n < batch.count; n++) {
    const channel = batch.channel[n] as number;
    let name = names.get(channel);
    if (name === undefined) {
      name = fieldText(channels.names[channel] ?? "");
      names.set(channel, name);
    }
    const quality = qualityWords[batch.quality[n] as number] ?? "suspect";
    text += `${batch.timeS[n]},${name},${numberText(batch.value[n] as number)},${quality}\n`;
  }
  return text;
}

/** Whatever is not a sample, as a comment line among the samples. */
export function eventText(event: Exclude<SourceEvent, { kind: "samples" }>): string {
  if (event.kind === "refused") return `# refused ${event.count} ${oneLine(event.problem)}\n`;
  return `# signal ${event.state} ${event.timeS} ${isoText(event.timeS)}\n`;
}

/** The event of a comment line, without its line end; undefined for any other comment. */
export function eventOf(line: string): Exclude<SourceEvent, { kind: "samples" }> | undefined {
  const signal = /^# signal (acquired|lost) (-?[\d.]+(?:e[+-]?\d+)?)(?: |$)/.exec(line);
  if (signal !== null)
    return { kind: "signal", state: signal[1] as "acquired" | "lost", timeS: Number(signal[2]) };
  const refused = /^# refused (\d+) (.*)$/.exec(line);
  if (refused !== null) return { kind: "refused", count: Number(refused[1]), problem: refused[2] as string };
  return undefined;
}

/** What a segment holds, for the manifest. */
export interface SegmentSummary {
  readonly samples: number;
  /** Earliest and latest time, Unix seconds; undefined without samples. */
  readonly firstS: number | undefined;
  readonly lastS: number | undefined;
  /** Signal and refusal lines. */
  readonly events: number;
}

/** Counts the lines of a segment's text. */
export function summarise(text: Buffer): SegmentSummary {
  let samples = 0;
  let events = 0;
  let firstS = Number.POSITIVE_INFINITY;
  let lastS = Number.NEGATIVE_INFINITY;
  let from = 0;
  for (let end = text.indexOf(0x0a); end >= 0; end = text.indexOf(0x0a, from)) {
    if (text[from] === 0x23) {
      if (eventOf(text.toString("utf8", from, end)) !== undefined) events++;
    } else if (isSampleLine(text[from])) {
      // No time is written in more than 25 characters.
      const timeS = Number.parseFloat(text.toString("latin1", from, Math.min(end, from + 25)));
      samples++;
      if (timeS < firstS) firstS = timeS;
      if (timeS > lastS) lastS = timeS;
    }
    from = end + 1;
  }
  return {
    samples,
    firstS: samples > 0 ? firstS : undefined,
    lastS: samples > 0 ? lastS : undefined,
    events,
  };
}

/** A sample's line begins with the digits of its time; header, comments and empty lines do not. */
export function isSampleLine(first: number | undefined): boolean {
  return first !== undefined && (first === 0x2d || (first >= 0x30 && first <= 0x39));
}

/**
 * Length of the part of a segment's text that can be trusted after an interruption: up to the last line end, and never
 * beyond a zero byte, which is what a file system leaves where it had promised room but not yet written.
 */
export function soundLength(text: Buffer): number {
  const zero = text.indexOf(0);
  const end = zero < 0 ? text.length : zero;
  return end === 0 ? 0 : text.lastIndexOf(0x0a, end - 1) + 1;
}

function fieldText(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character would end or hide the line
  if (name === "" || /[\u0000-\u001f\u007f]/.test(name))
    throw new InputError(
      `channel "${oneLine(name)}" cannot be recorded: a name needs characters and no control characters`,
    );
  return /[",#]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function isoText(timeS: number): string {
  return Math.abs(timeS) < 8.64e12 ? new Date(timeS * 1000).toISOString() : "";
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u001f\u007f]+/g, " ");
}
