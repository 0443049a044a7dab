import { randomStream } from "../../stats/index.ts";
import { choleskyInPlace, solveLower, solveUpper } from "./cholesky.ts";
import type { LeakingLoop } from "./leaking-network.ts";
import { residualBias, type Tap } from "./tap.ts";

/**
 * What a leak at each node does to each tap, in a few members of what the loop may be like, and what the nodes' pressures are without
 * one. Plain data. `change[((m * LEVELS + level) * nodes + node) * taps + tap]` in SI for a draw of `levelKgPerS[level]`.
 */
export interface Signature {
  readonly members: number;
  readonly levelKgPerS: readonly [number, number];
  readonly change: Float64Array;
  /** Pressure of each node over that at the accumulator without a leak [Pa]: members by nodes. */
  readonly rise: Float64Array;
  readonly flowKgPerS: number;
  /** What leaks do to the pressure of every node, in the first `PROBED` members at the smaller draw: member by leaking node by node [Pa]. */
  readonly atNodes: Float64Array;
  /** Mean square by which the taps' levels before the leak miss the twin, over what its spread allows: about 1 where the file fits the loop. */
  readonly levelMisfit: number;
}

export const LEVELS = 2;
/** Members in which the pressures of all nodes are kept, to say what a further gauge would tell. */
export const PROBED = 4;
const MEMBERS = 16;
/** Draws at which the network is solved, as parts of the loop's flow: between and beyond them a change per flow is a straight line. */
const LEVEL_PARTS = [0.02, 0.2] as const;
/** How far a pressure tap's level may be from the twin's beside its calibration's range [Pa], and a flow meter's [part]. Estimates. */
const LEVEL_TOLERANCE_PA = 500;
const LEVEL_TOLERANCE_FLOW_PART = 0.01;
const FINITE_STEP_LN = 0.05;

/**
 * Signature of a loop whose taps read `level` before the leak (SI; NaN where not known; pressures may share one unknown offset). The losses
 * of elements and the rise of pumps are drawn as their file spreads them and conditioned on those readings, to first order (Matheron's
 * rule), so that members agree with the taps and differ where no tap looks. The draws are the same every time.
 */
export function signatureOf(loop: LeakingLoop, taps: readonly Tap[], level: Float64Array): Signature {
  const nominal = loop.open();
  const { flowKgPerS } = nominal;
  const levelKgPerS = LEVEL_PARTS.map((part) => part * flowKgPerS) as unknown as readonly [number, number];
  const nodes = loop.nodes.length;
  const change = new Float64Array(MEMBERS * LEVELS * nodes * taps.length);
  const rise = new Float64Array(MEMBERS * nodes);
  const atNodes = new Float64Array(PROBED * nodes * nodes);
  const { members, levelMisfit } = membersOf(loop, taps, level, flowKgPerS);
  members.forEach((factors, m) => {
    const network = loop.open(factors);
    network.solve(null, 0);
    const before = taps.map((_, i) => network.tap(i));
    for (let node = 0; node < nodes; node++) rise[m * nodes + node] = network.rise(node);
    for (let l = 0; l < LEVELS; l++)
      for (let node = 0; node < nodes; node++) {
        const at = ((m * LEVELS + l) * nodes + node) * taps.length;
        if (!network.solve(node, levelKgPerS[l]!)) continue;
        for (let i = 0; i < taps.length; i++) change[at + i] = network.tap(i) - before[i]!;
        if (l > 0 || m >= PROBED) continue;
        for (let other = 0; other < nodes; other++)
          atNodes[(m * nodes + node) * nodes + other] = network.rise(other) - rise[m * nodes + other]!;
      }
  });
  return { members: MEMBERS, levelKgPerS, change, rise, flowKgPerS, atNodes, levelMisfit };
}

/** Factors on the uncertain losses of each member, given the taps' levels, and how those levels fit. */
function membersOf(
  loop: LeakingLoop,
  taps: readonly Tap[],
  level: Float64Array,
  flowKgPerS: number,
): { members: Float64Array[]; levelMisfit: number } {
  const { uncertain } = loop;
  const known = taps.map((_, i) => i).filter((i) => Number.isFinite(level[i]!));
  const count = uncertain.length;
  const read = (factors?: Float64Array): number[] => {
    const network = loop.open(factors);
    network.solve(null, 0);
    return known.map((i) => network.tap(i));
  };
  const base = read();
  const slopes = uncertain.map((_, e) => {
    const factors = new Float64Array(count).fill(1);
    factors[e] = Math.exp(FINITE_STEP_LN);
    return read(factors).map((value, i) => (value - base[i]!) / FINITE_STEP_LN);
  });
  const tolerance = known.map((i) => {
    const tap = taps[i]!;
    return tap.measures === "flow"
      ? Math.hypot(LEVEL_TOLERANCE_FLOW_PART * flowKgPerS, tap.calibration)
      : Math.hypot(LEVEL_TOLERANCE_PA, tap.calibration, residualBias(tap, flowKgPerS));
  });
  const n = known.length;
  const spread = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      let sum = a === b ? tolerance[a]! ** 2 : 0;
      // The pressure at the accumulator is no tap: all pressures share its unknown level.
      if (isPressure(taps[known[a]!]!) && isPressure(taps[known[b]!]!)) sum += SHARED_LEVEL_PA ** 2;
      for (let e = 0; e < count; e++) sum += uncertain[e]!.sdLn ** 2 * slopes[e]![a]! * slopes[e]![b]!;
      spread[a * n + b] = sum;
    }
  if (n > 0) choleskyInPlace(spread, n);
  const missed = Float64Array.from(known, (i, a) => level[i]! - base[a]!);
  if (n > 0) solveLower(spread, n, missed);
  const levelMisfit = n > 0 ? missed.reduce((sum, value) => sum + value * value, 0) / n : 0;
  const members = Array.from({ length: MEMBERS }, (_, m) => {
    const random = randomStream(0).named("what the loop may be like").named(m);
    const ln = Float64Array.from(uncertain, ({ sdLn }) => sdLn * random.normal());
    const shared = SHARED_LEVEL_PA * random.normal();
    const missing = Float64Array.from(known, (i, a) => {
      const drawn = ln.reduce((sum, value, e) => sum + value * slopes[e]![a]!, base[a]!);
      return level[i]! - drawn - tolerance[a]! * random.normal() - (isPressure(taps[i]!) ? shared : 0);
    });
    if (n > 0) {
      solveLower(spread, n, missing);
      solveUpper(spread, n, missing);
    }
    return ln.map((value, e) => {
      let moved = value;
      for (let a = 0; a < n; a++) moved += uncertain[e]!.sdLn ** 2 * slopes[e]![a]! * missing[a]!;
      return Math.exp(Math.max(-1, Math.min(1, moved)));
    });
  });
  return { members, levelMisfit };
}

/** Standard deviation of the level that all pressure taps of a loop share: nothing is known of it [Pa]. */
export const SHARED_LEVEL_PA = 1e6;

export function isPressure(tap: Tap): boolean {
  return tap.measures === "pressure";
}

/** What a leak at a point changes a tap by in one member, per flow, at the smaller draw (level 0) or the larger (level 1): SI by kg/s. */
export function changePerFlow(
  signature: Signature,
  taps: number,
  nodes: number,
  member: number,
  point: { readonly from: number; readonly to: number; readonly part: number },
  tap: number,
  level: 0 | 1,
): number {
  const { levelKgPerS, change } = signature;
  const at = (node: number) => change[((member * LEVELS + level) * nodes + node) * taps + tap]!;
  return ((1 - point.part) * at(point.from) + point.part * at(point.to)) / levelKgPerS[level];
}

/** Part of the larger draw's change per flow that holds at a rate, the rest being the smaller's: beyond the draws a straight line. */
export function largerShare({ levelKgPerS: [small, large] }: Signature, rateKgPerS: number): number {
  return Math.min((rateKgPerS - small) / (large - small), MOST_BEYOND);
}

/** How far beyond the larger draw a change is still carried on, in steps between the two: to six tenths of the flow. */
const MOST_BEYOND = 3;
