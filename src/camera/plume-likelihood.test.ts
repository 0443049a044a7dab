import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { directionNat, evidenceNat, MOST_NAT, type OriginPrior } from "./plume-likelihood.ts";
import { locateOrigin, type TrackReport } from "./plume-origin.ts";

// Oracles: a likelihood ratio has a mean of at most one without a plume, so it exceeds A with a probability of at most 1/A
// (Markov); with all directions the same way out it is known in closed form. Mean by quadrature over all directions, tolerance 1e-3.
const prior: OriginPrior = { centre: { xPx: 96, yPx: 54 }, widthPx: 192, heightPx: 108, reachPx: 260 };

const track = (xPx: number, yPx: number, directionRad: number, sd = 0.05): TrackReport => ({
  id: 0,
  timeS: 0,
  xPx,
  yPx,
  vxPxPerS: 40 * Math.cos(directionRad),
  vyPxPerS: 40 * Math.sin(directionRad),
  directionSdRad: sd,
});

const drawn = (seed: number, count: number, origin: { x: number; y: number } | null): TrackReport[] => {
  const random = randomStream(seed).named("tracks");
  return Array.from({ length: count }, () => {
    const angle = origin ? 0.3 * random.normal() : 2 * Math.PI * random.uniform();
    const away = 20 + 60 * random.uniform();
    const x = origin ? origin.x + away * Math.cos(angle) : 192 * random.uniform();
    const y = origin ? origin.y + away * Math.sin(angle) : 108 * random.uniform();
    return track(x, y, angle + 0.05 * random.normal());
  });
};

test("a direction without preference favours no place: the mean ratio is at most one at every distance and accuracy", () => {
  for (const distance of [2, 10, 60]) {
    for (const sd of [0.01, 0.1, 0.4]) {
      let mean = 0;
      const steps = 20_000;
      for (let k = 0; k < steps; k++)
        mean +=
          Math.exp(directionNat(track(distance, 0, (2 * Math.PI * (k + 0.5)) / steps, sd), 0, 0)) / steps;
      expect(mean).toBeLessThan(1.001);
    }
  }
});

test("no track says more than the cap, one that leads the other way speaks against, and a vague one says little", () => {
  expect(directionNat(track(50, 0, 0, 0.001), 0, 0)).toBe(MOST_NAT);
  expect(directionNat(track(50, 0, Math.PI), 0, 0)).toBeCloseTo(Math.log(0.15), 9);
  expect(Math.abs(directionNat(track(50, 0, 0.5, 1), 0, 0))).toBeLessThan(MOST_NAT / 4);
});

test("tracks at random exceed a statistic of ln A less often than once in A, the origin chosen after they are seen", () => {
  const tries = 3000;
  const above = new Map([5, 20, 100].map((a) => [a, 0]));
  for (let seed = 1; seed <= tries; seed++) {
    const tracks = drawn(seed, 5 + (seed % 20), null);
    const fit = locateOrigin(tracks, prior.reachPx, prior.centre);
    if (!fit) continue;
    const weights = tracks.map(() => 1);
    const nat = evidenceNat(tracks, weights, fit, prior);
    for (const [a, count] of above) if (nat > Math.log(a)) above.set(a, count + 1);
  }
  for (const [a, count] of above) expect(count / tries).toBeLessThanOrEqual(1 / a);
});

test("twelve tracks from one place convince, wherever in the picture it is", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tracks = drawn(seed, 12, { x: 20 + 4 * seed, y: 30 + 2 * seed });
    const fit = locateOrigin(tracks, prior.reachPx, prior.centre)!;
    const nat = evidenceNat(
      tracks,
      tracks.map(() => 1),
      fit,
      prior,
    );
    expect(nat).toBeGreaterThan(14.8);
  }
});
