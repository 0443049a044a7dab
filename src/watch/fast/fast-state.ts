import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { advancePath, advanceSpares, beginPath, type PathState } from "../detect/path.ts";
import { type GaugeReferences, readGauges, readThese } from "../gauge/read-gauges.ts";
import { advanceInputs, emptyInputs, type InputMemory } from "../model/inputs.ts";
import { type Innovation, measurementRow } from "../model/kalman.ts";
import { beginHubs, type HubMemory, operatedInputs, screenHubs } from "../rival/hub-screen.ts";
import type { FastPlan } from "./plan-fast.ts";
import { emptySlowFrame, type OpenSlowFrame } from "./slow-frame.ts";

/** What the fast path remembers: plain data, replaced and never changed. */
export interface FastState {
  readonly path: PathState;
  /** The same path without each gauge in turn; empty for a loop with one gauge. */
  readonly spares: readonly PathState[];
  /** What the latest frame's reading of the inventory channel was set against; null where it was not read. */
  readonly first: Innovation | null;
  readonly inputs: InputMemory;
  readonly hubs: HubMemory;
  /** The slow frame that is being filled. */
  readonly slow: OpenSlowFrame;
}

export function beginFast(plan: FastPlan, loop: LoopDescription): FastState {
  return {
    path: beginPath(plan),
    spares: plan.gauges.length > 1 ? plan.gauges.map(() => beginPath(plan)) : [],
    inputs: emptyInputs(loop.explainedBy),
    first: null,
    hubs: beginHubs(loop),
    slow: emptySlowFrame,
  };
}

/** What the watch of the loop knows while its fast path is carried on. */
export interface FastMoment {
  readonly references: GaugeReferences;
  readonly leftOut: readonly number[];
  /** Those of them that still work. */
  readonly doubts: readonly number[];
  readonly testing: boolean;
  readonly leaking: boolean;
}

/** Carries the fast path over one of its frames. Pure. */
export function advanceFast(
  plan: FastPlan,
  loop: LoopDescription,
  before: FastState,
  delivered: Frame,
  { references, leftOut, doubts, testing, leaking }: FastMoment,
): FastState {
  const verdict = screenHubs(loop, before.hubs, delivered);
  const { frame, memory: hubs } = verdict;
  const { memory, inputs } = advanceInputs(
    loop.explainedBy,
    before.inputs,
    frame.mean.subarray(1),
    plan.periodS,
  );
  const readings = readGauges(plan.gauges, references, frame, leftOut);
  const number = Math.round(frame.endS / plan.periodS) - 1;
  const row = measurementRow(plan.model, inputs);
  const operated = operatedInputs(loop, verdict);
  const moment = { number, row, readings, operated, testing, leaking };
  const { state: path, first } = advancePath(plan, before.path, moment);
  const doubted = readThese(plan.gauges, references, frame, doubts);
  const spares = advanceSpares(plan, before.spares, { ...moment, doubted, leftOut });
  return { ...before, path, spares, first, hubs, inputs: memory };
}
