import { describe, expect, test } from "vitest";
import { libraryIncidentSchema, libraryListSchema } from "./contract.ts";
import { libraryIncident, libraryList } from "./library-answer.ts";

const at = (time: string): number => Date.parse(time) / 1000;

describe("the library", () => {
  test("holds six incidents, each with cited facts", () => {
    const { incidents, later } = libraryListSchema.parse(libraryList(null));
    expect(incidents).toHaveLength(6);
    expect(later).toBe(0);
    for (const { id } of incidents) {
      const incident = libraryIncidentSchema.parse(libraryIncident(id, null));
      expect(incident.record.length).toBeGreaterThan(0);
      expect(incident.sources.length).toBeGreaterThan(0);
    }
  });

  test("tells nothing of an incident before its day: neither its name nor its record", () => {
    const { incidents, later } = libraryList(at("2022-12-14T00:00:00Z"));
    expect(incidents.map(({ id }) => id).every((id) => id < "2022-12-14")).toBe(true);
    expect(incidents.length + later).toBe(6);
    expect(() => libraryIncident("2022-12-15-soyuz-ms-22", at("2022-12-14T00:00:00Z"))).toThrow(
      "no incident",
    );
  });

  test("counts no fact before it was known, and no reconstruction before all is asked for", () => {
    const id = "2023-02-11-progress-ms-21";
    const nowS = at("2023-02-11T10:12:00Z");
    const { record, reconstruction } = libraryIncident(id, nowS);
    for (const { atS } of record) expect(atS === null || atS <= nowS).toBe(true);
    expect(reconstruction).toBeNull();
    expect(record.length).toBeLessThan(libraryIncident(id, null).record.length);
    expect(libraryIncident(id, null).reconstruction!.holeDiameterM.value).toBeGreaterThan(0);
  });
});
