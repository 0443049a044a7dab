// Oracles: the closed form of a cylindrical shadow (limit of a Sun far away and without size): 1e-6 of an orbit; plane
// geometry of two overlapping discs for a small Earth: 1e-4; the analytic beta above which there is no eclipse.

import fc from "fast-check";
import { shadowFraction } from "satellite.js";
import { describe, expect, test } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import {
  ASTRONOMICAL_UNIT_M,
  apparentDiscs,
  circularTrajectory,
  conicalShadow,
  cylindricalEclipseFraction,
  DEGREE,
  EARTH_RADIUS_M,
  eclipsesWithin,
  noEclipseBetaRad,
  orbitPeriodS,
  SUN_RADIUS_M,
  type Vector3,
  visibleSunFraction,
} from "./index.ts";

const radiusM = 6.795e6;
const period = orbitPeriodS(radiusM);
// satellite.js takes the WGS 72 radius
const sameEarth = { ...conicalShadow, earthRadiusM: 6_378_135 };

/** An orbit in the equator with the Sun at a given beta above it. */
function orbitWithBeta(betaRad: number, sunDistanceM: number) {
  const trajectory = circularTrajectory({
    radiusM,
    inclinationRad: 0,
    nodeRad: 0,
    argumentOfLatitudeRad: 0,
    epochS: 0,
    nodeRateRadPerS: 0,
  });
  const sun: Vector3 = [sunDistanceM * Math.cos(betaRad), 0, sunDistanceM * Math.sin(betaRad)];
  return { trajectory, sunM: () => sun };
}

describe("an eclipse", () => {
  test("in the limit of a pointlike, distant Sun lasts as the cylindrical closed form says, at every beta", () => {
    for (const betaDeg of [0, 20, -40, 60, 68, -69.5]) {
      const beta = betaDeg * DEGREE;
      const { trajectory, sunM } = orbitWithBeta(beta, 1e17);
      const model = { earthRadiusM: EARTH_RADIUS_M, sunRadiusM: 0 };
      const [eclipse] = eclipsesWithin(trajectory, 0, period, { model, sunM });
      const share = (eclipse!.penumbraExitS - eclipse!.penumbraEntryS) / period;
      verifyBelow(
        { subject: "share of an orbit in a cylindrical shadow", oracle: "closed form", unit: "of an orbit" },
        Math.abs(share - cylindricalEclipseFraction(beta, radiusM)),
        1e-6,
      );
    }
  });
  test("is absent above the analytic beta and present below it", () => {
    const limit = noEclipseBetaRad(radiusM);
    expect(limit / DEGREE).toBeCloseTo(69.8, 1);
    const model = { earthRadiusM: EARTH_RADIUS_M, sunRadiusM: 0 };
    const count = (beta: number) => {
      const { trajectory, sunM } = orbitWithBeta(beta, 1e17);
      return eclipsesWithin(trajectory, 0, period, { model, sunM }).length;
    };
    expect(count(limit - 1e-3)).toBe(1);
    expect(count(limit + 1e-4)).toBe(0);
    expect(cylindricalEclipseFraction(limit + 1e-9, radiusM)).toBe(0);
  });
  test("has a penumbra of about eight seconds at low beta and loses its umbra before its penumbra as beta grows", () => {
    const { trajectory, sunM } = orbitWithBeta(0, ASTRONOMICAL_UNIT_M);
    const [eclipse] = eclipsesWithin(trajectory, 0, period, { sunM });
    const sunAngle = (2 * SUN_RADIUS_M) / ASTRONOMICAL_UNIT_M;
    const expected = (sunAngle / (2 * Math.PI)) * period;
    expect((eclipse!.umbraEntryS! - eclipse!.penumbraEntryS) / expected).toBeCloseTo(1, 1);
    expect(eclipse!.umbraExitS! - eclipse!.umbraEntryS!).toBeGreaterThan(0);
    const grazing = orbitWithBeta(noEclipseBetaRad(radiusM), ASTRONOMICAL_UNIT_M);
    const [graze] = eclipsesWithin(grazing.trajectory, 0, period, { sunM: grazing.sunM });
    expect(graze!.umbraEntryS).toBeNull();
  });
  test("brackets the cylindrical one: umbra shorter, penumbra longer", () => {
    for (const betaDeg of [0, 30, 60]) {
      const { trajectory, sunM } = orbitWithBeta(betaDeg * DEGREE, ASTRONOMICAL_UNIT_M);
      const [eclipse] = eclipsesWithin(trajectory, 0, period, { sunM });
      const cylinder = cylindricalEclipseFraction(betaDeg * DEGREE, radiusM) * period;
      expect(eclipse!.umbraExitS! - eclipse!.umbraEntryS!).toBeLessThan(cylinder);
      expect(eclipse!.penumbraExitS - eclipse!.penumbraEntryS).toBeGreaterThan(cylinder);
    }
  });
});

describe("the visible share of the Sun", () => {
  test("is that of two flat discs when both are small", () => {
    const flat = (a: number, b: number, c: number) => {
      const x = (c * c + a * a - b * b) / (2 * c);
      const y = Math.sqrt(a * a - x * x);
      const overlap = a * a * Math.acos(x / a) + b * b * Math.acos((c - x) / b) - c * y;
      return 1 - overlap / (Math.PI * a * a);
    };
    for (const c of [0.006, 0.009, 0.0125])
      expect(visibleSunFraction({ sunRadius: 0.005, earthRadius: 0.008, separation: c })).toBeCloseTo(
        flat(0.005, 0.008, c),
        4,
      );
  });
  test("is that of a straight limb when the Earth fills half the sky", () => {
    for (const offset of [-0.8, -0.3, 0, 0.5, 0.9]) {
      const a = 0.00465;
      const cut = Math.acos(offset) - offset * Math.sqrt(1 - offset * offset); // circular segment beyond the limb
      const fraction = visibleSunFraction({
        sunRadius: a,
        earthRadius: Math.PI / 2 - 1e-9,
        separation: Math.PI / 2 - offset * a,
      });
      expect(fraction).toBeCloseTo(cut / Math.PI, 4);
    }
  });
  test("agrees with another program's through a whole passage, to the 0.008 of the Sun's parallax that it neglects", () => {
    const { trajectory, sunM } = orbitWithBeta(30 * DEGREE, ASTRONOMICAL_UNIT_M);
    let inPenumbra = 0;
    let worst = 0;
    for (let second = 0; second < period; second += 0.5) {
      const [x, y, z] = trajectory(second).positionM;
      const [sx, sy, sz] = sunM();
      const sunAu = { x: sx / ASTRONOMICAL_UNIT_M, y: sy / ASTRONOMICAL_UNIT_M, z: sz / ASTRONOMICAL_UNIT_M };
      const other = 1 - shadowFraction(sunAu, { x: x / 1000, y: y / 1000, z: z / 1000 });
      const ours = visibleSunFraction(apparentDiscs([x, y, z], sunM(), sameEarth));
      if (other > 0 && other < 1) inPenumbra++;
      worst = Math.max(worst, Math.abs(ours - other));
    }
    expect(inPenumbra).toBeGreaterThan(20);
    verifyBelow(
      {
        subject: "share of an orbit in shadow, cone against cylinder",
        oracle: "closed form",
        unit: "of an orbit",
      },
      worst,
      0.008,
    );
  });
  test("rises from 0 to 1 without a jump as the Sun comes out", () => {
    let previous = 0;
    for (let i = 0; i <= 400; i++) {
      const discs = { sunRadius: 0.00465, earthRadius: 1.22, separation: 1.22 - 0.0048 + (0.0096 * i) / 400 };
      const fraction = visibleSunFraction(discs);
      expect(fraction).toBeGreaterThanOrEqual(previous - 1e-9);
      expect(fraction - previous).toBeLessThan(0.005);
      previous = fraction;
    }
    expect(previous).toBe(1);
  });
  test("is between 0 and 1 wherever the vehicle is", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.0001, max: 10, noNaN: true }),
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        (ratio, angle) => {
          const r = ratio * EARTH_RADIUS_M;
          const fraction = visibleSunFraction(
            apparentDiscs([r * Math.cos(angle), r * Math.sin(angle), 0], [ASTRONOMICAL_UNIT_M, 0, 0]),
          );
          return fraction >= 0 && fraction <= 1;
        },
      ),
    );
  });
  test("cannot be asked from inside the Earth", () => {
    expect(() => apparentDiscs([1e6, 0, 0], [ASTRONOMICAL_UNIT_M, 0, 0], conicalShadow)).toThrow(
      "inside its radius",
    );
  });
});
