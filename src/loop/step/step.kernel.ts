import type { F64, I32 } from "../kernel/number-types.ts";
import { BOUNDARY_ENTHALPY, LEAST_MASS_KG, OUTSIDE_HEAT } from "./heat.kernel.ts";
import { BOUNDARY_FLOW, type StageArrays } from "./stage.kernel.ts";
import { STAGES } from "./tableau.ts";

/**
 * What a step of several stages works on; meanings as in `Integrator`. Rates of stage s start at s times their number;
 * so do the rows of `history`: the present solution, then those of stages 1 to 3, then two earlier ones.
 */
export interface StepArrays {
  readonly stage: StageArrays;
  readonly nodeCount: I32;
  readonly coolants: I32;
  readonly contents: I32;
  readonly unknowns: I32;
  readonly leakCount: I32;
  readonly pressureSize: I32;
  readonly weights: Float64Array;
  readonly errorWeights: Float64Array;
  /** 0 for what is held, 1 for the rest. */
  readonly free: Float64Array;
  readonly mass: Float64Array;
  readonly energy: Float64Array;
  readonly massRate: Float64Array;
  readonly energyRate: Float64Array;
  readonly leakRate: Float64Array;
  readonly leakEnergyRate: Float64Array;
  readonly outside: Float64Array;
  readonly leakedKg: Float64Array;
  readonly leakedJ: Float64Array;
  readonly supplied: Float64Array;
  /** Present iterate: temperatures, pressures, flows. */
  readonly solution: Float64Array;
  readonly history: Float64Array;
  readonly heatSide: Float64Array;
  readonly pressureSide: Float64Array;
}

/** Mass and energy that stage s starts from: contents at the start of the step and what earlier stages moved. */
export function knownContents(t: StepArrays, h: F64, s: I32): void {
  const { coolants, contents, mass, energy, massRate, energyRate, weights } = t;
  const { knownMass, knownEnergy } = t.stage;
  const w0 = h * weights[s * STAGES]!;
  const w1 = h * weights[s * STAGES + 1]!;
  const w2 = h * weights[s * STAGES + 2]!;
  addStage(knownMass, mass, massRate, w0, 0, coolants);
  addStage(knownEnergy, energy, energyRate, w0, 0, contents);
  if (s < 2) return;
  addStage(knownMass, knownMass, massRate, w1, coolants, coolants);
  addStage(knownEnergy, knownEnergy, energyRate, w1, contents, contents);
  if (s < 3) return;
  addStage(knownMass, knownMass, massRate, w2, 2 * coolants, coolants);
  addStage(knownEnergy, knownEnergy, energyRate, w2, 2 * contents, contents);
}

/** sum = known + weight times the rates of the stage whose rates start there. */
function addStage(
  sum: Float64Array,
  known: Float64Array,
  rate: Float64Array,
  weight: F64,
  start: I32,
  count: I32,
): void {
  for (let i: I32 = 0; i < count; i++) sum[i] = known[i]! + weight * rate[start + i]!;
}

/** The present iterate as a weighted sum of three others. */
export function predictSolution(
  t: StepArrays,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  wa: F64,
  wb: F64,
  wc: F64,
): void {
  const { unknowns, solution } = t;
  for (let i: I32 = 0; i < unknowns; i++) solution[i] = wa * a[i]! + wb * b[i]! + wc * c[i]!;
}

/** Keeps the present iterate as a row of the history. */
export function keepSolution(t: StepArrays, row: I32): void {
  const { unknowns, solution, history } = t;
  const start = row * unknowns;
  for (let i: I32 = 0; i < unknowns; i++) history[start + i] = solution[i]!;
}

/** Keeps what the stage solver found as stage s. */
export function keepStage(t: StepArrays, s: I32): void {
  const { coolants, contents, leakCount, stage } = t;
  const { rate, leakEnergy, outside } = stage.heat;
  const { massRate, energyRate } = t;
  const found = stage.massRate;
  const massRow = s * coolants;
  const energyRow = s * contents;
  for (let i: I32 = 0; i < coolants; i++) massRate[massRow + i] = found[i]!;
  for (let i: I32 = 0; i < contents; i++) energyRate[energyRow + i] = rate[i]!;
  for (let l: I32 = 0; l < leakCount; l++) {
    t.leakRate[s * leakCount + l] = stage.leakRate[l]!;
    t.leakEnergyRate[s * leakCount + l] = leakEnergy[l]!;
  }
  t.outside[3 * s] = stage.sums[BOUNDARY_FLOW]!;
  t.outside[3 * s + 1] = outside[BOUNDARY_ENTHALPY]!;
  t.outside[3 * s + 2] = outside[OUTSIDE_HEAT]!;
  keepSolution(t, s);
}

/** Right sides of the error estimate: energy into the heat matrix's order, mass into the hydraulic one's. */
export function errorSides(t: StepArrays, h: F64, diagonal: F64): void {
  const { nodeCount, coolants, contents, massRate, energyRate, errorWeights, heatSide, pressureSide } = t;
  const { place } = t.stage.heat;
  const { mass, enthalpy } = t.stage.storage;
  const { accumulatorNode } = t.stage;
  const at = t.stage.hydraulics.position;
  const e0 = errorWeights[0]!;
  const e1 = errorWeights[1]!;
  const e2 = errorWeights[2]!;
  const e3 = errorWeights[3]!;
  const spare = t.pressureSize;
  for (let i: I32 = 0; i < spare; i++) pressureSide[i] = 0;
  for (let u: I32 = 0; u < contents; u++) {
    const energy =
      e0 * energyRate[u]! +
      e1 * energyRate[contents + u]! +
      e2 * energyRate[2 * contents + u]! +
      e3 * energyRate[3 * contents + u]!;
    if (u >= coolants) {
      heatSide[place[u]!] = h * energy;
      continue;
    }
    const astray =
      e0 * massRate[u]! +
      e1 * massRate[coolants + u]! +
      e2 * massRate[2 * coolants + u]! +
      e3 * massRate[3 * coolants + u]!;
    // Mass that went astray carries its enthalpy with it: only the difference changes a temperature.
    heatSide[place[u]!] = mass[u]! > LEAST_MASS_KG ? h * energy - h * astray * enthalpy[u]! : 0;
    const node = u < nodeCount ? u : accumulatorNode[u - nodeCount]!;
    const p = at[node]!;
    pressureSide[p] = pressureSide[p]! + astray / diagonal;
  }
}

/** Largest size among the first `count` numbers; not a number if any is none. */
export function largestOf(x: Float64Array, count: I32): F64 {
  let largest: F64 = 0;
  for (let i: I32 = 0; i < count; i++) {
    const size = Math.abs(x[i]!);
    if (!(size <= largest)) largest = size;
  }
  return largest;
}

/** Books the fluxes of stages `first` to the last, stage s with `scale` times `weights[from + s]`. */
export function bookStages(t: StepArrays, first: I32, from: I32, scale: F64): void {
  const {
    coolants,
    contents,
    leakCount,
    free,
    mass,
    energy,
    massRate,
    energyRate,
    weights,
    supplied,
    outside,
  } = t;
  for (let s = first; s < STAGES; s++) {
    const weight = scale * weights[from + s]!;
    const massRow = s * coolants;
    const energyRow = s * contents;
    for (let i: I32 = 0; i < coolants; i++) mass[i] = mass[i]! + weight * massRate[massRow + i]! * free[i]!;
    for (let i: I32 = 0; i < contents; i++)
      energy[i] = energy[i]! + weight * energyRate[energyRow + i]! * free[i]!;
    for (let l: I32 = 0; l < leakCount; l++) {
      t.leakedKg[l] = t.leakedKg[l]! + weight * t.leakRate[s * leakCount + l]!;
      t.leakedJ[l] = t.leakedJ[l]! + weight * t.leakEnergyRate[s * leakCount + l]!;
    }
    for (let o: I32 = 0; o < 3; o++) supplied[o] = supplied[o]! + weight * outside[3 * s + o]!;
  }
}
