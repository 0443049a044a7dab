import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCase } from "../incident/index.ts";
import { sensorsAnswerSchema } from "./contract.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { overheard, sensorsAnswer } from "./sensors-answer.ts";
import { serve } from "./service.case.ts";

// Oracle: the vehicle file's own list of sensors, and the case's own telemetry.
const MS_21 = fileURLToPath(
  new URL("../../library/incidents/2023-02-11-progress-ms-21.yaml", import.meta.url),
);
const opened = () => openCase(MS_21);
const progress = opened();
const loop = progress.loops[0]!;
const hardware = progress.hardware.get(loop.id)!;
const AT_S = progress.fromS + 600;

async function heardUntil(untilS: number) {
  const { source, loops, hardware } = opened();
  const tapped = overheard(source, loops, hardware);
  for await (const event of tapped.source.events())
    if (event.kind === "samples" && event.batch.timeS[event.batch.count - 1]! > untilS) break;
  return tapped.sensors;
}

describe("the sensors of a loop", () => {
  test("are all that its file declares, with what each showed by the instant, and none for one that was never heard", async () => {
    const log = await heardUntil(AT_S);
    const { sensors } = sensorsAnswerSchema.parse(sensorsAnswer("case", loop, hardware, log, AT_S));
    const declared = hardware.twin.loops.find(({ id }) => id === hardware.loop)!.sensors;
    expect(sensors.map(({ id }) => id)).toEqual(declared.map(({ id }) => id));
    const of = (id: string) => sensors.find((each) => each.id === id)!;
    // 98 kPa of gas and 20 degC, as the case is made; within what its noise and swing can do.
    expect(of("P-ext-1").reading!.value).toBeCloseTo(98 / 98.0665, 1);
    expect(of("T-ext-1").unit).toBe("degC");
    expect(Math.abs(of("T-ext-1").reading!.value - 20)).toBeLessThan(2);
    for (const { id, reading, patienceS } of sensors) {
      if (id === "dP-pump") expect(reading).toBeNull();
      else {
        expect(reading!.timeS).toBeLessThanOrEqual(AT_S);
        expect(AT_S - reading!.timeS).toBeLessThanOrEqual(patienceS);
      }
    }
  });

  test("before the source began have shown nothing", async () => {
    const log = await heardUntil(AT_S);
    const { sensors } = sensorsAnswer("case", loop, hardware, log, progress.fromS - 1);
    expect(sensors.every(({ reading }) => reading === null)).toBe(true);
  });

  test("of a watch-only loop are the channels that its watch reads, each once", () => {
    const { sensors } = sensorsAnswer("case", loop, null, null, AT_S);
    expect(sensors.map(({ channel, role }) => [channel, role])).toEqual([
      ["ms21/P-ext-1", "inventory"],
      ["ms21/P-ext-2", "witness"],
      ...loop.explainedBy.map(({ channel }) => [channel, "explains"]),
    ]);
  });

  test("are answered over HTTP, and a run without a log says that none was kept", async () => {
    const { get } = await serve([{ ...madeUpRun({ frames: 20 }), loops: progress.loops }]);
    const path = `/api/v1/runs/made-up/loops/${encodeURIComponent(loop.id)}/sensors`;
    const { body } = await get(`${path}?timeS=${AT_S}`);
    expect(sensorsAnswerSchema.parse(body).kept).toBe(false);
    expect((await get(path)).status).toBe(400);
  });
});
