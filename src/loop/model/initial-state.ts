import {
  BRANCH_PARAMETERS,
  CHECK_VALVE,
  CONDUCTANCE,
  FIXED_FLOW,
  PIPE,
  PUMP,
} from "../network/branch-kind.ts";
import { vesselMass } from "../step/gas-vessels.ts";
import { filledLine, lineEnergy, lineMass } from "../step/line-profile.ts";
import type { LoopModel } from "./loop-model.ts";
import type { LoopState } from "./loop-state.ts";

/** The state that the description gives, at rest and full, before anything has moved. */
export function initialState(model: LoopModel, timeS = 0): LoopState {
  const { description, nodeCount, accumulatorCount, wallCount, network } = model;
  const coolants = nodeCount + accumulatorCount;
  const branchCount = network.from.length;
  const leakCount = model.leakNode.length;
  const accumulators = description.accumulators ?? [];
  model.schedules.evaluate(timeS, false);
  const given = [...description.nodes, ...accumulators, ...(description.walls ?? [])];
  const temperatureK = numbers(model.names.length, (u) => given[u]?.temperatureK ?? 0);
  for (let u = 0; u < temperatureK.length; u++)
    if (model.heldSchedule[u]! >= 0) temperatureK[u] = model.schedules.values[model.heldSchedule[u]!]!;
  const pressurePa = numbers(nodeCount, (i) => description.nodes[i]!.pressurePa);
  const { fluids, fluidOf, accumulatorNode, volumeM3 } = model;
  const density = numbers(coolants, (i) => {
    const fluid = fluidOf[i]!;
    const pressure = pressurePa[i < nodeCount ? i : accumulatorNode[i - nodeCount]!]!;
    const squeeze = fluids.compressibility(fluid, temperatureK[i]!);
    const above = pressure - fluids.referencePressurePa[fluid]!;
    return fluids.density(fluid, temperatureK[i]!) * (1 + squeeze * above);
  });
  const massKg = numbers(
    coolants,
    (i) => density[i]! * (i < nodeCount ? volumeM3[i]! : accumulators[i - nodeCount]!.liquidM3),
  );
  const energyJ = new Float64Array(coolants + wallCount);
  for (let i = 0; i < coolants; i++) energyJ[i] = massKg[i]! * fluids.enthalpy(fluidOf[i]!, temperatureK[i]!);
  for (let w = 0; w < wallCount; w++)
    energyJ[coolants + w] = model.wallCapacity[w]! * temperatureK[coolants + w]!;
  const setting = numbers(branchCount, (k) => {
    const branch = description.branches[k]!;
    if (branch.kind === "fixed-flow") return branch.flowKgPerS;
    if (branch.kind === "pump") return branch.speed ?? 1;
    if (branch.kind === "valve" || branch.kind === "conductance") return branch.opening ?? 1;
    return 1;
  });
  const lines = description.branches
    .filter((branch) => branch.kind === "line")
    .map((branch) => {
      const fluid = model.fluidOf[network.nodeIds.indexOf(branch.from)]!;
      return filledLine(
        branch.volumeM3 * fluids.density(fluid, branch.temperatureK),
        fluids.enthalpy(fluid, branch.temperatureK),
        branch.pieces ?? 20,
      );
    });
  const unknowns = temperatureK.length + nodeCount + branchCount;
  return {
    timeS,
    temperatureK,
    pressurePa,
    flowKgPerS: startingFlows(model, setting, density),
    massKg,
    energyJ,
    setting,
    settingRate: new Float64Array(branchCount),
    derating: new Float64Array(branchCount).fill(1),
    priming: false,
    leakAreaM2: numbers(leakCount, (l) => (model.leakOpensAtS[l]! <= timeS ? model.leakAreaM2[l]! : 0)),
    mode: new Int8Array(accumulatorCount),
    lines,
    lineMassKg: Float64Array.from(lines, lineMass),
    lineEnergyJ: Float64Array.from(lines, lineEnergy),
    lineRates: new Float64Array(4 * lines.length),
    vesselKg: Float64Array.from(description.vessels ?? [], vesselMass),
    leakedKg: new Float64Array(leakCount),
    leakedJ: new Float64Array(leakCount),
    suppliedKg: 0,
    suppliedJ: 0,
    heatJ: 0,
    massRate: new Float64Array(coolants),
    energyRate: new Float64Array(coolants + wallCount),
    leakRate: new Float64Array(leakCount),
    leakEnergyRate: new Float64Array(leakCount),
    outsideRate: new Float64Array(3),
    earlier: [new Float64Array(unknowns), new Float64Array(unknowns)],
    earlierTimesS: [0, 0],
    sinceJump: 0,
    nextStepS: 0.1,
    contraction: 1,
    steps: 0,
    refusedSteps: 0,
    warnings: [],
  };
}

/** Much faster than `Float64Array.from`. */
function numbers(count: number, of: (at: number) => number): Float64Array {
  const all = new Float64Array(count);
  for (let at = 0; at < count; at++) all[at] = of(at);
  return all;
}

/** First guess of the flows: the order of magnitude is enough for Newton. */
function startingFlows(model: LoopModel, setting: Float64Array, density: Float64Array): Float64Array {
  const { kind, from, parameters } = model.network;
  return numbers(kind.length, (k) => {
    const code = kind[k]!;
    const given = model.description.branches[k]!.flowKgPerS;
    if (given !== undefined) return given;
    const rho = density[from[k]!]!;
    const at = k * BRANCH_PARAMETERS;
    if (code === PIPE) return 0.3 * rho * parameters[at + 4]!;
    if (code === FIXED_FLOW) return setting[k]!;
    if (code === PUMP) return 0.1;
    if ((code === CONDUCTANCE || code === CHECK_VALVE) && setting[k]! > 0)
      return Math.sqrt((1e4 * rho) / parameters[at]!) * setting[k]!;
    return 0;
  });
}
