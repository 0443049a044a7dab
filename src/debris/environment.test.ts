// Oracles: the printed flux tables (five and three digits), NASA/TM-2009-214785 table 2-3 (altitude ratios) and its
// ORDEM2000 anchors; tolerance half a unit of the last printed digit unless a line says otherwise.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  directionalFactor,
  earthFocusing,
  earthShielding,
  fluxSlope,
  gruenFluxPerM2Yr,
  gruenModel,
  impactStream,
  type LocalVector,
  meanImpactSpeedMPerS,
  meteoroidFluxPerM2Yr,
  nasa90FluxPerM2Yr,
  nasa90Model,
  orbitalSpeedMPerS,
  shareSlowerThan,
  tabulatedModel,
} from "./index.ts";

describe("the meteoroid flux", () => {
  test("has the tabled values of Gruen over twelve decades of mass, to 1e-4", () => {
    const table: [number, number][] = [
      [1e-12, 1.0879e3],
      [1e-9, 95.064],
      [1e-6, 1.488],
      [1e-5, 0.14646],
      [1e-4, 1.0349e-2],
      [1e-3, 5.9675e-4],
      [1e-2, 3.0732e-5],
      [0.1, 1.4913e-6],
      [1, 7.0213e-8],
    ];
    for (const [grams, flux] of table)
      expect(Math.abs(gruenFluxPerM2Yr(grams / 1000) / flux - 1)).toBeLessThan(1e-4);
  });
  test("is focused and shielded by the Earth as tabled", () => {
    const table: [number, number][] = [
      [300, 1.21498],
      [400, 1.25603],
      [420, 1.26294],
      [500, 1.28749],
      [800, 1.351],
      [1000, 1.37843],
      [1500, 1.41969],
    ];
    const factor = (km: number) => earthFocusing(km * 1000) * earthShielding(km * 1000);
    for (const [km, value] of table) expect(factor(km)).toBeCloseTo(value, 5);
    // NASA's printed ratios to 400 km; one unit, since its last digit is rounded both ways
    const nasa: [number, number][] = [
      [300, 0.97],
      [500, 1.03],
      [800, 1.08],
      [1000, 1.1],
      [1500, 1.13],
    ];
    for (const [km, ratio] of nasa) expect(Math.abs(factor(km) / factor(400) - ratio)).toBeLessThan(0.0101);
  });
  test("falls with mass everywhere and is refused outside its range", () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: -2, noNaN: true }), (log) => {
        expect(gruenFluxPerM2Yr(10 ** log)).toBeGreaterThan(gruenFluxPerM2Yr(10 ** (log + 0.05)));
      }),
    );
    expect(() => gruenFluxPerM2Yr(1)).toThrow("0.1 kg");
    expect(() => earthShielding(90e3)).toThrow("90 km");
  });
});

const iss = { altitudeM: 420e3, year: 2022.96, solarFlux107: 110 };

describe("the debris flux", () => {
  test("and the meteoroid flux have the tabled values at the ISS in December 2022, to half a unit of the last digit", () => {
    const table: [number, string, string, string][] = [
      [0.3e-3, "0.1264", "0.0802", "0.207"],
      [0.5e-3, "0.02169", "0.02237", "0.0441"],
      [0.8e-3, "0.00392", "0.00691", "0.0108"],
      [1e-3, "0.00170", "0.00396", "0.00566"],
    ];
    for (const [d, meteoroid, debris, sum] of table) {
      const [m, o] = [meteoroidFluxPerM2Yr(d, 420e3), nasa90FluxPerM2Yr(d, iss)];
      expect(m.toFixed(meteoroid.length - 2)).toBe(meteoroid);
      expect(o.toFixed(debris.length - 2)).toBe(debris);
      expect((m + o).toFixed(sum.length - 2)).toBe(sum);
    }
  });
  test("lies 1.4 times above ORDEM2000 at 3 mm in 2006 and six times below it at 1 mm", () => {
    const in2006 = { altitudeM: 400e3, year: 2006, solarFlux107: 110 };
    expect(nasa90FluxPerM2Yr(3e-3, in2006) / 8.9e-5).toBeCloseTo(1.4, 0);
    expect(1.25e-2 / nasa90FluxPerM2Yr(1e-3, in2006)).toBeGreaterThan(5);
    expect(1.25e-2 / nasa90FluxPerM2Yr(1e-3, in2006)).toBeLessThan(8);
  });
  test("grows with the years and falls at solar maximum", () => {
    expect(nasa90FluxPerM2Yr(1e-3, { ...iss, year: 2030 })).toBeGreaterThan(nasa90FluxPerM2Yr(1e-3, iss));
    expect(nasa90FluxPerM2Yr(1e-3, { ...iss, solarFlux107: 200 })).toBeLessThan(nasa90FluxPerM2Yr(1e-3, iss));
    expect(nasa90FluxPerM2Yr(1e-3, { ...iss, year: 2011 })).toBeCloseTo(
      nasa90FluxPerM2Yr(1e-3, { ...iss, year: 2011 - 1e-9 }),
      9,
    );
  });
  test("has the published slopes: 3.67 for meteoroids from 0.5 to 1 mm, 2.50 for debris", () => {
    expect(fluxSlope(gruenModel(420e3), 0.5e-3, 1e-3)).toBeCloseTo(3.67, 2);
    expect(fluxSlope(nasa90Model(iss), 0.5e-3, 1e-3)).toBeCloseTo(2.5, 2);
  });
});

describe("a user's own flux table", () => {
  const rows = [1e-4, 3e-4, 1e-3, 1e-2].map((diameterM) => ({
    diameterM,
    fluxPerM2Yr: 1e-9 * diameterM ** -2.5,
  }));
  const table = { name: "ORDEM run", source: "user", kind: "debris", densityKgPerM3: 2800, rows } as const;
  test("follows a power law exactly between its rows", () => {
    const model = tabulatedModel(table);
    for (const d of [1e-4, 2e-4, 5e-4, 9e-3, 1e-2])
      expect(model.fluxPerM2Yr(d) / (1e-9 * d ** -2.5)).toBeCloseTo(1, 12);
  });
  test("is refused outside its range or when out of order, with the row at fault", () => {
    expect(() => tabulatedModel(table).fluxPerM2Yr(5e-5)).toThrow("extend the table");
    expect(() => tabulatedModel({ ...table, rows: [rows[1]!, rows[0]!] })).toThrow("row 2");
    expect(() => tabulatedModel({ ...table, rows: [rows[0]!] })).toThrow("two or more");
  });
});

const conditions = { altitudeM: 420e3, inclinationDeg: 51.64 };

describe("the stream of particles", () => {
  const meteoroids = impactStream("meteoroid", conditions);
  const debris = impactStream("debris", conditions);
  const faces: LocalVector[] = [
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ];
  test("has unit directions and weights that add up to one", () => {
    for (const stream of [meteoroids, debris]) {
      expect(stream.reduce((sum, cell) => sum + cell.weight, 0)).toBeCloseTo(1, 12);
      for (const { from } of stream.slice(0, 500)) expect(Math.hypot(...from)).toBeCloseTo(1, 12);
    }
  });
  test("of meteoroids has the published mean speed of about 19 km/s and none slower than 11.1 less the orbital speed", () => {
    expect(Math.abs(meanImpactSpeedMPerS(meteoroids) / 19e3 - 1)).toBeLessThan(0.1);
    const slowest = Math.min(...meteoroids.map((cell) => cell.speedMPerS));
    expect(slowest).toBeGreaterThan(11.1e3 - orbitalSpeedMPerS(420e3));
    expect(orbitalSpeedMPerS(420e3)).toBeCloseTo(7657, -1);
    expect(shareSlowerThan(meteoroids, 7000)).toBeLessThan(0.05);
  });
  test("of debris is in the horizontal plane, no faster than head-on", () => {
    for (const { from, speedMPerS } of debris) {
      expect(from[2]).toBe(0);
      expect(speedMPerS).toBeLessThan(2 * 7.6e3);
    }
    expect(meanImpactSpeedMPerS(debris)).toBeGreaterThan(8e3);
    expect(meanImpactSpeedMPerS(debris)).toBeLessThan(12e3);
  });
  test("of debris has the published speeds: 10 km/s on the mean at low and 13 at high inclination, at most about 15.5", () => {
    // ECSS-E-ST-10-04C J.2.2.1.3; Kessler (Aerospace America, June 1988) has 9 at 30 degrees and 13 near the poles
    const mean = (inclinationDeg: number) =>
      meanImpactSpeedMPerS(impactStream("debris", { altitudeM: 400e3, inclinationDeg })) / 1000;
    expect(mean(28.5)).toBeCloseTo(10, 0);
    expect(Math.abs(mean(30) / 9 - 1)).toBeLessThan(0.15);
    for (const high of [82, 90, 98]) expect(mean(high)).toBeCloseTo(13, 0);
    for (const i of [28.5, 51.64, 98])
      for (const { speedMPerS } of impactStream("debris", { altitudeM: 400e3, inclinationDeg: i }))
        expect(speedMPerS).toBeLessThan(15.5e3);
  });
  test("gives a mean directional factor of one over all orientations", () => {
    for (const stream of [meteoroids, debris]) {
      let mean = 0;
      const [ups, sectors] = [24, 24];
      for (let i = 0; i < ups; i++)
        for (let k = 0; k < sectors; k++) {
          const up = -1 + (2 * (i + 0.5)) / ups;
          const level = Math.sqrt(1 - up * up);
          const azimuth = (2 * Math.PI * (k + 0.5)) / sectors;
          mean +=
            directionalFactor(stream, [level * Math.cos(azimuth), level * Math.sin(azimuth), up]) /
            (ups * sectors);
        }
      expect(mean).toBeCloseTo(1, 2);
    }
  });
  test("hits the front most, the Earth side least, and both sides alike", () => {
    for (const stream of [meteoroids, debris]) {
      const [front, rear, right, left, down, up] = faces.map((face) => directionalFactor(stream, face));
      expect(front!).toBeGreaterThan(rear!);
      expect(right!).toBeCloseTo(left!, 10);
      expect(down!).toBeLessThanOrEqual(up!);
      expect(front!).toBeLessThan(4);
    }
  });
});
