// Oracle: the dossier's table of who had which seat (section 2.3, and 1.1 for December 2022), and a station edited by hand.
import { describe, expect, it } from "vitest";
import { assessClaims } from "../claims/index.ts";
import { loadStation } from "../plan/station/index.ts";
import { openIncident } from "./index.ts";
import { seatReport } from "./seat-record.ts";

const station = loadStation();
const at = (text: string) => seatReport(station, Date.parse(text) / 1000);

describe("the seats, as evidence on whether anybody is in danger", () => {
  it("are none for the three of Soyuz MS-22 in the first hours, on our own reading", () => {
    const report = at("2022-12-15T06:00Z");
    expect(report.holds).toBe(false);
    expect(report.title).toContain("of 7 people aboard, three had none");
    expect(report.title).toContain("Soyuz MS-22 taken as unfit, unconfirmed");
    expect(report.trust).toBeLessThan(0.6);
  });

  it("are there for all on 11 February 2023, two only for emergencies and one on a deck", () => {
    const report = at("2023-02-11T10:00Z");
    expect(report.holds).toBe(true);
    expect(report.title).toContain("two only for emergencies in Soyuz MS-22");
    expect(report.title).toContain("one on the cargo deck of Crew-5 Endurance");
  });

  it("speak the more for safety the better they are", () => {
    const before = at("2022-12-14T12:00Z");
    expect(before).toMatchObject({ holds: true });
    expect(before.trust).toBeGreaterThan(at("2023-02-11T10:00Z").trust);
  });

  it("bear on what was said: NASA's word on 11 February counts for more with seats for all", () => {
    const { claims } = openIncident("progress-ms-21");
    const found = assessClaims(claims, { members: 50 }).claims.find(({ id }) => id === "crew-in-no-danger")!;
    expect(found.records).toContain("rec-seats");
    expect(found.sentence).toContain("only for emergencies in Soyuz MS-22");
    const without = { ...claims, records: claims.records.filter(({ id }) => id !== "rec-seats") };
    const alone = assessClaims(without, { members: 50 }).claims.find(({ id }) => id === "crew-in-no-danger")!;
    expect(found.probability!).toBeGreaterThan(alone.probability!);
  });

  it("bear on what was said in the first hours of Soyuz MS-22 the other way", () => {
    const { claims } = openIncident("soyuz-ms-22");
    const judged = (records: typeof claims.records) =>
      assessClaims({ ...claims, records }, { members: 50 }).claims.find(
        ({ id }) => id === "nothing-threatens-now",
      )!;
    const found = judged(claims.records);
    expect(found.sentence).toMatch(/Against it: seats: of 7 people/);
    expect(found.probability!).toBeLessThan(
      judged(claims.records.filter(({ id }) => id !== "rec-seats-first-hours")).probability!,
    );
  });
});
