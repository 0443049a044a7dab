// Oracles: fine midpoint quadrature of the view factor (1e-4 absolute); exact identities of radiation fields (view
// factors of opposite faces, mean over orientations, projected area of a closed box): 1e-12 where closed, 1e-6 summed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import {
  ASTRONOMICAL_UNIT_M,
  type Axes,
  absorbedHeat,
  angleBetween,
  circularTrajectory,
  cross,
  DEGREE,
  dot,
  EARTH_RADIUS_M,
  heatProfile,
  inertial,
  localVertical,
  localVerticalAxes,
  meanRadiation,
  norm,
  orbitPeriodS,
  plateToSphereViewFactor,
  reflectedViewFactor,
  SOLAR_IRRADIANCE_W_PER_M2,
  type Surface,
  scale,
  sphereToSphereViewFactor,
  sunPointing,
  sunPositionM,
  turned,
  unit,
  type Vector3,
  visibleEarth,
  yawSchedule,
} from "./index.ts";

function viewFactorByQuadrature(ratio: number, tilt: number): number {
  const edge = Math.sqrt(1 - 1 / ratio ** 2);
  const [rings, sectors] = [300, 600];
  let sum = 0;
  for (let i = 0; i < rings; i++) {
    const cosine = edge + ((1 - edge) * (i + 0.5)) / rings;
    const sine = Math.sqrt(1 - cosine ** 2);
    for (let j = 0; j < sectors; j++) {
      const azimuth = (2 * Math.PI * (j + 0.5)) / sectors;
      sum += Math.max(0, Math.cos(tilt) * cosine + Math.sin(tilt) * sine * Math.cos(azimuth));
    }
  }
  return (sum * 2 * (1 - edge)) / (rings * sectors);
}

const ratios = [1.01, 1.0654, 1.5, 4];

describe("the view factor of a plate over a sphere", () => {
  test("is that of a fine quadrature at every tilt, cut horizon included", () => {
    for (const ratio of ratios)
      for (let degrees = 0; degrees <= 180; degrees += 15) {
        const tilt = degrees * DEGREE;
        expect(
          Math.abs(plateToSphereViewFactor(ratio, tilt) - viewFactorByQuadrature(ratio, tilt)),
        ).toBeLessThan(1e-4);
      }
  });
  test("is 1/H^2 facing the sphere and zero facing away", () => {
    for (const ratio of ratios) {
      expect(plateToSphereViewFactor(ratio, 0)).toBeCloseTo(1 / ratio ** 2, 14);
      expect(plateToSphereViewFactor(ratio, Math.PI)).toBe(0);
    }
  });
  test("of a plate edge-on is the published closed form", () => {
    for (const ratio of ratios) {
      const edgeOn = (Math.asin(1 / ratio) - Math.sqrt(ratio ** 2 - 1) / ratio ** 2) / Math.PI;
      expect(plateToSphereViewFactor(ratio, Math.PI / 2)).toBeCloseTo(edgeOn, 12);
    }
  });
  test("differs between the two sides of a plate by cos(tilt)/H^2 exactly", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.001, max: 20, noNaN: true }),
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        (ratio, tilt) => {
          const difference =
            plateToSphereViewFactor(ratio, tilt) - plateToSphereViewFactor(ratio, Math.PI - tilt);
          return Math.abs(difference - Math.cos(tilt) / ratio ** 2) < 1e-7;
        },
      ),
    );
  });
  test("averaged over all orientations is that of a small sphere", () => {
    for (const ratio of ratios) {
      let mean = 0;
      const steps = 20_000;
      for (let i = 0; i < steps; i++)
        mean += plateToSphereViewFactor(ratio, Math.acos(1 - (2 * (i + 0.5)) / steps)) / steps;
      expect(mean).toBeCloseTo(sphereToSphereViewFactor(ratio), 6);
    }
  });
  test("falls steadily as the plate turns away", () => {
    for (const ratio of ratios) {
      let previous = 1;
      for (let i = 0; i <= 720; i++) {
        const factor = plateToSphereViewFactor(ratio, (Math.PI * i) / 720);
        expect(factor).toBeLessThanOrEqual(previous + 1e-9);
        previous = factor;
      }
    }
  });
  test("cannot be asked inside the sphere", () => {
    expect(() => plateToSphereViewFactor(0.9, 0)).toThrow("0.9");
  });
});

const faces: readonly Vector3[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const areas = [2, 2, 3, 3, 5, 5];
const box: Surface[] = faces.map((bodyNormal, i) => ({
  name: `face ${i}`,
  areaM2: areas[i]!,
  bodyNormal,
  solarAbsorptance: 1,
  emittance: 1,
}));
const randomAngles = fc.record({
  yawRad: fc.double({ min: 0, max: 6, noNaN: true }),
  pitchRad: fc.double({ min: 0, max: 6, noNaN: true }),
  rollRad: fc.double({ min: 0, max: 6, noNaN: true }),
});
const r = 6.795e6;
const noonState = { positionM: [r, 0, 0] as Vector3, velocityMPerS: [0, 7660, 0] as Vector3 };
const sunM: Vector3 = [ASTRONOMICAL_UNIT_M * 0.8, ASTRONOMICAL_UNIT_M * 0.6, 0];

describe("heat on a closed box", () => {
  test("from the Sun is the irradiance times the projected area, however the box is turned", () => {
    fc.assert(
      fc.property(randomAngles, (angles) => {
        const axes = turned(localVerticalAxes(noonState), angles);
        const heat = absorbedHeat(box, axes, noonState, sunM);
        const toSun: Vector3 = [sunM[0] - r, sunM[1], sunM[2]];
        const distance = norm(toSun) / ASTRONOMICAL_UNIT_M;
        const projected = [2, 3, 5].reduce(
          (sum, area, i) => sum + area * Math.abs(dot(axes[i as 0 | 1 | 2], unit(toSun))),
          0,
        );
        const total = heat.reduce((sum, face) => sum + face.directW, 0);
        expect(Math.abs(total / ((projected * SOLAR_IRRADIANCE_W_PER_M2) / distance ** 2) - 1)).toBeLessThan(
          1e-10,
        );
      }),
    );
  });
  test("from the Earth differs between opposite faces by the net flux through their plane", () => {
    fc.assert(
      fc.property(randomAngles, (angles) => {
        const axes = turned(localVerticalAxes(noonState), angles);
        const heat = absorbedHeat(box, axes, noonState, sunM);
        const nadir: Vector3 = [-1, 0, 0];
        for (const i of [0, 1, 2] as const) {
          const net = (heat[2 * i]!.earthInfraredW - heat[2 * i + 1]!.earthInfraredW) / areas[2 * i]!;
          const flux = meanRadiation.earthInfraredWPerM2 * (EARTH_RADIUS_M / r) ** 2 * dot(axes[i], nadir);
          expect(Math.abs(net - flux)).toBeLessThan(1e-3);
        }
      }),
    );
  });
  test("is never negative and vanishes with absorptance and emittance", () => {
    const dull = box.map((surface) => ({ ...surface, solarAbsorptance: 0, emittance: 0 }));
    for (const heat of absorbedHeat(dull, localVerticalAxes(noonState), noonState, sunM))
      expect(heat.directW + heat.albedoW + heat.earthInfraredW).toBe(0);
    for (const heat of absorbedHeat(box, localVerticalAxes(noonState), noonState, sunM))
      expect(Math.min(heat.directW, heat.albedoW, heat.earthInfraredW)).toBeGreaterThanOrEqual(0);
  });
  test("in shade is scaled by the share given, direct light and Earth view apart", () => {
    const shaded = box.map((surface) => ({ ...surface, shadedFraction: 0.25, earthBlockedFraction: 0.5 }));
    const free = absorbedHeat(box, localVerticalAxes(noonState), noonState, sunM);
    const hidden = absorbedHeat(shaded, localVerticalAxes(noonState), noonState, sunM);
    free.forEach((heat, i) => {
      expect(hidden[i]!.directW).toBeCloseTo(0.75 * heat.directW, 9);
      expect(hidden[i]!.albedoW).toBeCloseTo(0.5 * heat.albedoW, 9);
      expect(hidden[i]!.earthInfraredW).toBeCloseTo(0.5 * heat.earthInfraredW, 9);
    });
  });
});

describe("light from the Earth", () => {
  test("summed over the visible disc without a terminator gives back the closed view factor", () => {
    const earth = visibleEarth([r, 0, 0], sunM);
    earth.sunCosines.fill(1);
    for (const degrees of [0, 10, 45, 80]) {
      const normal: Vector3 = [-Math.cos(degrees * DEGREE), Math.sin(degrees * DEGREE), 0];
      const closed = plateToSphereViewFactor(r / EARTH_RADIUS_M, degrees * DEGREE);
      verifyBelow(
        { subject: "sunlight that the Earth reflects on a plate", oracle: "closed form", unit: "relative" },
        Math.abs(reflectedViewFactor(earth, normal) / closed - 1),
        2e-3,
      );
    }
  });
  test("over the subsolar point is near the view factor, and falls with the Sun's height", () => {
    let previous = 1;
    for (const degrees of [0, 30, 60, 90, 120]) {
      const sun: Vector3 = scale(
        [Math.cos(degrees * DEGREE), Math.sin(degrees * DEGREE), 0],
        ASTRONOMICAL_UNIT_M,
      );
      const factor = reflectedViewFactor(visibleEarth([r, 0, 0], sun), [-1, 0, 0]);
      expect(factor).toBeLessThan(previous);
      if (degrees <= 60)
        expect(factor / (Math.cos(degrees * DEGREE) * (EARTH_RADIUS_M / r) ** 2)).toBeCloseTo(1, 1);
      previous = factor;
    }
    expect(previous).toBe(0);
  });
});

describe("attitude", () => {
  const trajectory = circularTrajectory({
    radiusM: r,
    inclinationRad: 0.9,
    nodeRad: 2,
    argumentOfLatitudeRad: 0.3,
    epochS: 1.67e9,
  });
  const state = trajectory(1.67e9 + 1234);
  const sun = sunPositionM(1.67e9 + 1234);

  test("along the local vertical points z to the Earth, x forward, y to starboard", () => {
    const [x, y, z] = localVertical()(0, state, sun);
    expect(angleBetween(z, scale(state.positionM, -1))).toBeLessThan(1e-9);
    expect(angleBetween(x, state.velocityMPerS)).toBeLessThan(1e-9);
    expect(angleBetween(cross(z, x), y)).toBeLessThan(1e-9);
  });
  test("of any kind is a right-handed triad", () => {
    const profiles = [
      localVertical({ yawRad: 1, pitchRad: -0.4, rollRad: 2 }),
      yawSchedule([{ fromS: 0, yawRad: Math.PI }]),
      sunPointing([0, 0, 1], [1, 0.2, 0]),
    ];
    for (const profile of profiles) {
      const [x, y, z] = profile(1.67e9, state, sun);
      expect(angleBetween(cross(x, y), z)).toBeLessThan(1e-9);
      expect(norm(x)).toBeCloseTo(1, 12);
    }
  });
  test("to the Sun keeps the chosen axis on it", () => {
    const [, , z] = sunPointing([0, 0, 1], [1, 0, 0])(0, state, sun);
    expect(angleBetween(z, sun)).toBeLessThan(1e-4);
  });
  test("by a yaw schedule turns tail-forward when told", () => {
    const profile = yawSchedule([
      { fromS: 2000, yawRad: Math.PI },
      { fromS: 1000, yawRad: 0 },
    ]);
    expect(angleBetween(profile(1500, state, sun)[0], state.velocityMPerS)).toBeLessThan(1e-9);
    expect(angleBetween(profile(2500, state, sun)[0], scale(state.velocityMPerS, -1))).toBeLessThan(1e-9);
    expect(angleBetween(profile(10, state, sun)[0], state.velocityMPerS)).toBeLessThan(1e-9);
  });
  test("fixed among the stars refuses axes that are not a triad", () => {
    const skew: Axes = [
      [1, 0, 0],
      [0.5, 1, 0],
      [0, 0, 1],
    ];
    expect(() => inertial(skew)).toThrow("right-handed");
  });
});

describe("the heat of an orbit", () => {
  test("on a plate that follows the Sun in a noon orbit is the irradiance times the sunlit share, plus Earth light", () => {
    const trajectory = circularTrajectory({
      radiusM: r,
      inclinationRad: 0.4,
      nodeRad: 0,
      argumentOfLatitudeRad: 0,
      epochS: 1.67e9,
    });
    const plate: Surface = {
      name: "plate",
      areaM2: 2,
      bodyNormal: [0, 0, 1],
      solarAbsorptance: 0.5,
      emittance: 0,
    };
    const count = 400;
    const profile = heatProfile(
      [plate],
      trajectory,
      sunPointing([0, 0, 1], [1, 0, 0]),
      { fromS: 1.67e9, toS: 1.67e9 + orbitPeriodS(r), count },
      { ...meanRadiation, earthAlbedo: 0 },
    );
    const lit = profile.totalW.filter((_, i) => profile.sunlight[i] === 1);
    const sunDistance = norm(sunPositionM(1.67e9)) / ASTRONOMICAL_UNIT_M;
    for (const watts of lit) expect(watts / (SOLAR_IRRADIANCE_W_PER_M2 / sunDistance ** 2)).toBeCloseTo(1, 3);
    for (let i = 0; i < count; i++) if (profile.sunlight[i] === 0) expect(profile.totalW[i]).toBe(0);
    expect(lit.length / count).toBeGreaterThan(0.55);
  });
  test("cannot be asked for a surface with impossible properties, which are all named", () => {
    const bad: Surface = {
      name: "fin",
      areaM2: -1,
      bodyNormal: [0, 0, 0],
      solarAbsorptance: 2,
      emittance: 0.8,
    };
    const ask = () => heatProfile([bad], () => noonState, localVertical(), { fromS: 0, toS: 1, count: 2 });
    expect(ask).toThrow(/"fin": area -1.*no direction.*absorptance 2/);
  });
});
