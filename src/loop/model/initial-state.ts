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
import { Storage } from "../step/storage.ts";
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
  const temperatureK = Float64Array.from([
    ...description.nodes.map((node) => node.temperatureK),
    ...accumulators.map((each) => each.temperatureK),
    ...(description.walls ?? []).map((wall) => wall.temperatureK),
    ...(description.sinks ?? []).map(() => 0),
  ]);
  for (let u = 0; u < temperatureK.length; u++)
    if (model.heldSchedule[u]! >= 0) temperatureK[u] = model.schedules.values[model.heldSchedule[u]!]!;
  const pressurePa = Float64Array.from(description.nodes, (node) => node.pressurePa);
  const storage = new Storage(model);
  storage.atTemperatures(temperatureK);
  storage.holdModes(new Int8Array(accumulatorCount), temperatureK);
  storage.atPressures(pressurePa);
  const massKg = storage.mass.slice();
  accumulators.forEach((each, a) => {
    massKg[nodeCount + a] = storage.density[nodeCount + a]! * each.liquidM3;
  });
  const energyJ = new Float64Array(coolants + wallCount);
  for (let i = 0; i < coolants; i++) energyJ[i] = massKg[i]! * storage.enthalpy[i]!;
  for (let w = 0; w < wallCount; w++)
    energyJ[coolants + w] = model.wallCapacity[w]! * temperatureK[coolants + w]!;
  const setting = Float64Array.from(description.branches, (branch) => {
    if (branch.kind === "fixed-flow") return branch.flowKgPerS;
    if (branch.kind === "pump") return branch.speed ?? 1;
    if (branch.kind === "valve" || branch.kind === "conductance") return branch.opening ?? 1;
    return 1;
  });
  const lines = description.branches
    .filter((branch) => branch.kind === "line")
    .map((branch) => {
      const fluid = model.fluidOf[network.nodeIds.indexOf(branch.from)]!;
      const { fluids } = model;
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
    flowKgPerS: startingFlows(model, setting, storage.density),
    massKg,
    energyJ,
    setting,
    derating: new Float64Array(branchCount).fill(1),
    priming: false,
    leakAreaM2: Float64Array.from(model.leakAreaM2, (area, l) =>
      model.leakOpensAtS[l]! <= timeS ? area : 0,
    ),
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

/** First guess of the flows: the order of magnitude is enough for Newton. */
function startingFlows(model: LoopModel, setting: Float64Array, density: Float64Array): Float64Array {
  const { kind, from, parameters } = model.network;
  return Float64Array.from(kind, (code, k) => {
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
