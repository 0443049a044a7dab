import { describe, expect, test } from "vitest";
import { returnAnswerSchema } from "./contract.ts";
import { returnAnswer } from "./return-answer.ts";

// Oracle for the ensemble: src/forecast/crew-return and its tests. Here: which ship, in what state, from what was known.

const ask = (time: string, ship: string | null = null) =>
  returnAnswerSchema.parse(
    JSON.parse(
      JSON.stringify(
        returnAnswer({
          kind: "return",
          timeS: Date.parse(time) / 1000,
          ship,
          profile: "nominal",
          members: 20,
        }),
      ),
    ),
  );

describe("a return by crew count", () => {
  test("is of the ship without cooling, and worse with each person aboard", () => {
    const { ships, forecast } = ask("2023-02-11T10:12:00Z");
    expect(ships).toEqual([expect.objectContaining({ name: "Soyuz MS-22", cooling: "none" })]);
    expect(forecast!.crews.map(({ crew }) => crew)).toEqual([0, 1, 2, 3]);
    const cabin = forecast!.crews.map(
      ({ peaks }) => peaks.find(({ quantity }) => quantity === "cabin")!.band.median,
    );
    for (let crew = 1; crew < 4; crew++) expect(cabin[crew]).toBeGreaterThan(cabin[crew - 1]!);
    expect(forecast!.crews[3]!.verdict).toBe("no-go");
    expect(forecast!.start).toContain("as reported of Soyuz MS-22");
  });

  test("knows of no lost coolant before it was lost, and of no reported temperature before it was told", () => {
    expect(ask("2022-12-14T12:00:00Z").ships[0]).toMatchObject({ cooling: "working", why: null });
    const early = ask("2022-12-17T00:00:00Z");
    expect(early.ships[0]!.cooling).toBe("none");
    expect(early.forecast!.start).toContain("as the file of its kind has it, without coolant");
  });

  test("says so where no station file reaches, and refuses a ship that was not there", () => {
    expect(ask("2013-05-09T00:00:00Z")).toMatchObject({ ships: [], forecast: null });
    expect(() => ask("2023-02-11T10:12:00Z", "ms-23")).toThrow("there were ms-22");
  });
});
