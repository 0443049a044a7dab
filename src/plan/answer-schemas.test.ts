// Oracle: the commands' own answers, as JSON carries them, against schemas written apart from them; and answers spoilt on purpose.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { rules as limits, ms22, soyuz } from "../forecast/crew-return/returns.case.ts";
import { forecastKeepout, forecastReturn, readKeepout } from "../forecast/index.ts";
import { concludeForecast, type MemberCourse } from "../forecast/thermal/index.ts";
import {
  disposeAnswerSchema,
  forecastAnswerSchema,
  keepoutAnswerSchema,
  planAnswerSchema,
  returnAnswerSchema,
  seatsAnswerSchema,
} from "./answer-schemas.ts";
import { avionicsAtBurn, burnWindows, dispose, imagingPhase, readDisposal } from "./disposal/index.ts";
import { shippedDisposal } from "./disposal/shipped-disposal.ts";
import { loadRules, planCase, rankOptions, readWhatIf, type Solver } from "./options/index.ts";
import { seatCoverage, seatsAt } from "./seats/index.ts";
import { loadStation } from "./station/index.ts";
import { stateAt } from "./station/state-at.ts";

const station = loadStation();
const carried = (answer: unknown) => JSON.parse(JSON.stringify(answer));
function read<T>(outcome: { ok: true; value: T } | { ok: false; problems: readonly string[] }): T {
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.value;
}
/** The answer is accepted; without one of its parts, or with one too many, it is not. */
function holds(schema: z.ZodType, answer: object): void {
  const json = carried(answer);
  expect(schema.safeParse(json).error?.issues ?? []).toEqual([]);
  expect(schema.safeParse({ ...json, surprise: 1 }).success).toBe(false);
  for (const key of Object.keys(json)) {
    const { [key]: _, ...rest } = json;
    expect(schema.safeParse(rest).success, `without ${key}`).toBe(false);
  }
}

describe("the published schema of an answer", () => {
  it("is that of hoarfrost return, for crews and for an empty ship", () => {
    const forecast = forecastReturn({
      file: soyuz,
      ship: ms22,
      rules: limits,
      profile: "fast",
      crews: [0, 2],
      members: 5,
      seed: 1,
    });
    holds(returnAnswerSchema, {
      schema: "hoarfrost/return/1",
      ship: ms22.id,
      vehicle: soyuz.id,
      ...forecast,
    });
  });

  it("is that of hoarfrost keepout", () => {
    const path = new URL("../../library/contamination/2022-12-15-soyuz-ms-22.yaml", import.meta.url);
    const file = read(readKeepout(readFileSync(path, "utf8"), "ms-22.yaml"));
    holds(keepoutAnswerSchema, {
      schema: "hoarfrost/keepout/1",
      ...forecastKeepout(file, { members: 20, seed: 1 }),
    });
  });

  it("is that of hoarfrost forecast, with events that happen in all members, in some and in none", () => {
    const course = (timeS: number, value: number): MemberCourse => ({
      eventS: Float64Array.of(timeS, Number.NaN),
      endS: 60,
      curves: [Float64Array.of(value, Number.NaN)],
    });
    const event = (name: string) => ({ name, kind: "limit", means: "hot" }) as const;
    const forecast = concludeForecast(
      {
        title: "t",
        basis: ["b"],
        seed: 1,
        partial: false,
        members: { asked: 2, sound: 2, failed: 0 },
        failure: null,
        at: "2022-12-15T02:00:00.000Z",
      },
      {
        timesS: [0, 60],
        curves: [{ name: "a", unit: "K" }],
        events: [{ ...event("e"), limit: { quantity: "a", bound: 300, side: "above" } }, event("f")],
        alarms: [],
      },
      ["as it is", "shed"],
      [
        [course(5, 290), course(Number.NaN, 280)],
        [course(9, 291), course(50, 281)],
      ],
    );
    holds(forecastAnswerSchema, forecast);
  });

  it("is that of hoarfrost seats, over time and at an instant", () => {
    const head = { schema: "hoarfrost/seats/1", station: station.id };
    holds(seatsAnswerSchema, { ...head, ...seatCoverage(station) });
    const timeS = Date.parse("2023-02-11T10:12Z") / 1000;
    holds(seatsAnswerSchema, { ...head, ...stateAt(station, timeS), ...seatsAt(station, timeS) });
  });

  it("is that of hoarfrost plan, a plan that no solver ranked included", async () => {
    const lame: Solver = { solve: async () => ({ status: "gave-up", why: "a test" }), close: async () => {} };
    const rules = loadRules();
    const whatIf = readWhatIf("slip ms-23 30 days");
    const whatIfs = whatIf.ok ? [whatIf.whatIf] : [];
    const answer = await rankOptions(planCase(station, rules, whatIfs), lame);
    const options = answer.options.map(({ station: _, ...rest }) => rest);
    holds(planAnswerSchema, { schema: "hoarfrost/plan/1", rules: rules.id, whatIfs, ...answer, options });
  });

  it("is that of hoarfrost dispose", () => {
    const file = read(readDisposal(readFileSync(shippedDisposal, "utf8"), "disposal.yaml"));
    const windows = burnWindows(file, file.burns - 600, file.burns + 600, 300);
    holds(disposeAnswerSchema, {
      schema: "hoarfrost/dispose/1",
      ...dispose(file, { members: 3 }),
      windows,
      avionics: avionicsAtBurn(file, 20),
      imaging: imagingPhase(file, 20),
    });
  });
});
