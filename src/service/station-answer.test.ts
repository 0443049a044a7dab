import { describe, expect, test } from "vitest";
import { planAnswerSchema, stationAnswerSchema } from "./contract.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { planAnswer } from "./plan-answer.ts";
import { serve } from "./service.case.ts";
import { stationAnswer } from "./station-answer.ts";

const at = (iso: string) => Date.parse(iso) / 1000;
const ask = (iso: string) =>
  stationAnswer({ timeS: at(iso), loops: [{ id: "ms21", carrier: "Progress MS-21" }] });

describe("the station of an instant", () => {
  test("is answered as the contract says", async () => {
    const { get } = await serve([madeUpRun({ id: "a-run", frames: 60 })]);
    const { body } = await get(`/api/v1/runs/a-run/station?timeS=${at("2023-02-11T10:12Z")}`);
    expect(stationAnswerSchema.parse(body).ships.length).toBe(5);
    const plan = planAnswerSchema.parse(
      (await get(`/api/v1/runs/a-run/plan?timeS=${at("2022-12-20T00:00Z")}`)).body,
    );
    expect(plan.plan).toBeNull();
    expect(plan.planProblem).toContain("2023-01-11");
  });

  test("has the ships that were really there: five on that morning, by the record of the day", () => {
    const ships = ask("2023-02-11T10:12Z").ships.map(({ name, port }) => `${name} ${port}`);
    expect(ships.sort()).toEqual([
      "Crew-5 Endurance harmony-forward",
      "Cygnus NG-18 unity-nadir",
      "Progress MS-21 poisk-zenith",
      "Progress MS-22 zvezda-aft",
      "Soyuz MS-22 rassvet-nadir",
    ]);
  });

  test("knows nothing that was put on record later", () => {
    const before = ask("2023-02-11T08:40Z");
    expect(before.ships.some(({ name }) => name === "Progress MS-22")).toBe(false);
    expect(before.ships.find(({ id }) => id === "progress-ms-21")).toMatchObject({
      fitness: "good",
      why: null,
    });
    const after = ask("2023-02-11T09:41Z");
    expect(after.ships.find(({ id }) => id === "progress-ms-21")).toMatchObject({
      fitness: "unfit",
      loops: ["ms21"],
    });
  });

  test("has the Sun as another program found it that morning: beta -65.6 degrees, short nights", () => {
    const { orbit } = ask("2023-02-11T10:12Z");
    expect(orbit!.betaDeg).toBeGreaterThan(-66.6);
    expect(orbit!.betaDeg).toBeLessThan(-64.6);
    const { forward, starboard, zenith } = orbit!.sun;
    expect(Math.hypot(forward, starboard, zenith)).toBeCloseTo(1, 9);
    // Beta is the Sun's height over the orbit plane, whose normal points to port.
    expect(Math.asin(-starboard) / (Math.PI / 180)).toBeCloseTo(orbit!.betaDeg, 2);
    for (const { fromS, toS } of orbit!.nights) expect(toS - fromS).toBeLessThan(20 * 60);
  });

  test("does not guess an orbit months from the elements on file", () => {
    const { orbit, orbitProblem } = ask("2022-12-15T01:00Z");
    expect(orbit).toBeNull();
    expect(orbitProblem).toContain("2023-02-17");
  });

  test("of a day that no file covers is refused with the days that one covers", () => {
    expect(() => ask("2018-09-27T12:00Z")).toThrow(/2018-09-27.*2022-12-01 to 2023-10-01/);
  });
});

describe("the plan of an instant", () => {
  test("keeps the future to itself: no stay, seat or event of the record lies beyond the instant", async () => {
    for (const iso of ["2022-12-20T00:00Z", "2023-01-09T12:00Z"]) {
      const knownByS = at(iso);
      const { record, disposal } = await planAnswer({ kind: "plan", carriers: ["Progress MS-21"], knownByS });
      const spans: { untilS: number }[] = [...record.ships, ...record.people].flatMap((row) => [
        ...row.spans,
      ]);
      expect(spans.length).toBeGreaterThan(0);
      for (const { untilS } of spans) expect(untilS).toBeLessThanOrEqual(knownByS);
      for (const { timeS } of record.events) expect(timeS).toBeLessThanOrEqual(knownByS);
      expect(disposal).toBeNull();
    }
  });
});
