import { expect, test } from "vitest";
import { cameraAnswerSchema } from "./camera-contract.ts";
import { CameraDesk } from "./camera-desk.ts";

// Oracle: the case's own onset, and the pixels that were written.
const MS_21 = "2023-02-11-progress-ms-21";
const ONSET_S = Date.parse("2023-02-11T09:33:40Z") / 1000;
const desk = new CameraDesk();

test("the camera of the MS-21 case says nothing before the breach and confirms a plume within seconds after", async () => {
  const before = cameraAnswerSchema.parse(await desk.answer(MS_21, ONSET_S));
  expect(before.findings).toEqual([]);
  expect(before.cameraNat).toBe(0);
  const after = cameraAnswerSchema.parse(await desk.answer(MS_21, ONSET_S + 6));
  expect(after.findings.some(({ phase }) => phase === "confirmed")).toBe(true);
  expect(after.cameraNat).toBeCloseTo(Math.log(100), 9);
});

test("nothing in an answer is later than its instant, and an earlier part never changes", async () => {
  const timeS = ONSET_S + 3;
  const [then, later] = [await desk.answer(MS_21, timeS), await desk.answer(MS_21, null)];
  for (const list of [
    then.frames.timeS,
    then.findings.map((f) => f.timeS),
    then.pictures.map((p) => p.timeS),
  ])
    expect(Math.max(...list, 0)).toBeLessThanOrEqual(timeS);
  expect(later.frames.timeS.slice(0, then.frames.timeS.length)).toEqual(then.frames.timeS);
  expect(later.pictures.slice(0, then.pictures.length)).toEqual(then.pictures);
});

test("a picture is a bitmap of the footage's size, and one that is not there is named", async () => {
  const { pictures, widthPx, heightPx } = await desk.answer(MS_21, null);
  expect(pictures.length).toBeGreaterThan(10);
  const bitmap = await desk.picture(MS_21, 3);
  expect([...bitmap.subarray(0, 2)]).toEqual([0x42, 0x4d]);
  expect(new DataView(bitmap.buffer).getInt32(18, true)).toBe(widthPx);
  expect(new DataView(bitmap.buffer).getInt32(22, true)).toBe(heightPx);
  await expect(desk.picture(MS_21, 999)).rejects.toThrow("no picture 999");
});

test("an incident without a reconstruction has no footage, and says so", async () => {
  await expect(desk.answer("2013-05-09-iss-p6-2b", null)).rejects.toThrow("no footage");
});
