import { describe, expect, it } from "vitest";
import { circularOrbit, dragOnSphere, type Relative, relativePosition } from "./relative-orbit.ts";

// Oracles: two orbits integrated in inertial space by Runge and Kutta's fourth order (within 2 % of the distance for drops that
// stay within 20 km); textbook values of the orbit (0.1 %); the well-known closed ellipse of a radial throw.
const MU = 3.986004418e14;
const RADIUS = 6_378_137 + 418_000;
const { rateRadPerS: n, speedMPerS } = circularOrbit(418_000);

/** Position beside the station, from a full two-body integration with a constant push along the drop's own velocity. */
function integrated(velocity: Relative, push: number, timeS: number): Relative {
  let s = [RADIUS, 0, 0, velocity.up, speedMPerS + velocity.along, velocity.normal];
  const rate = (state: number[]) => {
    const [x, y, z, u, v, w] = state as [number, number, number, number, number, number];
    const r3 = Math.hypot(x, y, z) ** 3;
    const speed = Math.hypot(u, v, w);
    return [
      u,
      v,
      w,
      (-MU * x) / r3 + (push * u) / speed,
      (-MU * y) / r3 + (push * v) / speed,
      (-MU * z) / r3 + (push * w) / speed,
    ];
  };
  const steps = Math.ceil(timeS / 5);
  const h = timeS / steps;
  const plus = (a: number[], b: number[], f: number) => a.map((value, i) => value + f * b[i]!);
  for (let i = 0; i < steps; i++) {
    const a = rate(s);
    const b = rate(plus(s, a, h / 2));
    const c = rate(plus(s, b, h / 2));
    const d = rate(plus(s, c, h));
    s = s.map((value, k) => value + (h / 6) * (a[k]! + 2 * b[k]! + 2 * c[k]! + d[k]!));
  }
  const angle = n * timeS;
  const [x, y, z] = s as [number, number, number];
  // along the arc and above it, as the linear equations mean it
  const up = Math.hypot(x, y) - RADIUS;
  let ahead = Math.atan2(y, x) - (angle % (2 * Math.PI));
  if (ahead > Math.PI) ahead -= 2 * Math.PI;
  if (ahead < -Math.PI) ahead += 2 * Math.PI;
  return { along: ahead * RADIUS, up, normal: z };
}

describe("something thrown from the station", () => {
  it("flies on an orbit of 92.8 min at 7.66 km/s", () => {
    expect((2 * Math.PI) / n / 60).toBeCloseTo(92.9, 0);
    expect(Math.abs(speedMPerS / 7658 - 1)).toBeLessThan(1e-3);
  });

  it.each<[Relative, number]>([
    [{ along: 0, up: 5, normal: 0 }, 0],
    [{ along: -1, up: 0, normal: 0 }, 0],
    [{ along: 0.5, up: -2, normal: 3 }, 0],
    [{ along: 0, up: 0, normal: 4 }, 0],
    [{ along: 0.2, up: 1, normal: -1 }, -1e-4],
    [{ along: 0, up: -3, normal: 0 }, -3e-4],
  ])("at %o m/s with a push of %d m/s2 is where two-body integration puts it", (velocity, push) => {
    for (const timeS of [300, 1500, 3000, 5000]) {
      const ours = relativePosition(velocity, push, n, timeS);
      const exact = integrated(velocity, push, timeS);
      const error = Math.hypot(ours.along - exact.along, ours.up - exact.up, ours.normal - exact.normal);
      expect(error).toBeLessThan(0.02 * Math.hypot(exact.along, exact.up, exact.normal) + 10);
    }
  });

  it("comes back after one orbit if it was thrown straight up, down or sideways and there is no air", () => {
    for (const velocity of [
      { along: 0, up: 10, normal: 0 },
      { along: 0, up: -4, normal: 7 },
    ]) {
      const { along, up, normal } = relativePosition(velocity, 0, n, (2 * Math.PI) / n);
      expect(Math.hypot(along, up, normal)).toBeLessThan(1e-6);
    }
  });

  it("is taken away by the air: below the station and ahead of it, the smaller the drop the sooner", () => {
    const air = { densityKgPerM3: 3e-12, speedMPerS, dragCoefficient: 2.2 };
    const [small, large] = [0.1e-3, 1e-3].map((radius) => dragOnSphere(radius, 700, air));
    // m / (Cd A) of a 1 mm drop is 0.424 kg/m2
    expect(Math.abs(large! - (0.5 * 3e-12 * speedMPerS ** 2 * 2.2) / 0.9333)).toBeLessThan(1e-7);
    expect(small! / large!).toBeCloseTo(10, 9);
    const still = { along: 0, up: 0, normal: 0 };
    const drifted = (drag: number) => relativePosition(still, -drag, n, 5400);
    expect(drifted(large!).along).toBeGreaterThan(1000);
    expect(drifted(large!).up).toBeLessThan(0);
    expect(drifted(small!).along).toBeGreaterThan(drifted(large!).along);
  });
});
