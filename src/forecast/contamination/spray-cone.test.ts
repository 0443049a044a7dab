import { describe, expect, it } from "vitest";
import { coneHolding, narrowAngle, type SprayCone, shareInside, sharePerSteradian } from "./spray-cone.ts";

// Oracles: Simpson's rule over the sphere (1e-6); isotropic and cosine laws in closed form (1e-12).
const DEG = Math.PI / 180;
const cones: SprayCone[] = [
  { halfAngleRad: 20 * DEG, wide: 0.03, stray: 0.001 },
  { halfAngleRad: 10 * DEG, wide: 0, stray: 0 },
  { halfAngleRad: 40 * DEG, wide: 0.15, stray: 0.03 },
  { halfAngleRad: 90 * DEG, wide: 0.5, stray: 0.5 },
];

function integrated(cone: SprayCone, toRad: number): number {
  const count = 4000;
  const step = toRad / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) {
    const angle = i * step;
    const weight = i === 0 || i === count ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * sharePerSteradian(cone, angle) * 2 * Math.PI * Math.sin(angle);
  }
  return (sum * step) / 3;
}

describe("a spray", () => {
  it.each(cones)("of %o goes somewhere, all of it", (cone) => {
    expect(Math.abs(integrated(cone, Math.PI) - 1)).toBeLessThan(1e-5);
    expect(shareInside(cone, Math.PI)).toBeCloseTo(1, 9);
  });

  it.each(cones)("of %o has inside a cone what the integral gives", (cone) => {
    for (const degrees of [2, 10, 20, 45, 80])
      expect(Math.abs(shareInside(cone, degrees * DEG) - integrated(cone, degrees * DEG))).toBeLessThan(1e-6);
  });

  it("holds nine tenths of its narrow part inside its half-angle", () => {
    for (const degrees of [5, 20, 60]) {
      const cone = { halfAngleRad: degrees * DEG, wide: 0, stray: 0 };
      expect(Math.abs(shareInside(cone, degrees * DEG) - 0.9)).toBeLessThan(2e-4);
      expect(coneHolding(cone, 0.9) / DEG).toBeCloseTo(degrees, 1);
      expect(narrowAngle(degrees * DEG, 0.9) / DEG).toBeCloseTo(degrees, 1);
      expect(narrowAngle(degrees * DEG, 0)).toBe(0);
    }
  });

  it("is isotropic, or falls with the cosine, where only such a part is left", () => {
    for (const degrees of [0, 30, 89, 120, 180]) {
      const angle = degrees * DEG;
      expect(sharePerSteradian({ halfAngleRad: 0.3, wide: 0, stray: 1 }, angle)).toBeCloseTo(
        1 / (4 * Math.PI),
        12,
      );
      const cosine = Math.max(0, Math.cos(angle)) / Math.PI;
      expect(sharePerSteradian({ halfAngleRad: 0.3, wide: 1, stray: 0 }, angle)).toBeCloseTo(cosine, 12);
    }
  });
});
