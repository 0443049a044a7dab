import { describe, expect, it } from "vitest";
import { beginCalibration } from "../detect/self-calibration.ts";
import { buildDisturbanceModel } from "../model/disturbance-model.ts";
import { inputPriors } from "../model/inputs.ts";
import {
  type Innovation,
  initialKalman,
  innovate,
  measurementRow,
  predict,
  update,
} from "../model/kalman.ts";
import { normalFrom } from "../testing/loop-fixture.case.ts";
import { witnessedLoop } from "../testing/scenario.case.ts";
import { beginSwings } from "./swing-watch.ts";
import { followTransients, noTransients, type Transients, transientNat } from "./transients.ts";

// Oracle: the filter is linear, so how a shape shows in the innovations is the difference of two runs of the filter, one of them
// with the shape added to what is measured. ln of the mean likelihood ratio over a normal size follows by quadrature on those
// differences. Tolerance 1e-6 nat.

const loop = witnessedLoop;
const model = buildDisturbanceModel(
  loop.noise,
  loop.framePeriodS,
  loop.orbitPeriodS,
  inputPriors(loop.explainedBy),
);
const flow = loop.explainedBy.findIndex(({ quantity }) => quantity === "flow");
const PUMP_FRAME = 40;
/** Small enough for every innovation to stay within what one frame may say. */
const NOISE_SD = 0.2;

interface Run {
  readonly innovations: Innovation[];
  readonly transients: Transients;
}

/** The filter over frames with one gap, with `added` on top of noise; transients are opened by a pump that moves at a frame. */
function run(frames: number, added: (frame: number) => number): Run {
  const normal = normalFrom(11);
  const readings = new Float64Array(loop.explainedBy.length).fill(20);
  let kalman = initialKalman(model);
  let transients = noTransients;
  const innovations: Innovation[] = [];
  for (let number = 0; number < frames; number++) {
    const row = measurementRow(model, new Float64Array(model.inputs).fill(0.1));
    kalman = predict(model, kalman);
    const measured = NOISE_SD * normal() + added(number);
    let innovation: Innovation | null = null;
    if (number !== PUMP_FRAME + 7) {
      innovation = innovate(model, kalman, row, measured, model.whiteVariance);
      kalman = update(model, kalman, innovation);
      innovations.push(innovation);
    }
    const moved = number === PUMP_FRAME ? [flow] : [];
    transients = followTransients(loop, model, transients, {
      number,
      measurements: innovation === null ? [] : [{ row, innovation }],
      inputs: readings,
      moved,
      calibration: beginCalibration(),
      swings: beginSwings(loop),
    });
  }
  return { innovations, transients };
}

describe("a transient that is followed", () => {
  it.each([60, 300, 1200])("is weighed as two runs of the filter weigh it, settling within %i s", (timeS) => {
    const frames = PUMP_FRAME + 90;
    const plain = run(frames, () => 0);
    const shape = (number: number) => {
      const ageS = (number - PUMP_FRAME + 0.5) * model.periodS;
      return ageS < 0 ? 0 : 1 - Math.exp(-ageS / timeS);
    };
    const shaped = run(frames, shape);
    const j = plain.transients.open.findIndex(({ shape: s }) => s.kind === "settle" && s.timeS === timeS);
    expect(j).toBeGreaterThanOrEqual(0);
    const { sizeSd } = plain.transients.open[j]!;
    let [a, b] = [0, 0];
    for (const [i, { residual, variance }] of plain.innovations.entries()) {
      const psi = shaped.innovations[i]!.residual - residual;
      a += (psi * residual) / variance;
      b += psi ** 2 / variance;
    }
    const peak = (a * a) / (2 * b);
    let mean = 0;
    const step = sizeSd / 2000;
    for (let size = -10 * sizeSd; size <= 10 * sizeSd; size += step)
      mean +=
        (step * Math.exp(size * a - 0.5 * size * size * b - 0.5 * (size / sizeSd) ** 2 - peak)) /
        (sizeSd * Math.sqrt(2 * Math.PI));
    expect(transientNat(model, plain.transients, j, 1)).toBeCloseTo(Math.log(mean) + peak, 6);
  });

  it("is given up when it is too old, and the younger ones go on as they were", () => {
    const short = run(PUMP_FRAME + 2, () => 0).transients;
    const longer = run(PUMP_FRAME + (4 * 3600) / model.periodS + 20, () => 0).transients;
    expect(short.open.some(({ onset }) => onset === PUMP_FRAME)).toBe(true);
    expect(longer.open.some(({ onset }) => onset === PUMP_FRAME)).toBe(false);
    expect(longer.open.length).toBeGreaterThan(0);
    expect(longer.rows.length).toBe(longer.open.length * (4 + model.size));
  });

  it("leaves what was known before a frame as it was", () => {
    const before = run(PUMP_FRAME + 2, () => 0).transients;
    const rows = before.rows.slice();
    followTransients(loop, model, before, {
      number: PUMP_FRAME + 2,
      measurements: [
        {
          row: measurementRow(model, new Float64Array(model.inputs)),
          innovation: { expected: 0, residual: 1, variance: 1, gain: new Float64Array(model.size).fill(0.1) },
        },
      ],
      inputs: new Float64Array(loop.explainedBy.length),
      moved: [flow],
      calibration: beginCalibration(),
      swings: beginSwings(loop),
    });
    expect(before.rows).toEqual(rows);
  });
});
