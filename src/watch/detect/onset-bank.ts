import type { DisturbanceModel } from "../model/disturbance-model.ts";
import { transitionVector } from "../model/kalman.ts";
import { BLOCK_FRAMES, evidenceDivisor } from "./self-calibration.ts";

/**
 * Hypotheses "a leak of unknown constant rate began at this instant", one record each, with everything that a test of the
 * rate needs: the sufficient statistics of s in
 *
 *     ln Lambda(onset, s) = s A - s^2 B / 2,     A = sum psi nu / S,   B = sum psi^2 / S
 *
 * where nu, S are the filter's innovations and psi is how a unit leak from that onset shows in them. The test takes A from clipped
 * innovations, so that no single frame decides; the size takes it from whole ones, which a fast leak needs. psi is carried through
 * the filter's actual gains (Willsky and Jones 1976), so it stays exact across missing frames and changing inputs.
 *
 * Every frame opens a hypothesis; with age they are thinned to four an octave, each survivor standing for those it replaced.
 * Each keeps the variance ratios as they were when it was opened, so that a leak cannot excuse itself by looking like noise.
 */
export interface OnsetBank {
  readonly count: number;
  /** Frame number at whose start the leak is supposed to begin. */
  readonly onset: Float64Array;
  /** A from clipped innovations, for the test. */
  readonly a: Float64Array;
  /** A from whole innovations, for the size. */
  readonly whole: Float64Array;
  readonly b: Float64Array;
  /** Sum of psi times that of a leak that is followed, over S: how far a later change can be told from it. */
  readonly cross: Float64Array;
  /** Variance ratios of the self-calibration at the onset, one row a hypothesis. */
  readonly ratios: Float64Array;
  /** Rows of the sensitivity of the filter's state to a unit leak. */
  readonly sensitivity: Float64Array;
}

/** Four onsets an octave of age, as a power of two. */
const PER_OCTAVE_LOG2 = 2;
const RUNGS = BLOCK_FRAMES.length;

export function emptyBank(): OnsetBank {
  return bankOf(0, 0);
}

/** Columns of a bank in one piece of memory: it is replaced each frame, and one piece is had sooner than seven. */
function bankOf(count: number, states: number): OnsetBank {
  const memory = new Float64Array(count * (5 + RUNGS + states));
  const column = (place: number, width = 1) => memory.subarray(place * count, (place + width) * count);
  return {
    count,
    onset: column(0),
    a: column(1),
    whole: column(2),
    b: column(3),
    cross: column(4),
    ratios: column(5, RUNGS),
    sensitivity: column(5 + RUNGS, states),
  };
}

/** Spacing of the onsets kept at an age, in frames: a power of two, one below an age of eight frames. */
export function spacingAt(ageFrames: number): number {
  const octave = 31 - Math.clz32(ageFrames);
  return octave <= PER_OCTAVE_LOG2 ? 1 : 1 << (octave - PER_OCTAVE_LOG2);
}

/** An innovation as the bank takes it: with the gain that the filter used, and the variance that it expected. */
export interface BankInnovation {
  readonly gain: Float64Array;
  readonly residual: number;
  /** The residual, held within what one frame may say. */
  readonly clipped: number;
  readonly variance: number;
}

/** One measurement of a frame: how the state shows in it, and what it brought. */
export interface BankMeasurement {
  readonly row: Float64Array;
  readonly innovation: BankInnovation;
}

export interface BankFrame {
  /** Number of this frame on the loop's grid. */
  readonly frame: number;
  readonly row: Float64Array;
  /** null for a frame without data: hypotheses age, nothing is learned. */
  readonly innovation: BankInnovation | null;
  /** Variance ratios just before this frame. */
  readonly ratios: Float64Array;
  /** Hypotheses older than this are given up. */
  readonly longestFrames: number;
  /** Further measurements of the same inventory in this frame, in the order in which the filter took them. */
  readonly further?: readonly BankMeasurement[];
  /** How a unit of the leak that is followed shows in each measurement of this frame; absent where none is followed. */
  readonly followedPsi?: readonly number[];
}

/**
 * One frame later: thins, opens the hypothesis that a leak begins with this frame, carries all sensitivities on and adds
 * what the frame says. Rates are in channel units a second, positive for a loss.
 */
export function advanceBank(model: DisturbanceModel, bank: OnsetBank, now: BankFrame): OnsetBank {
  const next = thin(model, bank, now);
  const n = model.size;
  for (let j = 0; j < next.count; j++) transitionVector(model, next.sensitivity, j * n);
  const { innovation, row, frame, further = [], followedPsi = [] } = now;
  let place = 0;
  if (innovation !== null) take(model, next, frame, row, innovation, followedPsi[place++] ?? 0);
  for (const other of further)
    take(model, next, frame, other.row, other.innovation, followedPsi[place++] ?? 0);
  return next;
}

/** Adds what one measurement says to every hypothesis of a bank that is not given out yet. */
function take(
  model: DisturbanceModel,
  bank: OnsetBank,
  frame: number,
  row: Float64Array,
  { gain, residual, clipped, variance }: BankInnovation,
  followedPsi: number,
): void {
  const { count, onset, a, whole, b, cross, sensitivity } = bank;
  const n = model.size;
  for (let j = 0; j < count; j++) {
    const base = j * n;
    // A frame's mean sees the ramp at the frame's middle.
    let psi = -(frame - onset[j]! + 0.5) * model.periodS;
    for (let i = 0; i < n; i++) psi -= row[i]! * sensitivity[base + i]!;
    for (let i = 0; i < n; i++) sensitivity[base + i] = sensitivity[base + i]! + gain[i]! * psi;
    a[j] = a[j]! + (psi * clipped) / variance;
    whole[j] = whole[j]! + (psi * residual) / variance;
    b[j] = b[j]! + (psi * psi) / variance;
    cross[j] = cross[j]! + (psi * followedPsi) / variance;
  }
}

function thin(model: DisturbanceModel, bank: OnsetBank, now: BankFrame): OnsetBank {
  const n = model.size;
  let kept = 0;
  for (let j = 0; j < bank.count; j++) if (isKept(bank.onset[j]!, now)) kept++;
  const next = bankOf(kept + 1, n);
  let to = 0;
  for (let from = 0; from < bank.count; from++) {
    if (!isKept(bank.onset[from]!, now)) continue;
    next.onset[to] = bank.onset[from]!;
    next.a[to] = bank.a[from]!;
    next.whole[to] = bank.whole[from]!;
    next.b[to] = bank.b[from]!;
    next.cross[to] = bank.cross[from]!;
    for (let i = 0; i < RUNGS; i++) next.ratios[to * RUNGS + i] = bank.ratios[from * RUNGS + i]!;
    for (let i = 0; i < n; i++) next.sensitivity[to * n + i] = bank.sensitivity[from * n + i]!;
    to++;
  }
  next.onset[kept] = now.frame;
  next.ratios.set(now.ratios, kept * RUNGS);
  return next;
}

/** True for an onset that lies on the grid of its age. Spacings are powers of two, so the lowest bits tell. */
function isKept(onset: number, { frame, longestFrames }: BankFrame): boolean {
  const age = frame - onset;
  return age <= longestFrames && (onset & (spacingAt(age) - 1)) === 0;
}

/** Some hypotheses of a bank: the first `most` of those that did not begin before a frame. */
export function fromOnset(model: DisturbanceModel, bank: OnsetBank, first: number, most: number): OnsetBank {
  let from = 0;
  while (from < bank.count && bank.onset[from]! < first) from++;
  const to = Math.min(bank.count, from + most);
  return {
    count: to - from,
    onset: bank.onset.slice(from, to),
    a: bank.a.slice(from, to),
    whole: bank.whole.slice(from, to),
    b: bank.b.slice(from, to),
    cross: bank.cross.slice(from, to),
    ratios: bank.ratios.slice(from * RUNGS, to * RUNGS),
    sensitivity: bank.sensitivity.slice(from * model.size, to * model.size),
  };
}

/** How many onsets a hypothesis stands for. */
export function onsetsRepresented(bank: OnsetBank, j: number, frame: number): number {
  return spacingAt(frame - bank.onset[j]!);
}

/** Evidence of one hypothesis for the test, after the self-calibration's discount: ln Lambda(s) = s a - s^2 b / 2. */
export function testEvidence(bank: OnsetBank, j: number, frame: number): { a: number; b: number } {
  const divisor = discount(bank, j, frame);
  return { a: bank.a[j]! / divisor, b: bank.b[j]! / divisor };
}

/** The same for the size, from whole innovations. */
export function sizeEvidence(bank: OnsetBank, j: number, frame: number): { a: number; b: number } {
  const divisor = discount(bank, j, frame);
  return { a: bank.whole[j]! / divisor, b: bank.b[j]! / divisor };
}

function discount(bank: OnsetBank, j: number, frame: number): number {
  return evidenceDivisor(bank.ratios, j * RUNGS, frame - bank.onset[j]! + 1);
}
