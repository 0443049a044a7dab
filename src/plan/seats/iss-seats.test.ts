import { describe, expect, it } from "vitest";
import { loadStation } from "../station/index.ts";
import { seatCoverage, seatsAt } from "./index.ts";

// Oracle: what was reported of the seats from December 2022 to September 2023; times are those of the reports.
const station = loadStation();
const coverage = seatCoverage(station);
const at = (text: string) => Date.parse(text) / 1000;
const standing = (text: string) =>
  Object.fromEntries(seatsAt(station, at(text)).seatings.map((s) => [s.person, `${s.ship} ${s.standing}`]));

describe("seats on the station, December 2022 to September 2023", () => {
  it("holds for all seven before the leak", () => {
    expect(coverage.gaps[0]!.fromS).toBe(at("2022-12-15T00:45Z"));
    expect(Object.values(standing("2022-12-14T12:00Z"))).toEqual([
      ...Array(3).fill("ms-22 good"),
      ...Array(4).fill("crew-5 good"),
    ]);
  });
  it("leaves the three of Soyuz MS-22 without a seat until its thrusters are tried, and names the ship", () => {
    const [first] = coverage.gaps;
    expect(first).toMatchObject({ severity: "alarm", untilS: at("2022-12-16T08:08Z") });
    expect(first!.people.map(({ person }) => person)).toEqual(["prokopyev", "petelin", "rubio"]);
    for (const { why } of first!.people) expect(why).toMatch(/Soyuz MS-22 is unfit: coolant lost/);
  });
  it("seats Rubio in Endurance on a marked exception after his liner moved, and two in MS-22 for an emergency", () => {
    expect(standing("2023-02-11T10:12Z")).toMatchObject({
      prokopyev: "ms-22 emergency",
      petelin: "ms-22 emergency",
      rubio: "crew-5 deck",
      kikina: "crew-5 good",
    });
    expect(coverage.exceptions).toHaveLength(1);
    expect(coverage.exceptions[0]).toMatchObject({
      fromS: at("2023-01-18T00:00Z"),
      untilS: at("2023-02-26T00:58Z"),
    });
  });
  it("is whole again from the docking of Soyuz MS-23 to the end, through both port moves", () => {
    expect(coverage.gaps.at(-1)!.untilS).toBe(at("2023-02-26T00:58Z"));
    expect(standing("2023-04-06T09:00Z")).toMatchObject({ rubio: "ms-23 good", bowen: "crew-6 good" });
    expect(standing("2023-05-06T11:30Z")).toMatchObject({ rubio: "ms-23 good", bowen: "crew-6 good" });
    expect(Object.keys(standing("2023-05-25T00:00Z"))).toHaveLength(11);
    expect(Object.keys(standing("2023-09-28T00:00Z"))).toHaveLength(7);
  });
});
