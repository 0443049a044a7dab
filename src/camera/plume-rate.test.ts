import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../stats/index.ts";
import { learnFrame, startBackground } from "./background.ts";
import { findParticles } from "./find-particles.ts";
import { countFrame, noRate, particlesPerS, pathInFramePx } from "./plume-rate.ts";
import { addStreak } from "./render/splat.ts";

// Oracle: particles drawn at a known rate on noise. Tolerance 35 %: the memory is 3 s. A cone this dense hides a fifth of its
// particles behind each other.
const [W, H, NOISE, BLUR] = [240, 120, 1.5, 0.9];
const dtS = 0.1;

interface Body {
  readonly bornS: number;
  readonly speed: number;
  readonly angle: number;
}

type Place = readonly [number, number];

/** `strewn`: places of spots that are no particles, of one frame. */
function rateOf(
  perS: number,
  seconds: number,
  onsetS: number,
  strewn: (random: RandomStream) => Place[] = () => [],
) {
  const random = randomStream(4).named(perS);
  const elsewhere = randomStream(5).named(perS);
  const bodies: Body[] = [];
  for (let t = onsetS; t < seconds; t += random.exponential(1 / perS))
    bodies.push({ bornS: t, speed: 35 * Math.exp(0.2 * random.normal()), angle: 0.2 * random.normal() });
  const noisy = () => Float32Array.from({ length: W * H }, () => 50 + NOISE * random.normal());
  const background = startBackground({ widthPx: W, heightPx: H, timeS: 0, pixels: noisy() });
  for (let i = 0; i < 12; i++) learnFrame(background, noisy());
  const origin = { xPx: 20, yPx: 60, varXX: 0.1, varXY: 0, varYY: 0.1, inliers: 9, of: 9 };
  const rate = noRate();
  let [spots, drawn] = [0, 0];
  for (let t = 0; t < seconds; t += dtS) {
    const pixels = noisy();
    const inView = bodies.flatMap((body) => {
      const distance = body.speed * (t - body.bornS);
      const xPx = 20 + distance * Math.cos(body.angle);
      const yPx = 60 + distance * Math.sin(body.angle);
      return distance < 0 || xPx > W || yPx < 0 || yPx > H ? [] : [{ ...body, xPx, yPx }];
    });
    for (const { xPx, yPx } of inView)
      addStreak(pixels, W, H, xPx, yPx, xPx, yPx, 14 * NOISE * 2 * Math.PI * BLUR ** 2, BLUR);
    learnFrame(background, pixels);
    const { detections } = findParticles(background);
    spots += detections.length;
    drawn += inView.length;
    const followed = detections.flatMap((detection) => {
      const body = inView.find((b) => Math.hypot(b.xPx - detection.xPx, b.yPx - detection.yPx) < 1.5);
      return body ? [{ detection, speedPxPerS: body.speed }] : [];
    });
    const tracks = inView
      .filter(({ bornS }) => t - bornS > 0.5)
      .map(({ xPx, yPx, speed, angle }, id) => ({
        id,
        timeS: t,
        xPx,
        yPx,
        vxPxPerS: speed * Math.cos(angle),
        vyPxPerS: speed * Math.sin(angle),
        directionSdRad: 0.03,
      }));
    const view = {
      timeS: t,
      dtS,
      background,
      pixels,
      origin,
      tracks,
      offset: { xPx: 0, yPx: 0 },
      detections: [
        ...detections,
        ...strewn(elsewhere).map(([xPx, yPx]) => ({ xPx, yPx, sign: 1 as const, peak: 8, significance: 12 })),
      ],
      leftOut: () => false,
      followed,
    };
    countFrame(rate, { ...view, sign: 1 });
  }
  return { band: particlesPerS(rate)!, seenPart: spots / drawn };
}

test.each([8, 25])(
  "particles that leave at %i a second are counted at that rate, hidden ones included",
  (perS) => {
    const { band } = rateOf(perS, 12, -8);
    expect(band.median / perS).toBeGreaterThan(0.65);
    expect(band.median / perS).toBeLessThan(1.35);
    expect(band.p05).toBeLessThan(perS);
    expect(band.p95).toBeGreaterThan(perS);
  },
);

test("a dense cone hides part of its particles: the spots alone would read low", () => {
  expect(rateOf(25, 12, -8).seenPart).toBeLessThan(0.85);
});

test("spots that lie evenly over the picture are taken out of the count, those along one edge beside the cone take nothing from it", () => {
  const clean = rateOf(8, 12, -8).band.median;
  const evenly = (random: RandomStream) =>
    Array.from({ length: 24 }, (): Place => [4 + (W - 8) * random.uniform(), 4 + (H - 8) * random.uniform()]);
  const edge = (random: RandomStream) =>
    Array.from({ length: 24 }, (): Place => [20 + 30 * random.uniform(), 4 + 8 * random.uniform()]);
  expect(Math.abs(rateOf(8, 12, -8, evenly).band.median / clean - 1)).toBeLessThan(0.2);
  expect(Math.abs(rateOf(8, 12, -8, edge).band.median / clean - 1)).toBeLessThan(0.05);
});

test("a plume that has just begun is counted as far as it has come", () => {
  const { band } = rateOf(25, 3, 0);
  expect(band.median / 25).toBeGreaterThan(0.6);
  expect(band.median / 25).toBeLessThan(1.5);
});

test("the way through the picture runs from the origin, or the edge if that lies outside, to the far edge", () => {
  expect(pathInFramePx({ xPx: 10, yPx: 50 }, { xPx: 20, yPx: 50 }, 100, 100)).toBeCloseTo(90, 9);
  expect(pathInFramePx({ xPx: -30, yPx: 50 }, { xPx: 20, yPx: 50 }, 100, 100)).toBeCloseTo(100, 9);
  expect(pathInFramePx({ xPx: 50, yPx: 150 }, { xPx: 50, yPx: 250 }, 100, 100)).toBe(0);
});
