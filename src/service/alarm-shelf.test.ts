import { expect, test } from "vitest";
import { alarmJournalSchema, alarmSchema, boardSchema, shelvedAlarmSchema } from "./contract.ts";
import { madeUpRun, madeUpScript } from "./made-up-run.case.ts";
import { freshFolder, serve } from "./service.case.ts";

const short = { ...madeUpScript, frames: 600, suspectedAt: 200, confirmedAt: 220, endedAt: 580 } as const;
const at = (frame: number) => short.startS + (frame + 1) * short.framePeriodS;
const run = "/api/v1/runs/made-up";
const leak = `${run}/alarms/${encodeURIComponent("ms21-external~leak")}`;
const shelf = { by: "A. Controller", reason: "known, crew told", atS: at(250), forS: 1200 };

test("a shelved alarm leaves the board, stands with its end among the shelved, and comes back by itself", async () => {
  const dataFolder = await freshFolder();
  const { get, post, close } = await serve([madeUpRun(short)], { dataFolder });
  const { status, body } = await post(`${leak}/shelve`, shelf);
  expect(status).toBe(200);
  expect(shelvedAlarmSchema.parse(body).shelved).toEqual({
    by: shelf.by,
    reason: shelf.reason,
    untilS: shelf.atS + shelf.forS,
  });
  expect((await post(`${leak}/shelve`, shelf)).status).toBe(200);
  await close();
  const again = await serve([madeUpRun(short)], { dataFolder });
  const board = async (timeS: number) =>
    boardSchema.parse((await again.get(`${run}/at?timeS=${timeS}`)).body);
  for (const [timeS, alarms, shelved] of [
    [at(250) - 1, 1, 0],
    [at(251), 0, 1],
    [at(250) + 1199, 0, 1],
    [at(250) + 1201, 1, 0],
  ] as const) {
    const then = await board(timeS);
    expect([then.alarms.filter(({ id }) => id.endsWith("~leak")).length, then.shelved.length]).toEqual([
      alarms,
      shelved,
    ]);
  }
  expect((await board(at(250) + 1201)).alarms[0]!.acknowledged).toBeNull();
  expect(get).toBeTypeOf("function");
});

test("put back by a person it asks again, and the journal says who did what and why", async () => {
  const { get, post } = await serve([madeUpRun(short)]);
  await post(`${leak}/shelve`, shelf);
  const back = { by: "B", reason: "shift ends", atS: at(260) };
  expect(alarmSchema.parse((await post(`${leak}/unshelve`, back)).body).acknowledged).toBeNull();
  expect((await post(`${leak}/unshelve`, { ...back, atS: at(262) })).status).toBe(409);
  const journal = alarmJournalSchema.parse((await get(`${run}/alarms?timeS=${at(300)}`)).body);
  expect(
    journal.entries
      .filter(({ by }) => by !== null)
      .map(({ kind, by, reason, timeS }) => [kind, by, reason, timeS]),
  ).toEqual([
    ["shelve", shelf.by, shelf.reason, shelf.atS],
    ["unshelve", "B", "shift ends", at(260)],
  ]);
  const before = alarmJournalSchema.parse((await get(`${run}/alarms?timeS=${at(249)}`)).body);
  expect(before.entries.every(({ timeS, by }) => timeS <= at(249) && by === null)).toBe(true);
});

test("a leak shelved when suspected is back the moment it is confirmed", async () => {
  const { get, post } = await serve([madeUpRun(short)]);
  await post(`${leak}/shelve`, { ...shelf, atS: at(205), forS: 7200 });
  const then = boardSchema.parse((await get(`${run}/at?timeS=${at(221)}`)).body);
  expect([then.alarms[0]?.priority, then.shelved]).toEqual(["warning", []]);
});

test("a shelf longer than a shift, shorter than a minute, without name, or for no alarm is refused", async () => {
  const { post } = await serve([madeUpRun(short)]);
  for (const wrong of [{ forS: 8 * 3600 + 1 }, { forS: 59 }, { by: " " }, { reason: "" }, { forS: "1 h" }])
    expect((await post(`${leak}/shelve`, { ...shelf, ...wrong })).status).toBe(400);
  expect((await post(`${run}/alarms/nothing/shelve`, shelf)).status).toBe(404);
  expect((await post(`${leak}/shelve`, { ...shelf, atS: at(100) })).status).toBe(404);
});
