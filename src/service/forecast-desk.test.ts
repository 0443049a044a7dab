import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCase } from "../incident/index.ts";
import type { LeakFinding } from "../watch/finding.ts";
import { forecastChoicesSchema, forecastUpdateSchema, whatIfActionSchema } from "./contract.ts";
import { ForecastDesk, type ForecastSubject } from "./forecast-desk.ts";
import type { Problem } from "./problem.ts";

// Oracle for what is forecast: src/forecast and its tests. Here: what goes in is what was known, what comes out is as the contract says.

const nowS = Date.parse("2023-02-11T10:12:00Z") / 1000;
const opened = openCase(
  fileURLToPath(new URL("../../library/incidents/2023-02-11-progress-ms-21.yaml", import.meta.url)),
);
const finding: LeakFinding = {
  schema: "hoarfrost/finding/1",
  type: "leak",
  loop: "ms21/external",
  time: "2023-02-11T10:12:00.000Z",
  timeS: nowS,
  phase: "confirmed",
  statisticNat: 90,
  thresholdNat: 14,
  onset: { medianS: nowS - 2300, p05S: nowS - 2330, p95S: nowS - 2280 },
  rateFractionPerDay: null,
  rateKgPerS: null,
  holeDiameterM: { median: 1e-3, p05: 0.9e-3, p95: 1.1e-3 },
  inventoryKg: null,
  timeToEmptyS: null,
  unavailable: {},
  place: [],
  odds: {},
};
const subject: ForecastSubject = {
  loop: opened.loops[0]!,
  hardware: opened.hardware.get("ms21/external")!,
  vehicleFile: opened.vehicleFiles.get("ms21/external")!,
  finding,
  note: opened.note,
  betaDeg: -65,
};
const question = { timeS: nowS, horizonS: 6 * 3600, members: 4, whatIfs: [] };
const going = new AbortController().signal;

describe("what can be asked of a ship's future", () => {
  test("is read off its vehicle file: loads, hatch, people, pumps and attitude, each with an action the twin takes", () => {
    const choices = forecastChoicesSchema.parse(new ForecastDesk().choices(subject, nowS));
    expect(new Set(choices.choices.map(({ kind }) => kind))).toEqual(
      new Set(["load", "hatch", "crew", "pump", "attitude"]),
    );
    for (const { to } of choices.choices)
      for (const { action } of to) expect(whatIfActionSchema.safeParse(action).success).toBe(true);
    expect(choices.leak).toContain("hole 1.00 mm (0.90 to 1.10)");
    expect(choices.where[0]!.element).toBe("panel-1");
  });

  test("starts from where the watch holds the leak to be likeliest", () => {
    const place = [
      { segment: "radiators", probability: 0.2 },
      { segment: "inside", probability: 0.8 },
    ];
    const { where } = new ForecastDesk().choices({ ...subject, finding: { ...finding, place } }, nowS);
    expect(where[0]).toMatchObject({ element: "pump", probability: 0.8 });
  });

  test("is nothing for a loop whose file describes no hardware, and says so", async () => {
    const watchOnly = { ...subject, hardware: null };
    const desk = new ForecastDesk();
    expect(desk.choices(watchOnly, nowS)).toMatchObject({ choices: [], where: [] });
    expect(desk.choices(watchOnly, nowS).reason).toContain("watch-only");
    await expect(desk.answer(watchOnly, question, going).next()).rejects.toThrow("nothing to simulate");
  });

  test.each([
    [null, "knew of no leak"],
    [{ ...finding, phase: "suspected" } as const, "suspected only"],
    [{ ...finding, phase: "ended" } as const, "said to have ended"],
    [{ ...finding, holeDiameterM: null }, "gives no hole"],
  ])("is without a leak where the watch did not know one", (known, words) => {
    const choices = new ForecastDesk().choices({ ...subject, finding: known }, nowS);
    expect(choices.leaks).toBe(false);
    expect(choices.leak).toContain(words);
  });
});

describe("a forecast told line by line", () => {
  test("counts its members, tells bands as they narrow, and ends with all of them", async () => {
    const desk = new ForecastDesk();
    const whatIfs = [
      { name: "shed", actions: [{ kind: "load" as const, atS: 0, load: "all", to: "shed" as const }] },
    ];
    const updates = [];
    for await (const update of desk.answer(subject, { ...question, whatIfs }, going))
      updates.push(forecastUpdateSchema.parse(JSON.parse(JSON.stringify(update))));
    const told = updates.flatMap((update) => (update.kind === "bands" ? [update.forecast] : []));
    expect(told.map(({ partial, members }) => [partial, members.sound])).toEqual([
      [true, 2],
      [false, 4],
    ]);
    expect(updates.filter(({ kind }) => kind === "progress")).toHaveLength(4);
    const last = told.at(-1)!;
    expect(last.at).toBe("2023-02-11T10:12:00.000Z");
    expect(last.alternatives.map(({ name }) => name)).toEqual(["as it is", "shed"]);
    expect(last.basis.join(" ")).toContain("65° off the plane of the orbit");
    // Shedding the load of boxes that nothing cools leaves them cooler, in every member.
    const boxes = last.alternatives[1]!.curves.find(
      ({ name }) => name === "instrument/structure-temperature",
    )!;
    expect(boxes.difference!.quantiles[4]!.at(-1)).toBeLessThan(0);
    // The same question again is answered from what was kept, at once and alike.
    const again = [];
    for await (const update of desk.answer(subject, { ...question, whatIfs }, going)) again.push(update);
    expect(again).toEqual([{ kind: "bands", forecast: last }]);
  });

  test("ends when it is no longer wanted, and leaves room for the next", async () => {
    const desk = new ForecastDesk();
    for (let time = 0; time < 3; time++) {
      const stop = new AbortController();
      let count = 0;
      for await (const update of desk.answer(subject, { ...question, members: 400 }, stop.signal)) {
        count += update.kind === "progress" ? 1 : 0;
        stop.abort();
      }
      expect(count).toBeLessThan(4);
    }
  });

  test("keeps the Sun of the vehicle file where the orbit on file cannot have the one of that day, and says so", async () => {
    const updates = new ForecastDesk().answer(
      { ...subject, betaDeg: 80 },
      { ...question, members: 4 },
      going,
    );
    for await (const update of updates)
      if (update.kind === "bands")
        expect(update.forecast.basis.join(" ")).toContain("as the vehicle file has it");
  });

  test("refuses an element that is not there, and an action that the ship cannot do", async () => {
    const desk = new ForecastDesk();
    const refused = async (part: object): Promise<Problem> =>
      desk
        .answer(subject, { ...question, ...part }, going)
        .next()
        .then(
          () => expect.unreachable(),
          (problem) => problem,
        );
    expect(await refused({ where: "sail" })).toMatchObject({ status: 400 });
    const actions = [{ kind: "valve", atS: 0, element: "no-such", opening: 0 }];
    const problem = await refused({ whatIfs: [{ name: "isolate", actions }] });
    expect(problem.status).toBe(400);
    expect(problem.message).toContain("no-such");
  });
});
