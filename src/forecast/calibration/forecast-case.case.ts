import { drawMembers, type Variable } from "../../campaign/index.ts";
import { runMember } from "../../campaign/member/open-members.ts";
import { randomStream } from "../../stats/index.ts";
import { buildTwin, TwinRun } from "../../twin/index.ts";
import { readVehicle, siUnitOf, uncertainQuantities } from "../../vehicle/index.ts";
import {
  forecastLayout,
  forecastVariable,
  type LeakOfMembers,
  leakOfMembers,
  type MemberCourse,
  passingS,
  unpackCourses,
} from "../thermal/index.ts";
import { courseOf, openMembers } from "../thermal/thermal-members.ts";
import { observeUntilNow } from "./observed-leak.case.ts";
import { actionsOf, describe, SCENARIOS, type ScenarioName, secondShip } from "./second-ship.case.ts";

const HOUR_S = 3600;
export const HORIZON_S = 72 * HOUR_S;
const SETTLE_S = 12 * HOUR_S;
/** Telemetry that the watch has before the leak begins: it learns for two orbits. */
const BEFORE_S = 4 * HOUR_S;
/** The forecast is made so long after the leak began. */
const AGES_S = [600, 1800, HOUR_S, 3 * HOUR_S];
/** What the Sun can do at the file's epoch, with some room [rad]. */
const BETA_RAD = [-1.05, 0.42] as const;

const CURVES = [
  "instrument/temperature",
  "descent/temperature",
  "orbital/temperature",
  "descent/humidity",
  "orbital/humidity",
];
const HOURS = [6, 24, 72];
const WET = [0.75, 0.85];

/** What a case compares, one a truth and one a member; those that end in "s" are instants, infinite where they do not come within 72 h. */
export const COMPARED: readonly string[] = [
  ...CURVES.flatMap((curve) => HOURS.map((hours) => `${curve} at +${hours} h`)),
  ...WET.map((level) => `descent/humidity above ${100 * level} %, s`),
  "external/pump.inlet/pressure below 0.4 kgf/cm2, s",
  "instrument/structure-temperature above 40 degC, s",
  "descent/temperature above 40 degC, s",
  "external: a pump loses prime, s",
  "external: empty, s",
];

/** Truth and members of one case. */
export interface ForecastCase {
  readonly number: number;
  readonly scenario: ScenarioName;
  readonly ageS: number;
  readonly diameterM: number;
  /** True where the watch had confirmed the leak by then. */
  readonly isKnown: boolean;
  /** By {@link COMPARED}; of an instant null: did not come within the horizon, -1: the run ended before; of a value null: it ended before. */
  readonly truth: readonly (number | null)[];
  readonly members: readonly (readonly (number | null)[])[];
  /** Members that could not be run until the instant of the forecast: in no figure, as in the product. */
  readonly failed: number;
}

/** Runs one case: a second ship, what the watch saw of it, the forecast from that, and what then happened. */
export async function forecastCase(
  vehicleText: string,
  number: number,
  seed: number,
  members: number,
): Promise<ForecastCase> {
  const random = randomStream(0).named(`forecast calibration, seed ${seed}`).named(number);
  const scenario = SCENARIOS[number % SCENARIOS.length]!;
  const circumstances = random.named("circumstances");
  const ageS = AGES_S[circumstances.index(AGES_S.length)]!;
  const betaRad = BETA_RAD[0] + (BETA_RAD[1] - BETA_RAD[0]) * circumstances.uniform();
  const description = describe(vehicleText);
  const loop = loopOf(vehicleText);
  const ship = secondShip(vehicleText, betaRad, random.named("ship"));
  const fromS = -ageS - BEFORE_S;
  const startS = fromS - SETTLE_S;
  const actions = actionsOf(scenario);
  // Powers that were shed stay as they are.
  const swings = ship.swings(startS, scenario === "shed" ? 0 : HORIZON_S);
  const run = new TwinRun(buildTwin(ship.description, ship.choice), {
    accuracy: "draft",
    startS,
    actions: [...swings, { ...ship.leak, atS: -ageS }],
  });
  run.advance(fromS);
  const known = await observeUntilNow(run, loop, ship.description, circumstances.index(2 ** 31));
  run.state.limitsPassed = [];
  const times = Array.from({ length: HORIZON_S / 1800 + 1 }, (_, i) => 1800 * i);
  const layout = forecastLayout(description, CURVES, times);
  const wanted = { timesS: times, quantities: CURVES };
  const { course } = courseOf(run, { actions }, wanted, layout.events);

  const free = uncertainQuantities(description).filter(
    ({ path }) => !path.includes(".sensors.") && !path.startsWith("orbit."),
  );
  const leaking: LeakOfMembers =
    known === undefined
      ? { actions: [], variables: [], drawn: [] }
      : leakOfMembers(known, "external.panel-1", description);
  const variables: Variable[] = [
    ...leaking.variables,
    ...free.map((range) => forecastVariable({ name: range.path, unit: siUnitOf(range), range })),
  ];
  const opened = openMembers({
    vehicleText,
    fileName: "soyuz-ms.yaml",
    choice: { "orbit.beta": betaRad },
    actions: leaking.actions,
    ...(leaking.hole !== undefined && { hole: leaking.hole }),
    drawn: [...leaking.drawn, ...free.map(({ path }) => ({ path }))],
    settleS: SETTLE_S - (known?.earliestS ?? 0),
    accuracy: "draft",
    timesS: times,
    quantities: CURVES,
    alternatives: [{ name: scenario, actions }],
  });
  // Drawn independently, not evenly as the product draws them: of few even members, fewer truths fall beyond the outermost than the rank
  // of a truth among members drawn like it says. With the product's 200 the difference is half a per cent.
  const memberOf = drawMembers(variables, Math.floor(random.named("forecast").uniform() * 2 ** 31), "random");
  const found: (number | null)[][] = [];
  let failed = 0;
  for (let member = 0; member < members; member++) {
    const outcome = await runMember(opened, memberOf(member));
    if ("problem" in outcome) failed++;
    else found.push(comparedOf(unpackCourses(outcome.result, layout)[0]!, times));
  }
  return {
    number,
    scenario,
    ageS,
    diameterM: ship.leak.diameterM,
    isKnown: known !== undefined,
    truth: comparedOf(course, times),
    members: found,
    failed,
  };
}

function comparedOf({ curves, eventS, endS }: MemberCourse, timesS: readonly number[]): (number | null)[] {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const values = curves.flatMap((curve) =>
    HOURS.map((hours) => finite(curve[timesS.indexOf(hours * HOUR_S)]!)),
  );
  // Null in an instant says that it did not come; -1 that the run ended before it could be known.
  const instant = (timeS: number) => (timeS <= HORIZON_S ? timeS : endS < HORIZON_S ? -1 : null);
  const humidity = curves[CURVES.indexOf("descent/humidity")]!;
  const wet = WET.map((bound) => instant(passingS(timesS, humidity, { bound, side: "above" })));
  return [...values, ...wet, ...Array.from(eventS, instant)];
}

function loopOf(vehicleText: string) {
  const outcome = readVehicle(vehicleText, "soyuz-ms.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.vehicle.loops.find(({ id }) => id === "external")!;
}
