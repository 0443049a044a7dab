import { expect, test } from "vitest";
import type { CameraFinding, PlumeFinding } from "./camera-finding.ts";
import type { GreyFrame } from "./frame.ts";
import { renderClip } from "./render/render-clip.ts";
import { scenarioNamed } from "./render/scenario-library.ts";
import { startCamera, stepCamera } from "./watch-camera.ts";

// Oracle: what was rendered. Direction within 10 degrees, origin within 4 px, rate within a factor of 2 (the sweep in bench/ has
// the distribution; a single clip is looser).
function watch(frames: Iterable<GreyFrame>, options = {}): CameraFinding[] {
  let state = startCamera(options);
  const findings: CameraFinding[] = [];
  for (const frame of frames) {
    const step = stepCamera(state, frame);
    state = step.state;
    findings.push(...step.findings);
  }
  return findings;
}

function* footage(name: string, seconds: number): Generator<GreyFrame> {
  for (const { frame } of renderClip(scenarioNamed(name)!, 1)) {
    if (frame.timeS > seconds) return;
    yield frame;
  }
}

const confirmed = (findings: readonly CameraFinding[]) =>
  findings.filter((f): f is PlumeFinding => f.type === "plume" && f.phase === "confirmed");
const problems = (findings: readonly CameraFinding[]) =>
  findings.flatMap((f) => (f.type === "footage" && f.active ? [f.problem] : []));

test("a leak is confirmed, with its direction, origin and rate, and says no more than a hundred to one", () => {
  const scenario = scenarioNamed("leak")!;
  const spray = scenario.sprays[0]!;
  const found = confirmed(watch(footage("leak", 5.5)));
  const last = found[found.length - 1]!;
  expect(found[0]!.timeS).toBeLessThan(5);
  expect(Math.abs(last.directionRad! - spray.axisRad)).toBeLessThan((10 * Math.PI) / 180);
  expect(Math.hypot(last.origin!.xPx - spray.originXPx, last.origin!.yPx - spray.originYPx)).toBeLessThan(4);
  const ratio = last.particlesPerS!.median / spray.particlesPerS;
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
  expect(last.logBayesFactor).toBeLessThanOrEqual(Math.log(100));
});

test("drops darker than the ground behind them are found as well", () => {
  expect(confirmed(watch(footage("dark-drops", 4.5))).length).toBeGreaterThan(0);
});

// Long enough for both firings (2 and 5 s), for the debris to cross the picture, and for all of the snow (2 to 8 s).
test.each([
  ["thruster-firing", 8],
  ["debris", 7],
  ["star-drift", 5],
  ["snow", 9],
  ["camera-shake", 5],
])("%s raises no alarm in %i s", (name, seconds) => {
  expect(confirmed(watch(footage(name, seconds)))).toEqual([]);
});

test("snow of a bad downlink is named, and said to be over", () => {
  const told = watch(footage("snow", 10)).flatMap((f) =>
    f.type === "footage" && f.problem === "snow" ? [f.active] : [],
  );
  expect(told).toEqual([true, false]);
});

test("an announced water dump raises no alarm, the same dump unannounced does", () => {
  expect(confirmed(watch(footage("water-dump", 4.5), { announced: [{ fromS: 1, toS: 9 }] }))).toEqual([]);
  expect(confirmed(watch(footage("water-dump", 4.5))).length).toBeGreaterThan(0);
});

test("the same frames give the same findings, and what comes later changes nothing said before", () => {
  const frames = [...footage("leak", 4.5)];
  const whole = watch(frames);
  const part = watch(frames.filter(({ timeS }) => timeS <= 3.6));
  expect(confirmed(part).length).toBeGreaterThan(0);
  expect(whole.slice(0, part.length)).toEqual(part);
});

const flat = (level: number, count: number, widthPx = 64): GreyFrame[] =>
  Array.from({ length: count }, (_, i) => ({
    widthPx,
    heightPx: 48,
    timeS: i * 0.1,
    pixels: new Uint8Array(widthPx * 48).fill(level),
  }));

test("black, white, frozen, resized, damaged footage and time jumps are named and survived", () => {
  expect(problems(watch(flat(0, 12)))).toContain("black");
  expect(problems(watch(flat(255, 12)))).toContain("white");
  const picture = [...footage("quiet", 0.05)][0]!;
  expect(problems(watch(Array.from({ length: 30 }, (_, i) => ({ ...picture, timeS: i * 0.04 }))))).toContain(
    "frozen",
  );
  const mixed = [...flat(80, 6), ...flat(80, 6, 80).map((f) => ({ ...f, timeS: f.timeS + 0.6 }))];
  expect(problems(watch(mixed))).toEqual(["size-change"]);
  expect(
    problems(watch([...flat(80, 6), ...flat(80, 3).map((f) => ({ ...f, timeS: f.timeS + 60 }))])),
  ).toEqual(["time-jump"]);
  const short = flat(80, 8).map((f, i) => (i === 4 ? { ...f, pixels: f.pixels.slice(0, 100) } : f));
  expect(problems(watch(short))).toEqual(["bad-frame"]);
});
