import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { calibrateReturn, comparedNames } from "./calibration.case.ts";
import { ms22, soyuz } from "./returns.case.ts";
import { flySecondModel } from "./second-model.case.ts";

// The measured coverage is in docs/crew-return.md (`npx jiti bench/return-calibration.ts`). Here a small run, which fails if bands
// become far too narrow or too wide: 48 ships; with a true coverage of 90 % it leaves 78 to 99 % once in a thousand runs.
describe("the bands of a return, against a second model that is built otherwise", () => {
  it("hold nine truths in ten, or nearly", () => {
    const found = calibrateReturn(2, 30, 11);
    const sum = (pick: "cases" | "inside") =>
      comparedNames.reduce((total, name) => total + found[name][pick], 0);
    expect(sum("cases")).toBe(2 * 24 * 2 + 2 * 18 * 4);
    expect(sum("inside") / sum("cases")).toBeGreaterThan(0.78);
    expect(sum("inside") / sum("cases")).toBeLessThan(0.99);
  });
});

describe("the second model", () => {
  const trip = { file: soyuz, start: ms22.start, coolant: "none", profile: "nominal" } as const;
  it("is warmer, wetter and harder on bodies with more people, and easier on a fast way", () => {
    const fly = (crew: number, profile: "nominal" | "fast") =>
      flySecondModel({ ...trip, crew, profile }, randomStream(4).named("x"));
    for (const profile of ["nominal", "fast"] as const) {
      const [none, two, three] = [0, 2, 3].map((crew) => fly(crew, profile));
      expect(two!.cabin).toBeGreaterThan(none!.cabin);
      expect(three!.cabin).toBeGreaterThan(two!.cabin);
      expect(three!.humid75S).toBeLessThan(two!.humid75S);
      expect(three!.body).toBeGreaterThan(two!.body);
    }
    expect(fly(3, "fast").cabin).toBeLessThan(fly(3, "nominal").cabin);
  });
  it("knows no cooling loop, and says so", () => {
    const cooled = { ...trip, crew: 1, coolant: "working" } as const;
    expect(() => flySecondModel(cooled, randomStream(1))).toThrow("the second model knows no cooling loop");
  });
});
