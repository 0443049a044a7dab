import { buildTwin, TwinRun } from "../../src/twin/index.ts";
import type { TwinDescription } from "../../src/vehicle/index.ts";
import type { MemberCourse } from "./milestones.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Docked and healthy before the breach. */
const SETTLE_S = 12 * HOUR;
const HOLE_M = 0.8e-3;
/** How finely the fall of pressure is looked at. */
const ALARM_STEP_S = 20;

export interface Circumstances {
  readonly dischargeCoefficient: number;
  /** From the breach to the switching off. */
  readonly shedAtS: number;
}

/** Simulates the ship from before the breach until a week after its systems were shed, and then a closed hatch with three crew. */
export function courseOf(
  description: TwinDescription,
  choice: Readonly<Record<string, number>>,
  { dischargeCoefficient, shedAtS }: Circumstances,
): MemberCourse {
  const run = new TwinRun(buildTwin(description, choice), {
    startS: -SETTLE_S,
    accuracy: "draft",
    actions: [
      { kind: "leak", element: "external.panel-1", diameterM: HOLE_M, dischargeCoefficient, atS: 0 },
      { kind: "load", load: "all", to: "shed", atS: shedAtS },
    ],
  });
  run.advance(0);
  const pressure = () => run.value("external/compensator/pressure");
  const charge = run.value("external/inventory");
  const before = pressure();
  let alarmS = Number.NaN;
  for (let timeS = ALARM_STEP_S; timeS <= HOUR; timeS += ALARM_STEP_S) {
    run.advance(timeS);
    if (Number.isNaN(alarmS) && pressure() < 0.7 * before) alarmS = timeS;
  }
  run.advance(3 * HOUR);
  const sprayKgPerS = run.value("external/leak-rate");
  run.advance(17.75 * HOUR);
  const outPart = run.value("external/leaked") / charge;
  run.advance(DAY);
  let instrumentPeakK = 0;
  let habitablePeakK = 0;
  run.advance(3 * DAY, () => {
    instrumentPeakK = Math.max(instrumentPeakK, run.value("instrument/structure-temperature"));
    habitablePeakK = Math.max(habitablePeakK, run.value("descent/temperature"));
  });
  run.advance(shedAtS + 7 * DAY);
  const instrumentLaterK = run.value("instrument/structure-temperature");
  const habitableLaterK = run.value("descent/temperature");
  for (const action of [
    { kind: "hatch", compartment: "orbital", to: "station", open: false },
    { kind: "crew", compartment: "descent", count: 3 },
    { kind: "load", load: "all", to: "nominal" },
  ] as const)
    run.schedule({ ...action, atS: run.state.timeS });
  const start = run.value("descent/temperature");
  run.advance(run.state.timeS + 6 * HOUR);
  const riseK = run.value("descent/temperature") - start;
  return {
    alarmS,
    sprayKgPerS,
    outPart,
    instrumentPeakK,
    habitablePeakK,
    instrumentLaterK,
    habitableLaterK,
    riseK,
  };
}
