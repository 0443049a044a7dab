import { expect, test } from "vitest";
import { CameraDesk } from "./camera-desk.ts";
import { cameraTimes, timesKnownBy } from "./camera-times.ts";
import { cameraTimesSchema } from "./contract.ts";

// Oracle: the case's own onset, and that a camera adds evidence: it can only bring a confirmation forward.
const MS_21 = "2023-02-11-progress-ms-21";
const ONSET_S = Date.parse("2023-02-11T09:33:40Z") / 1000;

test("with the camera the leaking loop is confirmed no later and isolated, the healthy one beside it never", async () => {
  const { findings: seen, startS } = await new CameraDesk().said(MS_21);
  const all = cameraTimesSchema.parse(
    await cameraTimes({ kind: "camera-times", incident: MS_21, seen, startS, alone: null }),
  );
  const [leaking, healthy] = all.loops as [(typeof all.loops)[number], (typeof all.loops)[number]];
  expect(all.cameraS!).toBeGreaterThan(ONSET_S);
  expect(leaking.alone.confirmedS!).toBeGreaterThan(ONSET_S);
  expect(leaking.withCamera.confirmedS!).toBeGreaterThanOrEqual(all.cameraS!);
  expect(leaking.withCamera.confirmedS!).toBeLessThanOrEqual(leaking.alone.confirmedS!);
  expect(leaking.withCamera.isolateS!).toBeGreaterThanOrEqual(leaking.withCamera.confirmedS!);
  for (const times of [healthy.alone, healthy.withCamera])
    expect(times).toEqual({ confirmedS: null, isolateS: null });

  const before = timesKnownBy(all, leaking.withCamera.confirmedS! - 1);
  expect(before.loops[0]!.withCamera.confirmedS).toBeNull();
  expect(timesKnownBy(all, leaking.withCamera.confirmedS!).loops[0]!.withCamera.confirmedS).toBe(
    leaking.withCamera.confirmedS,
  );
  expect(timesKnownBy(all, ONSET_S).cameraS).toBeNull();
});
