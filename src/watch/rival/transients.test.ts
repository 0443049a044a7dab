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
// differences. Tolerance 1e-6 nat; 5e-4 nat where the grid is of two sizes.

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

  it.each([
    ["a quarter", 0.25],
    ["half", 0.5],
    ["one and a half", 1.5],
  ])("and is a swing, is weighed with cosine and sine together, after %s of an orbit", (_, orbits) => {
    const orbit = loop.orbitPeriodS / model.periodS;
    const onset = Math.ceil(PUMP_FRAME / orbit) * Math.round(orbit);
    const frames = onset + Math.round(orbits * orbit);
    const plain = run(frames, () => 0);
    const sine = plain.transients.open.findIndex(
      ({ shape, onset: of }) => shape.kind === "swing" && shape.sine && of === onset,
    );
    expect(sine).toBeGreaterThan(0);
    const psi = [Math.cos, Math.sin].map((part, which) => {
      const shaped = run(frames, (number) => {
        const angle = (2 * Math.PI * (number - onset + 0.5)) / orbit;
        return number < onset ? 0 : part(angle) - (which === 0 ? 1 : 0);
      });
      return plain.innovations.map(({ residual }, i) => shaped.innovations[i]!.residual - residual);
    });
    const sum = (f: (i: number) => number) =>
      plain.innovations.reduce((all, { variance }, i) => all + f(i) / variance, 0);
    const a = psi.map((of) => sum((i) => of[i]! * plain.innovations[i]!.residual));
    const b = psi.map((of) => psi.map((other) => sum((i) => of[i]! * other[i]!)));
    const { sizeSd } = plain.transients.open[sine]!;
    // The product of likelihood and prior of both sizes, summed over a grid about its peak.
    const exponent = (x: number, y: number) =>
      x * a[0]! +
      y * a[1]! -
      0.5 * (x * x * b[0]![0]! + 2 * x * y * b[0]![1]! + y * y * b[1]![1]!) -
      (0.5 * (x * x + y * y)) / sizeSd ** 2;
    let mean = 0;
    const step = sizeSd / 40;
    for (let x = -6 * sizeSd; x <= 6 * sizeSd; x += step)
      for (let y = -6 * sizeSd; y <= 6 * sizeSd; y += step)
        mean += (step * step * Math.exp(exponent(x, y))) / (2 * Math.PI * sizeSd ** 2);
    expect(transientNat(model, plain.transients, sine, 1)).toBeCloseTo(Math.log(mean), 3);
  });

  it("is given up when it is too old, and the younger ones go on as they were", () => {
    const short = run(PUMP_FRAME + 2, () => 0).transients;
    const longer = run(PUMP_FRAME + (4 * 3600) / model.periodS + 20, () => 0).transients;
    expect(short.open.some(({ onset }) => onset === PUMP_FRAME)).toBe(true);
    expect(longer.open.some(({ onset }) => onset === PUMP_FRAME)).toBe(false);
    expect(longer.open.length).toBeGreaterThan(0);
    expect(longer.rows.length).toBe(longer.open.length * (5 + model.size));
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
