import type { Frame } from "../../telemetry/frame.ts";
import { toSi } from "../../units/index.ts";
import type { Tap } from "./tap.ts";

/** Means of the taps over about a minute, in SI; NaN for a tap that said nothing. `frames` counts those with data. */
export interface TapBlock {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly mean: Float64Array;
  readonly frames: Float64Array;
}

/** What the taps read of late: plain data, replaced and never changed. */
export interface TapRecord {
  readonly blocks: readonly TapBlock[];
  readonly openFirst: number;
  readonly sum: Float64Array;
  readonly frames: Float64Array;
}

const BLOCK_S = 60;
/** Blocks kept: six hours, or before a leak three and after it the last three. */
const MOST_BLOCKS = 360;
const LEAST_COVERAGE = 0.3;

export function beginTaps(taps: readonly Tap[]): TapRecord {
  return {
    blocks: [],
    openFirst: Number.NaN,
    sum: new Float64Array(taps.length),
    frames: new Float64Array(taps.length),
  };
}

/** Takes in one frame; `slots` says where the taps stand in it. While a loop leaks what came before `onset` is kept. */
export function followTaps(
  taps: readonly Tap[],
  slots: readonly number[],
  record: TapRecord,
  frame: Frame,
  number: number,
  onset: number | null,
): TapRecord {
  const sum = record.sum.slice();
  const frames = record.frames.slice();
  for (let i = 0; i < taps.length; i++) {
    const slot = slots[i]!;
    const value = frame.mean[slot]!;
    if (!(frame.coverage[slot]! >= LEAST_COVERAGE) || !Number.isFinite(value)) continue;
    sum[i] = sum[i]! + toSi(value, taps[i]!.unit);
    frames[i] = frames[i]! + 1;
  }
  const openFirst = Number.isNaN(record.openFirst) ? number : record.openFirst;
  if ((number - openFirst + 1) * frame.periodS < BLOCK_S)
    return { blocks: record.blocks, openFirst, sum, frames };
  const block: TapBlock = {
    firstFrame: openFirst,
    lastFrame: number,
    mean: sum.map((value, i) => value / frames[i]!),
    frames,
  };
  return {
    blocks: withRoom([...record.blocks, block], onset),
    openFirst: Number.NaN,
    sum: new Float64Array(taps.length),
    frames: new Float64Array(taps.length),
  };
}

function withRoom(blocks: TapBlock[], onset: number | null): TapBlock[] {
  if (blocks.length <= MOST_BLOCKS) return blocks;
  const before = onset === null ? 0 : blocks.filter(({ lastFrame }) => lastFrame < onset).length;
  const drop = before <= MOST_BLOCKS / 2 ? before : 0;
  return blocks.filter((_, i) => i !== drop);
}

/** Means of all taps over the blocks that lie wholly between two frames, and how many frames each has data for. */
export function meanBetween(
  blocks: readonly TapBlock[],
  firstFrame: number,
  lastFrame: number,
  taps: number,
): { mean: Float64Array; frames: Float64Array } {
  const mean = new Float64Array(taps);
  const frames = new Float64Array(taps);
  for (const block of blocks) {
    if (block.firstFrame < firstFrame || block.lastFrame > lastFrame) continue;
    for (let i = 0; i < taps; i++) {
      if (!(block.frames[i]! > 0)) continue;
      mean[i] = mean[i]! + block.mean[i]! * block.frames[i]!;
      frames[i] = frames[i]! + block.frames[i]!;
    }
  }
  for (let i = 0; i < taps; i++) mean[i] = mean[i]! / frames[i]!;
  return { mean, frames };
}
