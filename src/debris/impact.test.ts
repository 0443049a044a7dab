// Oracles: the worked example of a public NNO tool and single-wall values (five printed digits, 1e-4 relative); the
// Poisson table of pair chances (printed digits) and a simulation (three standard errors); closed-form smearing of a
// power law (1e-3).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import {
  assessDebris,
  criticalDiameterM,
  expectedHits,
  type FacingSurface,
  type FluxModel,
  hitChance,
  holeDiameterM,
  localNormal,
  noHitProbability,
  particleOfHole,
  perforationProbability,
  renderDebris,
  type SingleWall,
  smearedFluxPerM2Yr,
  type WhippleWall,
} from "./index.ts";

const DEGREE = Math.PI / 180;
const KSI = 6_894_757.293168361;

const shield: WhippleWall = {
  kind: "whipple",
  bumperThicknessM: 1e-3,
  bumperDensityKgPerM3: 2770,
  wallThicknessM: 2e-3,
  wallYieldPa: 72.954 * KSI,
  spacingM: 0.1,
};
const sheet: SingleWall = {
  kind: "single",
  thicknessM: 1e-3,
  densityKgPerM3: 2710,
  brinellHardness: 95,
  soundSpeedMPerS: 5100,
};

describe("a Whipple shield", () => {
  test("has the critical diameters of the worked example at every speed and angle", () => {
    const table: [number, number[]][] = [
      [1, [0.39526, 0.49604, 0.68318, 1.18084]],
      [3, [0.19749, 0.24784, 0.34135, 0.59]],
      [5, [0.3552, 0.32162, 0.3062, 0.4273]],
      [7, [0.51292, 0.44573, 0.39058, 0.39734]],
      [10, [0.40437, 0.44507, 0.50948, 0.44687]],
      [15, [0.30859, 0.33965, 0.3888, 0.48986]],
    ];
    for (const [kmPerS, row] of table)
      row.forEach((cm, i) => {
        {
          const angleRad = [0, 30, 45, 60][i]! * DEGREE;
          const d = criticalDiameterM(shield, {
            speedMPerS: kmPerS * 1000,
            angleRad,
            particleDensityKgPerM3: 2700,
          });
          expect(Math.abs((d * 100) / cm - 1), `${kmPerS} km/s, column ${i}: ${d * 100}`).toBeLessThan(1e-4);
        }
      });
  });
  test("has no step where its three speed ranges meet, and counts grazing angles as 65 degrees", () => {
    const at = (speedMPerS: number, angleRad: number) =>
      criticalDiameterM(shield, { speedMPerS, angleRad, particleDensityKgPerM3: 2700 });
    for (const angle of [0, 0.5, 1])
      for (const normal of [3000, 7000]) {
        const speed = normal / Math.cos(angle);
        expect(Math.abs(at(speed - 1e-3, angle) / at(speed + 1e-3, angle) - 1)).toBeLessThan(1e-6);
      }
    expect(at(9000, 80 * DEGREE)).toBe(at(9000, 65 * DEGREE));
  });
});

describe("a single wall", () => {
  const at = (speed: number, density: number, extra: Partial<SingleWall> = {}, angleRad = 0) =>
    criticalDiameterM(
      { ...sheet, ...extra },
      { speedMPerS: speed, angleRad, particleDensityKgPerM3: density },
    ) * 100;
  test("has the printed critical diameters for perforation and spall, light and dense particles", () => {
    const near = (value: number, cm: number) => expect(Math.abs(value / cm - 1)).toBeLessThan(1e-4);
    near(at(7000, 2800), 0.031926);
    near(at(7000, 2800, { failure: "detachedSpall" }), 0.026399);
    near(at(7000, 2800, { failure: "incipientSpall" }), 0.019678);
    near(at(7000, 2800, {}, 45 * DEGREE), 0.039739);
    near(at(20_000, 1000), 0.026792);
    near(at(10_000, 7900), 0.01317);
  });
  test("stops more the thicker it is, less the faster and denser the particle", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2000, max: 30_000, noNaN: true }),
        fc.double({ min: 300, max: 3500, noNaN: true }),
        (speed, density) => {
          const base = at(speed, density);
          expect(at(speed, density, { thicknessM: 1.1e-3 })).toBeGreaterThan(base);
          expect(at(speed * 1.1, density)).toBeLessThan(base);
          expect(at(speed, density * 1.1)).toBeLessThan(base);
        },
      ),
    );
  });
  test("cannot be hit edge-on or by a particle at rest", () => {
    expect(() => at(0, 1000)).toThrow("0 m/s");
    expect(() => at(7000, 1000, {}, Math.PI / 2)).toThrow("90 degrees");
  });
});

describe("perforation", () => {
  test("is even at the critical diameter and rises smoothly about it", () => {
    expect(perforationProbability(1e-3, 1e-3)).toBe(0.5);
    expect(perforationProbability(2e-3, 1e-3)).toBeGreaterThan(0.99);
    expect(perforationProbability(1e-3, 2e-3)).toBeLessThan(0.01);
    const [p, q] = [perforationProbability(1.1e-3, 1e-3), perforationProbability(1e-3, 1.1e-3)];
    expect(p + q).toBeCloseTo(1, 12);
  });
  test("smeared over a power-law flux gains the factor pi a w / sin(pi a w)", () => {
    const power = (a: number): FluxModel => ({
      name: "power law",
      source: "test",
      kind: "debris",
      densityKgPerM3: 2800,
      sigmaLn: 0,
      smallestDiameterM: 1e-3,
      largestDiameterM: 10,
      fluxPerM2Yr: (d) => d ** -a,
    });
    for (const [a, width] of [
      [2.5, 0.1],
      [3.67, 0.1],
      [2.5, 0.05],
    ] as const) {
      const x = Math.PI * a * width;
      expect(Math.abs(smearedFluxPerM2Yr(power(a), 1, width) / (x / Math.sin(x)) - 1)).toBeLessThan(0.02);
    }
    expect(smearedFluxPerM2Yr(power(3), 2, 1e-6)).toBeCloseTo(1 / 8, 9);
  });
});

describe("a hole", () => {
  test("gives back the particle that made it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e-2, noNaN: true }),
        fc.double({ min: 1e-4, max: 3e-3, noNaN: true }),
        (particle, thickness) => {
          const hole = holeDiameterM(particle, thickness, 7000);
          const back = particleOfHole(hole, thickness, 7000);
          expect(Math.abs(back.diameterM / particle - 1)).toBeLessThan(1e-9);
          expect(back.withinValidity).toBe(thickness / back.diameterM <= 1);
        },
      ),
    );
  });
  test("of 0.8 mm in a wall of 1 mm is outside the formula: the particle was near the ballistic limit", () => {
    const particle = particleOfHole(0.8e-3, 1e-3, 7000);
    expect(particle.withinValidity).toBe(false);
    const limit = criticalDiameterM(sheet, { speedMPerS: 7000, angleRad: 0, particleDensityKgPerM3: 2800 });
    expect(limit).toBeGreaterThan(0.2e-3);
    expect(limit).toBeLessThan(0.8e-3);
  });
});

describe("two hits in two months", () => {
  test("have the tabled chances for three vehicles and areas from tubes to a whole radiator", () => {
    // the table was made with 0.044 per m2 yr
    const table: [number, number, number, number, number][] = [
      [0.2, 0.0088, 0.0043, 9.1e-6, 0.0011],
      [0.5, 0.022, 0.0106, 5.7e-5, 0.007],
      [1, 0.044, 0.0211, 2.2e-4, 0.028],
      [2, 0.088, 0.0418, 8.9e-4, 0.105],
      [8, 0.352, 0.157, 0.013, 0.81],
    ];
    const { pair } = assessDebris();
    expect(pair.fluxPerM2Yr).toBeCloseTo(0.0441, 4);
    table.forEach(([area, rate, one, two, some], i) => {
      {
        const row = pair.rows[i]!;
        expect(row.areaM2).toBe(area);
        for (const [value, printed] of [
          [row.totalRateYr / 3, rate],
          [row.atLeastOne, one],
          [row.atLeastTwo, two],
          [row.somePairWhileWatching, some],
        ] as const)
          expect(Math.abs(value / printed - 1), `${value} against ${printed}`).toBeLessThan(0.025);
      }
    });
  });
  test("agree with a simulation of hits over ten years", () => {
    const random = randomStream(59);
    const chance = hitChance({
      ratePerVehicleYr: [0.088, 0.088, 0.088],
      windowYr: 59 / 365.25,
      watchedYr: 10,
    });
    const runs = 40_000;
    let some = 0;
    for (let run = 0; run < runs; run++) {
      let timeYr = random.exponential(1 / 0.264);
      let pair = false;
      while (timeYr < 10 && !pair) {
        const gap = random.exponential(1 / 0.264);
        pair = gap < 59 / 365.25 && timeYr + gap < 10;
        timeYr += gap;
      }
      if (pair) some++;
    }
    expect(Math.abs(some / runs / chance.somePairWhileWatching - 1)).toBeLessThan(0.07);
  });
  test("on two vehicles are rarer than on any, by the share of pairs that fall on different ones", () => {
    const chance = hitChance({ ratePerVehicleYr: [1e-4, 1e-4, 1e-4], windowYr: 0.2, watchedYr: 5 });
    expect(chance.twoVehicles / chance.atLeastTwo).toBeCloseTo(2 / 3, 4);
    const alone = hitChance({ ratePerVehicleYr: [0.3], windowYr: 0.2, watchedYr: 5 });
    expect(alone.twoVehicles).toBe(0);
    expect(() => hitChance({ ratePerVehicleYr: [], windowYr: 1, watchedYr: 5 })).toThrow("each vehicle");
    expect(() => hitChance({ ratePerVehicleYr: [1], windowYr: 6, watchedYr: 5 })).toThrow("within the time");
  });
  test("follow N = F A T and the Poisson law, wider doubt making none likelier", () => {
    expect(expectedHits(0.0441, 2, 0.5)).toBeCloseTo(0.0441, 12);
    expect(noHitProbability(2)).toBeCloseTo(Math.exp(-2), 12);
    expect(noHitProbability(2, 1.1)).toBeGreaterThan(noHitProbability(2));
    expect(noHitProbability(1e-6, 1e-9)).toBeCloseTo(1 - 1e-6, 12);
  });
});

const radiator: FacingSurface = {
  name: "radiator, forward",
  areaM2: 2,
  bodyNormal: [1, 0, 0],
  wall: sheet,
};

describe("an assessment", () => {
  test("scales with area, time and exposure", () => {
    const median = (surface: FacingSurface, days: number) =>
      assessDebris({ surfaces: [surface], days }).total!.perforations.median;
    const base = median(radiator, 100);
    expect(median({ ...radiator, areaM2: 4 }, 100) / base).toBeCloseTo(2, 9);
    expect(median(radiator, 300) / base).toBeCloseTo(3, 9);
    expect(median({ ...radiator, exposedFraction: 0.25 }, 100) / base).toBeCloseTo(0.25, 9);
  });
  test("sees fewer perforations on the rear, and turns surfaces with the attitude", () => {
    const rear: FacingSurface = { ...radiator, bodyNormal: [-1, 0, 0] };
    const half = Math.PI;
    const front = assessDebris({ surfaces: [radiator] }).total!.perforations.median;
    expect(assessDebris({ surfaces: [rear] }).total!.perforations.median).toBeLessThan(front / 2);
    const reversed = assessDebris({
      surfaces: [rear],
      attitude: [{ share: 1, yawRad: half, pitchRad: 0, rollRad: 0 }],
    });
    expect(reversed.total!.perforations.median / front).toBeCloseTo(1, 6);
    expect(localNormal([1, 0, 0], { yawRad: Math.PI / 2, pitchRad: 0, rollRad: 0 })[1]).toBeCloseTo(1, 12);
  });
  test("protects a tube by the sheet before it", () => {
    const behind: FacingSurface = {
      ...radiator,
      wall: { ...shield, bumperThicknessM: 0.3e-3, wallThicknessM: 1e-3, spacingM: 0.01 },
    };
    const bare = assessDebris({ surfaces: [radiator] }).total!.perforations.median;
    expect(assessDebris({ surfaces: [behind] }).total!.perforations.median).toBeLessThan(bare);
  });
  test("takes a user's table in place of the model of its kind", () => {
    const rows = [1e-5, 1e-1].map((diameterM) => ({ diameterM, fluxPerM2Yr: 1e-9 * diameterM ** -2.5 }));
    const result = assessDebris({
      tables: [{ name: "my ORDEM", source: "run 7", kind: "debris", densityKgPerM3: 2800, rows }],
    });
    expect(result.models.map((model) => model.name)).toEqual(["Gruen 1985", "my ORDEM"]);
    expect(result.fluxes.length).toBe(5);
    const short = rows.map((row, i) => (i === 0 ? { diameterM: 0.4e-3, fluxPerM2Yr: 0.2 } : row));
    const listed = assessDebris({
      tables: [{ name: "short", source: "run 8", kind: "debris", densityKgPerM3: 2800, rows: short }],
    }).fluxes.map((row) => row.diameterM);
    expect(listed).toEqual([0.5e-3, 0.8e-3, 1e-3, 3e-3]);
  });
  test("carries a 90 % band of at least a factor of six each way", () => {
    const { median, p05, p95 } = assessDebris({ surfaces: [radiator] }).total!.perforations;
    expect(p95 / median).toBeGreaterThan(6);
    expect(median / p05).toBeCloseTo(p95 / median, 6);
  });
  test("refuses attitudes that do not fill the time", () => {
    const attitude = [{ share: 0.4, yawRad: 0, pitchRad: 0, rollRad: 0 }];
    expect(() => assessDebris({ attitude })).toThrow("add up to 1");
  });
  test("is a plain object that survives JSON, and a text with every surface and area in it", () => {
    const result = assessDebris({ surfaces: [radiator], days: 180 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    const text = renderDebris(result);
    expect(text).toContain("radiator, forward");
    expect(text).toContain("Two hits within 59 days, 3 vehicles");
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(140);
  });
});
