// Oracle: each alternative run on its own as members of a campaign, with the same draws: equal to the last bit. Vehicle: the laboratory bench.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drawMembers, inline, type Variable } from "../../campaign/index.ts";
import { openMembers as openCampaign } from "../../campaign/vehicle/vehicle-members.ts";
import type { ScenarioAction } from "../../twin/index.ts";
import { readVehicle, uncertainQuantities } from "../../vehicle/index.ts";
import type { Forecast } from "./conclude-forecast.ts";
import { forecastLayout, unpackCourses } from "./forecast-layout.ts";
import { plotFans } from "./plot-fan.ts";
import { type ForecastPlan, runForecast } from "./run-forecast.ts";
import { openMembers } from "./thermal-members.ts";

const vehicleText = readFileSync(
  new URL("../../../library/vehicles/lab-bench.yaml", import.meta.url),
  "utf8",
);
const read = readVehicle(vehicleText, "lab-bench.yaml");
if (!read.ok) throw new Error(read.problems.join("\n"));
const description = read.vehicle.twin!;
const free = uncertainQuantities(description).filter(({ path }) => !path.includes(".sensors."));
const variables: Variable[] = [
  { name: "leak", unit: "m", range: { low: 1e-4, value: 2e-4, high: 3e-4, source: "test" } },
  ...free.map((range): Variable => ({ name: range.path, unit: "SI", range })),
];
const leak: ScenarioAction = {
  kind: "leak",
  element: "plate",
  atS: -600,
  diameterM: 0,
  dischargeCoefficient: 0.62,
};
const shed: ScenarioAction = { kind: "load", load: "all", to: "shed", atS: 0 };
const quantities = ["bench/plate/temperature", "bench/tank/quantity", "room/temperature"];
const timesS = [0, 600, 1200, 1800, 2400];
const job = {
  vehicleText,
  fileName: "lab-bench.yaml",
  choice: {},
  actions: [leak],
  drawn: [{ action: 0, key: "diameterM" } as const, ...free.map(({ path }) => ({ path }))],
  settleS: 3600,
  accuracy: "draft" as const,
  timesS,
  quantities,
  alternatives: [
    { name: "as it is", actions: [] },
    { name: "shed", actions: [shed] },
    { name: "the same", actions: [] },
  ],
};
const warm = {
  name: "plate above 45 degC",
  kind: "alarm",
  means: "warm",
  limit: { quantity: "bench/plate/temperature", bound: 318.15, side: "above" },
} as const;
const layout = forecastLayout(description, quantities, timesS, [warm]);
const plan: ForecastPlan = {
  title: "bench",
  basis: [],
  at: null,
  members: 4,
  seed: 7,
  variables,
  layout,
  module: new URL("./thermal-members.ts", import.meta.url).href,
  job,
};

let first: Forecast | undefined;
const forecast = (await runForecast(plan, {
  executor: inline(),
  firstMembers: 2,
  onFirst: (bands) => {
    first = bands;
  },
}))!;

describe("a forecast", () => {
  test("runs each alternative of a member as a campaign runs it alone with the same draws", async () => {
    const member = drawMembers(variables, 7, "sobol")(1);
    const courses = unpackCourses(await openMembers(job)(member), layout);
    for (const [a, actions] of [
      [0, [leak]],
      [1, [leak, shed]],
    ] as const) {
      const alone = await openCampaign({ ...job, actions })(member);
      quantities.forEach((name, c) => {
        const from = c * timesS.length;
        expect([...courses[a]!.curves[c]!], name).toEqual([
          ...alone.curves.slice(from, from + timesS.length),
        ]);
      });
    }
  });

  test("finds no difference at all between two alternatives that do the same", () => {
    const same = forecast.alternatives[2]!;
    for (const { difference } of same.curves)
      for (const row of difference!.quantiles) expect(row.every((value) => value === 0)).toBe(true);
    for (const { difference } of same.alarms) expect(difference).toMatchObject({ avoided: 0, caused: 0 });
  });

  test("finds that shedding the load cools its plate, in every member", () => {
    const plate = forecast.alternatives[1]!.curves.find(({ name }) => name === "bench/plate/temperature")!;
    expect(plate.difference!.quantiles[4]!.at(-1)).toBeLessThan(-1);
    expect(plate.difference!.quantiles[4]![0]).toBe(0);
  });

  test("tells first bands of the members there are, then those of all", () => {
    expect(first).toMatchObject({ partial: true, members: { asked: 4, sound: 2, failed: 0 } });
    expect(forecast).toMatchObject({
      schema: "hoarfrost/forecast/1",
      synthetic: true,
      partial: false,
      members: { asked: 4, sound: 4, failed: 0 },
    });
    expect(forecast.alternatives[0]!.alarms.map(({ name }) => name)).toEqual([
      "bench/plate/temperature above 60 degC",
      "bench/tank/quantity below 10 %",
      "bench: a pump loses prime",
      "bench: empty",
      "plate above 45 degC",
    ]);
  });

  test("stopped at once has nothing to tell, and stopped later tells of the members it has", async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await runForecast(plan, { executor: inline(), signal: stop.signal })).toBeUndefined();
    const later = new AbortController();
    const part = await runForecast(plan, {
      executor: inline(),
      signal: later.signal,
      onProgress: () => later.abort(),
    });
    expect(part).toMatchObject({ partial: true, members: { asked: 4, sound: 1 } });
  });

  test("of which no member can be run says why", async () => {
    const broken = { ...plan, members: 1, job: { ...job, quantities: ["bench/sail/temperature"] } };
    await expect(runForecast(broken, { executor: inline() })).rejects.toThrow("no quantity of this vehicle");
  });

  test("is drawn with its limits, its alternatives by name, and a sentence for who cannot see it", () => {
    const svg = plotFans(forecast);
    expect(svg).toContain("bench/plate/temperature, °C");
    expect(svg).toContain("limit 60");
    expect(svg).toContain("limit 10");
    expect(svg).toContain(">shed<");
    expect(svg).toMatch(/<desc[^>]*>bench\/plate\/temperature at the end: [\d.]+ °C/);
    expect(svg).not.toMatch(/NaN|undefined|null/);
    expect(() => plotFans(forecast, ["no such"])).toThrow("has none of no such");
  });
});

test("a load that is shed while the ship is quiet cools its plate from the first minutes on, as a fine simulation has it", async () => {
  // Oracle: the same ship at the finest accuracy. 0.5 K: what docs/solver.md allows a draft, and room for its first steps.
  const fine = { ...job, accuracy: "fine" as const, timesS: [0, 300, 600] };
  const draft = { ...fine, accuracy: "draft" as const };
  const own = forecastLayout(description, quantities, fine.timesS);
  const member = drawMembers(variables, 11, "sobol")(0);
  const [reference, quick] = await Promise.all(
    [fine, draft].map(async (each) => unpackCourses(await openMembers(each)(member), own)),
  );
  for (const [a, course] of quick!.entries())
    course.curves[0]!.forEach((value, i) => {
      expect(Math.abs(value - reference![a]!.curves[0]![i]!)).toBeLessThan(0.5);
    });
  const cooled = quick![0]!.curves[0]![2]! - quick![1]!.curves[0]![2]!;
  expect(cooled).toBeGreaterThan(5);
});
