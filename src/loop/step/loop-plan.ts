import type { LoopModel } from "../model/loop-model.ts";
import { type HydraulicPlan, planHydraulics } from "../network/hydraulic-plan.ts";
import { hydraulicBytes } from "../network/hydraulic-system.ts";
import { type HeatPlan, planHeat } from "./heat-plan.ts";

/** All that the topology of a circuit alone decides, found once and shared by models that differ in numbers only. */
export interface LoopPlan {
  readonly hydraulics: HydraulicPlan;
  readonly heat: HeatPlan;
}

const plans = new WeakMap<LoopModel, LoopPlan>();

export function planOf(model: LoopModel): LoopPlan {
  let plan = plans.get(model);
  if (plan === undefined) {
    plan = { hydraulics: planHydraulics(model.network), heat: planHeat(model) };
    plans.set(model, plan);
  }
  return plan;
}

/** Room that the arrays of a run need in a workspace, generously. */
export function workspaceBytes(model: LoopModel, plan: LoopPlan): number {
  const { pattern, target } = plan.heat.matrix;
  const elements = model.names.length + model.nodeCount + model.network.from.length + model.linkA.length;
  const small = 16384 + 8 * 2900;
  return (
    hydraulicBytes(model.network, plan.hydraulics) +
    8 * (64 * elements + 8 * pattern.upperCount + model.fluids.cells.length) +
    8 * target.length +
    256 * (model.accumulatorCount + model.leakNode.length + model.wallCount) +
    small
  );
}

/** Whether two models differ in numbers only, so that one's plan and work space serve the other. */
export function sameTopology(a: LoopModel, b: LoopModel): boolean {
  const same = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    x.length === y.length && Array.prototype.every.call(x, (value, at) => value === y[at]);
  const scheduled = (model: LoopModel) => model.loadSchedule.map((schedule) => (schedule < 0 ? 0 : 1));
  return (
    a.nodeCount === b.nodeCount &&
    a.wallCount === b.wallCount &&
    a.sinkCount === b.sinkCount &&
    a.needsViscosity === b.needsViscosity &&
    a.fluids.cells.length === b.fluids.cells.length &&
    same(a.fluids.firstCell, b.fluids.firstCell) &&
    same(a.fluids.cellCount, b.fluids.cellCount) &&
    same(a.network.from, b.network.from) &&
    same(a.network.to, b.network.to) &&
    same(a.network.kind, b.network.kind) &&
    same(a.network.fixed, b.network.fixed) &&
    same(a.held, b.held) &&
    same(a.fluidOf, b.fluidOf) &&
    same(a.exchangeWall, b.exchangeWall) &&
    same(a.linkA, b.linkA) &&
    same(a.linkB, b.linkB) &&
    same(a.accumulatorNode, b.accumulatorNode) &&
    same(a.accumulatorOf, b.accumulatorOf) &&
    same(a.leakNode, b.leakNode) &&
    same(scheduled(a), scheduled(b)) &&
    same(
      a.lineVolumeM3.map((volume) => (volume > 0 ? 1 : 0)),
      b.lineVolumeM3.map((volume) => (volume > 0 ? 1 : 0)),
    )
  );
}

/** Lets a model of the same topology take over another's plan; false where the topology differs. */
export function sharePlan(model: LoopModel, like: LoopModel): boolean {
  const plan = planOf(like);
  if (plans.get(model) === plan) return true;
  if (!sameTopology(model, like)) return false;
  plans.set(model, plan);
  return true;
}
