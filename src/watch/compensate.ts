import type { Frame } from "../telemetry/frame.ts";
import { followTrack, type LeakTrack } from "./course/leak-track.ts";
import { advancePath, advanceSpares, type Measurement, type PathState } from "./detect/path.ts";
import { doubtedGauges } from "./gauge/doubted.ts";
import { LEAST_COVERAGE, readGauges, readThese } from "./gauge/read-gauges.ts";
import { advanceInputs, type InputMemory } from "./model/inputs.ts";
import { type Innovation, type KalmanState, measurementRow } from "./model/kalman.ts";
import type { WatchPlan } from "./plan.ts";
import type { WatchState } from "./state.ts";

/** What one frame says, after compensation: the residuals, and the test carried one frame on. */
export interface Compensated {
  readonly kalman: KalmanState;
  readonly bank: PathState["bank"];
  /** The path of all gauges, and those that each leave one out, after this frame. */
  readonly path: PathState;
  readonly spares: readonly PathState[];
  readonly inputs: InputMemory;
  readonly track: LeakTrack | null;
  readonly row: Float64Array;
  /** Of the inventory channel; null for a frame without a usable reading of it. In channel units at the reference reading. */
  readonly innovation: Innovation | null;
  /** All gauges' readings, as the test took them. */
  readonly measurements: readonly Measurement[];
  /** By how much the inventory channel jumped within the frame, beyond what any disturbance of the description explains. */
  readonly jump: number | null;
}

export function hasData(frame: Frame): boolean {
  return frame.coverage[0]! >= LEAST_COVERAGE && Number.isFinite(frame.mean[0]!);
}

/** Compensates one frame and carries filter, calibration and onset bank on by it. `operated`: inputs that jumped by themselves. Pure. */
export function compensate(
  plan: WatchPlan,
  state: WatchState,
  frame: Frame,
  testing: boolean,
  operated: readonly number[] = [],
): Compensated {
  const { loop, model } = plan;
  const advanced = advanceInputs(loop.explainedBy, state.inputs, frame.mean.subarray(1), loop.framePeriodS);
  const row = measurementRow(model, advanced.inputs);
  const readings = readGauges(plan.gauges, state.references, frame, state.leftOut);
  const number = Math.round(frame.endS / loop.framePeriodS) - 1;
  const leaking = state.phase === "leaking";
  let { track } = state;
  const moment = { number, row, readings, operated, testing, leaking, refills: true };
  const main = advancePath(plan, pathOf(state), {
    ...moment,
    follow: (measurements) => {
      if (track === null) return [];
      const followed = followTrack(model, track, number, measurements);
      track = followed.track;
      return followed.psi;
    },
  });
  const doubts = doubtedGauges(plan, state);
  const doubted = readThese(plan.gauges, state.references, frame, doubts);
  const spares = advanceSpares(plan, state.spares, { ...moment, doubted, leftOut: state.leftOut });
  return {
    kalman: main.state.kalman,
    bank: main.state.bank,
    path: main.state,
    spares,
    inputs: advanced.memory,
    track,
    row: main.measurements[0]?.place === 0 ? main.measurements[0].row : row,
    innovation: main.first,
    measurements: main.measurements,
    jump: main.jump,
  };
}

/** The path of all gauges, as a watch's state holds it. */
export function pathOf({ kalman, calibration, bank, pathNat, hold }: WatchState): PathState {
  return { kalman, calibration, bank, statisticNat: pathNat, hold };
}
