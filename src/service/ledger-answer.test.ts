import { describe, expect, test } from "vitest";
import { debrisAnswerSchema, ledgerAnswerSchema } from "./contract.ts";
import { ledgerAnswer } from "./ledger-answer.ts";
import { serve } from "./service.case.ts";

const at = (iso: string) => Date.parse(iso) / 1000;

describe("the ledger", () => {
  test("is answered as the contract says, whole if no instant is given", async () => {
    const { get } = await serve([]);
    const whole = ledgerAnswerSchema.parse((await get("/api/v1/ledger")).body);
    expect(whole.knownByS).toBeNull();
    expect(whole.later).toEqual([]);
    const severe = ledgerAnswerSchema.parse((await get("/api/v1/ledger?severityFrom=3")).body);
    expect(severe.anomalies).toEqual(whole.anomalies.filter(({ severity }) => severity >= 3));
  });

  test("at an instant counts what had happened, and lists the rest as later", () => {
    const whole = ledgerAnswer({ severityFrom: 1, knownByS: null });
    for (const instant of [
      "2018-12-01",
      "2021-08-01T00:00Z",
      "2022-12-16",
      "2023-02-11T10:12Z",
      "2023-12-30",
    ]) {
      const then = ledgerAnswerSchema.parse(ledgerAnswer({ severityFrom: 1, knownByS: at(instant) }));
      expect([...then.anomalies, ...then.later].map(({ id }) => id)).toEqual(
        whole.anomalies.map(({ id }) => id),
      );
      const months = instant.slice(0, 7);
      for (const { date } of then.anomalies) expect(date.slice(0, 7) <= months).toBe(true);
      for (const { date } of then.later) expect(date.slice(0, 7) >= months).toBe(true);
      // A whole day, or up to its last event.
      expect(then.all.until).toBe(new Date(at(instant) * 1000).toISOString().slice(0, 10));
      expect(then.all.events).toHaveLength(then.anomalies.length);
    }
  });

  test("of a day with two coolant leaks does not know of the third, nor of numbers published later", () => {
    const then = ledgerAnswer({ severityFrom: 1, knownByS: at("2023-02-11T10:12Z") });
    const cooling = then.systems.find(({ system }) => system === "external-cooling")!;
    expect(cooling.events.map(({ id }) => id)).toEqual(["ms-22-coolant", "ms-21-coolant"]);
    expect(cooling.verdict).toBe("too few to say");
    expect(then.anomalies.every(({ number }) => number === null)).toBe(true);
    expect(then.later.map(({ id }) => id)).toEqual(["nauka-rtod"]);
  });

  test("is refused with a way out before it begins, and for a severity there is not", async () => {
    const { get } = await serve([]);
    const early = await get(`/api/v1/ledger?knownByS=${at("2017-01-01")}`);
    expect([early.status, early.body.detail]).toEqual([404, expect.stringMatching(/begins on 2018-01-01/)]);
    for (const query of ["severityFrom=5", "severityFrom=0", "knownByS=now"])
      expect((await get(`/api/v1/ledger?${query}`)).status).toBe(400);
  });
});

test("the debris case is answered as the contract says", async () => {
  const { get } = await serve([]);
  const { pair, total } = debrisAnswerSchema.parse((await get("/api/v1/debris")).body);
  expect(pair.rows.length).toBeGreaterThan(0);
  // Two independent hits in one fixed window are at most as likely as one squared.
  for (const row of pair.rows) expect(row.atLeastTwo).toBeLessThanOrEqual(row.atLeastOne ** 2);
  expect(total!.noPerforationProbability).toBeLessThan(1);
});
