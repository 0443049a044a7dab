import type { Frame } from "../../telemetry/frame.ts";
import { unitTable } from "../../units/index.ts";
import type { Explanation, LoopDescription } from "../../vehicle/loop-description.ts";
import { type Dwell, noDwell, rest, restNat } from "./dwell.ts";

/** One channel of a frame, as the screen sees it. */
interface Screened {
  readonly channel: string;
  readonly hub: string | undefined;
  readonly kind: "inventory" | "witness" | "level" | Explanation["quantity"];
  /** Change between two frames that is never a jump, in the channel's unit; a part of its value for flow and power. */
  readonly floor: number;
}

/** What is remembered of the channels between frames. */
export interface HubMemory {
  readonly last: Float64Array;
  /** Mean square change from frame to frame. */
  readonly square: Float64Array;
  readonly seen: Int32Array;
  /** Frames for which each channel has been left out because its hub was at fault; 0 for one that is used. */
  readonly leftOut: Int32Array;
  /** Rests of each channel on one code. */
  readonly rests: readonly Dwell[];
  /** The hub, by a channel of it, that repeats its last values; -1 for none. */
  readonly repeating: number;
}

/** What one frame's channels did together. */
export interface HubVerdict {
  readonly memory: HubMemory;
  /** The frame without the readings that a hub at fault delivered. */
  readonly frame: Frame;
  /** Channels that jumped, by place in the frame. */
  readonly jumped: readonly number[];
  /** A fault that begins with this frame. */
  readonly fault: {
    readonly hub: string;
    readonly channels: readonly string[];
    readonly how: HubFault;
  } | null;
}

/** What the channels of a hub at fault did in one frame, or have done for too long. */
export type HubFault = "jumped" | "fell silent" | "repeats";

/** A change of so many times the usual is a jump. */
const JUMP_TIMES = 12;
const LEAST_SEEN = 30;
const MEMORY_FRAMES = 200;
/** After this long away a channel's new value is taken for true. */
const LONGEST_LEFT_OUT = 30;
const LEAST_COVERAGE = 0.3;
/** Each channel of a hub that repeats itself rests for longer than healthy ones do, of which the chance is below e^-12. */
const REPEATS_NAT = 12;
const SUSPICIOUS_NAT = 2;
const NOT_STATED = "a hub that the vehicle file does not name";

export function beginHubs(loop: LoopDescription): HubMemory {
  const count = screened(loop).length;
  return {
    last: new Float64Array(count).fill(Number.NaN),
    square: new Float64Array(count),
    seen: new Int32Array(count),
    leftOut: new Int32Array(count),
    rests: Array.from({ length: count }, () => noDwell),
    repeating: -1,
  };
}

/** Worked out once for a description: it does not change while its loop is watched. */
const known = new WeakMap<LoopDescription, readonly Screened[]>();

function screened(loop: LoopDescription): readonly Screened[] {
  const before = known.get(loop);
  if (before !== undefined) return before;
  const channels = describe(loop);
  known.set(loop, channels);
  return channels;
}

function describe(loop: LoopDescription): Screened[] {
  const { step, white } = loop.noise;
  const own = { kind: "inventory", channel: loop.inventoryChannel, hub: loop.inventoryHub } as const;
  // What a twin expects comes through no hub: it never jumps with one.
  const floor = { temperature: 0.5, flow: 0.03, power: 0.03, flag: 0.5, expected: Number.POSITIVE_INFINITY };
  return [
    { ...own, floor: 2 * step + 6 * white },
    ...loop.explainedBy.map(({ channel, hub, quantity }) => ({
      channel,
      hub,
      kind: quantity,
      floor: floor[quantity],
    })),
    // A witness of another kind of quantity need not jump where the inventory channel does: a pump that stops moves no level.
    ...(loop.witnesses ?? []).map(({ channel, hub, unit, noise = loop.noise }) => ({
      channel,
      hub,
      kind: isLike(unit, loop.inventoryUnit) ? ("witness" as const) : ("level" as const),
      floor: 2 * noise.step + 6 * noise.white,
    })),
  ];
}

function isLike(unit: string, inventoryUnit: string): boolean {
  const dimension = unitTable[unit]?.dimension;
  return dimension !== undefined && dimension === unitTable[inventoryUnit]?.dimension;
}

/**
 * Sets a jump of several channels of one hub in one frame apart from what coolant can do. Coolant moves a pressure on two hubs, or
 * a pressure and a flow together; it never makes a temperature leap within a frame, and it does not spare the sensors of another
 * hub. Readings of a hub at fault are left out until they are back, or have stayed for five minutes of 10 s frames. Pure.
 */
export function screenHubs(loop: LoopDescription, before: HubMemory, frame: Frame): HubVerdict {
  const channels = screened(loop);
  const count = channels.length;
  const last = before.last.slice();
  const square = before.square.slice();
  const seen = before.seen.slice();
  const leftOut = before.leftOut.slice();
  const jumped: number[] = [];
  const fallen: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = frame.mean[i]!;
    const isKnown = frame.coverage[i]! >= LEAST_COVERAGE && Number.isFinite(value);
    if (!isKnown) {
      if (!Number.isNaN(last[i]!) && seen[i]! > 0 && leftOut[i] === 0) fallen.push(i);
      continue;
    }
    const change = value - last[i]!;
    if (seen[i]! >= LEAST_SEEN && Math.abs(change) > limitOf(channels[i]!, last[i]!, square[i]!))
      jumped.push(i);
  }
  const speaking = count - fallen.length;
  const away =
    hubAtFault(channels, jumped, last, frame) ?? (speaking > 0 ? fallenHub(channels, fallen, before) : null);
  const isNew = away?.places.every((place) => leftOut[place] === 0) ?? false;
  if (away !== null) for (const place of away.places) if (leftOut[place] === 0) leftOut[place] = 1;

  let mean = frame.mean;
  let coverage = frame.coverage;
  for (let i = 0; i < count; i++) {
    if (leftOut[i]! > 0) {
      const isBack = !jumped.includes(i) && !fallen.includes(i);
      if (isBack || leftOut[i]! > LONGEST_LEFT_OUT) {
        leftOut[i] = 0;
        seen[i] = 0;
      } else {
        leftOut[i] = leftOut[i]! + 1;
        if (mean === frame.mean) {
          mean = mean.slice();
          coverage = coverage.slice();
        }
        mean[i] = Number.NaN;
        coverage[i] = 0;
        continue;
      }
    }
    const value = frame.mean[i]!;
    if (!(frame.coverage[i]! >= LEAST_COVERAGE) || !Number.isFinite(value)) continue;
    if (!Number.isNaN(last[i]!)) {
      const change = value - last[i]!;
      const usual = seen[i]! >= LEAST_SEEN ? Math.min(change * change, 9 * square[i]!) : change * change;
      const share = Math.max(1 / (seen[i]! + 1), 1 / MEMORY_FRAMES);
      square[i] = square[i]! + share * (usual - square[i]!);
    }
    last[i] = value;
    seen[i] = seen[i]! + 1;
  }
  const rests = before.rests.map((known, i) =>
    frame.coverage[i]! >= LEAST_COVERAGE ? rest(known, frame.mean[i]!) : known,
  );
  const stale = repeatingHub(channels, rests);
  if (stale !== null) {
    mean = mean === frame.mean ? mean.slice() : mean;
    coverage = coverage === frame.coverage ? coverage.slice() : coverage;
    for (const place of stale.places) {
      mean[place] = Number.NaN;
      coverage[place] = 0;
    }
  }
  const repeating = stale?.places[0] ?? -1;
  const memory = { last, square, seen, leftOut, rests, repeating };
  const told = away !== null && isNew ? away : repeating !== before.repeating ? stale : null;
  const fault = told && {
    hub: told.hub,
    channels: told.places.map((i) => channels[i]!.channel),
    how: told.how,
  };
  return { memory, frame: mean === frame.mean ? frame : { ...frame, mean, coverage }, jumped, fault };
}

function limitOf({ kind, floor }: Screened, last: number, square: number): number {
  const least = kind === "flow" || kind === "power" ? floor * Math.abs(last) : floor;
  return Math.max(JUMP_TIMES * Math.sqrt(square), least);
}

interface Away {
  readonly hub: string;
  readonly places: readonly number[];
  readonly how: HubFault;
}

function byHub(channels: readonly Screened[], places: readonly number[]): Map<string | undefined, number[]> {
  const groups = new Map<string | undefined, number[]>();
  for (const place of places) {
    const { hub } = channels[place]!;
    groups.set(hub, [...(groups.get(hub) ?? []), place]);
  }
  return groups;
}

function hubAtFault(
  channels: readonly Screened[],
  jumped: readonly number[],
  last: Float64Array,
  frame: Frame,
): Away | null {
  if (jumped.length < 2) return null;
  for (const [hub, places] of byHub(channels, jumped)) {
    const kinds = places.map((i) => channels[i]!.kind);
    const amount = places.find((i) => channels[i]!.kind === "inventory" || channels[i]!.kind === "witness");
    const others = channels.flatMap(({ kind }, i) =>
      (kind === "inventory" || kind === "witness") && !places.includes(i) && channels[i]!.hub !== hub
        ? [i]
        : [],
    );
    // Another hub saw the amount move too: that is the loop, whatever else jumped.
    if (amount !== undefined && others.some((i) => jumped.includes(i))) continue;
    const spared = others.some((i) => Number.isFinite(frame.mean[i]!) && !Number.isNaN(last[i]!));
    const impossible = kinds.includes("temperature") || (amount !== undefined && spared);
    if (places.length >= 3 || (hub !== undefined && places.length === 2 && impossible))
      return { hub: hub ?? NOT_STATED, places, how: "jumped" };
  }
  return null;
}

/** A hub of which two or more channels, and every one, fell silent at once while another hub speaks. */
function fallenHub(channels: readonly Screened[], fallen: readonly number[], before: HubMemory): Away | null {
  if (fallen.length < 2) return null;
  for (const [hub, places] of byHub(channels, fallen)) {
    if (hub === undefined || places.length < 2) continue;
    const reporting = channels.filter((channel, i) => channel.hub === hub && before.seen[i]! > 0);
    const elsewhere = channels.some((channel, i) => channel.hub !== hub && !fallen.includes(i));
    if (places.length === reporting.length && elsewhere) return { hub, places, how: "fell silent" };
  }
  return null;
}

/** A hub of which two or more channels, and every one that is known to move, have stood still at once while another hub's move. */
function repeatingHub(channels: readonly Screened[], rests: readonly Dwell[]): Away | null {
  const resting = rests.flatMap((dwell, i) => (restNat(dwell) > REPEATS_NAT ? [i] : []));
  if (resting.length < 2) return null;
  for (const [hub, places] of byHub(channels, resting)) {
    if (hub === undefined || places.length < 2) continue;
    const moves = (i: number) => restNat(rests[i]!) < 1 && rests[i]!.rests > 0 && rests[i]!.frames < 60;
    const ofHub = channels.flatMap((channel, i) => (channel.hub === hub ? [i] : []));
    const elsewhere = channels.some((channel, i) => channel.hub !== hub && moves(i));
    if (elsewhere && !ofHub.some((i) => !places.includes(i) && moves(i)))
      return { hub, places: ofHub, how: "repeats" };
  }
  return null;
}

/** Every channel of the inventory channel's hub that is known to move has rested for longer than usual, so that the hub may be at fault. */
export function mayRepeat(loop: LoopDescription, { rests }: HubMemory): boolean {
  const { inventoryHub } = loop;
  if (inventoryHub === undefined) return false;
  const others = screened(loop).flatMap(({ hub }, i) => (i > 0 && hub === inventoryHub ? [rests[i]!] : []));
  const judged = others.filter((dwell) => dwell.rests >= LEAST_SEEN);
  return judged.length > 0 && judged.every((dwell) => restNat(dwell) > SUSPICIOUS_NAT);
}

/** Explaining channels that jumped in this frame by themselves, and not because their hub is at fault. */
export function movedInputs({ explainedBy }: LoopDescription, { jumped, memory }: HubVerdict): number[] {
  return jumped
    .filter((place) => place > 0 && place <= explainedBy.length && memory.leftOut[place] === 0)
    .map((place) => place - 1);
}

/** Those of them that somebody sets: a flow, a power, a flag. */
export function operatedInputs(loop: LoopDescription, verdict: HubVerdict): number[] {
  return movedInputs(loop, verdict).filter((input) =>
    ["flow", "power", "flag"].includes(loop.explainedBy[input]!.quantity),
  );
}
