import { describe, expect, test } from "vitest";
import { blind, leak } from "../alarm/findings.case.ts";
import { boardSchema, runSchema } from "./contract.ts";
import { ActionJournal } from "./journal/action-journal.ts";
import { MemoryDisk } from "./journal/memory-file.case.ts";
import { LiveSource, pointOf } from "./live-source.case.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { freshFolder, serve } from "./service.case.ts";
import { WatchDesk } from "./watch-desk.ts";

const loops = [
  { id: "a", name: "Loop A", carrier: "Station" },
  { id: "b", name: "Loop B", carrier: "Station" },
];
const startS = 1_800_000_000;
/** Long enough for what was said to be written to a disk in memory and taken in. */
const turn = async () => {
  for (let count = 0; count < 20; count += 1) await new Promise(setImmediate);
};

async function deskWith(disk = new MemoryDisk()) {
  const journal = await ActionJournal.open(disk);
  let nowS = startS;
  const desk = new WatchDesk({ journal, publish: () => undefined, nowS: () => nowS });
  const source = new LiveSource();
  void desk.add({
    ...madeUpRun({ id: "live", kind: "live", startS, frames: 0, loops }),
    outputs: source.outputs(),
  });
  const run = desk.find("live")!;
  const board = () =>
    run.alarmsAt(nowS).map(({ id, clearedS }) => (clearedS === null ? id : `${id} cleared`));
  const setTime = (afterS: number) => {
    nowS = startS + afterS;
  };
  return { desk, source, run, board, setTime, disk };
}

describe("a live source that falls silent though it stays connected", () => {
  test("makes its loops blind within a minute, as one lost source, and is heard again", async () => {
    const { desk, source, board, setTime } = await deskWith();
    for (const loopIndex of [0, 1])
      source.say({ loopIndex, point: pointOf(startS + 10, "normal"), findings: [] });
    await turn();
    setTime(60);
    await desk.passTime();
    expect(board()).toEqual([]);
    setTime(61);
    await desk.passTime();
    expect(board()).toEqual(["*~source"]);
    // The backlog comes with times before the silence was noticed.
    for (const loopIndex of [0, 1])
      source.say({ loopIndex, point: pointOf(startS + 20, "normal"), findings: [] });
    await turn();
    setTime(70);
    expect(board().sort()).toEqual(["*~source cleared", "a~blind cleared", "b~blind cleared"]);
  });

  test("does not end the blindness that the watch itself tells", async () => {
    const { desk, source, board, setTime } = await deskWith();
    setTime(61);
    await desk.passTime();
    setTime(70);
    source.say({
      loopIndex: 0,
      point: pointOf(startS + 65, "blind"),
      findings: [blind("a", startS + 65, true)],
    });
    source.say({ loopIndex: 1, point: pointOf(startS + 65, "normal"), findings: [] });
    await turn();
    expect(board().sort()).toEqual(["*~source cleared", "a~blind", "b~blind cleared"]);
  });
});

describe("a live run", () => {
  test("has its alarms on disk before it shows them, and again after a restart", async () => {
    const first = await deskWith();
    first.setTime(100);
    first.source.say({
      loopIndex: 0,
      point: pointOf(startS + 90, "leaking"),
      findings: [leak("a", startS + 90, "confirmed")],
    });
    await turn();
    expect(first.board()).toEqual(["a~leak"]);
    await first.desk.acknowledge(first.run, "a~leak", { by: "A", reason: "seen", atS: startS + 95 });
    const second = await deskWith(new MemoryDisk(first.disk.bytes));
    second.setTime(100);
    expect(second.run.alarmsAt(startS + 100)).toEqual(first.run.alarmsAt(startS + 100));
    // The restarted watch says it again: the same alarm, still answered.
    second.source.say({
      loopIndex: 0,
      point: pointOf(startS + 99, "leaking"),
      findings: [leak("a", startS + 99, "confirmed")],
    });
    await turn();
    expect(second.run.alarmsAt(startS + 100)).toEqual(first.run.alarmsAt(startS + 100));
  });

  test("is watched on while the disk is full; answers are refused until there is room", async () => {
    const { desk, source, run, board, setTime, disk } = await deskWith();
    disk.failsFrom = disk.calls + 1;
    disk.failsFor = Number.POSITIVE_INFINITY;
    setTime(100);
    source.say({
      loopIndex: 0,
      point: pointOf(startS + 90, "leaking"),
      findings: [leak("a", startS + 90, "confirmed")],
    });
    await turn();
    expect(board()).toEqual(["a~leak"]);
    expect(desk.problems().join()).toMatch(/journal cannot be written: the disk refuses to write/);
    const answer = { by: "A", reason: "seen", atS: startS + 95 };
    await expect(desk.acknowledge(run, "a~leak", answer)).rejects.toThrow(/does not count/);
    expect(run.alarmsAt(startS + 100)[0]!.acknowledged).toBeNull();
    disk.failsFrom = Number.POSITIVE_INFINITY;
    expect((await desk.acknowledge(run, "a~leak", answer)).acknowledged).toMatchObject({ by: "A" });
    expect(desk.problems()).toEqual([]);
  });

  test("that an answer was given before a late frame does not answer for that frame", async () => {
    const { desk, source, run, setTime } = await deskWith();
    setTime(100);
    source.say({
      loopIndex: 0,
      point: pointOf(startS + 50, "suspected"),
      findings: [leak("a", startS + 50, "suspected")],
    });
    await turn();
    await desk.acknowledge(run, "a~leak", { by: "A", reason: "seen", atS: startS + 100 });
    source.say({
      loopIndex: 0,
      point: pointOf(startS + 90, "leaking"),
      findings: [leak("a", startS + 90, "confirmed")],
    });
    await turn();
    expect(run.alarmsAt(startS + 100)[0]).toMatchObject({ priority: "warning", acknowledged: null });
  });

  test("has no progress, and is told when its source ends", async () => {
    const source = new LiveSource();
    const live = madeUpRun({ id: "live", kind: "live", frames: 0, loops });
    const { get } = await serve([{ ...live, outputs: source.outputs() }], {
      dataFolder: await freshFolder(),
    });
    expect(runSchema.parse((await get("/api/v1/runs/live")).body).progress).toBeNull();
    const board = boardSchema.parse((await get(`/api/v1/runs/live/at?timeS=${live.startS}`)).body);
    expect(board.loops.map(({ state }) => state)).toEqual(["learning", "learning"]);
    expect((await get("/api/v1/health")).body).toMatchObject({ status: "ok", loops: 2 });
    source.end();
    await turn();
    expect((await get("/api/v1/health")).body).toMatchObject({ status: "degraded", loops: 0 });
  });
});
