import { describe, expect, test } from "vitest";
import { answerCase } from "./case-answers.ts";
import { causeAnswerSchema, claimsAnswerSchema } from "./contract.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { serve } from "./service.case.ts";

const ms21 = "2023-02-11-progress-ms-21";
const at = (iso: string) => Date.parse(iso) / 1000;
const run = (id: string) => madeUpRun({ id, frames: 60 });

describe("claims and causes of a case", () => {
  test("are answered as the contract says", async () => {
    const { get } = await serve([run(ms21)]);
    const path = `/api/v1/runs/${ms21}`;
    const claims = claimsAnswerSchema.parse((await get(`${path}/claims`)).body);
    expect(claims.knownByS).toBeNull();
    const cause = causeAnswerSchema.parse((await get(`${path}/cause`)).body);
    const sum = cause.hypotheses.reduce((total, { posterior }) => total + posterior, 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  test("at an instant hold nothing that became known later", () => {
    const instants = ["2023-02-12T00:00Z", "2023-02-19T12:00Z", "2023-02-24T12:00Z"].map(at);
    let said = 0;
    for (const knownByS of instants) {
      const claims = claimsAnswerSchema.parse(answerCase({ kind: "claims", incident: ms21, knownByS }));
      for (const { atS, history } of claims.claims) {
        expect(atS).toBeLessThanOrEqual(knownByS);
        for (const { fromS } of history) expect(fromS).toBeLessThanOrEqual(knownByS);
      }
      expect(claims.claims.length).toBeGreaterThan(said);
      said = claims.claims.length;
    }
    const cause = causeAnswerSchema.parse(
      answerCase({ kind: "cause", incident: ms21, knownByS: instants[0]!, off: [], on: [] }),
    );
    expect(cause.evidence.map(({ id }) => id)).not.toContain("hole-size");
    expect(cause.evidence.every(({ later }) => !later)).toBe(true);
    expect(cause.laterItems).toBeGreaterThan(0);
  });

  test("that are dated by their day alone are not told before that day is over", () => {
    const told = (iso: string) => {
      const answer = answerCase({ kind: "claims", incident: ms21, knownByS: at(iso) });
      return claimsAnswerSchema.parse(answer).claims.length;
    };
    expect(told("2023-02-11T09:00Z")).toBe(0);
    expect(told("2023-02-12T00:00Z")).toBeGreaterThan(0);
  });

  test("of what is no case, or with evidence that there is not, are refused with a way out", async () => {
    const { get } = await serve([
      run(ms21),
      run("no-such-case"),
      madeUpRun({ id: "recorded", kind: "recording", frames: 60 }),
    ]);
    for (const id of ["no-such-case", "recorded"]) {
      const answer = await get(`/api/v1/runs/${id}/claims`);
      expect([answer.status, answer.body.detail]).toEqual([404, expect.stringMatching(/on record/)]);
    }
    const bad = await get(`/api/v1/runs/${ms21}/cause?off=nonsense`);
    expect([bad.status, bad.body.detail]).toEqual([400, expect.stringMatching(/no item "nonsense"; it has/)]);
  });
});
