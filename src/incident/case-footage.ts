import { type Scenario, scenarioNamed } from "../camera/index.ts";
import { type LeakPlume, sprayOfLeak } from "../camera/render/leak-spray.ts";
import { coolantNamed } from "../fluids/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { OpenedCase } from "./open-case.ts";

/** Footage of a case: made up as its telemetry is, from the same leak. */
export interface CaseFootage {
  readonly scenario: Scenario;
  /** Unix time of its second 0. */
  readonly startS: number;
}

const BEFORE_S = 4;
const LASTS_S = 20;
/** Drops a second drawn one by one, and the exposure: chosen so that those drops can be seen, as on published footage. */
const DRAWN_PER_S = 60;
const WHITE_PER_SQUARE_MM = 600;
/** Mean over a drop's surface in sunlight over the Earth [W/m2]. */
const SUNLIT_W_PER_M2 = 300;
const TEMPERATURE_K = 293.15;

/** A camera that looks at the ship of a case from a few seconds before the breach: what it would see of the leak of the reconstruction. */
export function caseFootage(opened: OpenedCase): CaseFootage {
  const { id, reconstruction } = opened.incident;
  if (reconstruction === undefined)
    throw new InputError(`case ${id} reconstructs no leak: there is nothing for a camera to see`);
  const { leak } = reconstruction;
  const onsetS = leak.onset.value;
  const after = opened.truthAt(onsetS + 10);
  const plume: LeakPlume = {
    coolant: coolantNamed("lz-tk-2"),
    massFlowKgPerS: after.massFlowKgPerS,
    pressurePa: after.pressurePa,
    temperatureK: TEMPERATURE_K,
    holeDiameterM: leak.diameter.value,
    absorbedWPerM2: SUNLIT_W_PER_M2,
    sunlight: 1,
  };
  const base = scenarioNamed("leak");
  const template = base?.sprays[0];
  if (!base || !template) throw new InputError("the scenario library has no leak");
  return {
    startS: onsetS - BEFORE_S,
    scenario: {
      ...base,
      name: opened.incident.id,
      durationS: LASTS_S,
      sprays: [
        {
          ...template,
          ...sprayOfLeak(plume, {
            groundLevel: base.scenery.level,
            whitePerSquareMm: WHITE_PER_SQUARE_MM,
            drawnPerS: DRAWN_PER_S,
          }),
          fromS: BEFORE_S,
        },
      ],
    },
  };
}
