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

const PER_OCTAVE = 4;
const RUNGS = BLOCK_FRAMES.length;

export function emptyBank(): OnsetBank {
  const none = new Float64Array(0);
  return {
    count: 0,
    onset: none,
    a: none,
    whole: none,
    b: none,
    cross: none,
    ratios: none,
    sensitivity: none,
  };
}

/** Spacing of the onsets kept at an age, in frames: a power of two, one up to an age of eight frames. */
export function spacingAt(ageFrames: number): number {
  let spacing = 1;
  while (ageFrames >= 2 * PER_OCTAVE * spacing) spacing *= 2;
  return spacing;
}

/** An innovation as the bank takes it: with the gain that the filter used, and the variance that it expected. */
export interface BankInnovation {
  readonly gain: Float64Array;
  readonly residual: number;
  /** The residual, held within what one frame may say. */
  readonly clipped: number;
  readonly variance: number;
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
  /** How a unit of the leak that is followed shows in this frame; absent or 0 where none is. */
  readonly followedPsi?: number;
}

/**
 * One frame later: thins, opens the hypothesis that a leak begins with this frame, carries all sensitivities on and adds
 * what the frame says. Rates are in channel units a second, positive for a loss.
 */
export function advanceBank(model: DisturbanceModel, bank: OnsetBank, now: BankFrame): OnsetBank {
  const next = thin(model, bank, now);
  const n = model.size;
  const { innovation, row, followedPsi = 0 } = now;
  for (let j = 0; j < next.count; j++) {
    const base = j * n;
    transitionVector(model, next.sensitivity, base);
    if (innovation === null) continue;
    // A frame's mean sees the ramp at the frame's middle.
    let psi = -(now.frame - next.onset[j]! + 0.5) * model.periodS;
    for (let i = 0; i < n; i++) psi -= row[i]! * next.sensitivity[base + i]!;
    for (let i = 0; i < n; i++) {
      next.sensitivity[base + i] = next.sensitivity[base + i]! + innovation.gain[i]! * psi;
    }
    next.a[j] = next.a[j]! + (psi * innovation.clipped) / innovation.variance;
    next.whole[j] = next.whole[j]! + (psi * innovation.residual) / innovation.variance;
    next.b[j] = next.b[j]! + (psi * psi) / innovation.variance;
    next.cross[j] = next.cross[j]! + (psi * followedPsi) / innovation.variance;
  }
  return next;
}

function thin(model: DisturbanceModel, bank: OnsetBank, now: BankFrame): OnsetBank {
  const n = model.size;
  const kept: number[] = [];
  for (let j = 0; j < bank.count; j++) {
    const age = now.frame - bank.onset[j]!;
    if (age <= now.longestFrames && bank.onset[j]! % spacingAt(age) === 0) kept.push(j);
  }
  const count = kept.length + 1;
  const next = {
    count,
    onset: new Float64Array(count),
    a: new Float64Array(count),
    whole: new Float64Array(count),
    b: new Float64Array(count),
    cross: new Float64Array(count),
    ratios: new Float64Array(count * RUNGS),
    sensitivity: new Float64Array(count * n),
  };
  for (let to = 0; to < kept.length; to++) {
    const from = kept[to]!;
    next.onset[to] = bank.onset[from]!;
    next.a[to] = bank.a[from]!;
    next.whole[to] = bank.whole[from]!;
    next.b[to] = bank.b[from]!;
    next.cross[to] = bank.cross[from]!;
    for (let i = 0; i < RUNGS; i++) next.ratios[to * RUNGS + i] = bank.ratios[from * RUNGS + i]!;
    for (let i = 0; i < n; i++) next.sensitivity[to * n + i] = bank.sensitivity[from * n + i]!;
  }
  next.onset[count - 1] = now.frame;
  next.ratios.set(now.ratios, (count - 1) * RUNGS);
  return next;
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
